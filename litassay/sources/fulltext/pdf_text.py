"""Paragraphs of a PDF with section and page, from its lines. Pure but for the reading of pages."""

import re
import statistics
from collections.abc import Iterator
from typing import NamedTuple

from litassay.sources.fulltext.document import Document, Place, is_prose
from litassay.sources.fulltext.headings import Headings
from litassay.sources.fulltext.hyphens import joined, words_of
from litassay.sources.fulltext.pdf_pages import Pages, read_pages

_REFERENCES = re.compile(r"(?:references|bibliography|literature cited)", re.IGNORECASE)
_CAPTION = re.compile(r"(?:figure|fig\.|table)\s*\d+\s*[:.|]", re.IGNORECASE)
_ENTRY = re.compile(r"(?:^|\s)\[\d{1,3}\]\s+[A-Z]")
_ENDS = re.compile(r"[.!?][\"'”’)\]]*$")
_BETWEEN = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_ARXIV_STAMP = re.compile(
    r"arXiv:(?P<id>\d{4}\.\d{4,5})(?:v\d+)?\s*\[[\w.-]+\]\s*\d{1,2} \w{3} (?P<year>\d{4})"
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>,;]+")
_YEAR = re.compile(r"\b(?:19[5-9]\d|20[0-4]\d)\b")
_NO_TITLE = re.compile(
    r"^(?:untitled|microsoft word|proceedings template|paper title|\W*$|.*\.(?:docx?|pdf|tex)$)",
    re.IGNORECASE,
)
_LONG = 1500
"""Characters after which a paragraph ends with the next line that ends a sentence."""


class Line(NamedTuple):
    """A line and the page it stands on."""

    page: int
    text: str


class Section(NamedTuple):
    """A heading with the lines under it."""

    title: str
    lines: tuple[Line, ...]


def read_pdf(content: bytes, most_pages: int) -> Document:
    """Passages, and what the first page says of the work; gaps are left where it says nothing."""
    pages = read_pages(content, most_pages)
    if isinstance(pages, Document):
        return pages
    sections = list(_sections(pages))
    passages = tuple(_passages(sections))
    if not passages:
        return Document(refused="the PDF holds no running text")
    note = f"read to page {most_pages} of {pages.total}" if pages.total > most_pages else ""
    front = " ".join(pages.lines[0][:25] + pages.lines[0][-6:]) if pages.lines else ""
    stamp = _ARXIV_STAMP.search(" ".join(pages.lines[0])) if pages.lines else None
    doi = _DOI.search(front)
    return Document(
        passages,
        guessed=True,
        note=note,
        title=_title(pages),
        authors=_authors(pages.said_authors),
        year=int(stamp["year"]) if stamp else _year(front),
        abstract=_abstract(sections),
        doi=doi.group().rstrip(".").lower() if doi else "",
        arxiv=stamp["id"] if stamp else "",
    )


def _sections(pages: Pages) -> Iterator[Section]:
    """Split at headings; the list of references is left out."""
    title, lines, skipping, headings = "", [], False, Headings()
    everything = [Line(n, text) for n, page in enumerate(pages.lines, 1) for text in page]
    for at, line in enumerate(everything):
        heading = headings.heading(line.text)
        if not heading or (skipping and not heading.lower().startswith(("appendix", "a "))):
            if not skipping:
                lines.append(line)
            continue
        yield Section(title, tuple(lines))
        title, lines = heading, []
        skipping = bool(_REFERENCES.fullmatch(heading)) and at > len(everything) // 3
    yield Section(title, tuple(lines))


def _passages(sections: list[Section]) -> Iterator[Place]:
    for section in sections:
        if section.title.lower() == "abstract":
            continue  # it is kept as the abstract
        for first, last, text in _paragraphs(section.lines):
            pages = f"p. {first}" if first == last else f"pp. {first}-{last}"
            where = f"§ {section.title}, {pages}" if section.title else pages
            for part in _cut(text):
                if is_prose(part) and not _is_reference_list(part):
                    yield Place(where, part)


def _cut(text: str) -> list[str]:
    """A paragraph that is far too long, cut between sentences."""
    parts = [""]
    for sentence in _BETWEEN.split(text) if len(text) > 2 * _LONG else [text]:
        if len(parts[-1]) > _LONG:
            parts.append("")
        parts[-1] = f"{parts[-1]} {sentence}".lstrip()
    return parts


def _is_reference_list(text: str) -> bool:
    """Several numbered entries with years, where no heading announced them."""
    return len(_ENTRY.findall(text)) >= 3 and len(_YEAR.findall(text)) >= 3


def _paragraphs(lines: tuple[Line, ...]) -> Iterator[tuple[int, int, str]]:
    """(first page, last page, text): a paragraph ends with a short line that ends a sentence."""
    widths = [len(line.text) for line in lines]
    usual = statistics.median_high(sorted(widths)[len(widths) // 2 :]) if widths else 0
    held: list[Line] = []
    length = 0
    for line in lines:
        if held and _CAPTION.match(line.text):
            yield _joined(held)
            held, length = [], 0
        held.append(line)
        length += len(line.text)
        if _ENDS.search(line.text) and (len(line.text) < 0.85 * usual or length > _LONG):
            yield _joined(held)
            held, length = [], 0
    if held:
        yield _joined(held)


def _joined(lines: list[Line]) -> tuple[int, int, str]:
    known = words_of(" ".join(line.text for line in lines))
    text = lines[0].text
    for line in lines[1:]:
        text = joined(text, line.text, known)
    return lines[0].page, lines[-1].page, text


def _title(pages: Pages) -> str:
    said = " ".join(pages.said_title.split())
    if len(said) >= 8 and not _NO_TITLE.match(said):
        return said
    return pages.largest


def _authors(said: str) -> tuple[str, ...]:
    """The authors that the file names, where they look like names of people."""
    names = [" ".join(n.split()) for n in re.split(r"\s*;\s*|\s*,\s*|\s+and\s+", said) if n.strip()]
    people = [n for n in names if 2 <= len(n.split()) <= 5 and not any(c.isdigit() for c in n)]
    return tuple(people) if len(people) == len(names) and len(people) != 1 else ()


def _year(front: str) -> int | None:
    """The one year that stands at the edges of the first page."""
    found = sorted(set(map(int, _YEAR.findall(front))))
    return found[0] if len(found) == 1 else None


def _abstract(sections: list[Section]) -> str:
    for section in sections[:6]:
        if section.title.lower() == "abstract":
            return " ".join(text for _, _, text in _paragraphs(section.lines) if is_prose(text))
    return ""
