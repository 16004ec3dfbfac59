"""The sections on how the report came about: methodology, reviewing, provenance."""

from litassay.reports.document import Prisma, Report
from litassay.reports.escape import escape, table
from litassay.types import Collection, DimensionScore, MissingReview, Review

REASONS = {
    "off_topic": "off topic",
    "no_text": "no abstract or text",
    "retracted": "retracted",
    "outside_years": "outside the years asked for",
    "over_limit": "over the limit of papers",
    "not_screened": "ranked too low to be screened",
    "not_checked": "could not be screened",
    "not_read": "could not be read",
    "no_claim": "no usable claim",
}
"""How a reason is said to a reader."""
_COUNTED = "A record counts once for each source, however many queries returned it."


def methodology(report: Report) -> list[str]:
    """Sub-questions, sources with status and counts, flow of records, every query."""
    method = report.methodology
    question = report.question
    years = f"{question.year_from or 'any'} to {question.year_to or 'any'}"
    lines = ["## Methodology", "", "The question was split into these sub-questions:", ""]
    lines += [f"- **{q.id}** {escape(q.text)}" for q in method.sub_questions]
    lines += ["", f"Years: {years}. Papers read at most: {question.max_papers}."]
    lines += [escape(method.planning)] if method.planning else []
    lines += [f"A further round of search was made: {escape(note)}" for note in method.rounds]
    rows = [
        (escape(s.source), str(s.queries), str(s.answered), str(s.failed), str(s.records),
         escape(s.problem) or "none")
        for s in method.sources
    ]  # fmt: skip
    header = ("source", "queries", "answered", "failed", "distinct records", "problems")
    lines += ["", "### Sources", "", *table(header, rows)]
    lines += _held(report.provenance.collections)
    lines += ["", "### Flow of records (PRISMA)", "", _COUNTED, "", *_prisma(method.prisma)]
    queries = [
        (escape(q.source), str(q.round), q.sub_question or "all", escape(q.query_sent),
         _status(q.status, q.until), str(q.records), "–" if q.total is None else str(q.total))
        for q in method.queries
    ]  # fmt: skip
    columns = ("source", "round", "for", "query as sent", "status", "hits", "of")
    return [*lines, "", "### Queries", "", *table(columns, queries)]


def _held(collections: tuple[Collection, ...]) -> list[str]:
    """How large each local library was, and what tells it from another of its name."""
    lines = [
        f"- {escape(c.source)} held {c.records:,} records (fingerprint {c.fingerprint})."
        for c in collections
    ]
    return ["", *lines] if lines else []


def _status(status: str, until: str | None) -> str:
    return f"{status} (until {until})" if until else status


def _prisma(flow: Prisma) -> list[str]:
    rows = [
        ("records identified, over all sources", str(flow.identified)),
        ("duplicates across sources and versions removed", str(flow.duplicates)),
        ("works put to screening", str(flow.screened)),
        *((f"excluded: {REASONS[e.reason]}", str(e.works)) for e in flow.excluded),
        ("works included", str(flow.included)),
        ("of these cited", str(flow.cited)),
        ("of these without a usable claim", str(flow.without_claims)),
        ("of these not readable", str(flow.not_read)),
    ]
    return table(("step", "count"), rows)


def reviewing(report: Report) -> list[str]:
    """Rating, gates, dimensions, every reviewer's scores with reasons, and all versions."""
    rating = report.reviewing.rating
    low, high = rating.interval
    alpha = "not defined" if rating.alpha is None else f"{rating.alpha:.2f}"
    lines = [
        "## Reviewers",
        "",
        f"Rating **{rating.score:.1f}/10**, tier **{rating.tier}**; mean of {rating.reviewers} "
        f"reviewers before gates {rating.ungated:.1f} (95 % interval {low:.1f} to {high:.1f}); "
        f"Krippendorff's alpha {alpha}.",
        "",
    ]
    lines += [f"- Gate **{escape(g.name)}**: at most {g.cap:.1f}. {escape(g.reason)}"
              for g in rating.gates] or ["No gate applied."]  # fmt: skip
    if rating.dissent:
        lines += ["", f"Dissent: “{escape(rating.dissent)}”"]
    lines += [f"- Missing: {escape(m.reviewer)}: {escape(m.reason)}" for m in rating.missing]
    if len(report.reviewing.versions) > 1:
        scores = ", ".join(
            f"version {r.revision + 1}: {r.score:.1f}" for r in report.reviewing.versions
        )
        lines += ["", f"The draft was revised ({scores}); the better version is shown."]
    rows = [(d, "n/a" if s is None else f"{s:.1f}") for d, s in rating.dimensions]
    lines += ["", *table(("dimension", "mean"), [(name.replace("_", " "), s) for name, s in rows])]
    for review in report.reviewing.reviews:
        if not isinstance(review, MissingReview):
            lines += ["", *_review(review)]
    return lines


def _review(review: Review) -> list[str]:
    head = f"### {escape(review.reviewer)}: {review.overall:.1f} ({escape(review.model)})"
    return [head, "", escape(review.reason), "", *(_score(s) for s in review.scores)]


def _score(score: DimensionScore) -> str:
    value = "n/a" if score.score is None else f"{score.score:.1f}"
    rests = f" ({', '.join(score.claim_ids)})" if score.claim_ids else ""
    return f"- {score.dimension.replace('_', ' ')} **{value}**: {escape(score.reason)}{rests}"


def provenance(report: Report) -> list[str]:
    """Versions, crew, configuration, prompt set and cost."""
    origin = report.provenance
    rows = [
        ("litassay", origin.litassay),
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
