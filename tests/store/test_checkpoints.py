"""Checkpoints: what was saved comes back the same, and what cannot be read is refused."""

import asyncio
import sqlite3
from dataclasses import dataclass

import ormsgpack
import pytest
from langgraph.graph import START, StateGraph
from langgraph.types import Send

from litassay.errors import RunError
from litassay.types import Claim, Query, Record, Span
from store.checkpoints import StrictSerializer, checkpointer, has_progress, record_names

SPAN = Span(paper_id="p", passage=0, start=0, end=9, quote="It works.")
CLAIM = Claim(id="c1", text="It works.", span=SPAN)
CONFIG = {"configurable": {"thread_id": "run"}}


@dataclass(frozen=True)
class State:
    queries: tuple[Query, ...] = ()
    notes: tuple[tuple[int, str], ...] = ()


async def continue_graph(path, fail):
    """Two nodes and a fan-out; the second node fails when told to."""
    seen = []

    async def plan(state: State):
        return {"queries": (Query(text="a", concepts=(("x", "y"),)),), "notes": ((1, "planned"),)}

    async def search(task):
        seen.append(task)
        if fail:
            raise RuntimeError("killed")
        return {"notes": ((2, task["query"].text),)}

    graph = StateGraph(State)
    graph.add_node("plan", plan)
    graph.add_node("search", search)
    graph.add_edge(START, "plan")
    graph.add_conditional_edges(
        "plan", lambda s: [Send("search", {"query": q, "ids": ("i",)}) for q in s.queries]
    )
    async with checkpointer(path, also=(State,)) as saver:
        start = None if await has_progress(saver, "run") else State()
        values = await graph.compile(checkpointer=saver).ainvoke(start, CONFIG)
    return values, seen


async def broken_off(path):
    with pytest.raises(RuntimeError):
        await continue_graph(path, fail=True)


async def test_a_graph_goes_on_where_it_broke_off_with_equal_values(tmp_path):
    await broken_off(tmp_path / "c.sqlite")
    values, seen = await continue_graph(tmp_path / "c.sqlite", fail=False)
    query = Query(text="a", concepts=(("x", "y"),))
    assert seen == [{"query": query, "ids": ("i",)}]  # `plan` was not run again; tuples are tuples
    assert values == {"queries": (query,), "notes": ((2, "a"),)}


def test_only_records_are_allowed():
    assert ("litassay.types.claim", "Claim") in record_names()
    assert all(module.startswith("litassay.types.") for module, _ in record_names())


def test_records_come_back_equal():
    serializer = StrictSerializer()
    value = {"claims": (CLAIM,), "pair": (0, "x", None)}
    assert serializer.loads_typed(serializer.dumps_typed(value)) == value


class Stranger(Record):
    word: str


@pytest.mark.parametrize(
    ("code", "value", "why"),
    [
        (5, (__name__, "Stranger", {"word": "hi"}, "model_validate_json"), "of type"),
        (2, ("os", "system", {"command": "true"}), r"of type 'os\.system'"),
        (0, ("builtins", "eval", "1+1"), r"of type 'builtins\.eval'"),
        (1, ("pathlib", "Path", ("a",)), "of type"),
        (5, ("litassay.types.claim", "Claim", {"id": "c1"}), "does not have the fields of one"),
        (5, ("litassay.types.claim", "Claim"), "a value has no type"),
        (3, ("litassay.types.claim", "Claim", {}, "x"), "encoded in an unknown way"),
    ],
)
def test_what_is_not_ours_is_refused_and_never_none(code, value, why):
    content = ormsgpack.packb({"v": ormsgpack.Ext(code, ormsgpack.packb(value))})
    with pytest.raises(RunError, match=why):
        StrictSerializer().loads_typed(("msgpack", content))


def test_pickle_is_refused_both_ways():
    with pytest.raises(RunError, match="its encoding is 'pickle'"):
        StrictSerializer().loads_typed(("pickle", b"cos\nsystem\n(S'true'\ntR."))
    with pytest.raises(TypeError):
        StrictSerializer().dumps_typed(object())


def test_half_a_value_is_refused():
    kind, content = StrictSerializer().dumps_typed({"claim": CLAIM})
    with pytest.raises(RunError, match="the journal is enough"):
        StrictSerializer().loads_typed((kind, content[: len(content) // 2]))


async def test_a_file_that_is_no_database_is_refused(tmp_path):
    (tmp_path / "c.sqlite").write_bytes(b"not a database, " * 100)
    with pytest.raises(RunError, match="checkpoints of this run cannot be read"):
        await continue_graph(tmp_path / "c.sqlite", fail=False)


@pytest.mark.parametrize("column", ["checkpoint", "metadata"])
async def test_damaged_state_is_refused(tmp_path, column):
    path = tmp_path / "c.sqlite"
    await broken_off(path)
    await asyncio.to_thread(_damage, path, column)
    with pytest.raises(RunError, match="cannot be read"):
        await continue_graph(path, fail=False)


def _damage(path, column):
    connection = sqlite3.connect(path)
    connection.execute(f"UPDATE checkpoints SET {column} = x'c1ff00'")
    connection.commit()
    connection.close()
