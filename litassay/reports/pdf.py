"""A report as PDF, set by Typst; texts reach it as data, never as markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from litassay.errors import SettingsError
from litassay.reports.certain import certain, notices
from litassay.reports.document import Report, Sentence
from litassay.reports.headings import headings
from litassay.reports.html import measured, pictures
from litassay.reports.markdown_evidence import a_sentence, by, plain_url
from litassay.reports.marks import claim_numbers, marks, split_end
from litassay.reports.plain_words import (
    CERTAINTIES,
    DIMENSIONS,
    GROUPS,
    MACHINE,
    SIDES,
    TIERS,
    VERDICTS,
    agreement,
)

EXTRA = "pip install 'litassay[pdf]'"
_QUOTES = 3
"""Quotes of a finding on each side; the HTML page has all of them."""
TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def render_pdf(report: Report, styled: Mapping[int, str] | None = None) -> bytes:
    """The report as a tagged PDF (PDF/UA-1), without a date, so that equal reports are equal.

    Raises:
        SettingsError: Typst is not installed.
    """
    try:
        import typst
    except ImportError as error:
        raise SettingsError("Typst is not installed", f"install it: {EXTRA}") from error
    data = {**_data(report, styled or {}), "pictures": _pictures(report)}
    made = typst.compile(TEMPLATE, sys_inputs={"report": json.dumps(data)}, pdf_standards=["ua-1"])
    assert isinstance(made, bytes)  # one document was asked for
    return made


def _pictures(report: Report) -> dict[str, str]:
    return {name: str(svg) for name, svg in pictures(report).items() if svg}


def _data(report: Report, styled: Mapping[int, str]) -> dict[str, Any]:
    """What the template shows, as plain values."""
    rating = report.reviewing.rating
    numbers = claim_numbers(report)

    def said(sentence: Sentence) -> dict[str, Any]:
        found = marks(sentence, numbers)
        body, end = split_end(sentence.text) if found else (sentence.text, "")
        return {"text": body, "end": end, "cites": [m.number for m in found]}

    short = headings(report.question.text, report.methodology.sub_questions)
    word, why = certain(report)
    title = report.short_title or report.title
    return {
        "title": title,
        "question": "" if title == report.question.text else report.question.text,
        "notices": list(notices(report)),
        "made": f"{MACHINE} (litassay {report.provenance.litassay}).",
        "answer": [said(s) for s in report.answer],
        "certain": {"word": word, "why": why},
        "groups": GROUPS,
        "findings": _findings(report),
        "rating": {
            "score": f"{rating.score:.1f}",
            "name": TIERS[rating.tier][0],
            "means": TIERS[rating.tier][1],
            "reviewers": rating.reviewers,
            "low": f"{rating.interval[0]:.1f}",
            "high": f"{rating.interval[1]:.1f}",
            "gates": [f"At most {g.cap:.0f}: {g.reason}" for g in rating.gates],
            "agreement": agreement(rating.alpha),
            "dimensions": [
                [*DIMENSIONS[d], "n/a" if s is None else f"{s:.1f}"] for d, s in rating.dimensions
            ],
        },
        "parts": [
            {
                "heading": short.get(s.sub_question.id, s.sub_question.text),
                "text": s.sub_question.text,
                "findings": [f for f in _findings(report) if f["part"] == s.sub_question.id],
                "sentences": [said(x) for x in s.sentences],
            }
            for s in report.results
        ],
        "measured": [
            {"text": t, "end": "", "cites": list(s.citations)} for t, s in measured(report)
        ],
        "contradictions": [said(s) for s in report.contradictions],
        "limitations": [said(s) for s in report.limitations],
        "references": [_reference(report, n, styled) for n in range(len(report.references))],
        "claims": _claims(report),
        "confidence": report.provenance.confidence,
    }


def _findings(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "text": f.text,
            "part": f.sub_question,
            "certainty": CERTAINTIES[f.certainty][0],
            "why": "; ".join(f.lowered_by),
            "counts": [f.groups_for, f.groups_against, f.groups_mixed],
            "cites": [list(f.citations(s)) for s in ("supports", "refutes", "mixed")],
            "quotes": [
                {"side": SIDES[stance], "number": p.citation, "quote": p.spans[0].quote}
                for stance in SIDES
                for p in [p for p in f.papers if p.stance == stance and p.spans][:_QUOTES]
            ],
        }
        for f in report.findings
    ]


def _reference(report: Report, place: int, styled: Mapping[int, str]) -> dict[str, Any]:
    ref = report.references[place]
    url = f"https://doi.org/{ref.doi}" if ref.doi else ref.url
    return {
        "number": ref.number,
        "styled": styled.get(ref.number, ""),
        "by": by(ref.authors),
        "year": str(ref.year) if ref.year is not None else "n.d.",
        "title": ref.title.rstrip("."),
        "venue": ref.venue,
        "url": url if plain_url(url) else "",
        "marks": ["preprint"] * ref.preprint + ["RETRACTED"] * ref.retracted + list(ref.flags),
    }


def _claims(report: Report) -> list[dict[str, Any]]:
    return [
        {
            "id": c.id,
            "text": c.text,
            "number": c.citation,
            "verdict": VERDICTS[c.verdict][0],
            "confidence": "" if c.confidence is None else f"{c.confidence:.2f}",
            "reason": a_sentence(c.reason),
            "quote": c.quote.quote,
            "where": f"{c.quote.locator}, characters {c.quote.start}–{c.quote.end}",
        }
        for c in report.claims
    ]
