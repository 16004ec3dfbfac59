"""One record of a work from several: the best value of each field, and where it came from."""

from collections.abc import Callable, Sequence
from typing import Any

from agents.works.matching import identifiers
from litassay.text.identifiers import is_preprint_doi
from litassay.types import Paper, WorkIds

METADATA_TRUST = (
    "acl", "crossref", "europepmc", "openalex", "semanticscholar", "arxiv",
)  # fmt: skip
"""Whose bibliographic fields are kept first: registrars and curated databases before harvesters."""


def best_first(papers: Sequence[Paper]) -> list[Paper]:
    """The record to cite first: published before preprint, then the more trusted and complete."""
    return sorted(papers, key=_standing)


def _standing(paper: Paper) -> tuple[Any, ...]:
    complete = sum(map(bool, (paper.authors, paper.year, paper.venue, paper.abstract)))
    repository = paper.preprint or is_preprint_doi(paper.ids.doi)
    return (repository, _trust(paper), not paper.ids.doi, -complete, paper.id, str(paper))


def _trust(paper: Paper) -> int:
    return next((i for i, name in enumerate(METADATA_TRUST) if name in paper.found_in), 99)


def origin(paper: Paper) -> str:
    """The source that a record came from, as provenance names it."""
    return paper.found_in[0] if paper.found_in else paper.id.partition(":")[0]


def merge(papers: Sequence[Paper]) -> Paper:
    """One record for records of one work; which order they come in does not matter."""
    ranked = best_first(papers)
    if len(ranked) == 1:
        return ranked[0]
    chosen = {name: pick(ranked) for name, pick in _PICKS.items()}
    values = {name: getattr(paper, name) for name, paper in chosen.items()}
    sources = {(n, origin(p)) for n, p in chosen.items() if p is not ranked[0]}
    sources |= {pair for p in ranked for pair in p.provenance if chosen.get(pair[0]) is p}
    return ranked[0].model_copy(
        update=values
        | {
            "ids": _all_ids(ranked),
            "retracted": any(p.retracted for p in ranked),
            "preprint": all(p.preprint for p in ranked),
            "found_in": _union(p.found_in for p in ranked),
            "merged_ids": tuple(x for x in _names(ranked) if x != ranked[0].id),
            "provenance": tuple(sorted(sources)),
            "flags": _union(p.flags for p in ranked),
            "citation_count": max(
                (p.citation_count for p in ranked if p.citation_count is not None), default=None
            ),
        }
    )


def _union(groups: Any) -> tuple[str, ...]:
    return tuple(sorted({value for group in groups for value in group}))


def _names(papers: Sequence[Paper]) -> tuple[str, ...]:
    return _union((p.id, *p.merged_ids) for p in papers)


def _all_ids(ranked: Sequence[Paper]) -> WorkIds:
    """The first value of each scheme, and every other one under `also`."""
    schemes = [name for name in WorkIds.model_fields if name != "also"]
    first = {
        name: next((getattr(p.ids, name) for p in ranked if getattr(p.ids, name)), None)
        for name in schemes
    }
    first["arxiv_version"] = (
        max((p.ids.arxiv_version or 0 for p in ranked if p.ids.arxiv == first["arxiv"]), default=0)
        or None
    )
    kept = WorkIds(**first)
    said = {f"{s}:{getattr(kept, s)}" for s in schemes if getattr(kept, s)}
    every = {i for p in ranked for i in identifiers(p) if not i.startswith("record:")}
    every |= {f"doi:{p.ids.doi}" for p in ranked if p.ids.doi}
    return kept.model_copy(update={"also": tuple(sorted(every - said))})


def _first(name: str) -> Callable[[Sequence[Paper]], Paper]:
    return lambda ranked: next((p for p in ranked if getattr(p, name)), ranked[0])


def _fullest_by_line(ranked: Sequence[Paper]) -> Paper:
    """The longest list of authors; among equals the one that spells given names out."""
    longest = max(len(p.authors) for p in ranked)
    full = [p for p in ranked if len(p.authors) == longest]
    return max(full, key=lambda p: sum(_spelt_out(a) for a in p.authors))


def _spelt_out(name: str) -> bool:
    first = name.split()[0].rstrip(".") if name.split() else ""
    return len(first) > 1 and not first.isupper()


def _whole_abstract(ranked: Sequence[Paper]) -> Paper:
    """The longest abstract that ends as a sentence does; else the longest."""
    return max(ranked, key=lambda p: (p.abstract.rstrip()[-1:] in ".!?)", len(p.abstract)))


_PICKS: dict[str, Callable[[Sequence[Paper]], Paper]] = {
    "title": _first("title"),
    "authors": _fullest_by_line,
    "year": _first("year"),
    "venue": _first("venue"),
    "abstract": _whole_abstract,
    "url": _first("url"),
    "full_text": lambda ranked: max(ranked, key=lambda p: sum(len(x.text) for x in p.full_text)),
    "full_text_url": _first("full_text_url"),
    "file": _first("file"),
}
