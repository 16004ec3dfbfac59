"""Planted defects in what the report says and leaves out, its claims being as they were."""

from random import Random
from typing import NamedTuple

from litassay.evals.edits import Report, map_statements, replace_checks
from litassay.types import Evidence, Query, SearchOutcome, Statement

SOURCE = "openalex"
"""The source that is made to fail."""


class Pair(NamedTuple):
    """A sound report and the same report with a defect."""

    sound: Report
    damaged: Report


def citations_swapped(report: Report, _: Report, draw: Random) -> Report | None:
    """Two sentences of the results carry each other's citations."""
    claims = report.base.claims_by_id()
    told = [s for g in report.draft.results for s in g.statements if len(s.claim_ids) == 1]
    pairs = [
        (a, b)
        for n, a in enumerate(told)
        for b in told[n + 1 :]
        if claims[a.claim_ids[0]].paper_id != claims[b.claim_ids[0]].paper_id
    ]
    if not pairs:
        return None
    a, b = draw.choice(pairs)
    swapped = {a: b.claim_ids, b: a.claim_ids}

    def change(statement: Statement) -> Statement:
        ids = swapped.get(statement, statement.claim_ids)
        return statement.model_copy(update={"claim_ids": ids})

    return Report(report.base, map_statements(report.draft, change))


def negated(report: Report, _: Report, draw: Random) -> Report | None:
    """A sentence says the opposite of its claim."""
    told = [
        (s, verb)
        for g in report.draft.results
        for s in g.statements
        for verb in _VERBS
        if len(s.claim_ids) == 1 and f" {verb} " in s.text
    ]
    if not told:
        return None
    wrong, verb = draw.choice(told)
    text = wrong.text.replace(f" {verb} ", f" {_VERBS[verb]} ", 1)

    def change(statement: Statement) -> Statement:
        same = statement == wrong
        return statement.model_copy(update={"text": text}) if same else statement

    return Report(report.base, map_statements(report.draft, change))


_VERBS = {
    "improves": "does not improve",
    "improve": "do not improve",
    "outperforms": "does not outperform",
    "outperform": "do not outperform",
    "reduces": "does not reduce",
    "reduce": "do not reduce",
    "achieves": "does not achieve",
    "increases": "does not increase",
    "increase": "do not increase",
    "is": "is not",
    "are": "are not",
    "can": "cannot",
}


def invented(report: Report, other: Report, draw: Random) -> Report | None:
    """Sentences that no claim backs stand in the answer."""
    texts = [c.text for c in other.shown]
    added = tuple(Statement(text=t) for t in draw.sample(texts, min(3, len(texts))))
    return report.with_draft(answer=(*report.draft.answer, *added)) if added else None


def limitations_removed(report: Report, _: Report, __: Random) -> Report | None:
    """The limitations are gone."""
    return report.with_draft(limitations=()) if report.draft.limitations else None


def empty_answer(report: Report, _: Report, __: Random) -> Report | None:
    """The answer says nothing."""
    return report.with_draft(answer=())


def overclaimed(report: Report, _: Report, __: Random) -> Report | None:
    """A report on limited evidence calls it strong."""
    weak = report.draft.strength in ("limited", "insufficient")
    return report.with_draft(strength="strong") if weak else None


def part_unanswered(report: Report, _: Report, draw: Random) -> Report | None:
    """One part of the question is left without a word, of two or more."""
    groups = [g for g in report.draft.results if any(s.claim_ids for s in g.statements)]
    if len(groups) < 2:
        return None
    gone = draw.choice(groups)
    return report.with_draft(results=tuple(g for g in report.draft.results if g != gone))


def accounts_missing(report: Report, _: Report, draw: Random) -> Report | None:
    """A third of the retrieved papers is neither used nor screened out."""
    kept = tuple(d for d in report.base.screening if draw.random() > 1 / 3)
    return report.with_findings(screening=kept)


def contradictions_removed(report: Report, _: Report, draw: Random) -> Pair | None:
    """A claim is contradicted by another paper; the report stops saying so."""
    shown = list(report.shown)
    claim = draw.choice(shown) if shown else None
    others = [c for c in shown if claim is not None and c.paper_id != claim.paper_id]
    if claim is None or not others:
        return None
    against = draw.choice(others)
    check = report.base.verifications_by_claim()[claim.id]
    found = Evidence(span=against.span, stance="REFUTES", score=0.9)
    works = tuple(sorted({*check.contradicted_by, against.paper_id}))
    checks = check.model_copy(
        update={"evidence": (*check.evidence, found), "contradicted_by": works}
    )
    both = Statement(
        text=f"That “{claim.text}” is contradicted by another paper: “{against.span.quote}”",
        claim_ids=(claim.id,),
    )
    told = replace_checks(report, {claim.id: checks})
    sound = told.with_draft(contradictions=(*report.draft.contradictions, both))
    return Pair(sound, sound.with_draft(contradictions=()))


def source_failure_hidden(report: Report, _: Report, __: Random) -> Pair | None:
    """A source did not answer; the report stops saying so."""
    query = Query(text=report.base.question.text)
    failed = SearchOutcome(
        source=SOURCE, query=query, query_sent=query.text, status="timeout", detail="no answer"
    )
    said = Statement(text=f"The source {SOURCE} did not answer in time; its papers are missing.")
    hidden = report.with_findings(searches=(*report.base.searches, failed))
    return Pair(hidden.with_draft(limitations=(said, *report.draft.limitations)), hidden)
