"""LaTeX as the characters that it stands for, in formulas and in the fields of references. Pure.

A reference is text first: a `%`, `&` or `$` that somebody typed is that character.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from litassay.text.scripts import lowered, raised

_MATH = re.compile(
    r"(?<![\\$])\$\$?(?P<dollar>(?=[^\s$])(?:[^$\\]|\\.)*?(?<=[^\s]))\$\$?(?!\$)"
    r"|\$\$(?P<double>[^$]+)\$\$|\\\((?P<round>.+?)\\\)|\\\[(?P<square>.+?)\\\]",
    re.S,
)
"""Formulas, by the rule of Pandoc: no blank inside the dollars, no digit behind them."""
_IS_TEX = re.compile(r"[\\^_{}=<>+*/]|^\s*[A-Za-z]\w{0,2}\s*$|^[A-Za-z]?\([A-Za-z,\s]+\)$|^\d+$")
_WRAPPED = re.compile(r"\\begin\{document\}(?P<body>.*?)\\end\{document\}", re.S)
_STYLED = re.compile(
    r"\\(?:emph|text(?:bf|it|sc|tt|rm|sf|sl|md|up|normal)?|mbox|underline|url|href\{[^{}]*\})"
    r"\{(?P<text>[^{}]*)\}"
)
_ESCAPED = re.compile(r"\\{1,2}([%&#_$])")
_BARE_SCRIPT = re.compile(
    r"(?<=[\w)}])(?P<sign>[\^_])\{(?P<group>[^{}\\]*)\}(?P<command>)(?P<one>)"
)
_SCRIPT = re.compile(
    r"(?P<sign>[\^_])\s*(?:\{(?P<group>[^{}]*)\}|(?P<command>\\[a-zA-Z]+)|(?P<one>[^\s\\{}]))"
)
_COMMAND_WITH_GROUP = re.compile(
    r"\\(?:mathrm|mathbf|mathit|mathcal|mathbb|mathsf|mathtt|boldsymbol|bm|operatorname\*?|rm|text"
    r"|textrm|textbf|textit|mbox|hbox|ensuremath|left|right|big|Big|displaystyle|limits)"
    r"(?=[^a-zA-Z])\s*"
)
_FRACTION = re.compile(r"\\[dtc]?frac\s*\{(?P<over>[^{}]*)\}\s*\{(?P<under>[^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{(?P<text>[^{}]*)\}")
_GROUP = re.compile(r"\{([^{}]*)\}")
_UNREADABLE = (RecursionError, LookupError, ValueError, TypeError, AttributeError)
"""What pylatexenc fails with on commands without their arguments, and on deep nesting."""


def formulas(text: str) -> str:
    """The text with its formulas and simple commands read; dollars of money stay dollars."""
    if "$" not in text and "\\" not in text:
        return text
    text = _MATH.sub(_math, text)
    if "\\" not in text:
        return text
    for _ in range(3):
        text = _STYLED.sub(r"\g<text>", text)
    return _ESCAPED.sub(r"\1", _BARE_SCRIPT.sub(_script, text))


def readable(tex: str) -> str:
    r"""The text of a formula: `2.1 \times 10^{5}` as `2.1 × 10⁵`."""
    inside = _WRAPPED.search(tex)
    bare = (inside["body"] if inside else tex).strip().strip("$").replace("ˆ", "^")
    bare = _COMMAND_WITH_GROUP.sub("", bare).replace("\\,", " ").replace("\\!", "")
    for _ in range(6):
        step = _FRACTION.sub(_fraction, bare)
        step = _SCRIPT.sub(_script, _ROOT.sub(r"√(\g<text>)", step))
        if step == bare:
            step = _GROUP.sub(r"\1", bare)
        if step == bare:
            break
        bare = step
    return " ".join(_decoded(bare).split())


def _math(found: re.Match[str]) -> str:
    tex = next(part for part in found.groups() if part is not None)
    price = found.string[found.end() : found.end() + 1].isdigit() and not re.search(r"[\\^_]", tex)
    if found["dollar"] is not None and (price or not _IS_TEX.search(tex)):
        return found.group()
    return readable(tex)


def _script(found: re.Match[str]) -> str:
    inside = found["group"] if found["group"] is not None else found["command"] or found["one"]
    said = _decoded(inside).strip()
    before, after = found.string[: found.start()], found.string[found.end() :]
    if found["sign"] == "_":
        return lowered(said, before[-1:], after[:1])
    return "°" if said in ("∘", "°") else raised(said)


def _fraction(found: re.Match[str]) -> str:
    over, under = (found[part].strip() for part in ("over", "under"))
    return "/".join(part if part.isalnum() else f"({part})" for part in (over, under))


def _decoded(tex: str) -> str:
    """Commands as characters; a raw `%`, `&`, `#` or `_` is itself."""
    if "\\" not in tex:
        return tex
    kept = re.sub(r"(\\[a-zA-Z]+) (?=\S)", r"\1{} ", tex)
    return _latex()(re.sub(r"(?<!\\)([%&#_])", r"\\\1", kept))


@lru_cache(maxsize=1)
def _latex() -> Callable[[str], str]:
    """Pylatexenc for the inside of formulas."""
    from pylatexenc.latex2text import LatexNodes2Text

    latex: Any = LatexNodes2Text(math_mode="text", strict_latex_spaces=True)

    def decode(tex: str) -> str:
        try:
            return str(latex.latex_to_text(tex))
        except _UNREADABLE:
            return tex

    return decode


_NAMED = {
    "textless": "<", "textgreater": ">", "textasciicircum": "^", "textasciitilde": "~",
    "textbar": "|", "textbackslash": "\\", "textunderscore": "_", "textdollar": "$",
    "textpercent": "%", "textampersand": "&", "textquotesingle": "'", "textquotedbl": '"',
    "textdegree": "°", "textmu": "µ", "textpm": "±", "texttimes": "×", "textdiv": "÷",
    "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾", "textminus": "−",
    "texttwosuperior": "²", "textthreesuperior": "³", "textonesuperior": "¹",
    "textperthousand": "‰",
    "textohm": "Ω", "textcelsius": "°C", "textleq": "≤", "textgeq": "≥", "slash": "/",
    "textasciiacute": "´", "textasciigrave": "`", "textasteriskcentered": "*", "newline": " ",
    "textnumero": "№", "textalpha": "α", "textbeta": "β", "textgamma": "γ", "textdelta": "δ",
    "textepsilon": "ε", "textkappa": "κ", "textlambda": "λ", "textomega": "ω", "textsigma": "σ",
    "textchi": "χ", "textrho": "ρ", "texttau": "τ", "texttheta": "θ", "textDelta": "Δ",
    "textOmega": "Ω", "par": " ", "linebreak": " ", "protect": "", "relax": "",
}  # fmt: skip
"""Commands for characters that pylatexenc does not know or leaves out, without the backslash."""
_BARE = re.compile(
    r"\\(?P<name>" + "|".join(sorted(_NAMED, key=len, reverse=True)) + r")(?![a-zA-Z])(?:\{\})?"
)
_TEXT_SCRIPT = re.compile(
    r"\{?\\text(?P<kind>super|sub)script\s*\{(?P<text>(?:[^{}]|\{[^{}]*\})*)\}\}?"
)
_SIGNS = re.compile(r"(?<!\\)(?P<sign>[%&#_^])")
_LONE = re.compile(r"\\(?P<sign>[\^~\"'`])\s*\{\s*\}")
_TIE = re.compile(r"(?<=[^\s~\\])~(?=[^\s~])")
_TAG = re.compile(
    r"\{?\\textless(?![a-zA-Z])(?:\{\}|\})?\s*(?P<tag>/?(?:jats:|mml:)?[a-zA-Z][\w-]*(?:\s[^<>\\{}]*)?/?)"
    r"\s*\{?\\textgreater(?![a-zA-Z])(?:\{\}|\}|[ \n])?"
)
"""A tag that Zotero, Mendeley or Pandoc escaped; the reader of mark-up decides if it is one."""
_UNKNOWN = re.compile(r"\\(?P<name>[a-zA-Z]{2,})(?P<group>(?:\{[^{}]*\})*)")
_QUOTED = re.compile(r"\\(?:enquote|mkbibquote|textquote)\*?\s*\{(?P<text>[^{}]*)\}")
_LINK = re.compile(r"\\(?:url|path|nolinkurl)\s*\{(?P<url>[^{}]*)\}|\\href\s*\{[^{}]*\}(?=\s*\{)")
_KNOWN_COMMAND = re.compile(r"\\(?P<name>[a-zA-Z]+)")
_PRIVATE = {c: chr(0xE000 + n) for n, c in enumerate("%&#_^~$\\<>|'\"{}`")}
_PUBLIC = {ord(private): sign for sign, private in _PRIVATE.items()}


def text_of(tex: str) -> str:
    """The text of a reference's field: LaTeX where it is LaTeX, and every other sign as it is.

    A tilde between two words is a blank; commands that nobody knows stay as they are written.
    """
    if not any(sign in tex for sign in "\\{}$~`'-"):
        return tex
    parts, at = [], 0
    for found in _MATH.finditer(tex):
        read = _math(found)
        if read != found.group():
            parts += [_prose(tex[at : found.start()]), read]
            at = found.end()
    return "".join([*parts, _prose(tex[at:])]).replace("\xa0", " ")


def unknown_commands(tex: str) -> frozenset[str]:
    """Commands in the text that stay as they are written."""
    known = _prose_decoder()[1]
    return frozenset(n for n in set(_KNOWN_COMMAND.findall(tex)) if n not in known)


def _prose(tex: str) -> str:
    """What stands outside of formulas."""
    tex = _TAG.sub(_tag, tex.replace("\\\\", " "))
    tex = _QUOTED.sub(r"“\g<text>”", _LINK.sub(lambda m: _kept(m["url"] or ""), tex))
    tex = tex.replace("\\$", _PRIVATE["$"]).replace("$", _PRIVATE["$"])
    tex = _LONE.sub(lambda m: _PRIVATE[m["sign"]], tex)
    tex = re.sub(r"\\([%&#_])", lambda m: _PRIVATE[m[1]], tex)
    tex = _TEXT_SCRIPT.sub(_text_script, tex)
    tex = _BARE.sub(lambda m: _kept(_NAMED[m["name"]]), tex)
    tex = _UNKNOWN.sub(_unread, tex)
    tex = _SIGNS.sub(lambda m: _PRIVATE[m["sign"]], tex)
    tex = _TIE.sub(" ", tex)
    tex = re.sub(r"(?<!\\)[~\"<>|]", lambda m: _PRIVATE[m[0]], tex)
    return _prose_decoder()[0](tex).translate(_PUBLIC)


def _tag(found: re.Match[str]) -> str:
    """The tag as it was, with the quotes that LaTeX has for its attributes; words stay."""
    if " " in found["tag"].strip() and "=" not in found["tag"]:
        return found.group()
    return _kept(f"<{re.sub('``|' + chr(39) * 2, chr(34), found['tag'])}>")


def _kept(text: str) -> str:
    """The text so that nothing in it is read as LaTeX."""
    return "".join(_PRIVATE.get(c, c) for c in text)


def _unread(found: re.Match[str]) -> str:
    """A command that nobody knows, with its arguments, as it is written."""
    return found.group() if found["name"] in _prose_decoder()[1] else _kept(found.group())


def _text_script(found: re.Match[str]) -> str:
    said = _prose(found["text"]).strip()
    if found["kind"] == "super":
        return raised(said)
    return lowered(said, found.string[: found.start()][-1:], found.string[found.end() :][:1])


@lru_cache(maxsize=1)
def _prose_decoder() -> tuple[Callable[[str], str], frozenset[str]]:
    """Pylatexenc for prose, and the names of the commands that it or we know."""
    from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

    context = get_default_latex_context_db()
    known = {spec.macroname for spec in context.iter_macro_specs()} | set(_NAMED)
    latex: Any = LatexNodes2Text(math_mode="verbatim", latex_context=context)

    def decode(tex: str) -> str:
        try:
            return str(latex.latex_to_text(tex, tolerant_parsing=True))
        except _UNREADABLE:
            return re.sub(r"[{}]", "", tex)

    return decode, frozenset(known | {"textsuperscript", "textsubscript"})
