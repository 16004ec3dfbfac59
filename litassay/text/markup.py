"""Plain text from the mark-up that services leave in titles and abstracts. Pure."""

import html
import re

_BLOCK = re.compile(
    r"</?(?:jats:)?(?:p|sec|title|list|list-item|div|br|h[1-6]|li|ul)\b[^<>]*>", re.I
)
_HEADING = re.compile(
    r"<(?P<tag>(?:jats:)?title|h[1-6])\b[^<>]*>(?P<text>[^<>]{1,80}?)[\s:.]*</(?P=tag)>", re.I
)
_TAG = re.compile(r"</?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.S)
_FORMULA = re.compile(r"<(?P<tag>(?:jats:)?tex-math|annotation)\b.*?</(?P=tag)>", re.S | re.I)
_SPACE = re.compile(r"\s+")
_ABSTRACT_LABEL = re.compile(r"^(?i:abstract|summary)\s*[:.—-]?\s+(?=[A-Z(])")


def plain(text: str) -> str:
    """One line of text: tags dropped, entities read, headings of sections kept with a colon."""
    text = _FORMULA.sub(" ", _COMMENT.sub("", _unescaped(text)))
    text = _HEADING.sub(lambda m: f" {m.group('text')}: ", text)
    text = _TAG.sub("", _BLOCK.sub(" ", text))
    return _SPACE.sub(" ", html.unescape(text).replace("\x00", "")).strip()


def abstract(text: str) -> str:
    """An abstract as plain text, without the word `Abstract` before it."""
    return _ABSTRACT_LABEL.sub("", plain(text))


def _unescaped(text: str) -> str:
    """The text with tags that were escaped once too often made tags again."""
    return text.replace("&lt;", "<").replace("&gt;", ">") if "&lt;/" in text else text
