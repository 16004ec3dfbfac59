"""Small charts: the years of the papers, the reviewers' scores, how sure the verdicts are."""

from collections import Counter

from markupsafe import Markup

from litassay.reports.document import Report
from litassay.reports.pictures.svg import (
    AGAINST,
    FIELD,
    FOR,
    INK,
    LINE,
    SOFT,
    circle,
    line,
    picture,
    rect,
    text,
)
from litassay.types import MissingReview

_BAR, _HIGH = 40.0, 110.0
_MOST_YEARS = 16
_SCALE, _AXIS = 44.0, 150.0


def years_picture(report: Report) -> Markup | None:
    """How many cited papers are of each year; nothing where no year is known."""
    years = Counter(r.year for r in report.references if r.year is not None)
    if not years:
        return None
    first, last = min(years), max(years)
    step = (last - first) // _MOST_YEARS + 1
    starts = range(first, last + 1, step)
    rows = [
        (str(y) if step == 1 else f"{y}–{min(y + step - 1, last) % 100:02d}",
         sum(years[y + n] for n in range(step)))
        for y in starts
    ]  # fmt: skip
    said = ", ".join(f"{label}: {n}" for label, n in rows)
    return _bars("years", "Years of the cited papers", said, rows)


def confidence_picture(report: Report) -> Markup | None:
    """How many verdicts have which confidence, and how many of them to expect to be right."""
    sure = [c.confidence for c in report.claims if c.confidence is not None]
    if not sure:
        return None
    bins = Counter(min(int(c * 10), 9) for c in sure)
    first = min(min(bins), 5)
    rows = [(f"{n / 10:.1f}–{(n + 1) / 10:.1f}", bins[n]) for n in range(first, 10)]
    counts = ", ".join(f"{label}: {n}" for label, n in rows if n)
    expected = f"If these probabilities hold, about {sum(sure):.0f} of {len(sure)} are right."
    return _bars("confidence", "How sure the verdicts are", f"{counts}. {expected}", rows)


def _bars(name: str, title: str, said: str, rows: list[tuple[str, int]]) -> Markup:
    most = max(count for _, count in rows)
    wide = max(_BAR, 9.0 * max(len(label) for label, _ in rows))
    base = _HIGH + 22
    parts = [line(0, base, wide * len(rows) + 8, base)]
    for n, (label, count) in enumerate(rows):
        left, tall = 4 + wide * n, _HIGH * count / most
        middle = left + wide / 2
        if count:
            parts.append(rect(left + 5, base - tall, wide - 10, tall, fill=FOR, stroke=FOR))
            parts.append(text(middle, base - tall - 5, count, size=12, anchor="middle"))
        parts.append(text(middle, base + 16, label, size=12, anchor="middle", colour=SOFT))
    return picture(name, title, f"{said}", (wide * len(rows) + 8, base + 24), parts)


def scores_picture(report: Report) -> Markup | None:
    """Each reviewer's score on the line from 0 to 10, the interval of their mean, the rating."""
    rating = report.reviewing.rating
    reviews = [r for r in report.reviewing.reviews if not isinstance(r, MissingReview)]
    if not reviews:
        return None
    low, high = rating.interval
    bottom = 30.0 + 22 * len(reviews)
    parts = [
        rect(_AXIS + _SCALE * low, 8, max(_SCALE * (high - low), 2), bottom - 8, FIELD, LINE),
        line(_AXIS + _SCALE * rating.score, 4, _AXIS + _SCALE * rating.score, bottom, AGAINST, 2),
        line(_AXIS, bottom, _AXIS + _SCALE * 10, bottom, INK),
    ]
    for tick in range(0, 11, 2):
        x = _AXIS + _SCALE * tick
        parts.append(line(x, bottom, x, bottom + 4, INK))
        parts.append(text(x, bottom + 18, tick, size=12, anchor="middle", colour=SOFT))
    for n, review in enumerate(reviews):
        y = 26.0 + 22 * n
        parts.append(text(_AXIS - 10, y + 4, review.reviewer, anchor="end"))
        parts.append(circle(_AXIS + _SCALE * review.overall, y, 5, FOR))
        parts.append(
            text(_AXIS + _SCALE * 10 + 12, y + 4, f"{review.overall:.1f}", size=12, colour=SOFT)
        )
    parts.append(
        text(_AXIS, bottom + 38, "line: rating; field: where the mean probably is", size=12,
             colour=SOFT)
    )  # fmt: skip
    said = ", ".join(f"{r.reviewer} {r.overall:.1f}" for r in reviews)
    described = f"{said}; mean between {low:.1f} and {high:.1f}; rating {rating.score:.1f}."
    size = (_AXIS + _SCALE * 10 + 48, bottom + 46)
    return picture("scores", "The reviewers' scores", described, size, parts)
