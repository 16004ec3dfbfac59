"""The board: leases that run out, backoff, quarantine, and money that is reserved before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litassay.batch.board import ATTEMPTS, Board, Claimed, Outcome, Wait
from litassay.batch.questions import Task
from litassay.errors import InputError

LEASE = 10.0


def board(folder, count=2, key="k"):
    made = Board(folder / "batch.sqlite")
    made.add([(Task(id=f"q{n}", text="Does A?"), key) for n in range(count)], {"flags": {}})
    return made


def claim(made, worker="w", now=0.0, reserve=0.0, most=None):
    return made.claim(worker, now, LEASE, reserve, most)


def test_each_task_is_given_once_and_in_order(tmp_path):
    made = board(tmp_path)
    assert claim(made, "a").task.id == "q0"
    assert claim(made, "b").task.id == "q1"
    assert claim(made, "c") == Wait(1.0, "leased")
    assert made.settle("q0", "a", 1.0, Outcome(0, rating=7.0)) == "done"
    assert made.settle("q1", "b", 1.0, Outcome(3)) == "done"
    assert claim(made, now=2.0) == Wait(None, "finished")
    assert [(r.state, r.exit_code, r.rating) for r in made.rows()] == [
        ("done", 0, 7.0), ("done", 3, None),
    ]  # fmt: skip


def test_a_lease_that_ran_out_is_given_to_another_and_the_first_may_not_settle(tmp_path):
    made = board(tmp_path, 1)
    claim(made, "dead")
    assert made.alive("q0", "dead", 5.0, LEASE)
    assert claim(made, "b", now=14.0) == Wait(15.0, "leased")
    assert claim(made, "b", now=16.0) == Claimed(Task(id="q0", text="Does A?"), 2)
    assert not made.alive("q0", "dead", 17.0, LEASE)
    made.settle("q0", "dead", 18.0, Outcome(0, usd=5.0))
    assert made.rows()[0].state == "leased"
    made.settle("q0", "b", 19.0, Outcome(0, usd=1.0))
    assert (made.rows()[0].state, made.rows()[0].usd) == ("done", 1.0)


def test_a_failure_is_tried_again_later_and_put_aside_after_three(tmp_path):
    made, now = board(tmp_path, 1), 0.0
    for attempt in range(1, ATTEMPTS + 1):
        assert claim(made, now=now).attempt == attempt
        state = made.settle("q0", "w", now, Outcome(4, "the server is down"))
        if attempt < ATTEMPTS:
            waits = claim(made, now=now)
            assert (state, waits.why) == ("waiting", "backing_off")
            now = waits.until
    assert made.rows()[0].state == "quarantined"
    assert made.rows()[0].error == "the server is down"
    assert claim(made, now=now) == Wait(None, "finished")
    assert made.release() == 1
    assert claim(made, now=now).attempt == 1


def test_what_another_attempt_cannot_change_is_put_aside_at_once(tmp_path):
    made = board(tmp_path, 1)
    claim(made)
    assert made.settle("q0", "w", 0.0, Outcome(2, "no such library")) == "quarantined"


def test_money_is_reserved_before_a_task_begins(tmp_path):
    made = board(tmp_path, 3)
    assert claim(made, "a", reserve=0.4, most=1.0).task.id == "q0"
    assert claim(made, "b", reserve=0.4, most=1.0).task.id == "q1"
    assert claim(made, "c", reserve=0.4, most=1.0) == Wait(1.0, "budget")  # 0.8 are held
    made.settle("q0", "a", 1.0, Outcome(0, usd=0.1))
    assert claim(made, "c", now=1.0, reserve=0.4, most=1.0).task.id == "q2"  # 0.1 + 0.4 + 0.4
    made.settle("q1", "b", 2.0, Outcome(4, usd=0.4))
    made.settle("q2", "c", 2.0, Outcome(0, usd=0.4))
    assert claim(made, now=99.0, reserve=0.4, most=1.0) == Wait(None, "budget")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0, 4]), st.floats(0, 0.3)), min_size=5, max_size=30))
def test_the_sum_is_never_exceeded(tmp_path_factory, endings):
    made, now, most = board(tmp_path_factory.mktemp("b"), 6), 0.0, 1.0
    for exit_code, usd in endings:
        now += 100.0
        held = claim(made, now=now, reserve=0.3, most=most)
        if isinstance(held, Claimed):
            made.settle(held.task.id, "w", now, Outcome(exit_code, usd=usd))
        assert sum(r.usd for r in made.rows()) <= most + 1e-9


def test_the_same_again_goes_on_and_something_else_is_refused(tmp_path):
    board(tmp_path)
    assert len(board(tmp_path).rows()) == 2
    assert len(board(tmp_path, 3).rows()) == 3
    with pytest.raises(InputError, match="'q0' with another question"):
        board(tmp_path, key="other")


def test_no_batch_is_said(tmp_path):
    with pytest.raises(InputError, match="there is no batch"):
        Board(tmp_path / "batch.sqlite").rows()
