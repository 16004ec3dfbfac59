"""How a report came about, for its main part in Markdown: methods, reviewers, claims counted."""

import re

from litassay.reports.document import Prisma, Report
from litassay.reports.escape import escape, table
from litassay.reports.markdown_evidence import APPENDIX
from litassay.reports.plain_words import DIMENSIONS, REASONS, VERDICTS, agreement
from litassay.types import Collection, MissingReview, Verdict

_COUNTED = "A record counts once for each source, however many queries returned it."


def methods(report: Report) -> list[str]:
    """Parts of the question, sources with status, flow of records."""
    method, question = report.methodology, report.question
    years = f"{question.year_from or 'any'} to {question.year_to or 'any'}"
    lines = ["## Methods", ""]
    if len(method.sub_questions) > 1:
        parts = [f"- {q.id}: {escape(q.text)}" for q in method.sub_questions]
        lines += ["The question was split into these parts:", "", *parts, ""]
    lines += [f"Years: {years}. Papers read at most: {question.max_papers}."]
    lines += [escape(method.planning)] if method.planning else []
    lines += [f"A further round of search was made: {escape(note)}" for note in method.rounds]
    rows = [
        (escape(s.source), str(s.queries), str(s.answered), str(s.failed), str(s.records),
         escape(s.problem) or "none")
        for s in method.sources
    ]  # fmt: skip
    header = ("source", "queries", "answered", "failed", "distinct records", "problems")
    lines += ["", *table(header, rows), *held(report.provenance.collections)]
    more = f"Every query is in [the appendix]({APPENDIX}#queries)."
    return [*lines, "", f"{_COUNTED} {more}", "", *_prisma(method.prisma)]


def held(collections: tuple[Collection, ...]) -> list[str]:
    """How large each local library was, and what tells it from another of its name."""
    lines = [
        f"- {escape(c.source)} held {c.records:,} records (fingerprint {c.fingerprint})."
        for c in collections
    ]
    return ["", *lines] if lines else []


def flow(prisma: Prisma) -> list[tuple[str, int]]:
    """The steps of the flow of records (PRISMA 2020) in words, with their counts."""
    unseen = sum(e.works for e in prisma.excluded if e.reason == "not_screened")
    rows = [
        ("records identified, over all sources", prisma.identified),
        ("duplicates across sources and versions removed", prisma.duplicates),
        *([("works not looked at: they rank too low", unseen)] if unseen else []),
        ("works put to screening", prisma.screened - unseen),
        *(
            (f"excluded: {REASONS[e.reason]}", e.works)
            for e in prisma.excluded
            if e.reason != "not_screened"
        ),
        ("works included", prisma.included),
        ("of these cited", prisma.cited),
        ("of these without a usable claim", prisma.without_claims),
    ]
    return rows + ([("of these not readable", prisma.not_read)] if prisma.not_read else [])


def _prisma(prisma: Prisma) -> list[str]:
    return table(("step", "count"), [(step, str(count)) for step, count in flow(prisma)])


def reviewing(report: Report) -> list[str]:
    """How the rating came about: reviewers, agreement, dimensions, dissent, versions."""
    rating = report.reviewing.rating
    lines = ["## Reviewers", ""]
    if rating.gates:
        lines += [f"Mean of the reviewers before the caps {rating.ungated:.1f}."]
    lines += [f"{agreement(rating.alpha)}"]
    if rating.dissent:
        lines += [f"One reviewer is far from the mean: “{escape(rating.dissent)}”"]
    lines += [f"Missing: {escape(m.reviewer)} ({escape(m.reason)})." for m in rating.missing]
    if len(report.reviewing.versions) > 1:
        scores = " and ".join(f"{r.score:.1f}" for r in report.reviewing.versions)
        lines += [f"The draft was revised once ({scores}); the better version is shown."]
    rows = [
        (DIMENSIONS[d][0], DIMENSIONS[d][1], "n/a" if s is None else f"{s:.1f}")
        for d, s in rating.dimensions
    ]
    lines += ["", *table(("dimension", "what was asked", "mean"), rows)] if rows else []
    reviews = [r for r in report.reviewing.reviews if not isinstance(r, MissingReview)]
    scores = "; ".join(f"{escape(r.reviewer)} {r.overall:.1f}" for r in reviews)
    reasons = f"Their reasons are in [the appendix]({APPENDIX}#reviews)."
    return [*lines, "", f"Overall scores: {scores}. {reasons}"] if reviews else lines


def claims(report: Report) -> list[str]:
    """The claims counted by verdict, and those among them that do not stand."""
    lines = ["## Claims", ""]
    if not report.claims:
        return [*lines, "No claim could be taken from the documents."]
    rows = [(*VERDICTS[v], str(n)) for v, n in report.verdicts if n]
    lines += table(("verdict", "meaning", "claims"), rows)
    confidence = f"Confidence of a verdict: {escape(report.provenance.confidence)}."
    where = f"Each claim is quoted in [the appendix]({APPENDIX}#claims)."
    lines += ["", f"{where} {confidence}"]
    for verdict in ("REFUTED", "NOT_ENOUGH_INFO", "NOT_CHECKED"):
        lines += _listed(report, verdict)
    return lines


def _listed(report: Report, verdict: Verdict) -> list[str]:
    """The claims with a verdict other than supported, as links to their evidence."""
    found = [f"[{c.id}]({APPENDIX}#{c.id})" for c in report.claims if c.verdict == verdict]
    return ["", f"{VERDICTS[verdict][0].capitalize()}: {', '.join(found)}."] if found else []


def link_claims(report: Report, text: str, home: str = APPENDIX) -> str:
    """Escaped text in which the ids of claims lead to the claims."""
    known = {c.id for c in report.claims}
    return re.sub(
        r"\bc\d+\b",
        lambda m: f"[{m[0]}]({home}#{m[0]})" if m[0] in known else m[0],
        escape(text),
    )
