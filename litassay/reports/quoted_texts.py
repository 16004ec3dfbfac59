"""The passages that a report quotes from, cut where a quote begins or ends."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from litassay.reports.document import Report
from litassay.types import Paper, Span

_AROUND = 700
"""Characters shown before the first and after the last quote of a long passage."""
_LONG = 3000
"""A passage of more characters than this is shown around its quotes only."""


class Piece(NamedTuple):
    """A stretch of a passage that the same quotes cover."""

    text: str
    quotes: tuple[str, ...]
    """Ids of the claims and findings whose quotes cover it, `c8` or `f1`; empty for none."""
    starts: tuple[str, ...]
    """Those of them whose quote begins here for the first time in the report's texts."""


class _Quote(NamedTuple):
    span: Span
    owner: str
    home: bool
    """True where a link to its owner's quote leads."""


class QuotedText(NamedTuple):
    """One passage of a cited paper."""

    number: int
    """Of the paper's reference."""
    locator: str
    pieces: tuple[Piece, ...]
    cut: bool
    """True when the passage is longer than what is shown."""


def quoted_texts(report: Report, papers: Mapping[str, Paper]) -> tuple[QuotedText, ...]:
    """The quoted passages of the cited papers, by number and place; none for unknown papers."""
    spans = _spans(report)
    found = []
    seen: set[str] = set()
    for ref in report.references:
        paper = papers.get(ref.paper_id)
        for n, passage in enumerate(paper.passages if paper else ()):
            own = spans.get((ref.paper_id, n), [])
            if own or n == 0:
                first, last, pieces = _pieces(passage.text, own, seen)
                cut = (first, last) != (0, len(passage.text))
                found.append(QuotedText(ref.number, passage.locator, pieces, cut))
    return tuple(found)


def _spans(report: Report) -> Mapping[tuple[str, int], list[_Quote]]:
    """The quotes of claims, of evidence on them and of findings, by paper and passage."""
    every = [_Quote(c.quote, c.id, home=True) for c in report.claims]
    every += [_Quote(e.span, c.id, home=False) for c in report.claims for e in c.evidence]
    every += [
        _Quote(s, f.id, home=True) for f in report.findings for p in f.papers for s in p.spans
    ]
    found: dict[tuple[str, int], list[_Quote]] = defaultdict(list)
    for quote in every:
        found[quote.span.paper_id, quote.span.passage].append(quote)
    return found


def _pieces(text: str, quotes: list[_Quote], seen: set[str]) -> tuple[int, int, tuple[Piece, ...]]:
    first, last = _window(text, [q.span for q in quotes])
    edges = {first, last, *(edge for q in quotes for edge in (q.span.start, q.span.end))}
    places = sorted(e for e in edges if first <= e <= last)
    pieces = []
    for start, end in pairwise(places):
        over = [q for q in quotes if q.span.start <= start and end <= q.span.end]
        owners = tuple(dict.fromkeys(q.owner for q in over))
        here = [q.owner for q in over if q.home and q.span.start == start]
        begins = tuple(dict.fromkeys(owner for owner in here if owner not in seen))
        seen.update(begins)
        pieces.append(Piece(text[start:end], owners, begins))
    return first, last, tuple(pieces)


def _window(text: str, spans: list[Span]) -> tuple[int, int]:
    """What is shown of a passage: all of it, or from before its first to after its last quote."""
    if len(text) <= _LONG or not spans:
        return 0, min(len(text), _LONG)
    first = max(0, min(s.start for s in spans) - _AROUND)
    last = min(len(text), max(s.end for s in spans) + _AROUND)
    return (text.find(" ", first) + 1 if first else 0), last
