"""From the records of a run to its report; every citation is looked up by id."""

from collections import Counter
from collections.abc import Mapping
from typing import get_args

from litassay.reports.citations import number_references
from litassay.reports.document import (
    BenchmarkRow,
    ClaimRow,
    EvidenceRow,
    Reference,
    Report,
    ResultSection,
    Reviewing,
    Sentence,
    Status,
)
from litassay.reports.finding_rows import finding_rows
from litassay.reports.headings import short_title
from litassay.reports.methodology import methodology, unused_works
from litassay.types import (
    Claim,
    Evidence,
    EvidenceBase,
    Paper,
    RunResult,
    Statement,
    Verdict,
    Verification,
)

Numbers = Mapping[str, int]


def build_report(result: RunResult) -> Report:
    """The report of a run.

    Raises:
        KeyError: a statement names a claim, or a claim a paper, that the records do not hold.
        ValueError: the counts of the flow diagram do not add up.
    """
    base, final = result.base, result.final
    draft = final.draft
    numbers = number_references(base, draft)
    screened_out, uncited = unused_works(base, numbers)
    rejected = Counter(r.reason for r in base.rejected)
    return Report(
        status=_status(result),
        question=base.question,
        title=draft.title,
        short_title=short_title(base),
        abstract=_sentences(draft.abstract, base, numbers),
        introduction=_sentences(draft.introduction, base, numbers),
        methodology=methodology(base, numbers),
        strength=draft.strength,
        answer=_sentences(draft.answer, base, numbers),
        findings=finding_rows(base, numbers),
        results=_results(result, numbers),
        benchmarks=_benchmarks(base, numbers),
        contradictions=_sentences(draft.contradictions, base, numbers),
        limitations=_sentences(draft.limitations, base, numbers),
        reviewing=Reviewing(
            rating=final.rating,
            reviews=final.reviews,
            versions=tuple(v.rating for v in result.versions),
        ),
        claims=_claims(base, numbers),
        verdicts=_verdicts(base),
        rejected=tuple((str(reason), rejected[reason]) for reason in sorted(rejected)),
        references=_references(base, numbers),
        screened_out=screened_out,
        uncited=uncited,
        provenance=result.provenance,
        spend=result.spend,
        budget_reached=result.budget_reached,
    )


def _status(result: RunResult) -> Status:
    if result.budget_reached:
        return "budget_reached"
    if result.unusable:
        return "unchecked_claims"
    weak = result.final.draft.strength == "insufficient"
    if weak and _not_looked_at(result):
        return "unchecked_claims"
    return "insufficient_evidence" if weak else "complete"


def _not_looked_at(result: RunResult) -> bool:
    """True when a model's server kept papers from being screened or read: asking again may help."""
    base = result.base
    said = [d.explanation for d in base.screening if d.reason == "not_checked"]
    said += [why for _, why in base.not_read]
    return any("model failure (" in why and "(invalid_answer)" not in why for why in said)


def _sentences(
    statements: tuple[Statement, ...], base: EvidenceBase, numbers: Numbers
) -> tuple[Sentence, ...]:
    claims = base.claims_by_id()
    return tuple(
        Sentence(
            text=s.text,
            claim_ids=s.claim_ids,
            citations=tuple(sorted({numbers[claims[c].paper_id] for c in s.claim_ids})),
        )
        for s in statements
    )


def _results(result: RunResult, numbers: Numbers) -> tuple[ResultSection, ...]:
    by_id = {q.id: q for q in result.base.sub_questions}
    return tuple(
        ResultSection(
            sub_question=by_id[group.sub_question],
            sentences=_sentences(group.statements, result.base, numbers),
        )
        for group in result.final.draft.results
    )


def _unchecked(claim: Claim) -> Verification:
    return Verification(
        claim_id=claim.id, verdict="NOT_CHECKED", reason="The run ended before it was checked."
    )


def _verdicts(base: EvidenceBase) -> tuple[tuple[Verdict, int], ...]:
    checked = base.verifications_by_claim()
    counts = Counter(checked.get(c.id, _unchecked(c)).verdict for c in base.claims)
    return tuple((verdict, counts[verdict]) for verdict in get_args(Verdict))


def _claims(base: EvidenceBase, numbers: Numbers) -> tuple[ClaimRow, ...]:
    checked = base.verifications_by_claim()
    return tuple(_claim(c, checked.get(c.id) or _unchecked(c), numbers) for c in base.claims)


def _claim(claim: Claim, checked: Verification, numbers: Numbers) -> ClaimRow:
    return ClaimRow(
        id=claim.id,
        text=claim.text,
        citation=numbers[claim.paper_id],
        quote=claim.span,
        verdict=checked.verdict,
        confidence=checked.confidence,
        grounded=checked.grounded,
        corroborated_by=tuple(sorted(numbers[p] for p in checked.corroborated_by)),
        contradicted_by=tuple(sorted(numbers[p] for p in checked.contradicted_by)),
        evidence=tuple(_evidence(e, numbers) for e in checked.evidence),
        reason=checked.reason,
        sub_questions=claim.sub_questions,
    )


def _evidence(evidence: Evidence, numbers: Numbers) -> EvidenceRow:
    return EvidenceRow(
        citation=numbers[evidence.span.paper_id],
        span=evidence.span,
        stance=evidence.stance,
        score=evidence.score,
        notes=evidence.notes,
    )


def _benchmarks(base: EvidenceBase, numbers: Numbers) -> tuple[BenchmarkRow, ...]:
    checked = base.verifications_by_claim()
    return tuple(
        BenchmarkRow(
            claim_id=claim.id,
            citation=numbers[claim.paper_id],
            verdict=checked.get(claim.id, _unchecked(claim)).verdict,
            result=result,
        )
        for claim in base.claims
        for result in claim.benchmarks
    )


def _references(base: EvidenceBase, numbers: Numbers) -> tuple[Reference, ...]:
    papers = base.papers_by_id()
    return tuple(_reference(number, papers[paper_id]) for paper_id, number in numbers.items())


def _reference(number: int, paper: Paper) -> Reference:
    doi = paper.ids.doi
    return Reference(
        number=number,
        paper_id=paper.id,
        authors=paper.authors,
        year=paper.year,
        title=paper.title,
        venue=paper.venue,
        doi=doi,
        url=paper.url or (f"https://doi.org/{doi}" if doi else ""),
        file=paper.file,
        found_in=paper.found_in,
        preprint=paper.preprint,
        retracted=paper.retracted,
        flags=paper.flags,
    )
