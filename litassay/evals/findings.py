"""Are review findings right? What papers are said to say, against directions that readers judged.

Only papers that readers found relevant, to questions that have a direction, tell anything about
stances; a paper that was not included is no fault of the weigher's and is left out.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from agents.law.counting import Tally, tally
from agents.law.groups import groups
from litassay.evals.judgments import JudgedQuestion
from litassay.types import PaperStance, Record, ReviewFinding, RunResult

STANCES: dict[str, PaperStance] = {"yes": "supports", "no": "refutes", "mixed": "mixed"}
ENOUGH = 4
"""Relevant papers from which two independent groups should share a finding."""


class Weighed(Record):
    """What one report says its papers say."""

    id: str
    answered: bool
    relevant: int
    """Judged papers that answer at least in part."""
    shared: int
    """Findings that two independent groups or more speak for or against."""
    asked: bool
    """The report weighs the asked proposition."""
    directed: bool
    """Readers found a direction in some paper."""
    answer: str
    """yes, no, mixed or open; empty where nothing was asked."""
    judged_answer: str
    """The same by the readers' directions of the papers that were weighed."""
    stances: tuple[tuple[str, str], ...]
    """(what readers judged, what was said) of each relevant weighed paper with a direction."""


class FindingScores(Record):
    """All of the measurement."""

    questions: int
    papers: int
    """Relevant papers with a direction that were weighed."""
    macro_f1: float | None
    """Over yes, no and mixed; a paper that was left open is wrong."""
    macro_f1_stated: float | None
    """Of the papers that were not left open."""
    left_open: float
    """Share of those papers of which no direction is stated."""
    answers_agree: tuple[int, int]
    """Reports whose answer is that of the readers' directions, of those with one to compare."""
    shared: tuple[int, int]
    """Answered questions with a finding of two groups, of those with enough relevant papers."""
    direction_known: tuple[int, int]
    """Questions rightly taken to have a direction or not, of all."""
    by_question: tuple[Weighed, ...]


def weighed(question: JudgedQuestion, result: RunResult) -> Weighed:
    """Compare one report's findings with what readers judged."""
    base = result.base
    asked = next((f for f in base.findings if f.asked), None)
    said = {w.paper_id: w.stance for w in asked.weights} if asked else {}
    judged = {
        paper: STANCES[j.direction]
        for paper in said
        if (j := question.of(paper)) is not None and j.relevant and j.direction in STANCES
    }
    papers = [p for p in base.papers if p.id in judged]
    by_readers = tally(judged, groups(papers))
    return Weighed(
        id=question.id,
        answered=result.final.draft.strength != "insufficient",
        relevant=sum(j.relevant for j in question.judgments),
        shared=sum(_speaking(f) >= 2 for f in base.findings),
        asked=asked is not None,
        directed=any(j.direction in STANCES for j in question.judgments),
        answer=word(_tally(asked)) if asked else "",
        judged_answer=word(by_readers) if asked and by_readers.heard else "",
        stances=tuple((stance, said[paper]) for paper, stance in sorted(judged.items())),
    )


def word(found: Tally) -> str:
    """The answer that a count gives."""
    decided = {"SUPPORTED": "yes", "REFUTED": "no"}.get(found.verdict)
    return decided or ("mixed" if found.heard else "open")


def _speaking(finding: ReviewFinding) -> int:
    return finding.groups_for + finding.groups_against + finding.groups_mixed


def _tally(finding: ReviewFinding) -> Tally:
    return Tally(finding.groups_for, finding.groups_against, finding.groups_mixed)


def score(rows: Sequence[Weighed]) -> FindingScores:
    """The measurement over all questions."""
    pairs = [pair for row in rows for pair in row.stances]
    stated = [pair for pair in pairs if pair[1] != "silent"]
    comparable = [r for r in rows if r.judged_answer]
    enough = [r for r in rows if r.answered and r.relevant >= ENOUGH]
    return FindingScores(
        questions=len(rows),
        papers=len(pairs),
        macro_f1=_macro_f1(pairs),
        macro_f1_stated=_macro_f1(stated),
        left_open=round(1 - len(stated) / len(pairs), 4) if pairs else 0.0,
        answers_agree=(sum(r.answer == r.judged_answer for r in comparable), len(comparable)),
        shared=(sum(r.shared > 0 for r in enough), len(enough)),
        direction_known=(sum(r.asked == r.directed for r in rows if r.answered),
                         sum(r.answered for r in rows)),
        by_question=tuple(rows),
    )  # fmt: skip


def _macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    if not pairs:
        return None
    wanted = np.array([a for a, _ in pairs])
    given = np.array([b for _, b in pairs])
    each = []
    for stance in STANCES.values():
        right = int(((wanted == stance) & (given == stance)).sum())
        total = int((wanted == stance).sum() + (given == stance).sum())
        each.append(2 * right / total if total else 0.0)
    return round(sum(each) / len(each), 4)


def as_dict(scores: FindingScores) -> dict[str, Any]:
    """For JSON."""
    return scores.model_dump(mode="json")
