"""Reads the XML of reference managers: EndNote's, and Zotero's RDF with its attachments."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from litassay.text.names import joined, of_text
from store.library.intake import Intake
from store.library.pubmed_xml import read_elements
from store.library.xml_records import at, elements, every, local, said

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LINK = "{http://purl.org/rss/1.0/modules/link/}"
_ITEMS = frozenset(
    {"Article", "Book", "BookSection", "Document", "Thesis", "Report", "ConferencePaper",
     "Manuscript", "Description", "Preprint", "Recording", "Letter", "Memo"}
)  # fmt: skip
_NO_WORK = frozenset({"attachment", "note", "annotation"})


def read_endnote_xml(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The references of EndNote's XML.

    Raises:
        InputError: There is none in it, or it is damaged or unsafe XML.
        StorageError: The disk failed.
    """
    return read_elements(path, mapping, frozenset({"record"}), _endnote, "EndNote record")


def read_zotero_rdf(path: Path, mapping: Mapping[str, str]) -> Intake:
    """The items of Zotero's RDF, with the paths of their attachments. Raises as above."""
    from store.library.fields import Unusable, paper_from, renamed
    from store.library.intake import BadRecord, Item

    nodes = [_copy(record.node) for record in elements(path, frozenset({"RDF"}))]
    tops = [child for node in nodes for child in node]
    by_address = {_about(node): node for node in tops}
    works = [n for n in tops if local(n) in _ITEMS and _kind(n) not in _NO_WORK and _title(n)]
    if not works:
        from litassay.errors import InputError

        raise InputError(f"{path.name!r} holds no Zotero item")
    items = []
    for number, node in enumerate(works, 1):
        record = _zotero(node, by_address)
        try:
            outcome: Any = paper_from(renamed(record, record, mapping))
        except Unusable as error:
            outcome = BadRecord(0, str(error), number)
        items.append(Item(0, outcome, number, files=tuple(record["files"])))
    return Intake(len(items), iter(items))


def _copy(node: Element) -> Element:
    """The tree, which the reader of the file would empty."""
    from copy import deepcopy

    return deepcopy(node)


def _endnote(node: Element) -> dict[str, Any]:
    """A record of EndNote under our field names."""
    groups = {
        local(g): [said(a) for a in every(g, "author")] for g in at(node, "contributors") or ()
    }
    titles = at(node, "titles")
    urls = [said(u) for u in every(at(node, "urls", "related-urls"), "url")]
    kind = at(node, "ref-type")
    return {
        "title": said(at(titles, "title")),
        "authors": [{"literal": of_text(n)} for n in groups.get("authors", ())],
        "editors": [{"literal": of_text(n)} for n in groups.get("secondary-authors", ())],
        "year": said(at(node, "dates", "year")) or said(at(node, "dates", "pub-dates", "date")),
        "venue": said(at(node, "periodical", "full-title"))
        or said(at(titles, "secondary-title"))
        or said(at(node, "periodical", "abbr-1")),
        "abstract": said(at(node, "abstract")),
        "doi": said(at(node, "electronic-resource-num")),
        "url": next(iter(urls), None),
        "pmid": _medline(node),
        "pmcid": said(at(node, "custom2")) if "PMC" in said(at(node, "custom2")) else None,
        "kinds": [kind.get("name", "") if kind is not None else "", said(at(node, "work-type"))],
        "keywords": [said(k) for k in every(at(node, "keywords"), "keyword")],
        "notes": [said(at(node, "notes")), said(at(node, "research-notes"))],
        "files": [said(u) for u in every(at(node, "urls", "pdf-urls"), "url")],
    }


def _medline(node: Element) -> str | None:
    """The accession number, where the database is PubMed or MEDLINE."""
    number, base = said(at(node, "accession-num")), said(at(node, "remote-database-name")).lower()
    known = not base or any(word in base for word in ("pubmed", "medline", "nlm"))
    return number if known and number.isdigit() and len(number) <= 8 else None


def _zotero(node: Element, by_address: Mapping[str, Element]) -> dict[str, Any]:
    """An item of Zotero under our field names."""
    parts = [by_address.get(_resource(p)) if _resource(p) else p for p in every(node, "isPartOf")]
    inside = [
        c for p in parts if p is not None for c in ([p] if len(p) and local(p) != "isPartOf" else p)
    ]
    identifiers = [said(i) for i in every(node, "identifier")]
    identifiers += [said(i) for j in inside for i in every(j, "identifier")]
    notes = [said(e) for e in every(node, "description")]
    links = (by_address.get(_resource(link)) for link in node if local(link) == "link")
    files = [_path(one) for one in links if one is not None]
    return {
        "title": _title(node),
        "authors": _persons(node, "authors"),
        "editors": _persons(node, "editors"),
        "year": said(at(node, "date")),
        "venue": next((_title(j) for j in inside if _title(j)), ""),
        "abstract": said(at(node, "abstract")),
        "doi": next((i for i in identifiers if "10." in i), None),
        "url": next((i for i in identifiers if i.startswith("http")), None),
        "kinds": [_kind(node)],
        "keywords": [said(s) for s in every(node, "subject")],
        "notes": notes,
        "files": list(filter(None, files)),
    }


def _persons(node: Element, role: str) -> list[dict[str, str]]:
    people = every(at(node, role), "Person")
    return [
        {
            "literal": joined(
                said(at(p, "givenName")) or said(at(p, "givenname")), said(at(p, "surname"))
            )
        }
        for p in people
    ]


def _title(node: Element) -> str:
    return said(at(node, "title"))


def _kind(node: Element) -> str:
    return said(at(node, "itemType"))


def _about(node: Element) -> str:
    return node.get(f"{_RDF}about", "") or f"#{node.get(f'{_RDF}ID', '')}"


def _resource(node: Element) -> str:
    return node.get(f"{_RDF}resource", "")


def _path(attachment: Element) -> str:
    """The path of an attachment: the export folder's `files/12/x.pdf`."""
    resource = next((_resource(c) for c in attachment if local(c) == "resource"), "")
    return resource or said(at(attachment, "path"))
