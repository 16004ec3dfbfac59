"""LaTeX in the fields of a reference, read as the characters that it stands for."""

import re
from collections.abc import Callable

_BRACES = re.compile(r"[{}]")
_UNREADABLE = (RecursionError, LookupError, ValueError, TypeError, AttributeError)
"""What pylatexenc fails with on commands without their arguments, and on deep nesting."""


def latex_decoder() -> Callable[[str], str]:
    """A function from LaTeX to text; what it cannot read stays as written, without braces."""
    from pylatexenc.latex2text import LatexNodes2Text

    latex = LatexNodes2Text(math_mode="verbatim")

    def decode(text: str) -> str:
        try:
            return str(latex.latex_to_text(text)).replace("\xa0", " ")
        except _UNREADABLE:
            return _BRACES.sub("", text)

    return decode
