"""The lines of a PDF's pages, by PDFium. Runs in the child process only."""

import itertools
import re
import statistics
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from litassay.sources.fulltext.document import Document
from litassay.sources.fulltext.hyphens import rejoined

_EDGE = 3
"""Lines at the top and bottom of a page that may be a running head or foot."""
_LEAST_LETTERS = 200
"""Fewer letters in a whole file with images mean that its pages are images."""


class Pages(NamedTuple):
    """The text of a file by page, running heads and page numbers taken out."""

    lines: tuple[tuple[str, ...], ...]
    largest: str
    """The words in the largest letters of the first page: mostly its title."""
    said_title: str
    said_authors: str
    total: int
    """Pages of the file."""


def read_pages(content: bytes, most_pages: int) -> Pages | Document:
    """The lines of the first pages, or a document that says why there are none."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        return Document(refused="the PDF is encrypted" if locked else "the PDF is damaged")
    total = len(pdf)
    pages = [_lines(pdf, number) for number in range(min(total, most_pages))]
    letters = sum(c.isalpha() for lines in pages for line in lines for c in line)
    if letters < _LEAST_LETTERS and (why := _why_no_text(pdf, letters, most_pages)):
        return Document(refused=why)
    said = pdf.get_metadata_dict()
    title, authors = said.get("Title", ""), said.get("Author", "")
    return Pages(_without_running(pages), _largest(pdf), title, authors, total)


def _why_no_text(pdf: pypdfium2.PdfDocument, letters: int, most_pages: int) -> str:
    """Why a file holds next to no text; empty where it is only short."""
    if not len(pdf):
        return "the PDF has no pages"
    if any(_has_image(pdf, number) for number in range(min(len(pdf), most_pages))):
        return (
            "its pages hold no text, only images (scanned); give it a text layer: "
            "ocrmypdf IN.pdf OUT.pdf"
        )
    return "" if letters else "its pages are empty"


def _has_image(pdf: pypdfium2.PdfDocument, number: int) -> bool:
    try:
        return any(pdf[number].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    except pypdfium2.PdfiumError:
        return False


def _lines(pdf: pypdfium2.PdfDocument, number: int) -> list[str]:
    """A page that cannot be read has no lines."""
    try:
        text = pdf[number].get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        return []
    text = rejoined(text)
    lines = (" ".join(_printable(line).split()) for line in text.splitlines())
    return [line for line in lines if line]


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else " " for c in line)


def _without_running(pages: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    """The pages without the lines that stand at the edge of several, numbers aside."""
    seen: dict[str, int] = {}
    for lines in pages:
        for shape in {_shape(line) for line in lines[:_EDGE] + lines[-_EDGE:]}:
            seen[shape] = seen.get(shape, 0) + 1
    running = {shape for shape, count in seen.items() if count >= max(3, len(pages) // 4)}
    kept = []
    for lines in pages:
        last = len(lines) - _EDGE
        kept.append(
            tuple(
                line
                for at, line in enumerate(lines)
                if not ((at < _EDGE or at >= last) and _shape(line) in running)
                and not re.fullmatch(r"\d{1,5}", line)
            )
        )
    return tuple(kept)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _title_like(sizes: list[float], text: list[str]) -> str:
    """The longest run of words in one of the largest sizes, larger than running text is."""
    letters = [s for s, c in zip(sizes, text, strict=True) if c.isalpha()]
    usual = statistics.median(letters) if letters else 0.0
    for size in sorted(set(letters), reverse=True)[:3]:
        if size <= usual:
            return ""
        marked = (c if s == size or c.isspace() else "\0" for s, c in zip(sizes, text, strict=True))
        runs = "".join(marked).replace("\ufffe", "").split("\0")
        longest = max((" ".join(run.split()) for run in runs), key=len)
        if len(longest) >= 12 and " " in longest and not longest.startswith("arXiv:"):
            return longest
    return ""


def _largest(pdf: pypdfium2.PdfDocument) -> str:
    """The first run of characters in the largest font of the first page."""
    try:
        page = pdf[0].get_textpage()
        count = min(page.count_chars(), 4000)
        sizes = [round(raw.FPDFText_GetFontSize(page.raw, n), 1) for n in range(count)]
        text = [page.get_text_range(n, 1) or " " for n in range(count)]
    except pypdfium2.PdfiumError:
        return ""
    return _headline(sizes, text)


def _same_size(lines: list[tuple[float, str]]) -> list[str]:
    """The first line and those that follow in its size."""
    size = lines[0][0]
    return [p for _, p in itertools.takewhile(lambda line: abs(line[0] - size) < 0.6, lines)]


def _headline(sizes: list[float], text: list[str]) -> str:
    """The first lines in the largest letters, where those are larger than running text's."""
    letters = [s for s, c in zip(sizes, text, strict=True) if c.isalpha()]
    usual = statistics.median(letters) if letters else 0.0
    lines: list[tuple[float, str]] = []
    at = 0
    for line in "".join(c[0] for c in text).split("\n"):
        size = max((s for s, c in zip(sizes[at:], line, strict=False) if c.isalpha()), default=0)
        at += len(line) + 1
        plain = " ".join(_printable(line).split())
        if len(plain) >= 3 and not plain.startswith("arXiv:"):
            lines.append((size, plain))
    for largest in sorted({size for size, _ in lines if size > 1.12 * usual}, reverse=True)[:3]:
        first = next(n for n, (size, _) in enumerate(lines) if size == largest)
        title = " ".join(_same_size(lines[first:]))
        if len(title) >= 12 and " " in title:
            return title
    return ""
