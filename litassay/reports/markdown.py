"""`report.md` from a `Report`: the answer first, then what it rests on. Pure, without clocks.

What is long (claims with their quotes, queries, papers not used) is in `appendix.md`.
"""

from collections.abc import Mapping

from litassay.reports.certain import certain, notices
from litassay.reports.document import FindingRow, Report, Sentence
from litassay.reports.escape import escape, table
from litassay.reports.headings import headings
from litassay.reports.markdown_evidence import benchmarks, cited, prose, references
from litassay.reports.markdown_methods import claims, methods, reviewing
from litassay.reports.marks import claim_numbers
from litassay.reports.plain_words import CERTAINTIES, GROUPS, MACHINE, TIERS


def render(report: Report, styled: Mapping[int, str] | None = None) -> str:
    """The main part of the report as Markdown; `styled` has references in a style, by number."""
    sections = (
        _head(report),
        ["## Answer", "", prose(report.answer, claim_numbers(report))],
        _certain(report),
        _summary(report),
        _rating(report),
        _findings(report),
        benchmarks(report),
        _points(report, "Contradictions", report.contradictions, "No contradiction was found."),
        _points(report, "Limitations of this run", report.limitations, "None was stated."),
        references(report, styled or {}),
        methods(report),
        reviewing(report),
        claims(report),
    )
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def _head(report: Report) -> list[str]:
    title = report.short_title or report.title
    lines = [f"# {escape(title)}"]
    if title != report.question.text:
        lines += ["", f"**Question.** {escape(report.question.text)}"]
    return [*lines, *(line for note in notices(report) for line in ("", f"> {escape(note)}"))]


def _certain(report: Report) -> list[str]:
    word, why = certain(report)
    return ["## How certain", "", f"**{word}**: {escape(why)}"]


def _summary(report: Report) -> list[str]:
    """The table of findings; nothing where no finding was weighed."""
    if not report.findings:
        return []
    rows = [
        (
            escape(f.text),
            _side(f.groups_for, f.citations("supports")),
            _side(f.groups_against, f.citations("refutes")),
            _side(f.groups_mixed, f.citations("mixed")),
            CERTAINTIES[f.certainty][0],
        )
        for f in report.findings
    ]
    head = ("finding", "groups for", "groups against", "both ways", "certainty")
    return ["## Summary of findings", "", *table(head, rows), "", GROUPS]


def _side(groups: int, papers: tuple[int, ...]) -> str:
    marks = ", ".join(f"[\\[{n}\\]](#ref-{n})" for n in papers)
    return f"{groups}: {marks}" if marks else str(groups)


def _rating(report: Report) -> list[str]:
    rating = report.reviewing.rating
    name, means = TIERS[rating.tier]
    low, high = rating.interval
    lines = [
        "## Rating",
        "",
        f"**{rating.score:.1f} of 10: {name}** ({means}). {rating.reviewers} reviewers, who saw "
        f"neither authors nor venues, scored this report, not the papers; their mean is probably "
        f"between {low:.1f} and {high:.1f}.",
    ]
    if rating.gates:
        caps = " ".join(f"At most {g.cap:.0f}: {escape(g.reason)}" for g in rating.gates)
        lines += ["", caps]
    made = f"{MACHINE} (litassay {escape(report.provenance.litassay)})."
    return [*lines, "", f"{made} Every number in square brackets leads to the quote behind it."]


def _findings(report: Report) -> list[str]:
    lines, numbers = ["## Findings"], claim_numbers(report)
    short = headings(report.question.text, report.methodology.sub_questions)
    for section in report.results:
        part = section.sub_question
        heading = short.get(part.id, part.text)
        lines += ["", f"### {escape(heading)}", ""]
        if heading.startswith("Part "):
            lines += [f"*{escape(part.text)}*", ""]
        own = [f for f in report.findings if f.sub_question == part.id]
        said = {f.text for f in own}
        items = [i for f in own for i in _finding(f)]
        items += [f"- {cited(s, numbers)}" for s in section.sentences if s.text not in said]
        lines += items or ["No claim answers it."]
    return lines


def _finding(finding: FindingRow) -> list[str]:
    """A finding with its certainty and the best quote of each side."""
    why = f": {'; '.join(finding.lowered_by)}" if finding.lowered_by else ""
    lines = [
        f"- **{escape(finding.text)}** Certainty {CERTAINTIES[finding.certainty][0]}{escape(why)}."
    ]
    for stance, word in (("supports", "For"), ("refutes", "Against"), ("mixed", "Both ways")):
        first = next((p for p in finding.papers if p.stance == stance and p.spans), None)
        if first:
            quote, number = first.spans[0].quote, first.citation
            shown = "in these words" if quote == finding.text else f"“{escape(quote)}”"
            lines.append(f"    - {word}: {shown} [\\[{number}\\]](#ref-{number})")
    return lines


def _points(report: Report, title: str, sentences: tuple[Sentence, ...], none: str) -> list[str]:
    numbers = claim_numbers(report)
    shown = [f"- {cited(s, numbers)}" for s in sentences]
    return [f"## {title}", "", *(shown or [none])]
