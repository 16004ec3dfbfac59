"""A report as one self-contained HTML page: readable without script, network or server."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from litassay.reports import plain_words
from litassay.reports.certain import certain, notices
from litassay.reports.document import Report, Sentence
from litassay.reports.headings import headings
from litassay.reports.markdown_evidence import a_sentence, by, plain_url
from litassay.reports.markdown_methods import flow
from litassay.reports.marks import claim_numbers, marks, split_end
from litassay.reports.measured import in_words
from litassay.reports.pages import page
from litassay.reports.pictures.charts import confidence_picture, scores_picture, years_picture
from litassay.reports.pictures.evidence_map import map_picture
from litassay.reports.pictures.flow import flow_picture
from litassay.reports.quoted_texts import quoted_texts
from litassay.types import Paper


class Link(NamedTuple):
    """A link in the bar at the top of a page."""

    href: str
    words: str


CONTENTS = (
    Link("#answer", "Answer"),
    Link("#findings", "Findings"),
    Link("#references", "References"),
    Link("#methods", "Methods"),
    Link("#claims", "Claims"),
)


def render_html(
    report: Report,
    papers: Mapping[str, Paper],
    *,
    links: Sequence[Link] = (),
    meta: str = "",
    rating_page: str = "",
    styled: Mapping[int, str] | None = None,
) -> str:
    """The page.

    Args:
        report: What is shown.
        papers: The papers whose texts are quoted, by id; without them only the quotes are shown.
        links: Further pages, before the contents of this one.
        meta: Elements for the head, already markup.
        rating_page: Address of the page that explains the rating; empty for none.
        styled: References in a style of their own, by number, as text.
    """
    texts = quoted_texts(report, papers)
    homes = {(t.number, t.locator): f"t-{n}" for n, t in enumerate(texts, 1)}
    return page(
        "report.html",
        links=(*links, *CONTENTS),
        meta=Markup(meta),  # noqa: S704 - made by our own templates
        rating_page=rating_page,
        texts=texts,
        homes=homes,
        pictures=pictures(report),
        by_number={r.number: r for r in report.references},
        expected=_expected(report),
        **_shown(report, styled or {}),
    )


def plain_page(report: Report, styled: Mapping[int, str]) -> str:
    """The report as HTML without style, script or pictures: what pandoc reads."""
    return page("paper.html", flow=flow(report.methodology.prisma), **_shown(report, styled))


def _shown(report: Report, styled: Mapping[int, str]) -> dict[str, Any]:
    """What every template of a report may use."""
    return {
        "report": report,
        "styled": styled,
        "measured": measured(report),
        "certain": certain(report),
        "notices": notices(report),
        "headings": headings(report.question.text, report.methodology.sub_questions),
        "numbers": claim_numbers(report),
        "agreement": plain_words.agreement(report.reviewing.rating.alpha),
        "words": plain_words,
        "marks": marks,
        "split_end": split_end,
        "a_sentence": a_sentence,
        "by": by,
        "plain_url": plain_url,
    }


def pictures(report: Report) -> dict[str, Markup | None]:
    """The pictures of a report by name; None where there is nothing to draw."""
    return {
        "flow": flow_picture(report),
        "map": map_picture(report),
        "years": years_picture(report),
        "scores": scores_picture(report),
        "confidence": confidence_picture(report),
    }


def measured(report: Report) -> list[tuple[str, Sentence]]:
    """Each measured result in words, and a sentence that carries its citation."""
    said = ((in_words(row.result), row) for row in report.benchmarks)
    return [
        (text, Sentence(text=text, claim_ids=(row.claim_id,), citations=(row.citation,)))
        for text, row in said
        if text
    ]


def _expected(report: Report) -> str:
    """How many verdicts are right if their probabilities hold."""
    sure = [c.confidence for c in report.claims if c.confidence is not None]
    return (
        f"How sure the verdicts are: if these probabilities hold, about {sum(sure):.0f} of "
        f"{len(sure)} are right."
    )
