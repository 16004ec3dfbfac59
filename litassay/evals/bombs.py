"""Small files that would exhaust memory or time if they were believed, made when needed."""

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping

_MILLION = 1_000_000
Make = Callable[[], bytes]


def _packed(piece: bytes, times: int) -> Make:
    return lambda: gzip.compress(piece * times, 9)


def _json(**fields: object) -> Make:
    return lambda: json.dumps(fields).encode() + b"\n"


def _macros() -> bytes:
    """Each text is the one before it, twice."""
    return b"".join(b"@string{s%d = s%d # s%d}\n" % (i, i - 1, i - 1) for i in range(1, 60))


_BLANKS = b" " * 306_000
LIBRARY: Mapping[str, Make] = {
    "entries.bib.gz": _packed(b"@a{}\n", 2 * _MILLION),
    "references.ris.gz": _packed(b"TY  - \n", 30 * _MILLION),
    "blanks.ris.gz": _packed(b" ", 500 * _MILLION),
    "items.json.gz": lambda: gzip.compress(b"[" + b"{}," * (10 * _MILLION) + b"{}]", 9),
    "items.json": lambda: b"[" + b"{}," * (3 * _MILLION) + b"{}]",
    "blank lines.jsonl.gz": _packed(b"\n", 300 * _MILLION),
    "one line.jsonl.gz": _packed(b"a", 500 * _MILLION),
    "nested.jsonl": lambda: b"[" * _MILLION + b"\n",
    "nested.json": lambda: b"[" * _MILLION + b"]" * _MILLION,
    "authors.jsonl": lambda: _json(title="t", authors=["a"] * 3 * _MILLION)(),
    "blanks.jsonl": lambda: b'{"title":"a' + _BLANKS + b'b","abstract":"c' + _BLANKS + b'd"}\n',
    "blanks.json": lambda: _BLANKS + b'[{"title":"a' + _BLANKS + b'b"}]',
    "blanks.bib": lambda: b"@article{a," + _BLANKS + b"title={x" + _BLANKS + b"}}",
    "blanks.ris": lambda: b"TY  - JOUR\n" + _BLANKS + b"\nTI  - a" + _BLANKS + b"b\nER  - \n",
    "braces.bib": lambda: b"@article{a, title={" + b"{" * 100_000 + b"}" * 100_000 + b"}}",
    "macros.bib": lambda: _macros() + b"@article{a, title = s59}",
}  # fmt: skip
"""Files that are added to a library, by name."""


def _line(n: int, request: Mapping[str, object]) -> str:
    entry = {"answer": {}, "ask": 0, "journal": 2, "key": "k", "kind": "http", "n": n,
             "request": request, "seconds": 0.0, "stage": ""}  # fmt: skip
    body = json.dumps(entry, sort_keys=True, separators=(",", ":"))[:-1]
    return f'{body},"check":"{hashlib.sha256(body.encode()).hexdigest()[:16]}"}}\n'


def _pointers() -> bytes:
    again = ([{"as_in_line": n, "at": ["request", "x"]}] * 20 for n in range(1, 13))
    requests: list[Mapping[str, object]] = [
        {"x": "text " * 50},
        *({"x": pointers} for pointers in again),
    ]
    return "".join(_line(n, request) for n, request in enumerate(requests, 1)).encode()


def _manifest(question: str) -> bytes:
    fields = {"run_id": "r", "question": {"text": question}, "nonce": "n", "configuration": {},
              "started": "2026-01-31T14:25:01Z", "exit_code": 0}  # fmt: skip
    return json.dumps(fields).encode()


RUN: Mapping[str, Mapping[str, Make]] = {
    "a question of 60 MB": {"manifest.json": lambda: _manifest("why " * 15 * _MILLION)},
    "20^12 pointers": {"journal.jsonl": _pointers},
    "a nested manifest": {"manifest.json": lambda: b"[" * _MILLION},
    "a nested journal": {"journal.jsonl": lambda: b"[" * _MILLION + b"\n"},
    "a nested result": {"result.json": lambda: b"[" * _MILLION},
    "nested papers": {"papers.jsonl": lambda: b"[" * _MILLION + b"\n"},
}
"""Files of a run folder that make it a bomb, by what they are; the rest of it is plain."""


def run_files(name: str) -> dict[str, bytes]:
    """The files of a run folder of this kind."""
    plain: dict[str, Make] = {"manifest.json": lambda: _manifest("Does it?")}
    plain |= dict.fromkeys(("report.md", "report.json", "journal.jsonl"), bytes)
    return {file: make() for file, make in {**plain, **RUN[name]}.items()}
