"""`litassay prompts` on the shipped set and on sets that are wrong."""

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.errors import PromptError
from litassay.prompting.prompt_set import default_texts


@pytest.fixture
def run():
    return lambda *args: CliRunner().invoke(app, ["prompts", *map(str, args)])


def test_list_names_every_prompt_and_the_hash(run):
    lines = run("list").stdout.splitlines()
    assert len(lines) == len(default_texts()) + 1
    assert lines[-1].startswith("set ")
    assert all("  default  " in line for line in lines[:-1])


def test_show_prints_the_file_as_it_is(run):
    assert run("show", "verifier").stdout == default_texts()["verifier"]
    assert isinstance(run("show", "nobody").exception, PromptError)


def test_check_accepts_the_shipped_set_and_names_what_is_wrong(run, tmp_path):
    assert "prompts are valid" in run("check").stdout
    text = default_texts()["verifier"]
    (tmp_path / "verifier.md").write_text(
        text.replace('"SUPPORTS", "probability"', '"MAYBE", "probability"')
    )
    error = run("check", "--prompts", tmp_path).exception
    assert "the example of prompt 'verifier'" in str(error)


def test_diff_shows_what_changed(run, tmp_path):
    assert run("diff", tmp_path).stdout == "no difference\n"
    text = default_texts()["writer"]
    (tmp_path / "writer.md").write_text(text.replace("You write a literature review", "You write"))
    assert "-You write a literature review" in run("diff", tmp_path).stdout
