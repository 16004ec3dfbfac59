"""Whole runs with language models, on a loopback server that works, refuses, or stops working."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.errors import LitassayError
from litassay.loopback import Reply
from litassay.models.diligent import ROLES, DiligentModel, task
from litassay.models.loopback import ChatServer, completion, error, schema_of, serving
from litassay.wiring.model_cost import QUESTION

SHARES = """
[models.budget.shares]
planner = 0.1
screener = 0.2
extractor = 0.35
verifier = 0.0
writer = 0.1
reviewer = 0.2
"""
KEY = "sk-planted-0123456789abcdef"
SETTINGS = """
[models]
context_window = 32768
{more}
[models.servers.default]
max_attempts = 2
max_wait_s = 2
[limits]
revisions = 0
rounds = {rounds}
screened = 20
"""


@contextmanager
def served_by(server):
    """The server, running in a thread of its own: a run has its own event loop."""
    ready, done = threading.Event(), threading.Event()

    async def serve():
        async with server:
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield server
    finally:
        done.set()
        thread.join(10)


@contextmanager
def server(change=None):
    """The diligent model; `change(role, body)` may answer in its stead."""
    plain = serving(DiligentModel())

    async def answer(body):
        wire = change(ROLES[task(schema_of(body))], body) if change else None
        return wire or await plain(body)

    with served_by(ChatServer(answer)) as running:
        yield running


@pytest.fixture
def ask(tmp_path, home, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)

    def run(running, *options, more="", papers=3, command=None, rounds=0, template=SETTINGS):
        (home / "litassay.toml").write_text(template.format(more=more, rounds=rounds))
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        given = ["--library", "sample", "--model", "m", "--max-papers", str(papers), "--quiet"]
        arguments = command or ["ask", QUESTION, *given, "--out", str(tmp_path / "run"), *options]
        result = CliRunner().invoke(app, arguments)
        failed = result.exception
        code = failed.exit_code if isinstance(failed, LitassayError) else result.exit_code
        path = tmp_path / "run" / "report.json"
        return code, json.loads(path.read_text()) if path.is_file() else None, str(failed)

    return run


def replayed(folder):
    result = CliRunner().invoke(app, ["replay", str(folder), "--quiet"])
    return result.exit_code if result.exception is None else result.exception


def test_every_role_is_filled_and_the_run_replays(ask, tmp_path):
    with server() as running:
        code, report, _ = ask(running)
    assert code == 0
    roles = {s["stage"].partition(":")[0] for s in report["spend"]}
    assert roles == set(ROLES.values())
    assert report["reviewing"]["rating"]["reviewers"] == 6
    assert {c["verdict"] for c in report["claims"]} == {"SUPPORTED"}
    assert replayed(tmp_path / "run") == 0
    for path in (tmp_path / "run").rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes(), path


def test_roles_can_be_mixed(ask):
    more = '[models.roles.verifier]\nmodel = "extractive"\n[models.roles.reviewer]\n'
    with server() as running:
        _, report, _ = ask(running, more=more + 'model = "extractive"')
    roles = {s["stage"].partition(":")[0] for s in report["spend"]}
    assert roles == set(ROLES.values()) - {"verifier", "reviewer"}
    assert all(c["verdict"] != "NOT_CHECKED" for c in report["claims"])
    assert len(report["reviewing"]["reviews"]) >= 5


def test_at_the_limit_the_run_finishes_with_what_it_has(ask, tmp_path):
    with server() as running:
        code, report, _ = ask(running, "--max-tokens", "30000", papers=8, more=SHARES)
    spent = sum(s["prompt_tokens"] + s["completion_tokens"] for s in report["spend"])
    assert (code, report["status"]) == (5, "budget_reached")
    assert spent <= 30_000
    assert "max_tokens is reached" in report["budget_reached"]
    unchecked = [c for c in report["claims"] if c["verdict"] == "NOT_CHECKED"]
    assert unchecked
    assert all(c["reason"].startswith("budget: ") for c in unchecked)
    assert replayed(tmp_path / "run") == 0, "the same calls are refused, in whatever order"


def test_works_that_could_not_be_screened_are_not_called_irrelevant(ask):
    with server() as running:
        code, report, _ = ask(running, "--max-tokens", "2000", rounds=2)
        assert len(running.bodies) <= 2
    assert code == 5
    assert {d["reason"] for d in report["screened_out"]} == {"not_checked", "not_screened"}
    assert len(report["methodology"]["rounds"]) == 0, "other queries would not help"
    assert "relevant" not in " ".join(s["text"] for s in report["answer"])
    said = " ".join(s["text"] for s in report["limitations"])
    assert "could not be screened" in said
    assert "further relevant" not in said


def test_a_plan_that_is_not_the_models_is_said_to_be_none(ask, tmp_path):
    def change(role, body):
        return completion("No idea.") if role == "planner" else None

    with server(change) as running:
        _, report, _ = ask(running)
    assert "Planned without the model" in report["methodology"]["planning"]
    page = (tmp_path / "run" / "report.md").read_text()
    assert "Planned without the model" in page
    assert "Confidence of a verdict: what the model itself states" in page
    assert dict(report["provenance"]["crew"])["verifier"] == "language model m"
    assert replayed(tmp_path / "run") == 0


@pytest.mark.parametrize(("status", "says"), [(401, "OPENAI_API_KEY"), (404, "/v1")])
def test_a_wrong_setting_stops_at_once_and_says_what_to_change(ask, status, says):
    with server(lambda role, body: error(status, f"bad {KEY}")) as running:
        code, report, message = ask(running)
        assert len(running.bodies) == 1
    assert (code, report) == (4, None)
    assert says in message
    assert "litassay resume" in message
    assert KEY not in message


def test_what_fails_in_one_role_is_marked_there_and_the_run_goes_on(ask, tmp_path):
    def change(role, body):
        return error(503, "overloaded") if role in ("verifier", "reviewer") else None

    with server(change) as running:
        code, report, _ = ask(running)
    assert code == 5
    assert {c["verdict"] for c in report["claims"]} == {"NOT_CHECKED"}
    assert all("503" in c["reason"] for c in report["claims"])
    assert report["reviewing"]["rating"]["reviewers"] == 0
    assert len(report["reviewing"]["rating"]["missing"]) == 6
    assert replayed(tmp_path / "run") == 0


def test_nonsense_from_every_role_ends_in_an_honest_report(ask, tmp_path):
    made = json.loads('{"choices": [{"index": 0, "finish_reason": "stop", "message": {}}]}')

    def change(role, body):
        made["choices"][0]["message"] = {"role": "assistant", "content": "Well, it depends."}
        return Reply(body=json.dumps(made).encode())

    with server(change) as running:
        code, report, _ = ask(running)
    assert (code, report["status"]) == (5, "unchecked_claims")
    assert report["claims"] == []
    assert report["reviewing"]["rating"]["score"] <= 3
    assert replayed(tmp_path / "run") == 0


def test_a_server_that_dies_is_resumed_without_paying_twice(ask, tmp_path):
    broken = threading.Event()
    broken.set()

    def change(role, body):
        return error(503, "down") if role == "writer" and broken.is_set() else None

    with server(change) as running:
        code, report, message = ask(running)
        assert (code, report) == (4, None)
        assert "litassay resume" in message
        before = [json.dumps(body) for body in running.bodies]
        broken.clear()
        code, report, message = ask(running, command=["resume", str(tmp_path / "run"), "--quiet"])
        assert code == 0, message
        after = [json.dumps(body) for body in running.bodies][len(before) :]
    paid = [body for body in before if '"title"' not in body]
    assert not set(after) & set(paid)
    assert replayed(tmp_path / "run") == 0


def test_ctrl_c_leaves_a_run_that_goes_on_without_paying_twice(home, tmp_path):
    """A real process and a real signal, while eight calls of the verifier are under way."""
    out = tmp_path / "run"
    with served_by(ChatServer(serving(DiligentModel(), 0.4))) as running:
        (home / "litassay.toml").write_text(SETTINGS.format(more="", rounds=0))
        env = {**os.environ, "OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": running.url}
        litassay = [sys.executable, "-m", "litassay"]
        given = ["ask", QUESTION, "--library", "sample", "--model", "m", "--max-papers", "6", "-q"]
        ask = subprocess.Popen(
            [*litassay, *given, "--out", str(out)], env=env, stderr=subprocess.PIPE, text=True
        )
        while not any(task(schema_of(body)) == "stances" for body in list(running.bodies)):
            assert ask.poll() is None
            time.sleep(0.02)
        ask.send_signal(signal.SIGINT)
        _, said = ask.communicate(timeout=60)
        assert ask.returncode == 130, said
        assert f"litassay resume {out}" in said
        assert "Traceback" not in said
        assert not (out / "report.md").exists()
        paid = Counter(json.dumps(body) for body in running.bodies)
        more = subprocess.run([*litassay, "resume", str(out), "-q"], env=env, check=False)
        assert more.returncode == 0
        assert (out / "report.md").exists()
        again = Counter(json.dumps(body) for body in running.bodies) - paid
        twice = sum(n for body, n in again.items() if body in paid)
    assert twice <= 8, "only what was under way when it was interrupted"
    assert replayed(out) == 0


def test_what_a_failing_server_left_unchecked_is_asked_again(ask, tmp_path):
    """The server fails the verifier alone; the run ends with exit 5 and goes on when it is back."""
    down = threading.Event()
    down.set()

    def change(role, body):
        return error(503, "overloaded") if role == "verifier" and down.is_set() else None

    with server(change) as running:
        code, report, _ = ask(running)
        assert (code, report["status"]) == (5, "unchecked_claims")
        assert {c["verdict"] for c in report["claims"]} == {"NOT_CHECKED"}
        before = len(running.bodies)
        down.clear()
        code, report, _ = ask(running, command=["resume", str(tmp_path / "run"), "--quiet"])
        assert code == 0
        assert {c["verdict"] for c in report["claims"]} == {"SUPPORTED"}
        asked = [ROLES[task(schema_of(b))] for b in running.bodies[before:]]
        assert "screener" not in asked
        assert "extractor" not in asked
        assert asked.count("verifier") == 3


@pytest.mark.parametrize(
    ("status", "words"), [(402, "Insufficient Balance"), (400, "no such thing is served here")]
)
def test_a_server_that_refuses_every_call_stops_the_run_with_its_words(
    ask, tmp_path, status, words
):
    """It ended as a lack of evidence (exit 3), and there was nothing to resume."""
    refusing = threading.Event()
    refusing.set()

    def change(role, body):
        return error(status, words) if refusing.is_set() else None

    with server(change) as running:
        code, report, said = ask(running)
        assert (code, report) == (4, None)
        assert words in said
        assert "litassay resume" in said
        refusing.clear()
        code, report, _ = ask(running, command=["resume", str(tmp_path / "run"), "--quiet"])
    assert (code, report["status"]) == (0, "complete")


def test_a_server_that_refuses_to_read_any_paper_stops_the_run(ask, tmp_path):
    """Probe, plan and screening had passed; it ended as a lack of evidence (exit 3)."""
    refusing = threading.Event()
    refusing.set()

    def change(role, body):
        reads = "You read one paper" in body["messages"][0]["content"]
        if reads and refusing.is_set():
            return error(400, "prompt was blocked by the gateway")
        return None

    with server(change) as running:
        code, report, said = ask(running)
        assert (code, report) == (4, None)
        assert "prompt was blocked by the gateway" in said
        assert "litassay resume" in said
        before = len(running.bodies)
        refusing.clear()
        code, report, _ = ask(running, command=["resume", str(tmp_path / "run"), "--quiet"])
        asked = {ROLES[task(schema_of(b))] for b in running.bodies[before:]}
    assert (code, report["status"]) == (0, "complete")
    assert "screener" not in asked, "what was answered is not paid for again"


def test_the_window_that_the_server_tells_is_kept_with_the_run(ask, tmp_path):
    plain = serving(DiligentModel())
    listing = {"data": [{"id": "m", "max_model_len": 6000}]}
    told = SETTINGS.replace("context_window = 32768", "")
    with served_by(ChatServer(plain, tells={"/v1/models": listing})) as running:
        code, _, _ = ask(running, template=told)
    assert code == 0
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    assert manifest["configuration"]["models"]["windows"] == {"m": 6000}
    assert replayed(tmp_path / "run") == 0
