"""Title, abstract and introduction: about the question, with the true counts of the run."""

from collections.abc import Sequence

from agents.extractive.answer import best_of_each, firmness
from agents.extractive.named import told
from agents.extractive.prose import capital, count, listing, of_which, verb
from agents.extractive.standing import Standing, siding, works
from litassay.types import EvidenceBase, Statement, Strength

_LONG = 140
"""A longer question gives its first part to the title."""


def title(base: EvidenceBase, used: Sequence[Standing]) -> str:
    """The question and what it was answered from."""
    asked = _one_line(base.question.text)
    parts = base.sub_questions
    if len(asked) > _LONG and parts:
        asked = _one_line(parts[0].text)
    asked = capital(asked.rstrip(" .?!")) + "?"
    return f"{asked} {_basis(used)}"


def _basis(used: Sequence[Standing]) -> str:
    return f"Evidence from {count(works(used), 'paper')}" if used else "Insufficient evidence"


def abstract(
    base: EvidenceBase, used: Sequence[Standing], lead: Statement, strength: Strength
) -> tuple[Statement, ...]:
    """Question, basis, headline, best findings, strength, failed sources."""
    best, papers = _best(used), base.papers_by_id()
    said = [
        Statement(text=f"This review asks “{_one_line(base.question.text)}”."),
        Statement(text=_counts(base)),
        lead,
        *(Statement(text=told(s, papers), claim_ids=(s.claim.id,)) for s in best),
    ]
    if strength != "insufficient":
        said.append(Statement(text=firmness(base, used)))
    failed = sorted({s.source for s in base.searches if s.failed})
    if failed:
        said.append(
            Statement(text=f"Searches failed in {listing(failed)}, so the coverage is incomplete.")
        )
    return tuple(said)


def _best(used: Sequence[Standing]) -> list[Standing]:
    """Two findings: one of each side where they disagree, else those that take a side first."""
    yes, no = (best_of_each(siding(used, side)) for side in ("yes", "no"))
    if yes and no:
        return [yes[0], no[0]]
    others = [s for s in best_of_each(used) if s.side == "open"]
    return [*yes, *no, *others][:2]


def _counts(base: EvidenceBase) -> str:
    """Searches, papers, claims."""
    sources = sorted({s.source for s in base.searches})
    included = sum(d.included for d in base.screening)
    supported = sum(v.verdict == "SUPPORTED" for v in base.verifications)
    searches, papers = len(base.searches), len(base.papers)
    text = (
        f"{capital(count(searches, 'search', 'searches'))} of {listing(sources) or 'no source'} in "
        f"{count(len(base.plans), 'round')} returned {count(papers, 'paper')}; "
        f"{count(included, 'paper')} {verb(included, 'was', 'were')} included"
    )
    total = len(base.claims)
    if not total:
        them = verb(included, "it", "them")
        return f"{text}, and no claim was taken from {them}." if included else f"{text}."
    if total == 1:
        is_it = "is" if supported else "is not"
        return f"{text} and gave one claim, which {is_it} supported by the retrieved texts."
    return (
        f"{text} and gave {count(total, 'claim')}, of which {of_which(supported, 'is', 'are')} "
        "supported by the retrieved texts."
    )


def introduction(base: EvidenceBase) -> tuple[Statement, ...]:
    """The parts of the question and the literature that was found for it."""
    parts = [_one_line(p.text) for p in base.sub_questions]
    said = [f"The question is answered in {count(len(parts), 'part')}: {' '.join(parts)}"]
    papers = base.papers_by_id()
    included = [papers[d.paper_id] for d in base.screening if d.included and d.paper_id in papers]
    years = sorted(p.year for p in included if p.year is not None)
    if years:
        span = f"{years[0]}" if years[0] == years[-1] else f"{years[0]} to {years[-1]}"
        number = len(included)
        said.append(
            f"The {count(number, 'included paper')} {verb(number, 'dates', 'date')} from {span}."
        )
    said.append(
        "Each finding below rests on a sentence of a paper and is checked against all retrieved "
        "texts; the claims table quotes the evidence."
    )
    return tuple(Statement(text=t) for t in said)


def _one_line(text: str) -> str:
    return " ".join(text.split())
