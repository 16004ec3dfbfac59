"""A batch over the sample library by real processes: finished, killed, resumed, refused."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from litassay.batch.board import Board
from litassay.batch.pool import BOARD
from litassay.cli.app import app
from litassay.errors import InputError

QUESTIONS = [
    "Does adversarial training improve robustness on GLUE?",
    "Does contrastive pre-training improve robustness?",
    "How do medieval guilds trade salt?",
]


@pytest.fixture
def questions(tmp_path):
    path = tmp_path / "questions.txt"
    path.write_text("\n".join(QUESTIONS))
    return path


def command(*arguments):
    return CliRunner().invoke(app, ["batch", *map(str, arguments)])


def test_every_question_becomes_a_run_and_the_same_again_makes_nothing(questions, tmp_path):
    out = tmp_path / "out"
    again = (questions, "--out", out, "--library", "sample", "--max-papers", 3, "--json", "-q")
    first = command(*again)
    assert first.exit_code == 0, first.exception
    rows = json.loads(first.stdout)
    assert [r["state"] for r in rows] == ["done"] * 3
    assert {r["exit_code"] for r in rows} <= {0, 3}
    for row in rows:
        run = out / "runs" / row["id"]
        assert (run / "report.md").is_file()
        assert sum(f.stat().st_size for f in run.rglob("*") if f.is_file()) < 1_000_000
    before = {p: p.stat().st_mtime_ns for p in out.glob("runs/*/*")}
    assert json.loads(command(*again).stdout) == rows
    assert {p: p.stat().st_mtime_ns for p in out.glob("runs/*/*")} == before
    shown = command("report", out).stdout
    assert "3 questions: 3 done; 0 US dollars" in shown
    assert command("status", out).exit_code == 0


def test_workers_and_the_driver_may_be_killed_and_nothing_is_lost(questions, tmp_path):
    out = tmp_path / "out"
    call = [sys.executable, "-m", "litassay", "batch", str(questions), "--out", str(out),
            "--library", "sample", "--max-papers", "3", "--workers", "2"]  # fmt: skip
    with subprocess.Popen(call, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as driver:
        _until(lambda: any(out.glob("runs/*/journal.jsonl")))
        os.kill(driver.pid, signal.SIGKILL)
    with subprocess.Popen(call, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as driver:
        _until(lambda: Board(out / BOARD).rows() and _children(driver.pid))
        os.kill(_children(driver.pid)[-1], signal.SIGKILL)
        with_lease_over(out)
        assert driver.wait(200) == 0
    assert [row.state for row in Board(out / BOARD).rows()] == ["done"] * 3


def with_lease_over(out):
    """As if the lease of a killed worker had run out: it would take a minute and a half."""
    import sqlite3

    with sqlite3.connect(out / BOARD) as db:
        db.execute("update tasks set lease_until = 0 where state = 'leased'")


def _children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:  # noqa: PTH123 - of the kernel
        found = [int(word) for word in file.read().split()]
    return [p for p in found if "spawn_main" in _words(p)]


def _words(pid):
    try:
        with open(f"/proc/{pid}/cmdline") as file:  # noqa: PTH123 - of the kernel
            return file.read()
    except OSError:
        return ""


def _until(true, patience_s=60):
    deadline = time.monotonic() + patience_s
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_cannot_be_asked_is_said_before_anything_is(questions, tmp_path):
    wrong = command(questions, "--out", tmp_path / "out", "--library", "nowhere")
    assert "nowhere" in str(wrong.exception)
    (tmp_path / "q.jsonl").write_text('{"question": "A?", "settings": {"max_paper": 1}}')
    bad = command(tmp_path / "q.jsonl", "--out", tmp_path / "out", "--library", "sample")
    assert isinstance(bad.exception, InputError)
    assert "question 'q0001'" in str(bad.exception)
    assert not (tmp_path / "out").exists()


def test_shards_have_boards_of_their_own_and_are_reported_together(questions, tmp_path):
    out = tmp_path / "out"
    for part in ("1/3", "2/3"):
        done = command(questions, "--out", out, "--library", "sample", "--shard", part, "-q")
        assert done.exit_code == 0, done.exception
    assert "2 questions: 2 done" in command("status", out).stdout
    assert "is not I/N" in str(command(questions, "--out", out, "--shard", "4/3").exception)
