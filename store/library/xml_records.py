"""Records in XML one after the other, without holding the whole file. Entities are refused."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException

from litassay.errors import InputError
from litassay.text.xml_text import local, said
from store.library.packed import unpacked

__all__ = ["Record", "at", "elements", "every", "local", "said"]


class Record(NamedTuple):
    """One element."""

    number: int
    """Which it is, from 1."""
    node: Element


def elements(path: Path, names: frozenset[str]) -> Iterator[Record]:
    """The elements of these names, each dropped when the next one is asked for.

    Raises:
        InputError: It is not XML, is damaged, or declares entities.
        StorageError: The disk failed.
    """
    from defusedxml.ElementTree import iterparse

    number = 0
    try:
        with unpacked(path) as file:
            stack: list[Element] = []
            for event, node in iterparse(file, ("start", "end"), forbid_external=True):
                if event == "start":
                    stack.append(node)
                    continue
                stack.pop()
                if local(node) in names:
                    number += 1
                    yield Record(number, node)
                    for parent in stack:
                        parent.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise InputError(f"{path.name!r} is damaged or unsafe XML: {error}") from error


def at(node: Element | None, *path: str) -> Element | None:
    """The first element down this path."""
    for step in path:
        if node is None:
            return None
        node = next((child for child in node if local(child) == step), None)
    return node


def every(node: Element | None, name: str) -> list[Element]:
    """All elements of a name below this one."""
    return [e for e in node.iter() if local(e) == name] if node is not None else []
