"""Which of two reports rates higher, and on which dimension: one sentence for a reader."""

from litassay.types import Rating


def higher(a: Rating, b: Rating) -> str:
    """In words: `B rates higher: 7.1 against 6.4`, the widest dimension, and gates of one side."""
    now = dict(b.dimensions)
    apart: dict[str, float] = {
        name: round(mine - was, 2)
        for name, was in a.dimensions
        if was is not None and (mine := now.get(name)) is not None
    }
    name = max(sorted(apart), key=lambda n: abs(apart[n]), default="")
    where = name.replace("_", " ")
    ahead = f"{where} ({apart[name]:+.1f} for B)" if name else ""
    gates = sorted({g.name for g in b.gates} ^ {g.name for g in a.gates})
    gated = f"; gates on one side only: {', '.join(gates)}" if gates else ""
    if a.score == b.score:
        return (
            f"A and B rate the same, {a.score:.1f}; furthest apart on {ahead or 'nothing'}{gated}."
        )
    first = "A" if a.score > b.score else "B"
    top, low = max(a.score, b.score), min(a.score, b.score)
    most = f"; furthest apart on {ahead}" if ahead else ""
    return f"{first} rates higher: {top:.1f} against {low:.1f}{most}{gated}."
