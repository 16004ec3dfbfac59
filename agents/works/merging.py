"""Merges records of one work, across databases and versions; knows nothing of where they are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from agents.works.matching import WorkKey, alike, excluded, identifiers, key, twins
from agents.works.record import merge
from litassay.text import retraction
from litassay.types import Paper


def merge_works(papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """One record a work, sorted by id; the same for every order of the same papers.

    Records that share an identifier are one work. Others are one work when title, year and first
    author agree, unless their identifiers exclude each other. The surest pairs are joined first.
    A work that a notice among the papers takes back is marked as retracted.
    """
    distinct = sorted({str(p): p for p in papers}.items())
    works = sorted((merge(group) for group in _works([p for _, p in distinct])), key=_id)
    taken_back = {name for work in works for name in retraction.retracts(work.flags)}
    return tuple(
        work.model_copy(update={"retracted": True}) if identifiers(work) & taken_back else work
        for work in works
    )


def _id(paper: Paper) -> str:
    return paper.id


class _Groups:
    """Disjoint sets of record numbers with the exclusive identifiers of each."""

    def __init__(self, keys: Sequence[WorkKey]) -> None:
        self.parent = list(range(len(keys)))
        self.exclusive = [k.exclusive for k in keys]

    def find(self, at: int) -> int:
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        if low != high:
            self.parent[high] = low
            self.exclusive[low] |= self.exclusive[high]

    def may_join(self, one: int, other: int) -> bool:
        return not excluded(self.exclusive[self.find(one)], self.exclusive[self.find(other)])


def _works(papers: Sequence[Paper]) -> list[list[Paper]]:
    keys = [key(p) for p in papers]
    groups = _Groups(keys)
    named: dict[str, int] = {}
    for at, one in enumerate(keys):
        for identifier in one.ids:
            groups.join(named.setdefault(identifier, at), at)
    for _, one_at, other_at in sorted(_likely(keys)):
        if groups.may_join(one_at, other_at) or twins(keys[one_at], keys[other_at]):
            groups.join(one_at, other_at)
    works: dict[int, list[Paper]] = defaultdict(list)
    for at, paper in enumerate(papers):
        works[groups.find(at)].append(paper)
    return list(works.values())


def _likely(keys: Sequence[WorkKey]) -> Iterator[tuple[int, int, int]]:
    """(minus certainty, record, record) of pairs that look like one work."""
    for one, other in sorted(_candidates(keys)):
        certainty = alike(keys[one], keys[other])
        if certainty:
            yield -certainty, one, other


def _candidates(keys: Sequence[WorkKey]) -> set[tuple[int, int]]:
    """Pairs worth comparing: titles that begin alike or share their longest words."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(keys):
        for block in _blocks(one):
            blocks[block].append(at)
    return {pair for block in blocks.values() for pair in combinations(block, 2)}


def _blocks(one: WorkKey) -> set[str]:
    joined = "".join(one.title)
    longest = sorted(set(one.title), key=lambda t: (-len(t), t))[:4]
    pairs = {f"words {a} {b}" for a, b in combinations(longest, 2)}
    return {f"start {joined[:10]}", f"end {joined[-10:]}", *pairs} if joined else set()
