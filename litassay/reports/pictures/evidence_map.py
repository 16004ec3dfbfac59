"""The map of evidence: which paper speaks for or against which finding."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from litassay.reports.document import FindingRow, Report
from litassay.reports.pictures.svg import (
    AGAINST,
    FOR,
    INK,
    MIXED,
    SOFT,
    circle,
    line,
    picture,
    polygon,
    text,
    wrapped,
)
from litassay.reports.plain_words import SIDES
from litassay.types import PaperStance

_LABEL, _CELL, _ROW, _CHARACTERS = 340.0, 26.0, 18.0, 46


def _up(x: float, y: float) -> Markup:
    return polygon(f"{x - 7:.1f},{y + 6:.1f} {x + 7:.1f},{y + 6:.1f} {x:.1f},{y - 7:.1f}", FOR)


def _down(x: float, y: float) -> Markup:
    return polygon(f"{x - 7:.1f},{y - 6:.1f} {x + 7:.1f},{y - 6:.1f} {x:.1f},{y + 7:.1f}", AGAINST)


def _diamond(x: float, y: float) -> Markup:
    points = f"{x - 7:.1f},{y:.1f} {x:.1f},{y - 7:.1f} {x + 7:.1f},{y:.1f} {x:.1f},{y + 7:.1f}"
    return polygon(points, MIXED)


def _dot(x: float, y: float) -> Markup:
    return circle(x, y, 2, SOFT)


_SIGNS: Mapping[PaperStance, Callable[[float, float], Markup]] = {
    "supports": _up, "refutes": _down, "mixed": _diamond, "silent": _dot,
}  # fmt: skip


def map_picture(report: Report) -> Markup | None:
    """Findings down, papers across; the sign differs by shape, not by colour alone."""
    speaking = {p.citation for f in report.findings for p in f.papers}
    papers = [r.number for r in report.references if r.number in speaking]
    if not report.findings or not papers:
        return None
    parts = [
        text(_LABEL + _CELL * (n + 0.5), 16, f"[{number}]", size=12, anchor="middle", colour=SOFT)
        for n, number in enumerate(papers)
    ]
    top = 26.0
    for finding in report.findings:
        drawn, top = _row(finding, papers, top)
        parts += drawn
    parts += _legend(top + 20)
    said = " ".join(_said(f) for f in report.findings)
    width = max(_LABEL + _CELL * len(papers) + 8, 620)
    return picture("map", "Which paper speaks for or against what", said, (width, top + 30), parts)


def _row(finding: FindingRow, papers: list[int], top: float) -> tuple[list[Markup], float]:
    words = wrapped(finding.text, _CHARACTERS)
    height = _ROW * len(words) + 10
    middle = top + height / 2
    stances = {p.citation: p.stance for p in finding.papers}
    parts = [text(4, top + 16 + _ROW * n, w, colour=INK) for n, w in enumerate(words)]
    parts += [
        _SIGNS[stances.get(number, "silent")](_LABEL + _CELL * (n + 0.5), middle)
        for n, number in enumerate(papers)
    ]
    parts.append(line(0, top + height, _LABEL + _CELL * len(papers), top + height))
    return parts, top + height


def _legend(y: float) -> list[Markup]:
    parts: list[Markup] = []
    for n, (stance, word) in enumerate(SIDES.items()):
        x = 12 + n * 110
        parts += [_SIGNS[stance](x, y - 4), text(x + 12, y, word, size=12, colour=SOFT)]
    return parts


def _said(finding: FindingRow) -> str:
    sides = [
        f"{SIDES[stance]} {', '.join(f'[{n}]' for n in finding.citations(stance))}"
        for stance in SIDES
        if finding.citations(stance)
    ]
    return f"{finding.text.rstrip('.')}: {'; '.join(sides) or 'no paper takes a side'}."
