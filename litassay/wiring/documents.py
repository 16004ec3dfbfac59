"""Joins the readers of documents (PDF, JATS, HTML) to the readers of libraries."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from litassay.types import Paper
from store.library.folder import Contents, contents, linked, notes_on
from store.library.intake import BadRecord, Intake, Item
from store.library.merging import merge
from store.library.readers import DOCUMENT, FOLDER, READERS, Reader


def all_readers() -> Mapping[str, Reader]:
    """Every reader of a library: files of records, documents, and folders of both."""
    return {**READERS, FOLDER: read_folder, DOCUMENT: read_document}


def read_document(path: Path, mapping: Mapping[str, str]) -> Intake:  # noqa: ARG001
    """The paper of one document, which has no fields that could be mapped."""
    return Intake(1, iter([_document(path, path.name, 1)]))


def read_folder(folder: Path, mapping: Mapping[str, str]) -> Intake:
    """The papers of a folder: records of its reference files, and its documents.

    A document that a record names as its own, or that is called like one, is that record's text.

    Raises:
        InputError: it holds nothing that is read.
    """
    found = contents(folder)
    records, bad = _records(found, mapping)
    pairs = linked(records, found)
    total = len(records) + len(bad) + len(found.documents) - len(pairs)
    return Intake(total, _items(found, records, bad, pairs), notes_on(found, len(pairs)))


def _records(found: Contents, mapping: Mapping[str, str]) -> tuple[list[Item], list[Item]]:
    """The usable items of all reference files, and the others."""
    from litassay.errors import InputError

    items: list[Item] = []
    for path, kind in found.references:
        try:
            items += READERS[kind](path, mapping).items
        except InputError as error:
            items.append(Item(0, BadRecord(0, f"{path.name}: {error.message}")))
    good = [item for item in items if isinstance(item.outcome, Paper)]
    return good, [item for item in items if not isinstance(item.outcome, Paper)]


def _items(
    found: Contents, records: list[Item], bad: list[Item], pairs: Mapping[Path, int]
) -> Iterator[Item]:
    """Records with the text of their documents, then the documents that belong to none."""
    yield from bad
    texts: dict[int, list[Path]] = {}
    for path, at in pairs.items():
        texts.setdefault(at, []).append(path)
    for at, item in enumerate(records):
        for number, path in enumerate(texts.get(at, ()), 1):
            document = _document(path, found.name(path), number).outcome
            if isinstance(document, BadRecord):
                yield Item(0, document)
            elif isinstance(item.outcome, Paper):
                item = item._replace(outcome=merge(item.outcome, document, older_first=True))
        yield item
    for number, path in enumerate((p for p in found.documents if p not in pairs), 1):
        yield _document(path, found.name(path), number)


def _document(path: Path, name: str, number: int) -> Item:
    """The paper of one document, or why there is none."""
    from litassay.sources.fulltext.file import read_file

    outcome = read_file(path)
    if isinstance(outcome, str):
        return Item(0, BadRecord(0, f"{name}: {outcome}", number), number)
    return Item(0, outcome, number)
