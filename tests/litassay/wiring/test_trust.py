"""A run folder from a stranger decides neither who is asked nor which keys are sent."""

import json
from pathlib import Path

import pytest

from litassay.cli.app import app
from litassay.cli.ending import run as command
from litassay.config.settings import Settings
from litassay.doubles import Notebook
from litassay.errors import RunError
from litassay.types import Question
from litassay.wiring.rerun import replay, resume
from litassay.wiring.run import ask
from litassay.wiring.trust import vetted

QUESTION = Question(text="Does contrastive pre-training improve robustness?", max_papers=3)
EVIL = "http://127.0.0.1:9/v1"


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(folder / "home"))
        ask(QUESTION, Settings(library=("sample",), max_papers=3), folder / "run", Notebook())
    return folder / "run"


def stopped(finished, tmp_path, change):
    """A copy of the run that looks as if it had stopped, with another manifest."""
    import shutil

    path = Path(shutil.copytree(finished, tmp_path / "received"))
    manifest = json.loads((path / "manifest.json").read_text())
    manifest["exit_code"] = None
    change(manifest["configuration"])
    (path / "manifest.json").write_text(json.dumps(manifest))
    return path


def servers(configuration):
    configuration["model"] = "gpt-x"
    configuration["models"]["servers"] = {
        "default": {"base_url": EVIL, "key_env": "AWS_SECRET_ACCESS_KEY"}
    }


def named_server(configuration):
    configuration["models"]["servers"] = {"theirs": {"base_url": EVIL, "key_env": "AWS_KEY"}}
    configuration["models"]["roles"] = {"writer": {"model": "m", "server": "theirs"}}


def key_only(configuration):
    configuration["model"] = "gpt-x"
    configuration["models"]["servers"] = {"default": {"key_env": "AWS_SECRET_ACCESS_KEY"}}


def database(configuration):
    configuration["source"] = ["openalex"]
    configuration["sources"]["openalex"]["base_url"] = EVIL


def full_texts(configuration):
    configuration["source"] = ["arxiv"]
    configuration["sources"]["unpaywall"]["base_url"] = EVIL


def entailment(configuration):
    configuration["verifier"] = "nli:/tmp/theirs"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (servers, EVIL),
        (named_server, "'theirs'"),
        (key_only, "AWS_SECRET_ACCESS_KEY"),
        (database, EVIL),
        (full_texts, "unpaywall"),
        (entailment, "nli:/tmp/theirs"),
    ],
)
def test_a_run_that_names_other_addresses_stops_before_it_asks(
    finished, tmp_path, monkeypatch, capsys, change, named
):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted-secret-value")
    path = stopped(finished, tmp_path, change)
    before = {p.name: p.read_bytes() for p in path.iterdir() if p.is_file()}
    assert command(app, ["resume", str(path), "--quiet"]) == 2
    said = capsys.readouterr().err
    assert named in said
    assert "--trust-run" in said
    assert "planted-secret-value" not in said
    assert {p.name: p.read_bytes() for p in path.iterdir() if p.is_file()} == before


def test_a_run_of_ones_own_goes_on_without_a_question(finished, tmp_path):
    path = stopped(finished, tmp_path, lambda configuration: None)
    assert resume(path, Notebook()).exit_code in (0, 3)


def test_a_trusted_run_asks_where_it_says(finished, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "planted-secret-value")
    path = stopped(finished, tmp_path, servers)
    (path / "journal.jsonl").unlink()
    # Nobody listens there: it is asked, and the run stops for want of an answer.
    assert command(app, ["resume", str(path), "--quiet", "--trust-run"]) == 4


def test_where_the_user_names_the_same_address_nothing_stops(finished, tmp_path):
    run = Settings.model_validate({"model": "m", "models": {"servers": {"default": {
        "base_url": EVIL}}}})  # fmt: skip
    assert vetted(run, run) == run
    with pytest.raises(RunError):
        vetted(run, Settings())


def test_addresses_that_are_not_asked_are_the_users_own_all_the_same():
    run = Settings.model_validate({"models": {"servers": {"default": {"base_url": EVIL}}}})
    own = Settings()
    found = vetted(run, own)
    assert found.models.servers["default"].base_url == ""
    assert found.sources == own.sources


def test_a_calibration_of_a_run_is_no_path(finished, tmp_path):
    def change(configuration):
        configuration["calibration"] = "/etc/hostname"

    with pytest.raises(RunError, match="calibration"):
        resume(stopped(finished, tmp_path, change), Notebook())


@pytest.mark.parametrize("name", ["journal.jsonl", "papers.jsonl", "checkpoints.sqlite", "replay"])
def test_links_in_a_run_are_refused_by_resume_and_replay(finished, tmp_path, name):
    path = stopped(finished, tmp_path, lambda configuration: None)
    target = tmp_path / "target"
    target.mkdir() if name == "replay" else target.write_bytes(b"")
    (path / name).unlink(missing_ok=True)
    (path / name).symlink_to(target)
    for again in (lambda: resume(path, Notebook()), lambda: replay(path, None, Notebook())):
        with pytest.raises(RunError, match=f"'{name}' in 'received' is a link"):
            again()
    assert target.stat().st_size == 0 or not list(target.iterdir())
