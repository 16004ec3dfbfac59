"""Papers: what a source returned, with the text that claims and evidence are quoted from."""

from pydantic import Field

from litassay.types.record import Record

READ_FROM_PAGE = "read from the page"
"""The source, in `provenance`, of a field that was guessed from a document's layout."""


class WorkIds(Record):
    """The identifiers under which one work is known; all of them are kept."""

    doi: str | None = None
    """Lower-case DOI without a resolver, e.g. `10.18653/v1/2020.acl-main.447`."""
    arxiv: str | None = None
    """arXiv id without version, e.g. `2004.14975`."""
    arxiv_version: int | None = None
    pmid: str | None = None
    pmcid: str | None = None
    openalex: str | None = None
    s2: str | None = None
    acl: str | None = None
    also: tuple[str, ...] = ()
    """Further identifiers of the work's other versions and records, as `scheme:value`, sorted."""


class Passage(Record):
    """A stretch of a paper's text; the offsets of spans count its characters."""

    locator: str
    """Where it stands for a reader: `abstract`, `§ 4 Results`, `p. 7`."""
    text: str


class Paper(Record):
    """One work. `passages` is the only text that is ever quoted."""

    id: str
    """Stable within a run and across runs over the same source, e.g. `acl:2020.acl-main.447`."""
    title: str
    authors: tuple[str, ...] = ()
    """Display names in the order of the by-line: `Given Family`."""
    year: int | None = None
    venue: str = ""
    abstract: str = ""
    url: str = ""
    ids: WorkIds = WorkIds()
    retracted: bool = False
    preprint: bool = False
    full_text: tuple[Passage, ...] = ()
    full_text_url: str = ""
    """Where an open full text is offered (PDF, HTML or JATS); empty when none is known."""
    file: str = ""
    """Name of the user's file that the full text was read from; empty for none."""
    found_in: tuple[str, ...] = ()
    """Names of the sources that returned it, sorted."""
    merged_ids: tuple[str, ...] = ()
    """Ids of the records that were merged into this work, itself excluded, sorted."""
    provenance: tuple[tuple[str, str], ...] = ()
    """(field, source) for every field whose value came from another record of the work."""
    flags: tuple[str, ...] = Field(default=())
    """Warnings for a reader, e.g. `instruction-like text in abstract`."""
    citation_count: int | None = None

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Abstract first (when there is one), then the full text in its order."""
        head = (Passage(locator="abstract", text=self.abstract),) if self.abstract else ()
        return head + self.full_text


class Span(Record):
    """A verbatim stretch of a stored passage: `passages[passage].text[start:end] == quote`."""

    paper_id: str
    passage: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    quote: str
    locator: str = "abstract"

    def points_at(self, paper: Paper) -> bool:
        """True when the quote stands at these offsets of this paper."""
        if paper.id != self.paper_id or self.passage >= len(paper.passages):
            return False
        return paper.passages[self.passage].text[self.start : self.end] == self.quote
