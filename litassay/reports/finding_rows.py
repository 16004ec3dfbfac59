"""The review findings of a run as rows of the report; it decides nothing about them."""

from collections.abc import Mapping

from litassay.reports.document import FindingRow, WeighedPaper
from litassay.types import EvidenceBase, ReviewFinding, Weight


def finding_rows(base: EvidenceBase, numbers: Mapping[str, int]) -> tuple[FindingRow, ...]:
    """One row a finding, in the order of the records; papers by the number of their reference."""
    return tuple(_row(finding, numbers) for finding in base.findings)


def _row(finding: ReviewFinding, numbers: Mapping[str, int]) -> FindingRow:
    speaking = [w for w in finding.weights if w.stance != "silent"]
    return FindingRow(
        id=finding.id,
        text=finding.text,
        sub_question=finding.sub_question,
        asked=finding.asked,
        claim_ids=finding.claim_ids,
        papers=tuple(_paper(w, numbers[w.paper_id]) for w in speaking),
        silent=len(finding.weights) - len(speaking),
        groups_for=finding.groups_for,
        groups_against=finding.groups_against,
        groups_mixed=finding.groups_mixed,
        verdict=finding.verdict,
        confidence=finding.confidence,
        certainty=finding.certainty,
        lowered_by=finding.lowered_by,
    )


def _paper(weight: Weight, number: int) -> WeighedPaper:
    return WeighedPaper(
        citation=number,
        stance=weight.stance,
        spans=weight.spans,
        probability=weight.probability,
        indirect=weight.indirect,
    )
