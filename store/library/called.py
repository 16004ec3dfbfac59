"""The stored paper that a name means: an id, DOI, arXiv, PubMed or PMC id in any spelling."""

from litassay.text import identifiers
from litassay.types import Paper, WorkIds
from store.library.records import Records


def paper_called(records: Records, given: str) -> Paper | None:
    """The paper; None where there is none."""
    bare = given.strip()
    number = identifiers.arxiv(bare) if identifiers.is_arxiv(bare) else None
    ids = WorkIds(
        doi=identifiers.doi(bare),
        arxiv=number[0] if number else None,
        pmid=identifiers.pmid(bare),
        pmcid=identifiers.pmcid(bare) if "pmc" in bare.lower() else None,
    )
    return records.known([Paper(id=bare, title="-", ids=ids)]).get(bare)
