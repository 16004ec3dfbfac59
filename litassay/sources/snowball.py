"""References and citations of a paper, through OpenAlex or Semantic Scholar, as searches."""

import re
from collections.abc import Sequence
from typing import Literal
from urllib.parse import quote

from litassay.sources.openalex import OpenAlex
from litassay.sources.semanticscholar import SemanticScholar
from litassay.types import Paper, Query, SearchResult

Direction = Literal["references", "citations"]
DIRECTIONS: tuple[Direction, ...] = ("references", "citations")
_OPENALEX_FILTER = {"references": "cited_by", "citations": "cites"}
_WORK = re.compile(r"W\d+")


class Snowball:
    """Asks OpenAlex where it knows the paper, else (or where that fails) Semantic Scholar.

    Args:
        openalex: None leaves it out.
        semanticscholar: None leaves it out.
    """

    def __init__(
        self, openalex: OpenAlex | None = None, semanticscholar: SemanticScholar | None = None
    ) -> None:
        self._openalex = openalex
        self._semanticscholar = semanticscholar

    async def around(self, paper: Paper, query: Query, limit: int) -> tuple[SearchResult, ...]:
        """At most `limit` works that the paper cites and at most `limit` that cite it.

        Each attempt is one result, failures included, so that the report can show them; a paper
        that no database knows has none. `query` gives sub-question, round and years.
        """
        results: list[SearchResult] = []
        for direction in DIRECTIONS:
            asked = query.model_copy(
                update={"text": f"{direction} of {paper.title}", "concepts": ()}
            )
            found = await self._one_way(paper, direction, asked, limit)
            results.extend(_within_years(result, query) for result in found)
        return tuple(results)

    async def _one_way(
        self, paper: Paper, direction: Direction, asked: Query, limit: int
    ) -> Sequence[SearchResult]:
        results = []
        work = paper.ids.openalex or ""
        if self._openalex and _WORK.fullmatch(work):
            results.append(await self._by_openalex(work, direction, asked, limit))
        name = s2_name(paper)
        if self._semanticscholar and name and (not results or results[0].outcome.failed):
            path = f"/paper/{name}/{direction}"
            sent = f"{direction} of {name}"
            results.append(await self._semanticscholar.listed(path, (), sent, asked, limit))
        return results

    async def _by_openalex(
        self, name: str, direction: Direction, asked: Query, limit: int
    ) -> SearchResult:
        assert self._openalex is not None
        chosen = f"{_OPENALEX_FILTER[direction]}:{name}"
        given = (("filter", chosen), ("sort", "cited_by_count:desc"))
        return await self._openalex.listed(given, chosen, asked, limit)


def s2_name(paper: Paper) -> str:
    """The paper as Semantic Scholar can be asked for it; empty where it cannot."""
    ids = paper.ids
    named = (("", ids.s2), ("DOI:", ids.doi), ("ARXIV:", ids.arxiv), ("PMID:", ids.pmid))
    return next((quote(f"{prefix}{value}", safe=":/") for prefix, value in named if value), "")


def _within_years(result: SearchResult, query: Query) -> SearchResult:
    """The result without works outside the years asked for; services do not filter these lists."""
    first, last = query.year_from or 0, query.year_to or 9999
    papers = tuple(p for p in result.papers if p.year is None or first <= p.year <= last)
    kept = {p.id for p in papers}
    hits = tuple(hit for hit in result.outcome.hits if hit.paper_id in kept)
    ranked = tuple(hit.model_copy(update={"rank": n}) for n, hit in enumerate(hits, 1))
    outcome = result.outcome.model_copy(update={"hits": ranked})
    if outcome.status == "ok" and not ranked:
        outcome = outcome.model_copy(update={"status": "empty"})
    return SearchResult(outcome=outcome, papers=papers)
