"""`litassay eval calibrate` and a run that uses what it wrote, against a server on loopback."""

import json

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.models.diligent_server import diligent_server

SETTINGS = '[models]\ncontext_window = 32768\n[models.servers.default]\nbase_url = "{url}"\n'
LABELS = ("SUPPORT", "CONTRADICT", "SUPPORT")


@pytest.fixture(scope="module")
def url():
    with diligent_server(0.0) as server:
        yield server.url


@pytest.fixture
def run(url, home, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted-0123456789abcdef")
    (home / "litassay.toml").write_text(SETTINGS.format(url=url))

    def call(*arguments):
        result = CliRunner().invoke(app, [*map(str, arguments), "-q"])
        return result.exit_code, result.stdout, result.exception

    return call


@pytest.fixture
def claims(tmp_path):
    """Forty claims in SciFact's layout, each with one document that repeats it."""
    texts = [
        f"Adversarial training variant {n} improves robustness by {n} points." for n in range(40)
    ]
    corpus = [
        {"doc_id": n, "title": f"Study {n}", "abstract": [t, "Nothing else was found."]}
        for n, t in enumerate(texts)
    ]
    rows = [
        {
            "id": n,
            "claim": t,
            "cited_doc_ids": [n],
            "evidence": {str(n): [{"sentences": [0], "label": LABELS[n % 3]}]},
        }
        for n, t in enumerate(texts)
    ]
    for name, lines in (("corpus", corpus), ("claims", rows)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return tmp_path


def calibrate(run, claims, *more):
    files = ("--claims", claims / "claims.jsonl", "--corpus", claims / "corpus.jsonl")
    out = ("--out", claims / "replies", "--save", claims / "cal.json")
    return run("eval", "calibrate", *files, *out, "--model", "m", "--json", *more)


def test_replies_are_kept_and_confidence_comes_down_to_what_it_is_worth(run, claims):
    code, said, error = calibrate(run, claims)
    assert (code, error) == (0, None)
    found = json.loads(said)
    assert (found["pairs"], found["not_checked"]) == (40, 0)
    assert found["ece_before"] > 0.2, "the double says 0.9 and is right two times in three"
    assert found["ece"] < found["ece_before"]
    known = json.loads((claims / "cal.json").read_text())
    assert (known["model"], known["samples"], known["pairs"]) == ("m", 1, 40)
    journal = claims / "replies" / "journal.jsonl"
    before = journal.read_bytes()
    assert b"sk-planted" not in before
    assert json.loads(calibrate(run, claims)[1])["calibration"] == found["calibration"]
    assert journal.read_bytes() == before, "nothing is asked twice"


def test_a_run_uses_it_and_another_number_of_samples_refuses_it(run, claims, tmp_path, monkeypatch):
    calibrate(run, claims)
    monkeypatch.setenv("LITASSAY_MODELS__CALIBRATION", str(claims / "cal.json"))
    given = ("--library", "sample", "--model", "m", "--max-papers", 2, "--out", tmp_path / "run")
    question = "Does adversarial training improve robustness?"
    assert run("ask", question, *given)[0] == 0
    report = json.loads((tmp_path / "run" / "report.json").read_text())
    supported = [c["confidence"] for c in report["claims"] if c["verdict"] == "SUPPORTED"]
    assert supported
    assert all(c < 0.8 for c in supported)
    (claims / "cal.json").unlink()
    assert run("replay", tmp_path / "run")[0] == 0, "the run keeps what it used"


def test_a_calibration_of_another_verifier_is_refused(run, claims, tmp_path, monkeypatch):
    calibrate(run, claims)
    monkeypatch.setenv("LITASSAY_MODELS__CALIBRATION", str(claims / "cal.json"))
    monkeypatch.setenv("LITASSAY_MODELS__SAMPLES", "2")
    given = ("--library", "sample", "--model", "m", "--out", tmp_path / "run")
    _, _, error = run("ask", "Does adversarial training improve robustness?", *given)
    assert error.exit_code == 2
    assert "samples 1, not 2" in str(error)
    assert not (tmp_path / "run").exists()


def test_without_a_language_model_there_is_nothing_to_calibrate(run, claims):
    files = ("--claims", claims / "claims.jsonl", "--corpus", claims / "corpus.jsonl")
    _, _, error = run("eval", "calibrate", *files, "--out", tmp := claims / "r")
    assert error.exit_code == 2
    assert "name one with --model" in str(error)
    assert not (tmp / "journal.jsonl").exists()
