"""Whole runs over the sample library: replayed, resumed, damaged, moved, and spent on."""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from litassay.config.settings import Settings
from litassay.doubles import Notebook
from litassay.errors import ModelError, ReplayDiverged, RunError
from litassay.loopback import Reply
from litassay.models.loopback import ChatServer, completion
from litassay.types import Question
from litassay.wiring.rerun import replay, resume, settings_of
from litassay.wiring.run import ask
from store.network_refusal import network_refused
from store.runs import RunFolder

QUESTION = Question(
    text="Does adversarial training or contrastive pre-training improve robustness on GLUE?",
    max_papers=4,
)
SCRIPT = Path(__file__).parents[2] / "recordings" / "scripts" / "crew.toml"
EXTRACTIVE = Settings(library=("sample",), max_papers=4)
SCRIPTED = EXTRACTIVE.model_copy(update={"model": f"scripted:{SCRIPT}"})
REPORTS = ("report.md", "report.json")


@pytest.fixture(scope="module", params=["extractive", "scripted"])
def recorded(request, tmp_path_factory):
    """A finished run of each crew, made once."""
    folder = tmp_path_factory.mktemp(request.param)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(folder / "home"))
        settings = EXTRACTIVE if request.param == "extractive" else SCRIPTED
        finished = ask(QUESTION, settings, folder / "run", Notebook())
    assert finished.exit_code == 0
    return finished.folder.path


@pytest.fixture
def run(recorded, tmp_path):
    """A copy of a finished run: run folders can be moved."""
    return Path(shutil.copytree(recorded, tmp_path / "elsewhere"))


def reports(folder):
    return [(folder / name).read_bytes() for name in REPORTS]


def test_a_replay_elsewhere_gives_the_same_bytes(run, home):
    assert not (home / "libraries").exists()  # no library and no index is here
    before = {p: p.read_bytes() for p in run.iterdir() if p.is_file()}
    replayed = replay(run, None, Notebook())
    assert replayed.difference == ""
    assert reports(replayed.path) == reports(run)
    assert {p: p.read_bytes() for p in run.iterdir() if p.is_file()} == before


def test_a_replay_does_not_depend_on_timing(run, monkeypatch, tmp_path):
    """Every answer of the journal is held back for a while, each time another while."""
    from store.exchanges import Exchanges

    answer, turn = Exchanges.answer, iter(range(10**6))

    async def slow(self, *args, **kwargs):
        await asyncio.sleep(next(turn) * 7919 % 13 / 2000)
        return await answer(self, *args, **kwargs)

    monkeypatch.setattr(Exchanges, "answer", slow)
    assert replay(run, tmp_path / "out", Notebook()).difference == ""


def test_a_replay_reaches_no_network():
    with network_refused(), socket.socket() as one, pytest.raises(ReplayDiverged, match="tried to"):
        one.connect(("127.0.0.1", 9))
    with network_refused(), pytest.raises(ReplayDiverged, match="localhost"):
        socket.getaddrinfo("localhost", 80)


def test_a_changed_limit_is_a_divergence_that_is_shown(run):
    folder = RunFolder.open(run)
    changed = json.loads(folder.read_text("manifest.json"))
    changed["configuration"]["limits"]["per_query"] = 39
    folder.write_text("manifest.json", json.dumps(changed))
    with pytest.raises(ReplayDiverged, match=r"(?s)nearest is line \d+.*-limit: 40\n\+limit: 39"):
        replay(run, None, Notebook())


def test_a_damaged_journal_is_named_with_its_line(run):
    lines = (run / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (run / "journal.jsonl").write_bytes(b"".join(lines[:3]) + lines[3][:-9])
    with pytest.raises(RunError, match=r"line 4 of journal\.jsonl is damaged: it breaks off"):
        replay(run, None, Notebook())
    flipped = lines[1].replace(b'"ask":0', b'"ask":1')
    (run / "journal.jsonl").write_bytes(b"".join([lines[0], flipped, *lines[2:]]))
    with pytest.raises(RunError, match=r"line 2 of journal\.jsonl is damaged: its check"):
        replay(run, None, Notebook())
    (run / "journal.jsonl").unlink()
    with pytest.raises(RunError, match="is missing"):
        replay(run, None, Notebook())


def test_a_journal_that_ends_early_is_a_divergence(run):
    lines = (run / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (run / "journal.jsonl").write_bytes(b"".join(lines[:-1]))
    with pytest.raises(ReplayDiverged):
        replay(run, None, Notebook())


def unfinish(run, code=None):
    folder = RunFolder.open(run)
    folder.write_manifest(folder.manifest.model_copy(update={"exit_code": code, "ended": None}))
    return folder


def test_what_did_not_finish_is_not_replayed(run):
    unfinish(run)
    with pytest.raises(RunError, match=r"did not finish.*litassay resume"):
        replay(run, None, Notebook())


def test_a_finished_run_is_left_as_it_is(run):
    before = {p.name: p.read_bytes() for p in run.iterdir() if p.is_file()}
    assert resume(run, Notebook()).exit_code == 0
    assert {p.name: p.read_bytes() for p in run.iterdir() if p.is_file()} == before


def test_the_journal_alone_is_enough_to_finish(run):
    before = reports(run)
    folder = unfinish(run)
    folder.forget_progress()
    for name in REPORTS:
        (run / name).unlink()
    journal = (run / "journal.jsonl").read_bytes()
    assert resume(run, Notebook()).exit_code == 0
    assert reports(run) == before
    assert (run / "journal.jsonl").read_bytes() == journal  # nothing was asked again


def test_unreadable_checkpoints_are_refused_and_the_hint_works(run):
    before = reports(run)
    unfinish(run).checkpoints.write_bytes(b"this is no database " * 300)
    with pytest.raises(RunError, match=r"cannot be read.*delete checkpoints\.sqlite"):
        resume(run, Notebook())
    (run / "checkpoints.sqlite").unlink()
    assert resume(run, Notebook()).exit_code == 0
    assert reports(run) == before


def test_a_journal_line_that_was_cut_is_asked_again(run):
    before = reports(run)
    unfinish(run).forget_progress()
    content = (run / "journal.jsonl").read_bytes()
    (run / "journal.jsonl").write_bytes(content[:-5])
    notes = Notebook()
    assert resume(run, notes).exit_code == 0
    assert re.search(r"line \d+ of the journal was cut off", notes.notes[0])
    assert reports(run) == before


def test_after_an_outage_only_what_failed_is_asked_again(tmp_path):
    """The server is down from the third call on; resuming when it is back finishes the run."""
    down = tmp_path / "down.toml"
    rules = SCRIPT.read_text()
    down.write_text('[[rule]]\nstage = "extractor"\nfail = "unreachable"\n\n' + rules)
    settings = EXTRACTIVE.model_copy(update={"model": f"scripted:{down}"})
    first = ask(QUESTION, settings, tmp_path / "run", Notebook())
    made = len(RunFolder.open(tmp_path / "run").journal().entries)
    assert first.exit_code != 0
    down.write_text(rules)
    unfinish(tmp_path / "run", 4)
    assert resume(tmp_path / "run", Notebook()).exit_code == 0
    entries = RunFolder.open(tmp_path / "run").journal(growing=False).entries
    again = {(e.key, e.ask) for e in entries[made:]} & {(e.key, e.ask) for e in entries[:made]}
    failed = {(e.key, e.ask) for e in entries[:made] if e.failed}
    assert again <= failed
    assert failed
    assert replay(tmp_path / "run", None, Notebook()).difference == ""


def test_a_killed_process_is_resumed_to_the_same_report(tmp_path, home):
    """The command itself, killed with SIGKILL while it extracts."""
    question = [QUESTION.text, "--library", "sample", "--max-papers", "4"]
    base = [sys.executable, "-m", "litassay"]
    ask(QUESTION, EXTRACTIVE, tmp_path / "whole", Notebook())
    killed = subprocess.Popen(
        [*base, "ask", *question, "--out", str(tmp_path / "run")], stderr=subprocess.PIPE, text=True
    )
    for line in killed.stderr:
        if line.startswith("extract"):
            os.kill(killed.pid, signal.SIGKILL)
            break
    killed.stderr.close()
    assert killed.wait() == -signal.SIGKILL
    assert not (tmp_path / "run" / "report.md").exists()
    resumed = subprocess.run([*base, "resume", str(tmp_path / "run"), "--quiet"], check=False)
    assert resumed.returncode == 0
    assert reports(tmp_path / "run") == reports(tmp_path / "whole")


def test_the_budget_goes_on_where_it_stood(tmp_path, monkeypatch):
    """Killed in the middle, resumed from its checkpoint: what was spent is counted once."""
    monkeypatch.setattr("litassay.wiring.run.random.token_hex", lambda _: "same nonce")
    whole = ask(QUESTION, SCRIPTED, tmp_path / "whole", Notebook())
    spent = whole.folder.manifest.spend
    assert sum(s.calls for s in spent) > 20

    class Stop(Notebook):
        def stage(self, name, detail="", done=0, total=0):
            super().stage(name)
            if name == "review" and self.stages.count("review") == 3:
                signal.raise_signal(signal.SIGINT)

    with pytest.raises(BaseException, match="interrupted"):
        ask(QUESTION, SCRIPTED, tmp_path / "run", Stop())
    resumed = resume(tmp_path / "run", Notebook())
    assert resumed.folder.manifest.spend == spent
    assert reports(tmp_path / "run") == reports(tmp_path / "whole")


def test_a_run_that_reached_its_budget_goes_on_under_a_new_limit(tmp_path):
    models = {"budget": {"max_tokens": 12_000}}
    settings = Settings.model_validate({**SCRIPTED.model_dump(), "models": models})
    assert ask(QUESTION, settings, tmp_path / "run", Notebook()).exit_code == 5
    assert replay(tmp_path / "run", None, Notebook()).difference == ""
    assert resume(tmp_path / "run", Notebook()).exit_code == 5  # nothing changed: nothing to do
    changes = {"models": {"budget": {"max_tokens": 500_000}}}
    assert resume(tmp_path / "run", Notebook(), changes).exit_code == 0
    assert replay(tmp_path / "run", None, Notebook()).difference == ""


KEY = "sk-planted-0123456789-abcdef"


async def gossip(body):
    """A server that says the key wherever it can."""
    if "screen papers" in str(body):
        said = {"error": {"message": f"the key {KEY} is over its limit"}}
        return Reply(400, body=json.dumps(said).encode())
    return completion(f'{{"title": "{KEY}", "reason": "your key is {KEY}"}}')


def test_a_planted_key_is_nowhere_in_the_run_folder(tmp_path, monkeypatch, home):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENALEX_API_KEY", KEY[::-1])
    with pytest.raises(ModelError, match=r"\[key\]|\[secret\]") as stopped:
        asyncio.run(_ask_gossip(tmp_path / "run"))
    assert stopped.value.exit_code == 4, "a server that refuses every call is no lack of evidence"
    assert "litassay resume" in str(stopped.value)
    written = [p for p in (tmp_path / "run").rglob("*") if p.is_file()]
    assert {"journal.jsonl", "manifest.json", "checkpoints.sqlite"} <= {p.name for p in written}
    assert "[secret]" in (tmp_path / "run" / "journal.jsonl").read_text()
    for path in written:
        assert KEY.encode() not in path.read_bytes(), path.name
        assert KEY[::-1].encode() not in path.read_bytes(), path.name


async def _ask_gossip(path):
    async with ChatServer(gossip) as server:
        models = {"servers": {"default": {"base_url": server.url, "max_attempts": 1}}}
        settings = Settings.model_validate(
            {"library": ["sample"], "model": "gossip", "max_papers": 3, "models": models}
        ).with_keys(os.environ)
        await asyncio.to_thread(ask, QUESTION, settings, path, Notebook())


def test_a_difference_names_what_is_installed_in_another_version(run):
    folder = RunFolder.open(run)
    versions = tuple((n, "0.0.1" if n == "pypdfium2" else v) for n, v in folder.manifest.versions)
    folder.write_manifest(folder.manifest.model_copy(update={"versions": versions}))
    replayed = replay(run, None, Notebook())
    assert replayed.difference  # the report names versions
    assert re.search(
        r"^since the run was recorded, pypdfium2 0\.0\.1 is now [\d.]+$", replayed.reason
    )


def test_a_run_from_before_calibrations_were_files_is_replayed(run):
    folder = RunFolder.open(run)
    old = json.loads(folder.read_text("manifest.json"))
    old["configuration"]["models"]["calibration"] = [[0.0, 0.0], [1.0, 1.0]]
    folder.write_text("manifest.json", json.dumps(old))
    changed = replay(run, None, Notebook()).difference
    assert not changed or "calibration" in changed  # a report names the settings of models it used
    old["configuration"]["models"]["calibration"] = [[0.0, 0.2], [1.0, 0.9]]
    folder.write_text("manifest.json", json.dumps(old))
    with pytest.raises(RunError, match=r"models\.calibration"):
        replay(run, None, Notebook())


def test_settings_that_are_gone_still_load_from_an_old_manifest(run):
    manifest = RunFolder.open(run).manifest
    old = {**manifest.configuration["models"], "verify_passages": 2}
    changed = manifest.model_copy(
        update={"configuration": {**manifest.configuration, "models": old}}
    )
    assert settings_of(changed) == settings_of(manifest)
