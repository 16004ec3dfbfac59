"""The paper of a PDF, JATS or HTML file, for a local library."""

import hashlib
from pathlib import Path

from litassay.config.sources import DocumentLimits
from litassay.sources.fulltext.document import Document
from litassay.sources.fulltext.reading_process import read_document
from litassay.text import identifiers, retraction
from litassay.types import READ_FROM_PAGE, Paper, Passage, WorkIds

NAMED_BY_FILE = "title taken from the file name"
LIMITS = DocumentLimits()
_GUESSED = ("title", "authors", "year", "venue", "abstract")


def read_file(path: Path, limits: DocumentLimits = LIMITS) -> Paper | str:
    """The paper of one file, or why there is none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        return f"it cannot be opened: {error.strerror}"
    document = read_document(content, limits)
    usable = not document.refused or bool(document.title and document.abstract)
    if not usable:
        return document.refused
    return paper_of(document, path.stem, content).model_copy(update={"file": path.name})


def paper_of(document: Document, stem: str, content: bytes) -> Paper:
    """The paper that a document is; its id is the best that it names itself by."""
    doi = identifiers.doi(document.doi)
    flags = {f"full text {document.note}"} if document.note else set()
    if document.refused:
        flags.add(f"full text not read: {document.refused}")
    if not document.title:
        flags.add(NAMED_BY_FILE)
    named = identifiers.of_file_name(stem) or ("", "")
    if named[0] == "arxiv" and not document.arxiv:
        document = document._replace(arxiv=named[1])
    acl = identifiers.acl_of_doi(doi) or (named[1] if named[0] == "acl" else None)
    return Paper(
        id=_id(document, doi, acl, content),
        title=document.title or stem.replace("_", " "),
        authors=document.authors,
        year=document.year,
        venue=document.venue,
        abstract=document.abstract,
        ids=WorkIds(
            doi=doi,
            arxiv=document.arxiv or identifiers.arxiv_of_doi(doi),
            pmid=identifiers.pmid(document.pmid),
            pmcid=document.pmcid or None,
            acl=acl,
        ),
        retracted=document.retracted or retraction.said_in_title(document.title),
        preprint=bool(document.arxiv) and not document.venue,
        full_text=tuple(Passage(locator=w, text=t) for w, t in document.passages),
        provenance=_provenance(document),
        flags=tuple(sorted(flags)),
    )


def _provenance(document: Document) -> tuple[tuple[str, str], ...]:
    """What stands below every record of the work: guesses at a layout, and a file's name."""
    said = [f for f in _GUESSED if document.guessed and getattr(document, f)]
    fields = {*said} if document.title else {*said, "title"}
    return tuple((field, READ_FROM_PAGE) for field in sorted(fields))


def _id(document: Document, doi: str | None, acl: str | None, content: bytes) -> str:
    named = (
        ("acl", acl),
        ("doi", doi),
        ("pmcid", document.pmcid),
        ("arxiv", document.arxiv),
        ("pmid", document.pmid),
    )
    for scheme, value in named:
        if value:
            return f"{scheme}:{value}"
    return f"file:{hashlib.sha256(content).hexdigest()[:16]}"
