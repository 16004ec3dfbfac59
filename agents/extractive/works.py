"""Which papers are one work: two versions of a paper are no independent evidence."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from litassay.types import Paper, WorkIds

_KINDS = ("doi", "arxiv", "pmid", "openalex", "s2", "acl")


@lru_cache(maxsize=65536)
def title_key(title: str) -> str:
    """A title reduced to its letters and digits."""
    return re.sub(r"[\W_]+", "", title).casefold()


def same_work(a: Paper, b: Paper) -> bool:
    """True when two records share an identifier, or title and first author."""
    if a.id == b.id or a.id in b.merged_ids or b.id in a.merged_ids:
        return True
    for kind in _KINDS:
        here, there = getattr(a.ids, kind), getattr(b.ids, kind)
        if here and there and here.casefold() == there.casefold():
            return True
    return _same_title(a, b)


def _same_title(a: Paper, b: Paper) -> bool:
    if not title_key(a.title) or title_key(a.title) != title_key(b.title):
        return False
    if not a.authors or not b.authors:
        return True
    return _family(a.authors[0]) == _family(b.authors[0])


def _family(name: str) -> str:
    parts = name.replace(",", " ").split()
    return title_key(parts[0] if "," in name else parts[-1]) if parts else ""


def distinct(papers: Sequence[Paper]) -> list[Paper]:
    """The first paper of each work, in the given order."""
    kept: list[Paper] = []
    by_key: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        keys = _keys(paper)
        if not any(same_work(paper, other) for key in keys for other in by_key.get(key, ())):
            kept.append(paper)
            for key in keys:
                by_key[key].append(paper)
    return kept


def _keys(paper: Paper) -> set[str]:
    """Two records of one work share at least one of these: only they need to be compared."""
    return {paper.id, *paper.merged_ids, f"title:{title_key(paper.title)}", *_id_keys(paper.ids)}


@lru_cache(maxsize=65536)
def _id_keys(ids: WorkIds) -> tuple[str, ...]:
    given = ((kind, getattr(ids, kind)) for kind in _KINDS)
    return tuple(f"{kind}:{value.casefold()}" for kind, value in given if value)


def is_source(paper: Paper, paper_id: str) -> bool:
    """True when a claim of `paper_id` was taken from this paper."""
    return paper.id == paper_id or paper_id in paper.merged_ids
