"""Elements of an SVG picture, escaped; it knows no report.

Colours are attributes, so that a picture is complete by itself (in a PDF), and classes, so that a
page's style sheet can replace them (for a dark page).
"""

from collections.abc import Iterable

from markupsafe import Markup

INK, SOFT, LINE, FOR, AGAINST, MIXED, FIELD = (
    "#1b1f24", "#57606a", "#8c959f", "#0a5cad", "#a63a00", "#6b4fa0", "#f3f5f7",
)  # fmt: skip
_CLASSES = {
    INK: "ink", SOFT: "soft", LINE: "line", FOR: "for", AGAINST: "against", MIXED: "mixed",
    FIELD: "field",
}  # fmt: skip


def text(
    x: float, y: float, words: object, *, size: int = 13, anchor: str = "start", colour: str = INK,
    bold: bool = False,
) -> Markup:  # fmt: skip
    """Words at a place; `y` is their base line."""
    weight = Markup(' font-weight="bold"') if bold else ""
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" font-size="{}" text-anchor="{}" fill="{}" class="f-{}"{}>{}'
        "</text>"
    ).format(x, y, size, anchor, colour, _CLASSES[colour], weight, words)


def rect(
    x: float, y: float, width: float, height: float, fill: str = FIELD, stroke: str = LINE
) -> Markup:
    """A box."""
    return Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="3" fill="{}" stroke="{}" '
        'class="f-{} s-{}"/>'
    ).format(x, y, width, height, fill, stroke, _CLASSES[fill], _CLASSES[stroke])


def line(x1: float, y1: float, x2: float, y2: float, colour: str = LINE, width: int = 1) -> Markup:
    """A straight line."""
    return Markup(
        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="{}" stroke-width="{}" '
        'class="s-{}"/>'
    ).format(x1, y1, x2, y2, colour, width, _CLASSES[colour])


def arrow(x1: float, y1: float, x2: float, y2: float) -> Markup:
    """A horizontal or vertical line with a head at its second end."""
    head = (
        f"{x2 - 4},{y2 - 7} {x2 + 4},{y2 - 7} {x2},{y2}"
        if x1 == x2
        else f"{x2 - 7},{y2 - 4} {x2 - 7},{y2 + 4} {x2},{y2}"
    )
    return line(x1, y1, x2, y2, SOFT) + polygon(head, SOFT)


def polygon(points: str, colour: str) -> Markup:
    """A filled shape."""
    return Markup('<polygon points="{}" fill="{}" class="f-{}"/>').format(
        points, colour, _CLASSES[colour]
    )


def circle(x: float, y: float, radius: float, colour: str) -> Markup:
    """A filled circle."""
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="{}" fill="{}" class="f-{}"/>').format(
        x, y, radius, colour, _CLASSES[colour]
    )


def picture(
    name: str, title: str, described: str, size: tuple[float, float], parts: Iterable[Markup]
) -> Markup:
    """The whole picture; `title` and `described` are what a screen reader says."""
    width, height = size
    inside = Markup("").join(parts)
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" '
        'viewBox="0 0 {0:.0f} {1:.0f}" width="{0:.0f}" height="{1:.0f}" '
        'font-family="Libertinus Serif, sans-serif" aria-labelledby="{2}-title {2}-text">'
        '<title id="{2}-title">{3}</title><desc id="{2}-text">{4}</desc>{5}</svg>'
    ).format(width, height, name, title, described, inside)


def wrapped(words: str, width: int) -> list[str]:
    """Words on lines of at most `width` characters; a longer word stands alone."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
