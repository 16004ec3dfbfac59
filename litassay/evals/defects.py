"""The kinds of planted defects, by name."""

from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType

from litassay.evals import defects_claims as claims
from litassay.evals import defects_findings as findings
from litassay.evals import defects_report as report
from litassay.evals.defects_report import Pair
from litassay.evals.edits import Report

Defect = Callable[[Report, Report, Random], Report | Pair | None]
"""Damages a report; the second is of another question, to take foreign material from."""

KINDS: Mapping[str, Defect] = MappingProxyType(
    {
        "one_paper": claims.one_paper,
        "off_question": claims.off_question,
        "quote_altered": claims.quote_altered,
        "quote_of_another_paper": claims.quote_of_another_paper,
        "quotes_exchanged": claims.quotes_exchanged,
        "number_changed": claims.number_changed,
        "number_changed_in_text": claims.number_changed_in_text,
        "refuted_shown": claims.refuted_shown,
        "verdict_forged": claims.verdict_forged,
        "half_unverified": claims.half_unverified,
        "duplicated": claims.duplicated,
        "truncated": claims.truncated,
        "retracted_source": claims.retracted_source,
        "confident_over_nothing": claims.confident_over_nothing,
        "citations_swapped": report.citations_swapped,
        "counts_inflated": findings.counts_inflated,
        "contradicting_paper_left_out": findings.contradicting_paper_left_out,
        "mostly_background": findings.mostly_background,
        "negated": report.negated,
        "invented": report.invented,
        "limitations_removed": report.limitations_removed,
        "empty_answer": report.empty_answer,
        "overclaimed": report.overclaimed,
        "part_unanswered": report.part_unanswered,
        "accounts_missing": report.accounts_missing,
        "contradictions_removed": report.contradictions_removed,
        "source_failure_hidden": report.source_failure_hidden,
    }
)


def plant(kind: str, sound: Report, other: Report, seed: int) -> Pair | None:
    """A pair of the kind; None when the report offers nothing to damage in this way."""
    draw = Random(f"{kind}/{seed}")  # noqa: S311 - a seeded choice, not a secret
    made = KINDS[kind](sound, other, draw)
    if made is None or isinstance(made, Pair):
        return made
    return None if made == sound else Pair(sound, made)
