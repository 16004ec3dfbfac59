"""Joins the readers of documents (PDF, JATS, HTML) to the readers of libraries."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from store.library.intake import BadRecord, Intake, Item
from store.library.readers import FOLDER, READERS, Reader


def all_readers() -> Mapping[str, Reader]:
    """Every reader of a library: files of records, and folders of documents."""
    return {**READERS, FOLDER: read_documents}


def read_documents(folder: Path, mapping: Mapping[str, str]) -> Intake:  # noqa: ARG001
    """The papers of a folder; documents have no fields that could be mapped.

    Raises:
        InputError: it holds no document.
    """
    from litassay.sources.fulltext.folder import list_folder

    return Intake(total=len(list_folder(folder)), items=_items(folder))


def _items(folder: Path) -> Iterator[Item]:
    from litassay.sources.fulltext.folder import read_folder

    for number, record in enumerate(read_folder(folder), 1):
        found = record.outcome
        if isinstance(found, str):
            yield Item(number, BadRecord(number, f"{record.name}: {found}"))
        else:
            yield Item(number, found)
