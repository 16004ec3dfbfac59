"""What must hold before a report is written: the last look, by rule."""

from collections.abc import Mapping

from litassay.reports.document import Report, Sentence
from litassay.types import Paper

VERBATIM = "quote is not in its document"


def faults(report: Report, papers: Mapping[str, Paper]) -> tuple[str, ...]:
    """Everything that is wrong with a report, in words; empty when it may be written."""
    listed = {r.number for r in report.references}
    cited = set(_citations(report))
    found = [f"citation [{n}] is not listed" for n in sorted(cited - listed)]
    found += [f"reference [{n}] is not cited" for n in sorted(listed - cited)]
    known = {c.id for c in report.claims}
    for sentence in _sentences(report):
        found += [f"unknown claim {c!r}" for c in sentence.claim_ids if c not in known]
    for finding in report.findings:
        found += [f"unknown claim {c!r}" for c in finding.claim_ids if c not in known]
        spans = [s for p in finding.papers for s in p.spans]
        found += [f"{finding.id}: {VERBATIM}" for s in spans if not s.points_at(papers[s.paper_id])]
    for claim in report.claims:
        spans = [claim.quote, *(e.span for e in claim.evidence)]
        found += [f"{claim.id}: {VERBATIM}" for s in spans if not s.points_at(papers[s.paper_id])]
    return tuple(found)


def _sentences(report: Report) -> list[Sentence]:
    groups = [s for section in report.results for s in section.sentences]
    head = [*report.abstract, *report.introduction, *report.answer]
    return [*head, *groups, *report.contradictions, *report.limitations]


def _citations(report: Report) -> list[int]:
    numbers = [n for s in _sentences(report) for n in s.citations]
    numbers += [p.citation for f in report.findings for p in f.papers]
    for claim in report.claims:
        numbers += [claim.citation, *claim.corroborated_by, *claim.contradicted_by]
        numbers += [e.citation for e in claim.evidence]
    return numbers
