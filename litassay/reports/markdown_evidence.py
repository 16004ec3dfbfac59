"""The sections a reader checks line by line: benchmarks, claims, references, works not used."""

from litassay.reports.document import (
    BenchmarkRow,
    ClaimRow,
    EvidenceRow,
    Reference,
    Report,
    UnusedWork,
)
from litassay.reports.escape import escape, table
from litassay.reports.markdown_methods import REASONS


def benchmarks(report: Report) -> list[str]:
    """The table of measured results; nothing when there are none."""
    if not report.benchmarks:
        return []
    header = ("claim", "task", "dataset", "metric", "value", "baseline", "difference", "verdict")
    return ["## Benchmark results", "", *table(header, [_benchmark(b) for b in report.benchmarks])]


def _benchmark(row: BenchmarkRow) -> tuple[str, ...]:
    """Numbers with the sign and the unit of the text; a dash for what the text does not say."""
    r = row.result
    cells = (
        escape(r.task or ""),
        escape(r.dataset or ""),
        escape(r.metric or ""),
        "" if r.value is None else f"{r.value:.12g}{_unit(r.unit)}",
        escape(r.baseline or ""),
        "" if r.delta is None else _difference(r.delta, r.unit),
    )
    claim = f"{row.claim_id} [{row.citation}](#ref-{row.citation})"
    return (claim, *(cell or "–" for cell in cells), row.verdict)


def _difference(delta: float, unit: str | None) -> str:
    """With its sign; a multiple (`3 ×`) has none."""
    number = f"{delta:.12g}" if unit and unit.startswith("×") else f"{delta:+.12g}"
    return f"{number}{_unit(unit)}".replace("-", "−", 1)


def _unit(unit: str | None) -> str:
    return f" {escape(unit)}" if unit else ""


def claims(report: Report) -> list[str]:
    """The table of claims, then every piece of evidence quoted with its offsets."""
    header = (
        "id", "claim", "verdict", "confidence", "grounded", "corroborated by", "contradicted by",
        "source",
    )  # fmt: skip
    lines = ["## Claims", ""]
    if not report.claims:
        return [*lines, "No claim could be taken from the documents."]
    lines += table(header, [_claim(c) for c in report.claims])
    lines += ["", f"Confidence of a verdict: {escape(report.provenance.confidence)}."]
    if report.rejected:
        counts = ", ".join(f"{reason.replace('_', ' ')} {n}" for reason, n in report.rejected)
        lines += ["", f"Sentences considered and rejected: {counts}."]
    lines += ["", "### Evidence", ""]
    for claim in report.claims:
        lines += _evidence_list(claim)
    return lines


def _marks(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"[{n}](#ref-{n})" for n in numbers)


def _claim(claim: ClaimRow) -> tuple[str, ...]:
    return (
        claim.id,
        escape(claim.text),
        claim.verdict,
        "n/a" if claim.confidence is None else f"{claim.confidence:.2f}",
        "yes" if claim.grounded else "no",
        _marks(claim.corroborated_by),
        _marks(claim.contradicted_by),
        _marks((claim.citation,)),
    )


def _evidence_list(claim: ClaimRow) -> list[str]:
    quote = claim.quote
    where = f"{escape(quote.locator)}, characters {quote.start}–{quote.end}"
    lines = [
        f"- **{claim.id}** {claim.verdict}. {_sentence(escape(claim.reason))}Rests on "
        f"[{claim.citation}](#ref-{claim.citation}) ({where}): “{escape(quote.quote)}”"
    ]
    shown = [e for e in claim.evidence if e.span != quote or e.notes]
    return lines + [f"    - {_evidence(e)}" for e in shown]


def _sentence(text: str) -> str:
    """The text as a sentence with a space after it; empty for none."""
    text = text.strip()
    stop = "" if text.endswith((".", "!", "?")) else "."
    return f"{text[:1].upper()}{text[1:]}{stop} " if text else ""


def _evidence(row: EvidenceRow) -> str:
    span = row.span
    where = f"{escape(span.locator)}, characters {span.start}–{span.end}"
    notes = f" ({escape('; '.join(row.notes))})" if row.notes else ""
    return (
        f"{row.stance.lower()} {row.score:.2f}: [{row.citation}](#ref-{row.citation}) "
        f"({where}): “{escape(span.quote)}”{notes}"
    )


def references(report: Report) -> list[str]:
    """Every cited work, complete, in the order of its number."""
    lines = ["## References", ""]
    if not report.references:
        return [*lines, "No work is cited."]
    return lines + [_reference(r) for r in report.references]


def _reference(ref: Reference) -> str:
    authors = escape(", ".join(ref.authors)) or "Unknown authors"
    year = str(ref.year) if ref.year is not None else "n.d."
    parts = [f'{ref.number}. <a id="ref-{ref.number}"></a>{authors} ({year}).']
    parts.append(f"{escape(ref.title.rstrip('.'))}.")
    if ref.venue:
        parts.append(f"*{escape(ref.venue)}*.")
    if ref.doi:
        parts.append(f"doi:{escape(ref.doi)}.")
    if ref.url:
        parts.append(f"<{ref.url}>" if _plain_url(ref.url) else escape(ref.url))
    marks = [*(["preprint"] if ref.preprint else []), *(["**RETRACTED**"] if ref.retracted else [])]
    marks += [escape(flag) for flag in ref.flags]
    return " ".join(parts) + (f" ({'; '.join(marks)})" if marks else "")


def _plain_url(url: str) -> bool:
    safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%"
    return url.startswith(("https://", "http://")) and all(c in safe for c in url)


def screened_out(report: Report) -> list[str]:
    """Works that are not cited, and why, so that every retrieved work is accounted for."""
    lines = ["## Papers not used", ""]
    rows = [_unused(w) for w in (*report.uncited, *report.screened_out)]
    if not rows:
        return [*lines, "Every retrieved work is cited."]
    return lines + table(("paper", "year", "reason", "explanation"), rows)


def _unused(work: UnusedWork) -> tuple[str, ...]:
    year = str(work.year) if work.year is not None else "n.d."
    return escape(work.title), year, REASONS[work.reason], escape(work.explanation)
