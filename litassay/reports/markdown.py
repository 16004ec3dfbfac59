"""`report.md` from a `Report`; pure, and free of clocks and run ids."""

from litassay.reports.document import Report, Sentence
from litassay.reports.escape import escape
from litassay.reports.markdown_evidence import (
    benchmarks,
    claims,
    references,
    screened_out,
)
from litassay.reports.markdown_methods import methodology, provenance, reviewing


def render(report: Report) -> str:
    """The whole report as Markdown."""
    sections = (
        _head(report),
        _prose("Abstract", report.abstract),
        _prose("Introduction", report.introduction),
        methodology(report),
        _answer(report),
        _results(report),
        benchmarks(report),
        _points("Contradictions", report.contradictions, "No contradiction was found."),
        _points("Limitations of this run", report.limitations, "None was stated."),
        reviewing(report),
        claims(report),
        references(report),
        screened_out(report),
        provenance(report),
    )
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def sentence(item: Sentence) -> str:
    """A sentence with its citations in front of the closing mark: `… holds [2, 5].`."""
    text = escape(item.text)
    if not item.citations:
        return text
    marks = ", ".join(f"[{n}](#ref-{n})" for n in item.citations)
    ids = ", ".join(item.claim_ids)
    body, end = (text[:-1], text[-1]) if text[-1:] in ".?!" else (text, "")
    if text.endswith(("\\!", "\\?")):
        body, end = text, ""
    return f"{body} ({marks}; {ids}){end}"


def _claims(number: int) -> str:
    return f"{number} claim" if number == 1 else f"{number} claims"


def _head(report: Report) -> list[str]:
    rating = report.reviewing.rating
    counts = dict(report.verdicts)
    facts = [
        f"**Question.** {escape(report.question.text)}",
        "",
        f"**Answer: {report.strength} evidence.** "
        f"{_claims(counts['SUPPORTED'])} supported, {counts['REFUTED']} refuted, "
        f"{counts['NOT_ENOUGH_INFO']} without enough information, "
        f"{counts['NOT_CHECKED']} not checked.",
        "",
        f"**Quality rating {rating.score:.1f}/10** ({rating.tier}).",
    ]
    if report.status == "insufficient_evidence":
        facts += [
            "",
            f"> **Insufficient evidence.** {_why_insufficient(report)}",
        ]
    if report.status == "unchecked_claims":
        facts += ["", "> **Not everything was checked.** The claims table says what and why."]
    if report.budget_reached:
        facts += ["", f"> **Budget reached.** {escape(report.budget_reached)}"]
    return [f"# {escape(report.title)}", "", *facts]


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


def _prose(title: str, sentences: tuple[Sentence, ...]) -> list[str]:
    return [f"## {title}", "", " ".join(sentence(s) for s in sentences)]


def _points(title: str, sentences: tuple[Sentence, ...], none: str) -> list[str]:
    return [f"## {title}", "", *([f"- {sentence(s)}" for s in sentences] or [none])]


def _answer(report: Report) -> list[str]:
    return [
        "## Answer to the question",
        "",
        " ".join(sentence(s) for s in report.answer),
        "",
        f"Strength of the evidence: **{report.strength}**.",
    ]


def _results(report: Report) -> list[str]:
    lines = ["## Results"]
    for section in report.results:
        lines += ["", f"### {escape(section.sub_question.text)}", ""]
        lines += [f"- {sentence(s)}" for s in section.sentences] or ["No claim answers it."]
    return lines
