"""The journal of a run: every external exchange, one line each, in the order of its answer.

The format is described in docs/journal.md. Knows nothing of models, HTTP or libraries.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from litassay.errors import RunError
from litassay.types import Record
from store.lines import LineWriter, read_lines
from store.repeats import Extent, Repeats, restored

FILE_NAME = "journal.jsonl"
FORMATS = (1, 2)
"""Versions of the format that can be read; the last one is written. 1 knew no pointers."""
Kind = Literal["model", "http", "library", "document", "embedding"]
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=True)
_CHECK = ',"check":"'
_FAILED_STATUS = frozenset({401, 402, 403, 407, 408, 425, 429})


class Entry(Record):
    """One exchange with the world."""

    journal: Literal[1, 2] = 2
    """Version of the format."""
    n: int
    """Line number, from 1; a gap means that lines are missing."""
    kind: Kind
    key: str
    """Hash of exactly what changes the answer (see `key_of`)."""
    ask: int = 0
    """0 for the first time that one task asked this, 1 for its second, …"""
    stage: str = ""
    """Who asked, for a reader; it is not part of the key."""
    request: dict[str, Any]
    """What the key is the hash of."""
    answer: dict[str, Any]
    """`{"error": …}` for a failure; else by kind, see docs/journal.md."""
    seconds: float = 0.0
    """How long the live answer took."""

    @property
    def failed(self) -> bool:
        """True when asking again may bring another answer: an error, a refusal, a 5xx."""
        status = self.answer.get("status", 200)
        searched = self.answer.get("outcome", {}).get("status", "ok")
        broken = "error" in self.answer or searched not in ("ok", "empty")
        return broken or status in _FAILED_STATUS or status >= 500


def canonical(value: Any) -> str:
    """JSON with sorted keys, no blanks, ASCII only: the same value gives the same bytes."""
    return _ENCODER.encode(value)


def key_of(kind: Kind, request: Mapping[str, Any]) -> str:
    """Hash of kind and request, 32 hexadecimal digits.

    In it: for a model call the model, messages, schema, sampling parameters and sample; for HTTP
    the method, URL and body; for a library its name, the query and the limit; for a document the
    hash of the file and the limits of its reading; for vectors the model and the hashes of the
    texts. Not in it, because they do not change the answer: timeouts, retries, API keys and contact
    addresses, headers, the server's address, who asks (`stage`), and when.
    """
    return _digest(canonical([kind, dict(request)]), 32)


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:digits]


def to_line(entry: Entry) -> str:
    """The line of an entry; its check covers every byte before it."""
    body = canonical(dict(entry))[:-1]  # plain values already: dumping them again takes time
    return f'{body}{_CHECK}{_digest(body, 16)}"}}'


def from_line(line: str, number: int, before: Sequence[Entry] = ()) -> Entry:
    """The entry of a line, whole: what it points at in the entries before it is put in.

    Raises:
        RunError: the line is damaged, out of its place or of another version; it is named.
    """
    body, _, tail = line.rpartition(_CHECK)
    if not body.isascii() or tail != f'{_digest(body, 16)}"}}':
        raise damaged(number, "its check does not match: bytes were changed or are missing")
    try:
        entry = _entry(json.loads(body + "}"), number, before)
    except RecursionError as error:
        raise damaged(number, "its values are nested too deeply") from error
    except (LookupError, TypeError, ValueError) as error:  # includes both decoders' errors
        raise damaged(number, "it is no entry of format 1 or 2") from error
    if entry.n != number:
        raise damaged(number, f"it calls itself line {entry.n}: lines are missing or were moved")
    return entry


def _entry(fields: dict[str, Any], number: int, before: Sequence[Entry]) -> Entry:
    version = fields["journal"]
    if version not in FORMATS:
        raise RunError(
            f"line {number} of {FILE_NAME} is of format {version}, and this version of litassay "
            f"reads formats {FORMATS[0]} to {FORMATS[-1]}",
            "use the version of litassay that the manifest of the run names",
        )

    def earlier(line: int) -> dict[str, Any]:
        if line < 1:
            raise LookupError(line)
        return _exchange(before[line - 1])

    whole = fields
    if version > 1:
        whole = {**fields, **{n: restored(fields[n], earlier) for n in ("request", "answer")}}
    return Entry.model_validate(whole)


def _exchange(entry: Entry) -> dict[str, Any]:
    return {"request": entry.request, "answer": entry.answer}


def damaged(number: int, why: str) -> RunError:
    """The error that names a damaged line."""
    return RunError(
        f"line {number} of {FILE_NAME} is damaged: {why}",
        "nothing was guessed over it; take the run folder from a copy, or run the question again",
    )


def _measure(extent: Extent, entry: Entry) -> None:
    try:
        extent.add(entry.request)
        extent.add(entry.answer)
    except (ValueError, RecursionError) as error:
        raise damaged(entry.n, str(error)) from error


class Journal:
    """The entries of one run folder, read once and appended to.

    Args:
        path: The file; a missing one is empty when `growing`.
        growing: True while the run is under way, when a crash may have cut the last line (`cut`
            says so; the line was never used). False for replay, when that is damage.

    Raises:
        RunError: a line is damaged, or the file is missing and should not be.
    """

    def __init__(self, path: Path, *, growing: bool = True) -> None:
        if not growing and not path.exists():
            raise RunError(f"{path.name!r} is missing from the run folder {path.parent.name!r}")
        lines = read_lines(path)
        self.entries: list[Entry] = []
        extent = Extent()
        for n, line in enumerate(lines.whole, 1):
            entry = from_line(line, n, self.entries)
            _measure(extent, entry)
            self.entries.append(entry)
        self.cut = len(lines.whole) + 1 if lines.cut else 0
        """Number of the line that was cut off; 0 when none was."""
        if self.cut and not growing:
            raise damaged(self.cut, "it breaks off")
        self._writer = LineWriter(path)
        self._repeats: Repeats | None = None

    def append(
        self,
        kind: Kind,
        request: Mapping[str, Any],
        answer: Mapping[str, Any],
        *,
        ask: int = 0,
        stage: str = "",
        seconds: float = 0.0,
    ) -> Entry:
        """Write an exchange; it survives the death of the process, and after `sync` a power cut.

        Args:
            kind: What was asked.
            request: What its key is the hash of.
            answer: What came back.
            ask: Which ask of this request it is, from 0.
            stage: Who asked.
            seconds: How long the answer took.

        Raises:
            StorageError: it could not be written.
        """
        entry = Entry(
            n=len(self.entries) + 1,
            kind=kind,
            key=key_of(kind, request),
            ask=ask,
            stage=stage,
            request=dict(request),
            answer=dict(answer),
            seconds=round(seconds, 4),
        )
        repeats = self._known_values()
        short, new = repeats.shortened(entry.n, _exchange(entry))
        self._writer.write(to_line(entry.model_copy(update=short)))
        repeats.learn(new)
        self.entries.append(entry)
        return entry

    def _known_values(self) -> Repeats:
        """What the lines hold; gathered when the first one is added, as a replay adds none."""
        if self._repeats is None:
            self._repeats = Repeats(canonical)
            for entry in self.entries:
                self._repeats.learn(self._repeats.shortened(entry.n, _exchange(entry))[1])
        return self._repeats

    def sync(self) -> None:
        """Return only when every line is on the disk (fsync). Raises StorageError."""
        self._writer.sync()

    def close(self) -> None:
        """Close the file."""
        self._writer.close()
