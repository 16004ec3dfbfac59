"""Identifiers of works as people and services write them, brought to one form each."""

import html
import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_PAGE = re.compile(r"(?:^|//|\.)(?:(?:dx\.|www\.)?doi\.org/|\S*/doi/)", re.IGNORECASE)
_DOI_TAIL = re.compile(
    r";jsessionid=.*$|[?#&](?:utm_|via=|casa_token|ref=|journalcode|src=|fbclid|download).*$"
    r"|/(?:abstract|full|fulltext|pdf|epdf|pdfdirect|meta|html|summary)$|\.(?:pdf|full|abstract)$",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "[", "}": "{", ">": "<", "”": "“", "’": "‘", "»": "«"}
_ARXIV = re.compile(
    r"(?<!\d)(?<!\d\.)(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?(?![\d])"
)
_ARXIV_NAMED = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)*(?:arxiv|ar5iv|alphaxiv)(?:\.labs)?\.org/(?:\w+/)?|(?:oai:)?arxiv(?:\.org)?[:\s]+"
    r"|(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.",
    re.IGNORECASE,
)
_ARXIV_BEHIND = re.compile(r"(?:\.pdf)?/?\s*(?:\[[\w.,\s-]+\])?[.,;]?", re.IGNORECASE)
_PMCID = re.compile(r"(?:PMC)?(\d{4,9})$", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_ACL_DOI = re.compile(r"10\.(?:18653/v1|3115/v1)/(?P<id>.+)")
_ACL_ID = re.compile(r"(?:19|20)\d\d\.[a-z0-9]+-[a-z0-9]+\.\d+|[A-Z]\d\d-\d{4}")
_PREPRINT_DOI = re.compile(
    r"10\.(?:48550/arxiv|1101/(?:\d{6}$|20\d\d\.)|64898/|2139/ssrn|21203/rs\.|26434/|31234/|31219/"
    r"|31222/|31235/|20944/preprints|36227/techrxiv|22541/au\.|7287/peerj\.preprints|33774/"
    r"|1002/essoar\.|5281/zenodo|6084/m9\.figshare|32388/|55458/)"
)
_VERSIONED = re.compile(
    r"(10\.(?:21203/rs\.|20944/preprints|26434/|22541/au\.).*?)[/.]?v\d+$"
    r"|(10\.1002/essoar\.\d+)\.\d+$"
)


def doi(raw: str | None) -> str | None:
    """Lower-case DOI without resolver, brackets or tail of an address; None when there is none."""
    text = (raw or "").strip()
    for _ in range(3):  # addresses and entities are escaped more than once
        text = html.unescape(unquote(text))
    found = _DOI.search(re.sub(r"[{}\\]", "", text))
    if not found:
        return None
    bare, before = found.group().lower(), ""
    while bare != before:
        before = bare
        bare = _DOI_TAIL.sub("", bare.rstrip(".,;:\"'*"))
        opening = _CLOSING.get(bare[-1:])
        if opening and bare.count(opening) < bare.count(bare[-1]):
            bare = bare[:-1]
    return bare if _DOI.fullmatch(bare) else None


def doi_of_url(raw: str | None) -> str | None:
    """The DOI in the address of a resolver or of a publisher's page; None of other addresses."""
    text = unquote(raw or "")
    return doi(text) if _DOI_PAGE.search(text) else None


def arxiv(raw: str | None) -> tuple[str, int | None] | None:
    """(id, version) of an arXiv identifier, URL or DOI; None when it is none."""
    text = unquote((raw or "").strip())
    found = _ARXIV.search(text)
    if not found:
        return None
    version = found.group("version")
    return found.group("id"), int(version) if version else None


def is_arxiv(raw: str) -> bool:
    """True when the whole text is an arXiv identifier or address, whatever form it has."""
    text = unquote(raw.strip())
    named = _ARXIV_NAMED.match(text)
    found = _ARXIV.match(text, named.end() if named else 0)
    return bool(found and _ARXIV_BEHIND.fullmatch(text, found.end()))


def arxiv_of_url(raw: str | None) -> tuple[str, int | None] | None:
    """(id, version) that an address at arXiv names; None of other addresses."""
    return arxiv(raw) if raw and "arxiv.org/" in raw.lower() and is_arxiv(raw) else None


def arxiv_of_doi(value: str | None) -> str | None:
    """The arXiv id that a DOI registered by arXiv stands for."""
    if not value or not value.lower().startswith(_ARXIV_DOI):
        return None
    found = arxiv(value[len(_ARXIV_DOI) :])
    return found[0] if found else None


def acl_of_doi(value: str | None) -> str | None:
    """The ACL Anthology id inside a DOI registered by the ACL, in the case the Anthology uses."""
    found = _ACL_DOI.fullmatch(value or "")
    if not found:
        return None
    text = found.group("id")
    return text.upper() if re.fullmatch(r"[a-z]\d\d-\d{4}", text) else text


def of_file_name(stem: str) -> tuple[str, str] | None:
    """(scheme, id) of a file that is named by its arXiv or ACL Anthology id; None of others."""
    found = arxiv(stem)
    if found and re.fullmatch(re.escape(found[0]) + r"(?:v\d+)?", stem):
        return "arxiv", found[0]
    return ("acl", stem) if _ACL_ID.fullmatch(stem) else None


def pmcid(raw: str | None) -> str | None:
    """`PMC` and digits; None when there are none."""
    text = re.sub(r"\.\d{1,2}$|\s*\[[^\]]*\]$", "", (raw or "").strip().rstrip("/"))
    found = _PMCID.search(text.partition("?")[0].rstrip("/"))
    return f"PMC{found.group(1)}" if found else None


def pmid(raw: str | float | None) -> str | None:
    """The digits of a PubMed id or URL."""
    text = re.sub(r"\.0$|\s*\[[^\]]*\]$|[?#].*$", "", str(raw or "").strip())
    found = re.search(r"(?<![\w.-])0*([1-9]\d{0,7})[/.]?$", text)
    return found.group(1) if found else None


def openalex(raw: str | None) -> str | None:
    """`W` and digits of an OpenAlex work or address."""
    found = re.search(r"(?:^|/)(W\d+)$", (raw or "").strip().rstrip("/"), re.IGNORECASE)
    return found.group(1).upper() if found else None


def is_preprint_doi(value: str | None) -> bool:
    """True for DOIs of preprint servers and repositories, whose work may be published elsewhere."""
    return bool(value and _PREPRINT_DOI.match(value))


def unversioned_doi(value: str) -> str:
    """A preprint's DOI without its version; any other DOI as it is."""
    found = _VERSIONED.match(value)
    return (found.group(1) or found.group(2)) if found else value
