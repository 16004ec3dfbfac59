"""Plain text from the mark-up that services leave in titles and abstracts. Pure.

What a reader of the typeset page sees is what is kept: powers, signs, formulas; not tags.
"""

import html
import re
from collections.abc import Iterator

from litassay.text import mathml
from litassay.text.latex import formulas, readable
from litassay.text.scripts import is_citation_mark, lowered, raised

_INLINE = frozenset(
    {
        "i", "b", "u", "s", "em", "strong", "small", "big", "tt", "code", "span", "font",
        "a", "sc", "italic", "bold", "monospace", "underline", "overline", "strike",
        "roman", "sans-serif", "styled-content", "ext-link", "uri", "inline-formula",
        "disp-formula", "alternatives", "named-content", "named-entity", "inline-graphic",
        "graphic", "abbrev", "email", "inf", "nobr", "mark", "q", "cite", "xref", "scp"}
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "sec", "title", "subtitle",
        "list", "list-item", "div", "br", "hr", "h1", "h2", "h3", "h4",
        "h5", "h6", "li", "ul", "ol", "abstract", "label", "disp-quote", "boxed-text",
        "table", "tr", "td", "th", "tbody", "thead", "caption", "section", "para",
        "abstracttext"}
)  # fmt: skip
_ALONE = frozenset({"br", "hr", "p", "li"})
"""Tags that are written without their end."""
_TAGS = _INLINE | _BLOCKS | {"sup", "sub", "math", "tex-math", "annotation"}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<prefix>(?:jats|mml|xhtml|html|ns\d):)?(?P<name>[a-zA-Z][\w-]*)"
    r"(?P<attributes>(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*)\s*(?P<alone>/?)>"
)
_HEADING = re.compile(
    r"<(?P<tag>(?:jats:)?title|h[1-6])\b[^<>]*>(?P<text>[^<>]{1,80}?)[\s:.]*</(?P=tag)>", re.I
)
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.S)
_TEX = re.compile(r"<(?P<tag>(?:jats:)?tex-math|annotation)\b[^<>]*>(?P<tex>.*?)</(?P=tag)>", re.S)
_CITED = re.compile(
    r"(?P<open>(?<=[^\s\[(]))<(?:jats:)?xref\b[^<>]*ref-type=\"(?:bibr|fn)\"[^<>]*>"
    r"[\s\d,;*†‡–—-]*</(?:jats:)?xref>", re.I
)  # fmt: skip
_SCRIPT = re.compile(
    r"<(?:jats:)?(?P<kind>su[bp])\b[^<>]*>(?P<text>(?:(?!<(?:jats:)?/?su[bp]\b).)*?)"
    r"</(?:jats:)?(?P=kind)>", re.I | re.S
)  # fmt: skip
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_MARKED = re.compile(r"<[!/a-zA-Z]|&[#a-zA-Z]|[$\\]")
_SPACE = re.compile(r"\s+")
_ABSTRACT_LABEL = re.compile(r"^(?i:abstract|summary)\s*[:.—-]?\s+(?=[A-Z(])")
_NEST = 4
"""How often entities are escaped at most, and how deep scripts are nested."""


def plain(text: str) -> str:
    """One line of text: tags dropped, entities read, headings of sections kept with a colon."""
    return _SPACE.sub(" ", unmarked(text).replace("\x00", "")).strip()


def abstract(text: str) -> str:
    """An abstract as plain text, without the word `Abstract` before it."""
    return _ABSTRACT_LABEL.sub("", plain(text))


def unmarked(text: str) -> str:
    """The text without mark-up; text that has none is returned as it is, line ends included."""
    if not _MARKED.search(text):
        return text
    text = _COMMENT.sub("", text)
    text = _TEX.sub("" if "math" in _TEX.sub("", text) else _tex, text)
    text = mathml.replaced(unescaped(mathml.replaced(text)))
    if "<" in text:
        text = _untagged(text)
    return formulas(text)


def unescaped(text: str) -> str:
    """The text with its entities read, also those that were escaped more than once."""
    for _ in range(_NEST):
        read = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
        if read == text:
            break
        text = read
    return text.replace("\xa0", " ")


def _tex(found: re.Match[str]) -> str:
    return readable(unescaped(found["tex"]))


def _untagged(text: str) -> str:
    text = _HEADING.sub(lambda m: f" {m['text']}: ", _CITED.sub("", text))
    text = "".join(_without(text, _INLINE))
    for _ in range(_NEST):
        text = _SCRIPT.sub(_script, text)
    return "".join(_without(text, _TAGS))


def _script(found: re.Match[str]) -> str:
    before, after = found.string[: found.start()], found.string[found.end() :]
    said = "".join(_without(found["text"], _TAGS))
    if found["kind"].lower() == "sub":
        return lowered(said, before[-1:], after[:1])
    return "" if is_citation_mark(said, before[-80:], after[:1]) else raised(said)


def _without(text: str, names: frozenset[str]) -> Iterator[str]:
    """The text without the tags of these names; a `<` that begins no tag is a sign.

    Of `_TAGS`, also tags of any other name that have a prefix (`jats:sec-meta`).
    """
    every = names is _TAGS
    found = [
        m for m in _TAG.finditer(text) if (m["prefix"] and every) or m["name"].lower() in names
    ]
    last_end = {m["name"].lower(): m.start() for m in found if m["end"]}
    at = 0
    for one in found:
        name = one["name"].lower()
        closed = last_end.get(name, -1) > one.start()
        alone = name in _ALONE and not text[one.start() - 1 : one.start()].isalnum()
        if one["end"] or one["prefix"] or one["alone"] or closed or alone:
            yield text[at : one.start()]
            yield " " if name in _BLOCKS else ""
            at = one.end()
    yield text[at:]
