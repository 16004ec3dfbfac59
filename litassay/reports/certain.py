"""How certain an answer is and what stands in its way, in words that every page uses."""

from litassay.reports.document import Report
from litassay.reports.plain_words import CERTAINTIES, STRENGTHS, statistics


def certain(report: Report) -> tuple[str, str]:
    """The word for how certain the answer is, and why.

    The certainty of the asked proposition where it was weighed, of the first finding where the
    question asks for no direction; the strength of the evidence where nothing was weighed.
    """
    papers = len({c.citation for c in report.claims})
    counted = statistics(dict(report.verdicts), papers) if report.claims else ""
    if not report.findings:
        why = f"{STRENGTHS[report.strength]}. {counted}".strip()
        return f"{report.strength.capitalize()} evidence", why
    lead = next((f for f in report.findings if f.asked), report.findings[0])
    word, means = CERTAINTIES[lead.certainty]
    lowered = f" Lowered because: {'; '.join(lead.lowered_by)}." if lead.lowered_by else ""
    return f"{word.capitalize()} certainty", f"{means}.{lowered} {counted}".strip()


def notices(report: Report) -> tuple[str, ...]:
    """What a reader must know before anything else; empty for a report without a fault."""
    found = []
    if report.status == "insufficient_evidence":
        found.append(f"Insufficient evidence. {_why_insufficient(report)}")
    if report.status == "unchecked_claims":
        found.append("Not everything was checked. The appendix says what and why.")
    if report.budget_reached:
        found.append(f"Budget reached. {report.budget_reached}")
    return tuple(found)


def _why_insufficient(report: Report) -> str:
    """That the documents do not answer, or that they could not be looked at."""
    flow = report.methodology.prisma
    works = {e.reason: e.works for e in flow.excluded}
    failed = works.get("not_checked", 0)
    if not failed:
        return "The documents found do not answer the question."
    if failed + works.get("not_screened", 0) == flow.screened:
        return "None of the works found could be screened: whether they answer is not known."
    return f"{failed} works could not be screened; those that were do not answer the question."
