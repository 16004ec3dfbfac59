"""The flow diagram of PRISMA 2020 (Page et al., BMJ 372:n71) from the counts of a run."""

from markupsafe import Markup

from litassay.reports.document import Report
from litassay.reports.pictures.svg import INK, SOFT, arrow, picture, rect, text
from litassay.reports.plain_words import REASONS

_LEFT, _RIGHT, _WIDE, _STEP = 110.0, 400.0, 240.0, 18


def flow_picture(report: Report) -> Markup:
    """Boxes from what was identified to what is cited; beside them what was left out, and why."""
    method = report.methodology
    flow = method.prisma
    sources = [f"{s.source}: {s.records}" for s in method.sources]
    excluded = [f"{REASONS[e.reason]}: {e.works}" for e in flow.excluded]
    left = flow.screened - flow.included
    rows = (
        ("Identification", (f"Records identified: {flow.identified}", *sources),
         (f"Duplicates removed: {flow.duplicates}",)),
        ("Screening", (f"Works screened: {flow.screened}",), (f"Excluded: {left}", *excluded)),
        ("Reading", (f"Works included: {flow.included}",),
         (f"Without a usable claim: {flow.without_claims}", f"Could not be read: {flow.not_read}")),
        ("Report", (f"Works cited: {flow.cited}",), ()),
    )  # fmt: skip
    parts: list[Markup] = []
    top = 8.0
    for number, (stage, main, aside) in enumerate(rows):
        height = 16 + _STEP * max(len(main), len(aside), 1)
        parts += [text(4, top + 24, stage, size=13, colour=SOFT), *_box(_LEFT, top, main)]
        if aside:
            parts += [arrow(_LEFT + _WIDE, top + 17, _RIGHT, top + 17), *_box(_RIGHT, top, aside)]
        if number < len(rows) - 1:
            own = 16 + _STEP * len(main)
            parts.append(arrow(_LEFT + _WIDE / 2, top + own, _LEFT + _WIDE / 2, top + height + 26))
        top += height + 26
    said = "; ".join(f"{stage}: {', '.join((*main, *aside))}" for stage, main, aside in rows)
    return picture("flow", "Flow of records (PRISMA 2020)", f"{said}.", (660, top - 12), parts)


def _box(left: float, top: float, lines: tuple[str, ...]) -> list[Markup]:
    words = [
        text(left + 10, top + 21 + _STEP * n, line, colour=INK if n == 0 else SOFT, bold=n == 0)
        for n, line in enumerate(lines)
    ]
    return [rect(left, top, _WIDE, 16 + _STEP * len(lines)), *words]
