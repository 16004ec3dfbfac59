"""Checkpoints of the graph in SQLite, read strictly: only our own records, never a guess.

LangGraph's serializer turns what it may not or cannot rebuild into plain data or None. Here that
is refused, and the user is told that the journal alone is enough to finish.
"""

import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import litassay.types
from litassay.errors import RunError, StorageError

if TYPE_CHECKING:
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

Name = tuple[str, str]
# Codes of LangGraph's extension types (langgraph.checkpoint.serde.jsonplus).
_POSITIONAL, _KEYWORDS, _PYDANTIC = 1, 2, 5
_PATIENCE_S = 60
"""Seconds that SQLite waits for its lock: on a disk that stalls, closing the last run holds it."""
_SEND = ("langgraph.types", "Send")
_MISFITS = (AttributeError, ImportError, LookupError, RecursionError, TypeError, ValueError)
"""What a value of another shape than ours raises where it is used."""


def record_names() -> frozenset[Name]:
    """(module, name) of every record in `litassay.types`: all that a checkpoint may hold."""
    kinds = (getattr(litassay.types, name) for name in litassay.types.__all__)
    return frozenset(
        (k.__module__, k.__name__)
        for k in kinds
        if isinstance(k, type) and issubclass(k, litassay.types.Record)
    )


class StrictSerializer:
    """LangGraph's own writing, and a reading that refuses instead of guessing. No pickle.

    Args:
        also: Dataclasses beyond `litassay.types` that the graph passes around (its state).
    """

    def __init__(self, also: Iterable[type] = ()) -> None:
        from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

        self._writer = JsonPlusSerializer(pickle_fallback=False, allowed_msgpack_modules=None)
        self._allowed = record_names() | {(k.__module__, k.__name__) for k in also}

    def dumps_typed(self, obj: Any) -> tuple[str, bytes]:
        """The kind of encoding and the bytes."""
        return self._writer.dumps_typed(obj)

    def loads_typed(self, data: tuple[str, bytes]) -> Any:
        """The value.

        Raises:
            RunError: the bytes are damaged, or hold something that is not ours.
        """
        kind, content = data
        if kind == "null":
            return None
        if kind == "bytes":
            return content
        if kind != "msgpack":
            raise _unreadable(f"its encoding is {kind!r}")
        return _tuples(self._unpack(content))

    def _unpack(self, content: bytes) -> Any:
        import ormsgpack

        refusals: list[RunError] = []  # the decoder swallows what its hook raises

        def rebuild(code: int, inner: bytes) -> Any:
            try:
                return self._rebuild(code, inner)
            except RunError as error:
                refusals.append(error)
                raise

        try:
            return ormsgpack.unpackb(content, ext_hook=rebuild, option=ormsgpack.OPT_NON_STR_KEYS)
        except (ValueError, TypeError, RecursionError) as error:  # and ormsgpack's own
            raise refusals[0] if refusals else _unreadable(str(error)) from error

    def _rebuild(self, code: int, content: bytes) -> Any:
        value = self._unpack(content)
        if not isinstance(value, list) or len(value) < 3:
            raise _unreadable("a value has no type")
        name = (str(value[0]), str(value[1]))
        build = self._builder(code, name)
        try:
            return build(value[2])
        except _MISFITS as error:
            raise _unreadable(f"a {name[1]} in it does not have the fields of one") from error

    def _builder(self, code: int, name: Name) -> Callable[[Any], Any]:
        if code == _POSITIONAL and name == _SEND:
            return lambda args: _kind(name)(args[0], _tuples(args[1]))
        if name not in self._allowed:
            raise _unreadable(f"it holds a value of type {'.'.join(name)!r}")
        if code == _PYDANTIC:
            return lambda fields: _kind(name).model_validate(fields)
        if code == _KEYWORDS:
            return lambda fields: _kind(name)(**fields)
        raise _unreadable(f"a {name[1]} in it is encoded in an unknown way ({code})")


def _tuples(value: Any) -> Any:
    """The value with tuples for lists: the state holds no lists, and msgpack knows no tuples.

    What LangGraph keeps for itself (the frame of a checkpoint, `__…` channels) stays as it is.
    """
    if isinstance(value, list):
        return tuple(_tuples(item) for item in value)
    if not isinstance(value, dict):
        return value
    if "channel_values" in value:
        return {**value, "channel_values": _tuples(value["channel_values"])}
    if "channel_versions" in value:
        return value
    return {k: v if str(k).startswith("__") else _tuples(v) for k, v in value.items()}


def _kind(name: Name) -> Any:
    return getattr(import_module(name[0]), name[1])


def _unreadable(why: str) -> RunError:
    return RunError(
        f"the checkpoints of this run cannot be read: {why}",
        "delete checkpoints.sqlite in the run folder and resume: the journal is enough",
    )


@asynccontextmanager
async def checkpointer(path: Path, also: Iterable[type] = ()) -> AsyncIterator["AsyncSqliteSaver"]:
    """The checkpoint saver over a SQLite file; it is made when it does not exist.

    Raises:
        RunError: the file is no checkpoint database, or holds state that cannot be read.
    """
    os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")  # read when langgraph is imported
    import aiosqlite
    from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

    class Saver(AsyncSqliteSaver):
        """LangGraph would widen the list of types that may be read by the graph's schema."""

        def with_allowlist(self, extra_allowlist: object) -> "Saver":  # noqa: ARG002
            return self  # the serializer's own list is complete, and stricter

    try:
        async with aiosqlite.connect(path, timeout=_PATIENCE_S) as connection:
            saver = Saver(connection, serde=StrictSerializer(also))
            await saver.setup()
            yield saver
    except sqlite3.OperationalError as error:
        raise StorageError(
            f"the checkpoints could not be read or written: {error}",
            "free some space",
        ) from error
    except sqlite3.DatabaseError as error:
        raise _unreadable(str(error)) from error


@contextmanager
def misfits_named() -> Iterator[None]:
    """A state that was tampered with, or that another version wrote, fails here as what it is.

    Raises:
        RunError: going on from the checkpoints failed in a way that a run from its beginning
            does not; the journal is enough.
    """
    try:
        yield
    except _MISFITS as error:
        raise _unreadable(f"{type(error).__name__}: {error}"[:200]) from error


async def has_progress(saver: "AsyncSqliteSaver", thread: str) -> bool:
    """True when a run with this thread id can be continued.

    Raises:
        RunError: there is a checkpoint, and it cannot be read.
    """
    try:
        return await saver.aget_tuple({"configurable": {"thread_id": thread}}) is not None
    except _MISFITS as error:
        raise _unreadable(f"{type(error).__name__}: {error}"[:200]) from error
