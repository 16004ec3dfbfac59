"""Claims and findings as tables (CSV, RFC 4180), safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Sequence

from litassay.reports.document import FindingRow, Report
from litassay.reports.plain_words import CERTAINTIES, VERDICTS

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CLAIMS = (
    "id", "claim", "verdict", "confidence", "grounded", "corroborated by", "contradicted by",
    "reference", "paper id", "paper", "year", "doi", "quote", "where", "start", "end", "parts",
)  # fmt: skip
_FINDINGS = (
    "id", "finding", "part", "asked", "certainty", "lowered by", "verdict", "confidence",
    "groups for", "groups against", "groups both ways", "papers for", "papers against",
    "papers both ways", "papers silent", "claims",
)  # fmt: skip


def claims_sheet(report: Report) -> str:
    """One row a claim, with its paper and its quote."""
    papers = {r.number: r for r in report.references}
    rows = []
    for c in report.claims:
        paper = papers[c.citation]
        rows.append((
            c.id, c.text, VERDICTS[c.verdict][0], c.confidence, "yes" if c.grounded else "no",
            _numbers(c.corroborated_by), _numbers(c.contradicted_by), c.citation, paper.paper_id,
            paper.title, paper.year, paper.doi, c.quote.quote, c.quote.locator, c.quote.start,
            c.quote.end, " ".join(c.sub_questions),
        ))  # fmt: skip
    return _sheet(_CLAIMS, rows)


def findings_sheet(report: Report) -> str:
    """One row a finding, with the numbers of the references on each side."""
    return _sheet(_FINDINGS, [_finding(f) for f in report.findings])


def _finding(f: FindingRow) -> tuple[object, ...]:
    return (
        f.id, f.text, f.sub_question, "yes" if f.asked else "no", CERTAINTIES[f.certainty][0],
        "; ".join(f.lowered_by), VERDICTS[f.verdict][0], f.confidence, f.groups_for,
        f.groups_against, f.groups_mixed, _numbers(f.citations("supports")),
        _numbers(f.citations("refutes")), _numbers(f.citations("mixed")), f.silent,
        " ".join(f.claim_ids),
    )  # fmt: skip


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _sheet(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """A value; text that a spreadsheet would calculate gets an apostrophe before it."""
    if value is None:
        return ""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
