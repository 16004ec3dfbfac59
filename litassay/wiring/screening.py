"""Judged papers put before the screener of a run, and where the searches of a run place them."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.extractive.concepts import concepts
from agents.extractive.fit import read
from agents.extractive.planner import ExtractivePlanner
from agents.extractive.screener import ExtractiveScreener
from agents.retriever import MergingRetriever
from litassay.config.settings import Settings
from litassay.evals.judgments import JudgedQuestion
from litassay.evals.relevance import Screened
from litassay.models.embedding import WordLlamaEmbedder
from litassay.models.sentence_model import MiniLmEmbedder
from litassay.ports import Progress
from litassay.types import Paper, Question
from store.library import Library, LibrarySource, open_library
from store.library.shelves import default_home
from store.recorded_vectors import packed, unpacked


@dataclass(frozen=True)
class Unrecorded:
    """Vectors that no run keeps, as precise as those that a journal holds."""

    embedder: MiniLmEmbedder
    name: str = MiniLmEmbedder.name

    async def vectors(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Shape (len(texts), dimensions)."""
        return unpacked(packed(self.embedder.embed(texts)))


class Candidates(NamedTuple):
    """The judged papers of one question."""

    papers: tuple[Paper, ...]
    rank: dict[str, int]
    """Place, from 1, among what the searches of a run return, by the id of every record."""


def screener_for(settings: Settings) -> ExtractiveScreener:
    """The screener of a run, without its journal."""
    vectors = None if settings.rerank == "none" else Unrecorded(MiniLmEmbedder())
    return ExtractiveScreener(WordLlamaEmbedder(), vectors)


def screen_all(
    questions: Sequence[JudgedQuestion],
    settings: Settings,
    screener_of: Callable[[str], ExtractiveScreener],
    progress: Progress,
) -> Iterator[Screened]:
    """What the screener of a question (by its id) makes of the question's judged papers.

    The candidates are the judged papers; nothing is searched where they bring their records.

    Raises:
        UserError: a library does not exist.
    """
    embedder = WordLlamaEmbedder()
    libraries = [open_library(name, default_home(), embedder) for name in settings.library]
    for n, question in enumerate(questions):
        progress.stage("screen", question.id, n, len(questions))
        own = tuple(j.record for j in question.judgments if j.record is not None)
        found = Candidates(own, {}) if own else _candidates(question, libraries, settings)
        yield asyncio.run(_screened(question, found, screener_of(question.id)))


def _candidates(
    question: JudgedQuestion, libraries: Sequence[Library], settings: Settings
) -> Candidates:
    works = asyncio.run(_searched(question.text, libraries, settings))
    rank = {i: n for n, p in enumerate(works, 1) for i in (p.id, *p.merged_ids)}
    prefixes = sorted({p.id.partition(":")[0] for p in works})
    names = [
        name
        for j in question.judgments
        for name in (j.paper, *(f"{prefix}:{j.paper}" for prefix in prefixes))
    ]
    return Candidates(tuple(p for one in libraries for p in one.held(names)), rank)


async def _searched(
    text: str, libraries: Sequence[Library], settings: Settings
) -> tuple[Paper, ...]:
    """What the first round of a run screens, best rank first."""
    plan = await ExtractivePlanner().plan(Question(text=text))
    results = [
        await LibrarySource(one).search(query, settings.limits.per_query)
        for one in libraries
        for query in plan.queries
    ]
    records = tuple({p.id: p for r in results for p in r.papers}.values())
    merged = MergingRetriever().merge([r.outcome for r in results], records)
    return merged[: settings.limits.screened]


async def _screened(
    question: JudgedQuestion, candidates: Candidates, screener: ExtractiveScreener
) -> Screened:
    found = concepts(question.text, screener.frequencies)
    papers = candidates.papers
    reading = read(question.text, found, papers, screener.frequencies, screener.embedder)
    chances, grades = await screener.assess(question.text, reading)
    judged = [(n, j) for n, p in enumerate(papers) if (j := question.of(p.id)) is not None]
    return Screened(
        id=question.id,
        relevant=tuple(j.relevant for _, j in judged),
        probability=tuple(float(chances[n]) for n, _ in judged),
        read=tuple(grades[n] in ("direct", "partial") for n, _ in judged),
        rank=tuple(candidates.rank.get(papers[n].id) for n, _ in judged),
    )
