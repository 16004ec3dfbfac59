"""What the reader of a run decided about single papers stands above what a screener says."""

from collections.abc import Iterable, Sequence

from litassay.text import identifiers
from litassay.types import ExclusionReason, Paper, Question, ScreeningDecision


def named(paper: Paper, given: Iterable[str]) -> bool:
    """True when one of these names is the paper's: an id, DOI, arXiv, PubMed or PMC id."""
    ids = paper.ids
    schemes = ids.model_dump(exclude_none=True, exclude={"also", "arxiv_version"})
    own = {paper.id, *paper.merged_ids, *ids.also, *(f"{s}:{v}" for s, v in schemes.items())}
    bare = {str(value).lower() for value in schemes.values()}
    return any(n in own or n.lower() in bare or identifiers.doi(n) == (ids.doi or 0) or
               _arxiv(n) == (ids.arxiv or 0) for n in given)  # fmt: skip


def offered(question: Question, papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """The papers that a screener is shown: all that the reader did not rule out."""
    return tuple(p for p in papers if _ruled_out(question, p) is None)


def chosen(
    question: Question,
    papers: Sequence[Paper],
    decisions: Sequence[ScreeningDecision],
    earlier: Sequence[ScreeningDecision] = (),
) -> tuple[ScreeningDecision, ...]:
    """One decision for each of `papers`, most relevant first, with the reader's choice applied.

    What is to be included is read whatever its grade, unless it is retracted or holds no text; what
    is pinned keeps its seat if it answers at least in part. Both take the seats of the least
    relevant others; what an earlier round read stays.

    Args:
        question: With the papers that the reader names.
        papers: All that were put before the screener, and those that were not offered to it.
        decisions: The screener's.
        earlier: Decisions of earlier rounds.
    """
    by_id = {p.id: p for p in papers}
    ruled = [d for p in papers if (d := _ruled_out(question, p)) is not None]
    out = {d.paper_id for d in ruled}
    judged = [_seated(question, by_id[d.paper_id], d) if d.paper_id in by_id else d
              for d in decisions if d.paper_id not in out]  # fmt: skip
    kept = {d.paper_id for d in earlier if d.included}
    kept |= {p.id for p in papers if named(p, (*question.include, *question.pin))}
    read = sorted((d for d in judged if d.included), key=lambda d: (d.relevance, d.paper_id))
    over = max(0, len(read) - question.max_papers)
    losing = {d.paper_id for d in [d for d in read if d.paper_id not in kept][:over]}
    final = [_without_seat(question, d) if d.paper_id in losing else d for d in judged]
    return tuple(sorted([*final, *ruled], key=lambda d: (-d.relevance, d.paper_id)))


def _arxiv(name: str) -> str | None:
    found = identifiers.arxiv(name) if identifiers.is_arxiv(name) else None
    return found[0] if found else None


def _ruled_out(question: Question, paper: Paper) -> ScreeningDecision | None:
    if named(paper, question.exclude):
        return _out(paper, "excluded", "You excluded it.")
    years = question.year_from is not None or question.year_to is not None
    if years and question.undated == "drop" and paper.year is None:
        return _out(paper, "outside_years", "Its year is not known.")
    return None


def _out(paper: Paper, reason: ExclusionReason, why: str) -> ScreeningDecision:
    return ScreeningDecision(
        paper_id=paper.id, included=False, relevance=0.0, reason=reason, explanation=why
    )


def _seated(question: Question, paper: Paper, decision: ScreeningDecision) -> ScreeningDecision:
    years = question.year_from is not None or question.year_to is not None
    if decision.included and years and paper.year is None:
        said = f"{decision.explanation} Its year is not known."
        return decision.model_copy(update={"explanation": said.strip()})
    include = named(paper, question.include) and decision.reason not in ("retracted", "no_text")
    pinned = named(paper, question.pin) and decision.reason == "over_limit"
    if decision.included or not (include or pinned):
        return decision
    said = f"You {'included' if include else 'pinned'} it. {decision.explanation}".strip()
    return decision.model_copy(update={"included": True, "reason": None, "explanation": said})


def _without_seat(question: Question, decision: ScreeningDecision) -> ScreeningDecision:
    why = f"{question.max_papers} papers are read, and you named others. {decision.explanation}"
    change = {"included": False, "reason": "over_limit", "explanation": why.strip()}
    return decision.model_copy(update=change)
