"""The stable id of a paper in a library, and the identifiers that it is made from."""

import hashlib
import re

from litassay.text.identifiers import arxiv_of_doi
from litassay.text.words import words
from litassay.types import WorkIds

_ACL = re.compile(r"(?:[A-Z]\d{2}-\d{4}|\d{4}\.[a-z0-9_]+(?:-[a-z0-9_]+)+\.\d+)")
_KNOWN = re.compile(r"(?:acl|doi|arxiv|pmid|openalex|s2|local|work):\S+")


def normal_acl(text: str) -> str | None:
    """The ACL Anthology id that the text is (a URL or `acl:` prefix may stand before it)."""
    bare = re.sub(r"^(?:acl:|https?://(?:www\.)?aclanthology\.org/)", "", text.strip()).rstrip("/")
    return bare if _ACL.fullmatch(bare) else None


def paper_id(own: str, ids: WorkIds, title: str, year: int | None, authors: tuple[str, ...]) -> str:
    """The paper's id in every run and library: the best identifier that it carries.

    In order: ACL Anthology id, DOI, arXiv id, PubMed id, the record's own id (`local:`), and a
    hash of title, year and first author (`work:`) for records without any.
    """
    if _KNOWN.fullmatch(own) and not own.startswith(("doi:", "arxiv:", "pmid:")):
        return own
    doi = None if arxiv_of_doi(ids.doi) else ids.doi
    named = (("acl", ids.acl), ("doi", doi), ("arxiv", ids.arxiv), ("pmid", ids.pmid))
    for scheme, value in named:
        if value:
            return f"{scheme}:{value}"
    if own:
        return "local:" + "_".join(own.split())
    key = "\n".join([" ".join(words(title)), str(year or ""), *(a.lower() for a in authors[:1])])
    return f"work:{hashlib.sha256(key.encode()).hexdigest()[:16]}"
