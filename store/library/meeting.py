"""The records of a batch meet those of the library and of their own file: which are one work."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.fuzz import token_set_ratio

from litassay.text.words import words
from litassay.types import READ_FROM_PAGE, Paper
from store.library.intake import BadRecord, Item
from store.library.merging import Change, difference, merge

Known = Callable[[Sequence[Paper]], Mapping[str, Paper]]
"""The stored papers that share an identifier with these, by the id of the incoming paper."""
_SURE = ("acl:", "doi:", "arxiv:", "pmid:", "pmcid:", "openalex:", "s2:", "file:")
"""Ids that name one work wherever they stand; `local:` ids only do so within one file."""
_ALIKE = 60.0
"""Least agreement of two titles (0 to 100) under ids that do not name one work by themselves."""


class Met(NamedTuple):
    """What a batch comes to."""

    papers: tuple[Paper, ...]
    """To be stored: new ones, and old ones that changed."""
    added: int
    changed: int
    unchanged: int
    bad: tuple[BadRecord, ...]
    changes: tuple[Change, ...]

    def counts(self) -> dict[str, int]:
        """The numbers by name."""
        return {"added": self.added, "changed": self.changed, "unchanged": self.unchanged}


def meet(batch: Iterable[Item], known: Known) -> Met:
    """Merge records of one work, within the batch first and then with what is stored."""
    bad: list[BadRecord] = []
    changes: list[Change] = []
    incoming = _distinct(batch, bad, changes)
    stored = known([item.outcome for item in incoming.values() if isinstance(item.outcome, Paper)])
    papers: dict[str, Paper] = {}
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for item in incoming.values():
        paper = item.outcome
        assert isinstance(paper, Paper)
        old = stored.get(paper.id)
        if old and not are_one(old, paper):
            if old.id == paper.id:
                bad.append(BadRecord(item.line, _taken(old), item.number))
                continue
            old = None
        one = merge(papers.get(old.id, old), paper) if old else paper
        if one == old:
            counts["unchanged"] += 1
            continue
        counts["changed" if old else "added"] += 1
        papers[one.id] = one
        if old:
            changes.append(Change(one.id, difference(old, paper, one)))
    return Met(tuple(papers.values()), **counts, bad=tuple(bad), changes=tuple(changes))


def are_one(one: Paper, other: Paper) -> bool:
    """True when two records that share an identifier are of one work.

    The same sure id is enough. Under other ids, and under different ids of which one is shared,
    the titles must agree as well: reference lists give chapters the DOI of their book.
    """
    if one.id == other.id and one.id.startswith(_SURE):
        return True
    if any(("title", READ_FROM_PAGE) in p.provenance for p in (one, other)):
        return True
    return are_alike(one, other)


def are_alike(one: Paper, other: Paper) -> bool:
    """True when the titles of two records agree in most of their words."""
    titles = [" ".join(words(p.title)) for p in (one, other)]
    return titles[0] == titles[1] or token_set_ratio(*titles) >= _ALIKE


def _distinct(
    batch: Iterable[Item], bad: list[BadRecord], changes: list[Change]
) -> dict[str, Item]:
    """The usable items by id; a second record of one work adds to the first."""
    found: dict[str, Item] = {}
    for item in batch:
        if isinstance(item.outcome, BadRecord):
            bad.append(item.outcome)
            continue
        first = found.get(item.outcome.id)
        if first is None:
            found[item.outcome.id] = item
            continue
        assert isinstance(first.outcome, Paper)
        if not are_one(first.outcome, item.outcome):
            bad.append(BadRecord(item.line, _taken(first.outcome), item.number))
            continue
        one = merge(first.outcome, item.outcome, older_first=True)
        found[one.id] = first._replace(outcome=one)
        changes.append(Change(one.id, _repeated(first.outcome, item, one)))
    return found


def _taken(paper: Paper) -> str:
    return f"repeats the id {paper.id} of another paper, {paper.title[:60]!r}"


def _repeated(first: Paper, item: Item, one: Paper) -> str:
    """What a second record of one file added to the first."""
    paper = item.outcome
    assert isinstance(paper, Paper)
    what = difference(first, paper, one) or "adds nothing"
    other = "" if are_alike(first, paper) else f"; its title {paper.title[:60]!r} is not kept"
    return f"repeated at {BadRecord(item.line, '', item.number).place}: {what}{other}"
