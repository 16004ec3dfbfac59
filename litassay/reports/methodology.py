"""The methodology section: every source with its status, and the flow of records."""

from collections import Counter, defaultdict
from collections.abc import Collection
from typing import get_args

from litassay.reports.document import (
    Exclusion,
    Methodology,
    Prisma,
    QueryRow,
    SourceRow,
    UnusedWork,
)
from litassay.types import EvidenceBase, ExclusionReason, SearchOutcome


def methodology(base: EvidenceBase, cited: Collection[str]) -> Methodology:
    """How the answer was looked for; `cited` holds the ids of the works that are cited."""
    return Methodology(
        sub_questions=base.sub_questions,
        planning=base.plans[0].notes if base.plans else "",
        rounds=tuple(p.notes for p in base.plans[1:] if p.notes),
        sources=_sources(base.searches),
        queries=tuple(_query(outcome) for outcome in base.searches),
        prisma=prisma(base, cited),
    )


def prisma(base: EvidenceBase, cited: Collection[str]) -> Prisma:
    """The counts of the flow diagram (Page et al., PRISMA 2020, BMJ 372:n71)."""
    included = {d.paper_id for d in base.screening if d.included}
    reasons = Counter(d.reason for d in base.screening if not d.included)
    not_read = {paper for paper, _ in base.not_read} & included - set(cited)
    used = included & set(cited)
    identified = sum(source.records for source in _sources(base.searches))
    return Prisma(
        identified=identified,
        duplicates=identified - len(base.papers),
        screened=len(base.screening),
        excluded=tuple(
            Exclusion(reason=reason, works=reasons[reason])
            for reason in get_args(ExclusionReason)
            if reasons[reason]
        ),
        included=len(included),
        cited=len(used),
        without_claims=len(included - used - not_read),
        not_read=len(not_read),
    )


def unused_works(
    base: EvidenceBase, cited: Collection[str]
) -> tuple[tuple[UnusedWork, ...], tuple[UnusedWork, ...]]:
    """Works screened out, and works read but not cited, each with the reason."""
    papers = base.papers_by_id()
    unread = dict(base.not_read)
    out: list[UnusedWork] = []
    uncited: list[UnusedWork] = []
    for decision in base.screening:
        paper = papers[decision.paper_id]
        if decision.included and paper.id in cited:
            continue
        reason = decision.reason or ("not_read" if paper.id in unread else "no_claim")
        no_claim = "It was read, and no sentence of it answers the question as a finding."
        why = unread.get(paper.id, no_claim) if decision.included else decision.explanation
        row = UnusedWork(
            paper_id=paper.id, title=paper.title, year=paper.year, reason=reason, explanation=why
        )
        (uncited if decision.included else out).append(row)
    return tuple(out), tuple(uncited)


def _sources(searches: tuple[SearchOutcome, ...]) -> tuple[SourceRow, ...]:
    by_source: dict[str, list[SearchOutcome]] = defaultdict(list)
    for outcome in searches:
        by_source[outcome.source].append(outcome)
    return tuple(_source(name, by_source[name]) for name in sorted(by_source))


def _source(name: str, outcomes: list[SearchOutcome]) -> SourceRow:
    failures = [o for o in outcomes if o.failed]
    problems = sorted({f"{o.status}: {o.detail}" if o.detail else o.status for o in failures})
    return SourceRow(
        source=name,
        queries=len(outcomes),
        answered=len(outcomes) - len(failures),
        failed=len(failures),
        records=len({hit.paper_id for o in outcomes for hit in o.hits}),
        problem="; ".join(problems),
    )


def _query(outcome: SearchOutcome) -> QueryRow:
    return QueryRow(
        source=outcome.source,
        round=outcome.query.round,
        sub_question=outcome.query.sub_question,
        query_sent=outcome.query_sent,
        status=outcome.status,
        detail=outcome.detail,
        until=outcome.until,
        total=outcome.total,
        records=len(outcome.hits),
    )
