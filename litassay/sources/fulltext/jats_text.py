"""Paragraphs of a JATS article by section, and its front matter."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException

from litassay.sources.fulltext.document import SHORTEST_PASSAGE, Document, Place
from litassay.sources.fulltext.xml_tree import find, find_all, name, parse, text
from litassay.text.names import joined
from litassay.text.retraction import is_retracted

_NO_PROSE = frozenset({"annotation", "table", "graphic", "ref-list", "fn", "object-id", "label"})
_BLOCKS = frozenset({"p", "list-item", "disp-quote", "statement", "disp-formula", "def-item"})
_HOLDERS = frozenset({"list", "def-list", "fig-group", "table-wrap-group"})
_FLOATS = frozenset({"fig", "table-wrap", "boxed-text", "fig-group", "table-wrap-group"})
_LEAST_WORDS = 2
"""A paragraph that is marked as one is kept however short; a lone word is a label."""
_SKIPPED = frozenset({"ref-list", "ack", "fn-group", "glossary", "notes", "supplementary-material"})


def read_xml(content: bytes) -> Document:
    """Passages and front matter of an article in JATS, or of a PubMed record."""
    try:
        root = parse(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError):
        return Document(refused="the XML is damaged or unsafe")
    article = root if name(root) == "article" else find(root, "article")
    if article is None:
        pubmed = find(root, "PubmedArticle", "MedlineCitation")
        return _pubmed(pubmed) if pubmed is not None else Document(refused="the XML is no article")
    meta = find(article, "front", "article-meta")
    passages = tuple(_body(find(article, "body")))
    abstract = _abstract(meta)
    refused = "" if passages else "the article has no body"
    return _front(meta)._replace(
        passages=passages,
        refused=refused,
        abstract=abstract,
        venue=_journal(find(article, "front", "journal-meta")),
        retracted=_is_retracted(article, meta),
    )


def _is_retracted(article: Element, meta: Element | None) -> bool:
    """The article's type, its title, or a link forward to its retraction says so."""
    links = {
        r.get("related-article-type")
        for r in find_all([meta] if meta is not None else [], "related-article")
    }
    title = text(find(meta, "title-group", "article-title"))
    said = "retraction-forward" in links or None
    return is_retracted(title, said=said, kinds=[article.get("article-type") or ""])


def _body(body: Element | None, title: str = "") -> Iterator[Place]:
    """The paragraphs in reading order, each with the headings above it."""
    for child in body if body is not None else ():
        kind = name(child)
        if kind == "sec":
            inner = _heading(child)
            yield from _body(child, f"{title} / {inner}" if title and inner else inner or title)
        elif kind in _BLOCKS:
            yield from _paragraph(child, title)
        elif kind in _HOLDERS:
            yield from _body(child, title)
        elif kind == "boxed-text":
            yield from _box(child, title)
        elif kind in _FLOATS:
            yield from _caption(child, title)


def _box(node: Element, title: str) -> Iterator[Place]:
    """The paragraphs of a box, under its own heading."""
    inner = _heading(node) or text(find(node, "caption", "title")) or "Box"
    yield from _body(node, f"{title} / {inner}" if title else inner)


def _heading(section: Element) -> str:
    label, title = text(find(section, "label")), text(find(section, "title"))
    return f"{label.rstrip('.')} {title}".strip()


def _paragraph(node: Element, title: str) -> Iterator[Place]:
    said = text(node, _NO_PROSE | _FLOATS)
    if len(said.split()) >= _LEAST_WORDS and any(c.isalpha() for c in said):
        yield Place(f"§ {title}" if title else "body", said)
    for child in node.iter():
        if name(child) == "boxed-text":
            yield from _box(child, title)
        elif name(child) in _FLOATS:
            yield from _caption(child, title)


def _caption(node: Element, title: str) -> Iterator[Place]:
    said = f"{text(find(node, 'caption'), _NO_PROSE)} {text(find(node, 'table-wrap-foot'))}".strip()
    label = text(find(node, "label")).rstrip(".:")
    if len(said) >= SHORTEST_PASSAGE:
        where = label or ("table" if "table" in name(node) else "figure")
        yield Place(f"§ {title}, {where}" if title else where, said)


def _abstract(meta: Element | None) -> str:
    """The main abstract, headings kept with a colon."""
    if meta is None:
        return ""
    plain = [a for a in find_all([meta], "abstract") if not a.get("abstract-type")]
    parts: list[str] = []
    for block in plain[0] if plain else ():
        if name(block) == "sec":
            title = _heading(block).rstrip(":.")
            body = text(block, _NO_PROSE | {"title"})
            parts.append(f"{title}: {body}" if title else body)
        elif name(block) in ("p", "list"):
            parts.append(text(block, _NO_PROSE))
    return " ".join(filter(None, parts))


def _front(meta: Element | None) -> Document:
    if meta is None:
        return Document()
    ids = {i.get("pub-id-type", ""): text(i) for i in find_all([meta], "article-id")}
    listed = find_all([meta], "contrib-group", "contrib")
    people = [c for c in listed if c.get("contrib-type") in (None, "author", "collab")]
    people = people or [c for c in listed if c.get("contrib-type") == "editor"]
    years = [text(y) for y in find_all([meta], "pub-date", "year")]
    pmcid = ids.get("pmc") or ids.get("pmcid", "")
    return Document(
        title=text(find(meta, "title-group", "article-title"), frozenset({"fn", "xref"})),
        authors=tuple(filter(None, map(_person, people))),
        year=min((int(y) for y in years if y.isascii() and y.isdigit()), default=None),
        doi=ids.get("doi", "").lower(),
        pmid=ids.get("pmid", ""),
        pmcid=f"PMC{pmcid.upper().removeprefix('PMC')}" if pmcid else "",
    )


def _journal(meta: Element | None) -> str:
    """The journal's title, where either version of JATS has it."""
    newer = text(find(meta, "journal-title-group", "journal-title"))
    return newer or text(find(meta, "journal-title"))


def _person(contrib: Element) -> str:
    person = find(contrib, "name")
    if person is None:
        person = find(contrib, "name-alternatives", "name")
    if person is None:
        person = find(contrib, "string-name")
    if person is None:
        return text(find(contrib, "collab"), frozenset({"contrib-group"}))
    given = text(find(person, "given-names"))
    whole = joined(given, text(find(person, "surname")), text(find(person, "suffix")))
    return whole or text(person)


def _pubmed(citation: Element) -> Document:
    """A PubMed record: title, authors and abstract, no body."""
    article = find(citation, "Article")
    parts = find_all([article], "Abstract", "AbstractText") if article is not None else []
    said = [f"{p.get('Label', '').capitalize()}: {text(p)}".removeprefix(": ") for p in parts]
    people = find_all([article], "AuthorList", "Author") if article is not None else []
    names = (joined(text(find(p, "ForeName")), text(find(p, "LastName"))) for p in people)
    year = text(find(article, "Journal", "JournalIssue", "PubDate", "Year"))
    ids = find_all([article], "ELocationID") if article is not None else []
    return Document(
        refused="a PubMed record holds no full text",
        title=text(find(article, "ArticleTitle")).rstrip("."),
        authors=tuple(filter(None, names)),
        year=int(year) if year.isascii() and year.isdigit() else None,
        venue=text(find(article, "Journal", "Title")),
        abstract=" ".join(said),
        doi=next((text(i).lower() for i in ids if i.get("EIdType") == "doi"), ""),
        pmid=text(find(citation, "PMID")),
    )
