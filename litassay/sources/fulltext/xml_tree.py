"""A hardened XML tree and its text. Runs in the child process for whole documents."""

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring


def parse(content: bytes) -> Element:
    """The root; document types are allowed, entities and anything external are not.

    Raises:
        ParseError, DefusedXmlException, ValueError, LookupError: it is no harmless XML.
    """
    root: Element = fromstring(
        content, forbid_dtd=False, forbid_entities=True, forbid_external=True
    )
    return root


def name(node: Element) -> str:
    """The tag without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def text(node: Element | None, without: frozenset[str] = frozenset()) -> str:
    """All text inside, on one line, elements named in `without` left out."""
    return " ".join("".join(_pieces(node, without)).split()) if node is not None else ""


def _pieces(node: Element, without: frozenset[str]) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if name(child) not in without:
            yield from _pieces(child, without)
        yield child.tail or ""


def find_all(nodes: Iterable[Element], *path: str) -> list[Element]:
    """Descendants step by step: children of these names, namespaces aside."""
    found = list(nodes)
    for step in path:
        found = [child for node in found for child in node if name(child) == step]
    return found


def find(node: Element | None, *path: str) -> Element | None:
    """The first of `find_all`."""
    return next(iter(find_all([node], *path)), None) if node is not None else None
