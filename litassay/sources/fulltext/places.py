"""Where the open full text of a paper may be found, the best structured first."""

from typing import Any, NamedTuple
from urllib.parse import quote

from litassay.config.sources import SourceSettings
from litassay.errors import ServiceError
from litassay.sources.page import Ask, mapping, parse_json, text
from litassay.types import Paper

ANY_DOCUMENT = "application/pdf, application/xml, text/html;q=0.8, */*;q=0.5"
_HTML_SINCE = "2312"
"""Since this month (YYMM) arXiv makes HTML of most submissions."""


class Offer(NamedTuple):
    """An address to try."""

    ask: Ask
    certain: bool
    """The address is made from the work's own id, so that what is there is the work."""


def offers(paper: Paper, settings: SourceSettings) -> tuple[Offer, ...]:
    """Addresses in the order in which they are tried; none for a paper without open text."""
    found: list[Offer] = []
    if paper.ids.pmcid:
        url = f"{settings.europepmc.base_url}/{quote(paper.ids.pmcid)}/fullTextXML"
        found.append(Offer(Ask(url, accept="application/xml, text/xml"), certain=True))
    found.extend(Offer(ask, certain=True) for ask in _arxiv(paper, settings))
    known = {offer.ask.url for offer in found}
    if paper.full_text_url and paper.full_text_url not in known:
        ask = Ask(paper.full_text_url, accept=ANY_DOCUMENT)
        own_pdf = bool(paper.ids.arxiv) and "arxiv.org/" in paper.full_text_url
        if not own_pdf:
            found.append(Offer(ask, certain=False))
    return tuple(found)


def _arxiv(paper: Paper, settings: SourceSettings) -> tuple[Ask, ...]:
    if not paper.ids.arxiv:
        return ()
    name = quote(paper.ids.arxiv)
    version = f"v{paper.ids.arxiv_version}" if paper.ids.arxiv_version else ""
    base = settings.arxiv_documents.base_url
    pdf = Ask(f"{base}/pdf/{name}{version}", accept="application/pdf")
    recent = name[:4].isdigit() and name[:4] >= _HTML_SINCE
    return (Ask(f"{base}/html/{name}{version}", accept="text/html"), pdf) if recent else (pdf,)


def unpaywall(paper: Paper, settings: SourceSettings) -> Ask | None:
    """The question to Unpaywall; None where it cannot be asked (it wants a DOI and an address)."""
    if not paper.ids.doi or not settings.crossref_mailto:
        return None
    url = f"{settings.unpaywall.base_url}/{quote(paper.ids.doi)}"
    return Ask(url, (("email", settings.crossref_mailto),))


def unpaywalled(body: bytes) -> Offer | None:
    """The open copy that Unpaywall's answer names; None where there is none."""
    try:
        answer: Any = parse_json(body)
    except ServiceError:
        return None
    url = text(mapping(answer, "best_oa_location"), "url_for_pdf")
    return Offer(Ask(url, accept=ANY_DOCUMENT), certain=False) if url else None
