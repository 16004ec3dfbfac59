"""The stable id of a paper in a library, and the identifiers that it is made from."""

import hashlib
import re

from litassay.text.words import words
from litassay.types import WorkIds

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ACL = re.compile(r"(?:[A-Z]\d{2}-\d{4}|\d{4}\.[a-z0-9_]+(?:-[a-z0-9_]+)+\.\d+)")
_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(\d+))?")
_KNOWN = re.compile(r"(?:acl|doi|arxiv|pmid|openalex|s2|local|work):\S+")


def normal_doi(text: str) -> str | None:
    """The DOI in the text, lower-case and without resolver or trailing points; None if none."""
    found = _DOI.search(text.strip().lower())
    return found.group().rstrip(".,;") if found else None


def normal_acl(text: str) -> str | None:
    """The ACL Anthology id that the text is (a URL or `acl:` prefix may stand before it)."""
    bare = re.sub(r"^(?:acl:|https?://(?:www\.)?aclanthology\.org/)", "", text.strip()).rstrip("/")
    return bare if _ACL.fullmatch(bare) else None


def normal_arxiv(text: str) -> tuple[str, int | None] | None:
    """The arXiv id (without version) and the version that the text names; None if none."""
    bare = re.sub(r"^(?:arxiv:|https?://arxiv\.org/(?:abs|pdf)/)", "", text.strip(), flags=re.I)
    found = _ARXIV.fullmatch(bare.removesuffix(".pdf"))
    return (found.group(1), int(found.group(2)) if found.group(2) else None) if found else None


def paper_id(own: str, ids: WorkIds, title: str, year: int | None, authors: tuple[str, ...]) -> str:
    """The paper's id in every run and library: the best identifier that it carries.

    In order: ACL Anthology id, DOI, arXiv id, PubMed id, the record's own id (`local:`), and a
    hash of title, year and first author (`work:`) for records without any.
    """
    if _KNOWN.fullmatch(own):
        return own
    named = (("acl", ids.acl), ("doi", ids.doi), ("arxiv", ids.arxiv), ("pmid", ids.pmid))
    for scheme, value in named:
        if value:
            return f"{scheme}:{value}"
    if own:
        return "local:" + "_".join(own.split())
    key = "\n".join([" ".join(words(title)), str(year or ""), *(a.lower() for a in authors[:1])])
    return f"work:{hashlib.sha256(key.encode()).hexdigest()[:16]}"
