"""A hardened XML tree. Runs in the child process for whole documents."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from litassay.text.xml_text import local as name
from litassay.text.xml_text import said as text

__all__ = ["find", "find_all", "name", "parse", "text"]


def parse(content: bytes) -> Element:
    """The root; document types are allowed, entities and anything external are not.

    Raises:
        ParseError, DefusedXmlException, ValueError, LookupError: it is no harmless XML.
    """
    root: Element = fromstring(
        content, forbid_dtd=False, forbid_entities=True, forbid_external=True
    )
    return root


def find_all(nodes: Iterable[Element], *path: str) -> list[Element]:
    """Descendants step by step: children of these names, namespaces aside."""
    found = list(nodes)
    for step in path:
        found = [child for node in found for child in node if name(child) == step]
    return found


def find(node: Element | None, *path: str) -> Element | None:
    """The first of `find_all`."""
    return next(iter(find_all([node], *path)), None) if node is not None else None
