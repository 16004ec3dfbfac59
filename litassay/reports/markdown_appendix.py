"""`appendix.md`: every claim with its quotes, reviews, queries, papers not used, provenance."""

from collections.abc import Mapping

from litassay.reports.document import ClaimRow, EvidenceRow, Reference, Report, Sentence, UnusedWork
from litassay.reports.escape import escape, table
from litassay.reports.markdown_evidence import a_sentence, place, prose
from litassay.reports.markdown_methods import link_claims
from litassay.reports.marks import claim_numbers
from litassay.reports.plain_words import DIMENSIONS, REASONS, STANCES, VERDICTS
from litassay.types import MissingReview, Review, Span

REPORT = "report.md"


def render_appendix(report: Report) -> str:
    """Everything that a reader looks up, as Markdown."""
    title = report.short_title or report.title
    head = [
        f"# Appendix: {escape(title)}",
        "",
        f"What [the report]({REPORT}) rests on: claims with quotes, reviews, queries, papers not "
        "used, versions.",
    ]
    sections = (
        head, _claims(report), _prose(report, "Abstract", report.abstract),
        _prose(report, "Introduction", report.introduction), _reviews(report), _queries(report),
        _unused(report), _provenance(report),
    )  # fmt: skip
    return "\n\n".join("\n".join(section) for section in sections if section) + "\n"


def _claims(report: Report) -> list[str]:
    """Claims by paper: the quote that each rests on, then what other texts say of it."""
    lines = ['## <a id="claims"></a>Claims and their evidence']
    if not report.claims:
        lines += ["", "No claim could be taken from the documents."]
    files = {ref.paper_id: ref.file for ref in report.references}
    for ref in report.references:
        own = [c for c in report.claims if c.citation == ref.number]
        if own:
            lines += ["", f"### [\\[{ref.number}\\]]({REPORT}#ref-{ref.number}) {_short(ref)}", ""]
            lines += [line for claim in own for line in _claim(claim, files)]
    if report.rejected:
        counts = ", ".join(f"{reason.replace('_', ' ')} {n}" for reason, n in report.rejected)
        lines += ["", f"Sentences considered and rejected: {counts}."]
    return lines


def _short(ref: Reference) -> str:
    year = ref.year if ref.year is not None else "n.d."
    return f"{escape(ref.title.rstrip('.'))} ({year})"


def _claim(claim: ClaimRow, files: Mapping[str, str]) -> list[str]:
    word = VERDICTS[claim.verdict][0].capitalize()
    sure = "" if claim.confidence is None else f", confidence {claim.confidence:.2f}"
    lines = [f'- <a id="{claim.id}"></a>**{claim.id}** {escape(claim.text)}']
    lines.append(f"    - {word}{sure}. {escape(a_sentence(claim.reason))}".rstrip())
    lines.append(f"    - Rests on {_quoted(claim.quote, files, same_as=claim.text)}")
    others = [e for e in claim.evidence if e.span != claim.quote or e.notes]
    return lines + [f"    - {_evidence(e, files)}" for e in others]


def _quoted(span: Span, files: Mapping[str, str], same_as: str = "") -> str:
    where = place(span, files)
    if span.quote == same_as:
        return f"these words ({where})."
    return f"“{escape(span.quote)}” ({where})"


def _evidence(row: EvidenceRow, files: Mapping[str, str]) -> str:
    notes = f" ({escape('; '.join(row.notes))})" if row.notes else ""
    number = f"[\\[{row.citation}\\]]({REPORT}#ref-{row.citation})"
    return f"{number} {STANCES[row.stance]} ({row.score:.2f}): {_quoted(row.span, files)}{notes}"


def _prose(report: Report, title: str, sentences: tuple[Sentence, ...]) -> list[str]:
    return [f"## {title}", "", prose(sentences, claim_numbers(report), home="")]


def _reviews(report: Report) -> list[str]:
    lines = ['## <a id="reviews"></a>Reviews']
    for review in report.reviewing.reviews:
        if not isinstance(review, MissingReview):
            lines += ["", *_review(report, review)]
    return lines


def _review(report: Report, review: Review) -> list[str]:
    head = f"### {escape(review.reviewer)}: {review.overall:.1f} ({escape(review.model)})"
    lines = [head, "", link_claims(report, review.reason, ""), ""]
    for score in review.scores:
        value = "n/a" if score.score is None else f"{score.score:.1f}"
        rests = f" ({', '.join(score.claim_ids)})" if score.claim_ids else ""
        reason = link_claims(report, score.reason + rests, "")
        lines.append(f"- {DIMENSIONS[score.dimension][0]} **{value}**: {reason}")
    return lines


def _queries(report: Report) -> list[str]:
    rows = [
        (escape(q.source), str(q.round), q.sub_question or "all", escape(q.query_sent),
         f"{q.status} (until {q.until})" if q.until else q.status, str(q.records),
         "–" if q.total is None else str(q.total))
        for q in report.methodology.queries
    ]  # fmt: skip
    columns = ("source", "round", "for", "query as sent", "status", "hits", "of")
    return ['## <a id="queries"></a>Queries', "", *table(columns, rows)]


def _unused(report: Report) -> list[str]:
    """Works that are not cited, and why, so that every retrieved work is accounted for."""
    lines = ['## <a id="unused"></a>Papers not used', ""]
    rows = [_work(w) for w in (*report.uncited, *report.screened_out)]
    if not rows:
        return [*lines, "Every retrieved work is cited."]
    return lines + table(("paper", "year", "reason", "explanation"), rows)


def _work(work: UnusedWork) -> tuple[str, ...]:
    year = str(work.year) if work.year is not None else "n.d."
    return escape(work.title), year, REASONS[work.reason], escape(work.explanation)


def _provenance(report: Report) -> list[str]:
    """Versions, crew, configuration, prompt set and cost."""
    origin = report.provenance
    rows = [
        ("litassay", origin.litassay),
        ("tier", report.reviewing.rating.tier),
        ("prompt set", escape(origin.prompt_set)),
        ("sources", escape(", ".join(origin.sources))),
        *((f"role: {escape(role)}", escape(what)) for role, what in origin.crew),
        ("confidence", escape(origin.confidence)),
        *((escape(name), escape(value)) for name, value in origin.configuration),
        *((f"package: {escape(name)}", escape(version)) for name, version in origin.libraries),
    ]
    lines = ["## Provenance", "", *table(("what", "value"), rows)]
    if report.spend:
        costs = [
            (escape(s.stage), escape(s.model), str(s.calls), str(s.prompt_tokens),
             str(s.completion_tokens), "unknown" if s.usd is None else f"{s.usd:.4f}")
            for s in report.spend
        ]  # fmt: skip
        header = ("stage", "model", "calls", "prompt tokens", "completion tokens", "USD")
        lines += ["", "### Spending", "", *table(header, costs)]
    return lines
