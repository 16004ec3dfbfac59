"""Records of a work as another database might have them: changes seen in real records.

Which change is made to which record follows from a hash of its id, so that a set is always the
same.
"""

import hashlib
import unicodedata
from collections.abc import Callable

from litassay.types import Paper, WorkIds

Change = Callable[[Paper, int], Paper]


def draw(*parts: object) -> int:
    """A number that depends on the parts alone."""
    digest = hashlib.sha256("\0".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:6], "big")


def _titled(paper: Paper, title: str) -> Paper:
    return paper.model_copy(update={"title": title})


def preprint(paper: Paper, n: int) -> Paper:
    """The preprint of the year before: an arXiv id, no DOI, no venue."""
    ids = WorkIds(arxiv=f"{(paper.year or 2020) % 100:02}{n % 12 + 1:02}.{n % 100_000:05}")
    year = paper.year - n % 2 if paper.year else None
    changed = {"ids": ids, "preprint": True, "year": year, "venue": "", "found_in": ("arxiv",)}
    return paper.model_copy(update=changed)


def initials(paper: Paper, _n: int) -> Paper:
    """Given names as initials."""
    names = tuple(
        " ".join([*(f"{g[0]}." for g in a.split()[:-1]), a.split()[-1]]) if a.split() else a
        for a in paper.authors
    )
    return paper.model_copy(update={"authors": names})


def family_first(paper: Paper, _n: int) -> Paper:
    """`Family, Given`."""
    names = (a.split() for a in paper.authors if a.split())
    turned = tuple(f"{n[-1]}, {' '.join(n[:-1])}".rstrip(", ") for n in names)
    return paper.model_copy(update={"authors": turned})


def plain_letters(paper: Paper, _n: int) -> Paper:
    """Title and names without accents."""

    def plain(text: str) -> str:
        parts = unicodedata.normalize("NFKD", text)
        return "".join(c for c in parts if not unicodedata.combining(c))

    authors = tuple(map(plain, paper.authors))
    return paper.model_copy(update={"title": plain(paper.title), "authors": authors})


def capitals(paper: Paper, _n: int) -> Paper:
    """The title in capitals."""
    return _titled(paper, paper.title.upper())


def sentence_case(paper: Paper, _n: int) -> Paper:
    """The title in lower case but for its first letter, with a full stop."""
    return _titled(paper, paper.title[:1] + paper.title[1:].lower() + ".")


def marked_up(paper: Paper, _n: int) -> Paper:
    """Mark-up and entities left in the title."""
    words = paper.title.replace("&", "&amp;").split()
    words[len(words) // 2] = f"<i>{words[len(words) // 2]}</i>"
    return _titled(paper, " ".join(words))


def hyphens(paper: Paper, _n: int) -> Paper:
    """Hyphens lost, and other dashes for the rest."""
    return _titled(paper, paper.title.replace("-", "", 1).replace("-", "–"))


def slip(paper: Paper, n: int) -> Paper:
    """One letter of a long word is missing."""
    words = paper.title.split()
    long = [i for i, w in enumerate(words) if len(w) >= 8 and w.isalpha()]
    if not long:
        return paper
    at = long[n % len(long)]
    gone = 2 + n % (len(words[at]) - 4)
    words[at] = words[at][:gone] + words[at][gone + 1 :]
    return _titled(paper, " ".join(words))


def no_subtitle(paper: Paper, _n: int) -> Paper:
    """Only what stands before the colon, where that is three words or more."""
    head, colon, _ = paper.title.partition(": ")
    return _titled(paper, head) if colon and len(head.split()) >= 3 else paper


def no_article(paper: Paper, _n: int) -> Paper:
    """Articles lost."""
    return _titled(paper, " ".join(w for w in paper.title.split() if w.lower() not in ("a", "the")))


def first_authors(paper: Paper, _n: int) -> Paper:
    """The by-line cut after three."""
    return paper.model_copy(update={"authors": paper.authors[:3]})


def no_year(paper: Paper, _n: int) -> Paper:
    """The year is not known."""
    return paper.model_copy(update={"year": None})


def next_year(paper: Paper, _n: int) -> Paper:
    """The year of the printed volume."""
    return paper.model_copy(update={"year": paper.year + 1 if paper.year else None})


CHANGES: dict[str, Change] = {
    change.__name__: change
    for change in (
        preprint, initials, family_first, plain_letters, capitals, sentence_case, marked_up,
        hyphens, slip, no_subtitle, no_article, first_authors, no_year, next_year,
    )
}  # fmt: skip


def perturbed(paper: Paper, copy: int) -> tuple[Paper, tuple[str, ...]]:
    """A copy of the record with one to three changes, its ids gone, and the changes' names."""
    names = sorted(CHANGES)
    count = 1 + draw(paper.id, copy, "how many") % 3
    chosen = dict.fromkeys(names[draw(paper.id, copy, i) % len(names)] for i in range(count))
    new = paper.model_copy(
        update={"ids": WorkIds(), "id": f"copy{copy}:{paper.id}", "found_in": ("copy",)}
    )
    for name in chosen:
        new = CHANGES[name](new, draw(paper.id, copy, name))
    return new, tuple(chosen)
