"""One Markdown note a paper and one for the question, for Obsidian and other editors of notes."""

import re
import unicodedata
from collections.abc import Mapping

import yaml

from litassay.reports.document import Reference, Report
from litassay.reports.escape import escape
from litassay.reports.markdown_evidence import by
from litassay.reports.marks import claim_numbers, marks, split_end
from litassay.reports.plain_words import CERTAINTIES, SIDES, VERDICTS

INDEX = "Answer.md"
_LONGEST = 90


def notes(report: Report) -> Mapping[str, str]:
    """The text of each note by the name of its file; `Answer.md` links to all of them."""
    names = {r.number: _name(r) for r in report.references}
    papers = {f"{names[r.number]}.md": _paper(report, r) for r in report.references}
    return {INDEX: _answer(report, names), **papers}


def _name(ref: Reference) -> str:
    """A file name that every system takes: number and title, without marks."""
    title = unicodedata.normalize("NFC", ref.title)
    words = re.sub(r"[^\w\s-]", " ", title).split()
    text = f"{ref.number:02d}"
    for word in words:
        if len(text) + len(word) >= _LONGEST:
            break
        text += f" {word}"
    return text


def _front(**fields: object) -> list[str]:
    kept = {name: value for name, value in fields.items() if value not in (None, "", [])}
    text = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=10_000).rstrip()
    return ["---", text, "---", ""]


def _answer(report: Report, names: Mapping[int, str]) -> str:
    rating, numbers = report.reviewing.rating, claim_numbers(report)

    def line(item_text: str, cited: tuple[int, ...]) -> str:
        body, end = split_end(item_text)
        links = " ".join(f"[[{names[n]}|{n}]]" for n in cited)
        return f"- {escape(body)} {links}{end}" if cited else f"- {escape(item_text)}"

    lines = _front(
        question=report.question.text, rating=rating.score, tier=rating.tier, tags=["litassay"]
    )
    lines += [f"# {escape(report.short_title or report.title)}", "", "## Answer", ""]
    lines += [line(s.text, tuple(m.number for m in marks(s, numbers))) for s in report.answer]
    if report.findings:
        lines += ["", "## Findings", ""]
    for f in report.findings:
        lines.append(f"- {escape(f.text)} Certainty {CERTAINTIES[f.certainty][0]}.")
        for p in f.papers:
            lines.append(f"    - {SIDES[p.stance]}: [[{names[p.citation]}]]")
    lines += ["", "## Limitations", ""]
    lines += [line(s.text, tuple(m.number for m in marks(s, numbers))) for s in report.limitations]
    return "\n".join(lines) + "\n"


def _paper(report: Report, ref: Reference) -> str:
    own = [c for c in report.claims if c.citation == ref.number]
    lines = _front(
        title=ref.title, authors=list(ref.authors), year=ref.year, venue=ref.venue, doi=ref.doi,
        url=ref.url, retracted=ref.retracted or None, tags=["litassay", "paper"],
    )  # fmt: skip
    lines += [f"# {escape(ref.title)}", "", f"{escape(by(ref.authors))}. Cited in [[Answer]].", ""]
    lines += ["## Claims", ""] if own else ["No claim was taken from it."]
    for claim in own:
        sure = "" if claim.confidence is None else f", confidence {claim.confidence:.2f}"
        lines.append(f"- {escape(claim.text)} ({VERDICTS[claim.verdict][0]}{sure})")
        where = f"{claim.quote.locator}, characters {claim.quote.start}–{claim.quote.end}"
        lines.append(f"    > {escape(claim.quote.quote)} ({escape(where)})")
    return "\n".join(lines) + "\n"
