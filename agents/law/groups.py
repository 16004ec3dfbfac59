"""Independent groups: papers that share an author are one group and count once."""

from collections.abc import Iterable, Sequence

from agents.works.matching import tokens
from litassay.types import Paper


def groups(papers: Sequence[Paper]) -> tuple[frozenset[str], ...]:
    """Ids of the papers of each group, in the order of each group's first paper.

    A paper whose authors are not known is a group of its own: nothing shows that it is not.
    """
    owner: dict[str, int] = {}
    parent = list(range(len(papers)))

    def find(at: int) -> int:
        while parent[at] != at:
            at = parent[at]
        return at

    for at, paper in enumerate(papers):
        for name in names(paper):
            low, high = sorted((find(owner.setdefault(name, at)), find(at)))
            parent[high] = low
    members: dict[int, set[str]] = {}
    for at, paper in enumerate(papers):
        members.setdefault(find(at), set()).add(paper.id)
    return tuple(frozenset(members[at]) for at in sorted(members))


def names(paper: Paper) -> frozenset[str]:
    """Normal forms of the authors' names: folded words in alphabetical order.

    A name of a single word is left out: many people bear it.
    """
    folded = (tuple(sorted(tokens(author))) for author in paper.authors)
    return frozenset(" ".join(words) for words in folded if len(words) > 1)


def count(found: Sequence[frozenset[str]], paper_ids: Iterable[str]) -> int:
    """How many of the groups hold one of these papers."""
    wanted = set(paper_ids)
    return sum(bool(group & wanted) for group in found)
