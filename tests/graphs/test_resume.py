"""A run that is killed at any moment goes on, ends the same, and pays for nothing twice."""

import asyncio
import importlib.util
import os
import signal
from collections import Counter
from pathlib import Path

import pytest

from litassay.types import Question
from store.manifest import Manifest
from store.runs import RunFolder

EVENTS, CHECKPOINTS = 31, 20
INSIDE = (1, 2, 4, 6, 7, 8, 10, 12, 13, 15, 17, 18, 19, 20, 21, 22, 24, 25, 29, 31)
"""One event of every node, and one in the middle of every fan-out (4, 10, 15, 24, 29)."""


@pytest.fixture(scope="module")
def killed_run():
    path = Path(__file__).with_name("killed_run.py")
    spec = importlib.util.spec_from_file_location("killed_run", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def new_run(path):
    manifest = Manifest(
        run_id="r", question=Question(text="Is it useful?"), nonce="n", configuration={},
        started="2026-01-31T00:00:00+00:00",
    )  # fmt: skip
    return RunFolder.create(path, manifest).path


def killed(killed_run, path, bill, **moment):
    """Run in a process of its own until the kill; False when the run came to its end."""
    child = os.fork()
    if child == 0:
        try:
            asyncio.run(killed_run.go(path, bill, **moment))
            os._exit(0)
        finally:  # the child must never come back into the test session
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, -signal.SIGKILL)
    return code != 0


@pytest.fixture(scope="module")
def whole(killed_run, tmp_path_factory):
    """The uninterrupted run: its final state, and every call that was paid."""
    folder = tmp_path_factory.mktemp("whole")
    state = asyncio.run(killed_run.go(new_run(folder / "run"), folder / "bill"))
    return state, Counter((folder / "bill").read_text().splitlines())


def ends_the_same(killed_run, path, bill, whole):
    state, paid = whole
    assert asyncio.run(killed_run.go(path, bill)) == state
    assert Counter(bill.read_text().splitlines()) == paid
    places = Counter((e.key, e.ask) for e in RunFolder.open(path).journal(growing=False).entries)
    assert set(places.values()) == {1}  # no journaled call was repeated


@pytest.mark.parametrize("event", INSIDE)
def test_killed_inside_a_node(killed_run, whole, tmp_path, event):
    path, bill = new_run(tmp_path / "run"), tmp_path / "bill"
    assert killed(killed_run, path, bill, event=event)
    ends_the_same(killed_run, path, bill, whole)


@pytest.mark.parametrize("checkpoint", range(1, CHECKPOINTS + 1))
def test_killed_at_a_node_boundary(killed_run, whole, tmp_path, checkpoint):
    path, bill = new_run(tmp_path / "run"), tmp_path / "bill"
    assert killed(killed_run, path, bill, checkpoint=checkpoint)
    ends_the_same(killed_run, path, bill, whole)


def test_these_are_all_the_moments(killed_run, tmp_path):
    for kind, last in (("event", EVENTS), ("checkpoint", CHECKPOINTS)):
        assert killed(killed_run, new_run(tmp_path / kind), tmp_path / "bill", **{kind: last})
        path = new_run(tmp_path / f"{kind} beyond")
        assert not killed(killed_run, path, tmp_path / "bill", **{kind: last + 1})


def test_killed_again_and_again(killed_run, whole, tmp_path):
    path, bill = new_run(tmp_path / "run"), tmp_path / "bill"
    for event in (2, 4, 6, 6, 6):
        assert killed(killed_run, path, bill, event=event)
    ends_the_same(killed_run, path, bill, whole)


@pytest.mark.parametrize("event", [8, 13, 20])
def test_the_journal_alone_is_enough(killed_run, whole, tmp_path, event):
    path, bill = new_run(tmp_path / "run"), tmp_path / "bill"
    assert killed(killed_run, path, bill, event=event)
    RunFolder.open(path).forget_progress()
    ends_the_same(killed_run, path, bill, whole)
