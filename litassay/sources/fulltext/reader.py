"""Gets the open full text of a paper: fetches, reads in a child process, keeps located passages."""

import asyncio
from collections.abc import Awaitable, Callable

from litassay.config.sources import DocumentLimits, SourceSettings
from litassay.sources.fetcher import Failed, Fetched, Fetcher
from litassay.sources.fulltext.document import Document
from litassay.sources.fulltext.places import Offer, offers, unpaywall, unpaywalled
from litassay.sources.fulltext.reading_process import read_document_apart
from litassay.text.words import stems
from litassay.types import Paper, Passage

Reading = Callable[[bytes, DocumentLimits], Awaitable[Document]]
"""Makes a document of a file, within limits."""
NOT_READ = "full text not read: "
"""Begins the flag of a paper whose full text was offered and could not be used."""
AT_ONCE = 2
"""Most files that are read at the same time."""
_SAME_WORK = 0.6
"""Part of the title's stems that a file must show near its beginning to be this work."""


class OpenReader:
    """Reads what is open; a paper whose text cannot be had comes back as it was, with a flag."""

    def __init__(
        self, fetcher: Fetcher, settings: SourceSettings, read: Reading = read_document_apart
    ) -> None:
        self._fetcher = fetcher
        self._settings = settings
        self._read_file = read
        self._gate = asyncio.Semaphore(AT_ONCE)

    async def read(self, paper: Paper) -> Paper:
        """The paper with its full text, or as it was."""
        if paper.full_text or not self._settings.documents.enabled:
            return paper
        failures: list[str] = []
        for offer in await self._offers(paper):
            document = await self._read(paper, offer)
            if not document.refused:
                return with_text(paper, document, offer.ask.url)
            failures.append(document.refused)
        if not failures:
            return paper
        flag = NOT_READ + "; ".join(dict.fromkeys(failures))
        return paper.model_copy(update={"flags": tuple(sorted({*paper.flags, flag}))})

    async def _offers(self, paper: Paper) -> tuple[Offer, ...]:
        """Every address that is known; Unpaywall is asked only where none is."""
        known = offers(paper, self._settings)
        ask = None if known else unpaywall(paper, self._settings)
        if ask is None:
            return known
        answer = await self._fetcher.get(ask)
        found = unpaywalled(answer.body) if isinstance(answer, Fetched) else None
        return (found,) if found else ()

    async def _read(self, paper: Paper, offer: Offer) -> Document:
        answer = await self._fetcher.get(offer.ask)
        if isinstance(answer, Failed):
            return Document(refused=f"{answer.status}: {answer.detail}")
        async with self._gate:
            document = await self._read_file(answer.body, self._settings.documents)
        if document.refused or offer.certain or is_of(paper, document):
            return document
        return Document(refused="the file that is offered is of another work")


def is_of(paper: Paper, document: Document) -> bool:
    """The file shows the title of the paper near its beginning."""
    wanted = set(stems(paper.title))
    beginning = " ".join(p.text for p in document.passages[:3])[:6000]
    shown = set(stems(" ".join((document.title, document.abstract, beginning))))
    return not wanted or len(wanted & shown) >= _SAME_WORK * len(wanted)


def with_text(paper: Paper, document: Document, url: str) -> Paper:
    """The paper with the passages of a document, and its abstract where it had none."""
    flags = {*paper.flags, f"full text {document.note}"} if document.note else {*paper.flags}
    passages = tuple(Passage(locator=where, text=said) for where, said in document.passages)
    update: dict[str, object] = {
        "full_text": passages,
        "full_text_url": url,
        "flags": tuple(sorted(flags)),
    }
    if not paper.abstract and document.abstract:
        update["abstract"] = document.abstract
    return paper.model_copy(update=update)
