"""What is measured on one finished run: the columns of every comparison of runs."""

from typing import get_args

from litassay.types import Claim, Dimension, Draft, Record, RunResult, Statement, Verification

Measures = dict[str, float | None]
"""Measure by name; None where it does not apply to this run."""


class ClaimOutcome(Record):
    """One claim of a run and what was found about it."""

    text: str
    paper_id: str
    quote: str
    verdict: str
    confidence: float | None
    reason: str


def measure(result: RunResult, seconds: float) -> Measures:
    """Every measure of a run, in the order of a table.

    Args:
        result: The finished run.
        seconds: How long its external calls took, those answered from a journal included.
    """
    rating = result.final.rating
    spend = result.spend
    usd = [s.usd for s in spend]
    return {
        **_verdicts(result.base.verifications),
        "citation_checks": _citation_checks(result),
        "rating": rating.score,
        "ungated_rating": rating.ungated,
        **{name: dict(rating.dimensions).get(name) for name in get_args(Dimension)},
        "unusable_answers": float(sum(stage.failed for stage in result.unusable)),
        "prompt_tokens": float(sum(s.prompt_tokens for s in spend)),
        "completion_tokens": float(sum(s.completion_tokens for s in spend)),
        "usd": None if None in usd else sum(u for u in usd if u is not None),
        "seconds": round(seconds, 3),
    }


def _verdicts(checked: tuple[Verification, ...]) -> Measures:
    count = len(checked)
    shares = {
        "verified_share": "SUPPORTED",
        "refuted_share": "REFUTED",
        "not_enough_share": "NOT_ENOUGH_INFO",
        "not_checked_share": "NOT_CHECKED",
    }
    found = [v.verdict for v in checked]
    return {
        "claims": float(count),
        **{name: found.count(v) / count if count else None for name, v in shares.items()},  # type: ignore[arg-type]
    }


def _citation_checks(result: RunResult) -> float | None:
    """Share of citations that hold: the quote stands in the paper, and the claim is supported.

    A citation is one claim under one sentence of the published draft. Under `contradictions` a
    claim need not be supported, only checked.
    """
    papers = result.base.papers_by_id()
    claims = result.base.claims_by_id()
    checks = result.base.verifications_by_claim()

    def holds(claim: Claim, contested: bool) -> bool:
        paper, check = papers.get(claim.paper_id), checks.get(claim.id)
        if paper is None or check is None or not claim.span.points_at(paper):
            return False
        return check.verdict == "SUPPORTED" or (contested and check.verdict != "NOT_CHECKED")

    held = [
        cited in claims and holds(claims[cited], contested)
        for statement, contested in _statements(result.final.draft)
        for cited in statement.claim_ids
    ]
    return sum(held) / len(held) if held else None


def _statements(draft: Draft) -> list[tuple[Statement, bool]]:
    """Every sentence of a draft, and whether it stands under `contradictions`."""
    plain = (*draft.abstract, *draft.introduction, *draft.answer, *draft.limitations)
    grouped = (s for group in draft.results for s in group.statements)
    return [(s, False) for s in (*plain, *grouped)] + [(s, True) for s in draft.contradictions]


def outcomes(result: RunResult) -> dict[str, ClaimOutcome]:
    """What became of each claim, by what identifies it in any run: paper and quoted span.

    Claims whose span differs between two runs are not the same claim, and are not compared.
    """
    checks = result.base.verifications_by_claim()
    return {
        f"{c.paper_id} {c.span.passage}:{c.span.start}-{c.span.end}": ClaimOutcome(
            text=c.text,
            paper_id=c.paper_id,
            quote=c.span.quote,
            verdict=checks[c.id].verdict,
            confidence=checks[c.id].confidence,
            reason=checks[c.id].reason,
        )
        for c in result.base.claims
        if c.id in checks
    }
