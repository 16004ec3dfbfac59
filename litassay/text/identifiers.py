"""Identifiers of works as people and services write them, brought to one form each."""

import re
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ARXIV = re.compile(
    r"(?<!\d)(?<!\d\.)(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?(?![\d])"
)
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
    """Lower-case DOI without resolver or trailing punctuation; None when there is none."""
    found = _DOI.search(unquote(raw or "").strip())
    if not found:
        return None
    text = found.group().rstrip(".,;\"'").lower()
    if text.endswith(")") and text.count("(") < text.count(")"):
        text = text[:-1]
    return text


def arxiv(raw: str | None) -> tuple[str, int | None] | None:
    """(id, version) of an arXiv identifier, URL or DOI; None when it is none."""
    text = (raw or "").strip()
    if text.lower().startswith("arxiv:"):
        text = text[6:]
    found = _ARXIV.search(text)
    if not found:
        return None
    version = found.group("version")
    return found.group("id"), int(version) if version else None


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
    found = _PMCID.search((raw or "").strip().rstrip("/"))
    return f"PMC{found.group(1)}" if found else None


def pmid(raw: str | int | None) -> str | None:
    """The digits of a PubMed id or URL."""
    found = re.search(r"(\d{1,8})/?$", str(raw or "").strip())
    return str(int(found.group(1))) if found else None


def is_preprint_doi(value: str | None) -> bool:
    """True for DOIs of preprint servers and repositories, whose work may be published elsewhere."""
    return bool(value and _PREPRINT_DOI.match(value))


def unversioned_doi(value: str) -> str:
    """A preprint's DOI without its version; any other DOI as it is."""
    found = _VERSIONED.match(value)
    return (found.group(1) or found.group(2)) if found else value
