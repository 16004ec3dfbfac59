"""A plain table of text: columns as wide as their widest cell."""

from collections.abc import Sequence


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table; the last column is not padded."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def number(value: float | None, digits: int = 3) -> str:
    """A number for a reader; `-` for none."""
    if value is None:
        return "-"
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value: float | None, digits: int = 3) -> str:
    """A difference with its sign; `-` for none."""
    if value is None:
        return "-"
    return f"+{number(value, digits)}" if value > 0 else number(value, digits)


def p_value(value: float | None) -> str:
    """A p-value for a reader, never a bare 0; `-` for none."""
    if value is None:
        return "-"
    return "< 0.001" if value < 0.001 else number(value)
