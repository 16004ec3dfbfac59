"""How a claim is told: what was cut from a sentence as a statement, a whole one as a quotation."""

from collections.abc import Mapping

from agents.extractive.standing import Standing
from litassay.types import Paper


def told(standing: Standing, papers: Mapping[str, Paper]) -> str:
    """The claim's text; a whole sentence of the paper is quoted, and who says it is named."""
    claim = standing.claim
    paper = papers.get(claim.paper_id)
    if paper is None or " ".join(claim.span.quote.split()) != claim.text:
        return claim.text
    return f"{by_line(paper)}: “{claim.text}”"


def by_line(paper: Paper) -> str:
    """`Meng et al. (2022)`, `Lu and Diaz (2022)`, `Ada Lu`; the title where no author is known.

    In these forms reviewers are not shown who it is (`agents.dossier.blinding`); the year of a
    single author is left to the reference.
    """
    names = [_family(a) for a in paper.authors]
    if not names:
        return f"“{paper.title}”"
    if len(names) == 1:
        return paper.authors[0]
    year = f" ({paper.year})" if paper.year else ""
    pair = len(names) == 2 and not any(" " in n for n in names)
    return (f"{names[0]} and {names[1]}" if pair else f"{names[0]} et al.") + year


def _family(author: str) -> str:
    """The family name of `Given Family` or `Family, Given`, its particles (lower case) kept."""
    if "," in author:
        return author.split(",", 1)[0].strip()
    words = author.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].islower():
        at -= 1
    return " ".join(words[at:]) or author
