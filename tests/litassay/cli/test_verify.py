"""`litassay verify`: a claim against texts and a library, with the sentence that decides."""

import json

from typer.testing import CliRunner

from litassay.cli.app import app

TEXT = """Introduction to the trial.

In apple trees, irrigation at night lowered water use by 18 % compared with irrigation at noon."""


def verify(*arguments):
    return CliRunner().invoke(app, ["verify", *map(str, arguments)])


def test_a_text_supports_what_it_says_and_not_another_number(tmp_path):
    (tmp_path / "trial.txt").write_text(TEXT)
    claim = "Irrigation at night lowered water use in apple trees by 18 %."
    found = verify(claim, "--text", tmp_path / "trial.txt", "--json")
    assert found.exit_code == 0, found.stdout
    told = json.loads(found.stdout)
    assert told["verdict"] == "SUPPORTED"
    quote = told["sources"][0]["evidence"][0]["span"]
    assert quote["quote"] == TEXT.split("\n\n")[1]
    assert quote["locator"] == "paragraph 2"
    wrong = verify(claim.replace("18", "28"), "--text", tmp_path / "trial.txt")
    assert wrong.exit_code == 3
    assert "not enough information" in wrong.stdout or "refuted" in wrong.stdout


def test_a_library_is_asked(tmp_path):
    found = verify("Adversarial training makes models robust.", "--library", "sample", "--json")
    assert found.exit_code in (0, 3)
    assert len(json.loads(found.stdout)["sources"]) == 10


def test_nothing_to_check_against_is_said():
    assert "name a --library or a --text" in str(verify("A claim.").exception)
