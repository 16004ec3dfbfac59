"""What a site knows of one report: the line of its index, and what machines read about it."""

import json
from collections.abc import Sequence
from typing import Any

from litassay.reports.certain import certain
from litassay.reports.document import FindingRow, Report
from litassay.reports.pages import page
from litassay.reports.plain_words import CERTAINTIES, MACHINE, TIERS
from litassay.types import Record, Tier


class Entry(Record):
    """One report in the index of a site, and in its `api/reports.json`."""

    address: str
    """Folder of its page below the site, for example `r/does-it-help-1a2b3c4d/`."""
    run_id: str
    """A UUID made from the id of the run."""
    title: str
    question: str
    answer: str
    """The first sentence of the answer."""
    certainty: str
    rating: float
    tier: Tier
    tier_in_words: str
    published: str
    """Day on which the run ended, `YYYY-MM-DD`."""
    years: tuple[int, ...]
    """Years of the cited papers, ascending."""
    sources: tuple[str, ...]
    """The libraries and databases that were searched."""
    papers: int
    claims: int
    findings: int
    pdf: bool
    machine_generated: bool = True


def entry(report: Report, run_id: str, address: str, published: str, *, pdf: bool) -> Entry:
    """The line of a report."""
    rating = report.reviewing.rating
    return Entry(
        address=address,
        run_id=run_id,
        title=report.short_title or report.title,
        question=report.question.text,
        answer=report.answer[0].text if report.answer else "",
        certainty=certain(report)[0],
        rating=rating.score,
        tier=rating.tier,
        tier_in_words=TIERS[rating.tier][0],
        published=published,
        years=tuple(sorted({r.year for r in report.references if r.year is not None})),
        sources=report.provenance.sources,
        papers=len(report.references),
        claims=len(report.claims),
        findings=len(report.findings),
        pdf=pdf,
    )


def meta(report: Report, known: Entry, base: str) -> str:
    """Elements for the head of a page: citation tags, links to its other forms, JSON-LD."""
    here = base + known.address
    return page(
        "meta.html",
        entry=known,
        here=here,
        made=MACHINE,
        references=report.references,
        linked=_linked(report, known, here),
    )


def _linked(report: Report, known: Entry, here: str) -> dict[str, Any]:
    """The report and its findings in the words of schema.org."""
    author = {"@type": "SoftwareApplication", "name": f"litassay {report.provenance.litassay}"}
    article = {
        "@type": "Report",
        "@id": here,
        "url": here,
        "name": known.title,
        "headline": known.title,
        "abstract": known.answer,
        "datePublished": known.published,
        "author": author,
        "creativeWorkStatus": MACHINE,
        "citation": [_work(r) for r in report.references],
    }
    reviews = [_review(f, here, known.published, author) for f in report.findings]
    return {"@context": "https://schema.org", "@graph": [article, *reviews]}


def _work(ref: Any) -> dict[str, Any]:
    url = f"https://doi.org/{ref.doi}" if ref.doi else ref.url
    fields = {
        "@type": "ScholarlyArticle", "name": ref.title, "url": url,
        "author": [{"@type": "Person", "name": a} for a in ref.authors],
        "datePublished": str(ref.year) if ref.year is not None else "",
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


_SCORES = {"SUPPORTED": 5, "NOT_ENOUGH_INFO": 3, "REFUTED": 1}


def _review(f: FindingRow, here: str, day: str, author: dict[str, str]) -> dict[str, Any]:
    """A finding as a ClaimReview: 5 the papers support it, 1 they refute it, 3 they are divided."""
    words = {"SUPPORTED": "supported", "REFUTED": "refuted", "NOT_ENOUGH_INFO": "open"}
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "url": f"{here}#{f.id}",
        "claimReviewed": f.text,
        "datePublished": day,
        "author": author,
        "itemReviewed": {"@type": "Claim", "text": f.text},
    }
    if f.verdict in _SCORES:
        certainty = f"{words[f.verdict]}, certainty {CERTAINTIES[f.certainty][0]}"
        review["reviewRating"] = {
            "@type": "Rating", "bestRating": 5, "worstRating": 1,
            "ratingValue": _SCORES[f.verdict], "alternateName": certainty,
        }  # fmt: skip
    return review


def listed(entries: Sequence[Entry]) -> str:
    """`api/reports.json`."""
    rows = [e.model_dump(mode="json") for e in entries]
    return json.dumps({"reports": rows}, indent=1, ensure_ascii=False) + "\n"
