"""Reads PubMed's XML: articles and book chapters of a `PubmedArticleSet`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from litassay.errors import InputError
from litassay.text.names import joined
from litassay.types import Paper
from store.library.fields import Unusable, paper_from, renamed, year_of
from store.library.intake import BadRecord, Intake, Item
from store.library.xml_records import at, elements, every, local, said

_ARTICLES = frozenset({"PubmedArticle", "PubmedBookArticle"})


def read_pubmed_xml(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The articles of the file, one at a time.

    Raises:
        InputError: There is none in it, or it is damaged or unsafe XML.
        StorageError: The disk failed.
    """
    return read_elements(path, mapping, _ARTICLES, _record, "PubMed article")


def read_elements(
    path: Path,
    mapping: Mapping[str, str],
    names: frozenset[str],
    named: Callable[[Element], dict[str, Any]],
    what: str,
) -> Intake:
    """One item for each element of these names; the file is read through once before."""
    total = sum(1 for _ in elements(path, names))
    if not total:
        raise InputError(f"{path.name!r} holds no {what}")
    return Intake(total, _items(path, mapping, names, named))


def _items(
    path: Path,
    mapping: Mapping[str, str],
    names: frozenset[str],
    named: Callable[[Element], dict[str, Any]],
) -> Iterator[Item]:
    for number, node in elements(path, names):
        record = named(node)
        outcome: Paper | BadRecord
        try:
            outcome = paper_from(renamed(record, record, mapping))
        except Unusable as error:
            outcome = BadRecord(0, str(error), number)
        yield Item(0, outcome, number, files=tuple(record.get("files", ())))


def _record(article: Element) -> dict[str, Any]:
    """An article under our field names."""
    citation = at(article, "MedlineCitation")
    body = at(citation, "Article")
    if citation is None or body is None:
        citation = body = at(article, "BookDocument")
    ids = {i.get("IdType") or i.get("EIdType") or "": said(i)
           for name in ("ELocationID", "ArticleId") for i in _own_ids(article, name)}  # fmt: skip
    corrections = {c.get("RefType") for c in every(citation, "CommentsCorrections")}
    title = said(at(body, "ArticleTitle")) or said(at(body, "VernacularTitle"))
    return {
        "title": (title or said(at(body, "Book", "BookTitle"))).rstrip("."),
        "authors": [{"literal": n} for n in _people(at(body, "AuthorList"))],
        "year": _year(body),
        "venue": said(at(body, "Journal", "Title"))
        or said(at(citation, "MedlineJournalInfo", "MedlineTA"))
        or said(at(body, "Book", "BookTitle")),
        "abstract": _abstract(at(body, "Abstract")),
        "doi": ids.get("doi"),
        "pmid": said(at(citation, "PMID")) or ids.get("pubmed"),
        "pmcid": ids.get("pmc"),
        "kinds": [said(kind) for kind in every(body, "PublicationType")],
        "retracted": True if corrections & {"RetractionIn"} else None,
    }


def _own_ids(article: Element, name: str) -> list[Element]:
    """The identifiers of the article, not those of its references."""
    cited = {id(e) for r in every(article, "ReferenceList") for e in r.iter()}
    return [e for e in every(article, name) if id(e) not in cited]


def _abstract(node: Element | None) -> str:
    """The paragraphs, with their labels; without the copyright."""
    parts = []
    for part in node if node is not None else ():
        if local(part) == "AbstractText" and (text := said(part)):
            label = (part.get("Label") or "").strip().rstrip(":")
            parts.append(f"{label}: {text}" if label and label != "UNLABELLED" else text)
    return " ".join(parts)


def _people(listed: Element | None) -> list[str]:
    found = []
    for one in listed if listed is not None else ():
        given = said(at(one, "ForeName")) or said(at(one, "Initials"))
        person = joined(given, said(at(one, "LastName")), said(at(one, "Suffix")))
        found.append(person or said(at(one, "CollectiveName")))
    return [name for name in found if name]


def _year(body: Element | None) -> str | None:
    """The year of the issue, else of the electronic publication."""
    issue = at(body, "Journal", "JournalIssue", "PubDate")
    places = (
        at(issue, "Year"),
        at(issue, "MedlineDate"),
        at(body, "ArticleDate", "Year"),
        at(body, "Book", "PubDate", "Year"),
        at(body, "ContributionDate", "Year"),
    )
    return next((said(p) for p in places if year_of(said(p))), None)
