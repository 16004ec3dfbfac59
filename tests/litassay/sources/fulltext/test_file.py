"""One document of a local library."""

import pytest

from litassay.sources.fulltext.document import Document
from litassay.sources.fulltext.file import NAMED_BY_FILE, paper_of, read_file
from litassay.types import READ_FROM_PAGE, Paper, WorkIds
from store.library.merging import merge


def test_a_file_without_a_title_is_named_by_its_file_and_says_so(tmp_path):
    body = "".join(f"<p>Paragraph {n} says something of substance here.</p>" for n in range(9))
    path = tmp_path / "my_notes.html"
    path.write_text(f"<html><body>{body}</body></html>")
    paper = read_file(path)
    assert paper.title == "my notes"
    assert NAMED_BY_FILE in paper.flags
    assert paper.id.startswith("file:")


def test_a_file_that_cannot_be_read_says_why(tmp_path):
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4 nothing")
    assert read_file(path) == "the PDF is damaged"


def test_what_a_pdf_page_says_is_marked_as_a_guess_and_marked_fields_are_not():
    guessed = paper_of(Document(guessed=True, title="A running head", year=2019), "x", b"1")
    assert guessed.provenance == (("title", READ_FROM_PAGE), ("year", READ_FROM_PAGE))
    marked = paper_of(Document(title="A marked title", year=2019), "x", b"1")
    assert marked.provenance == ()
    unnamed = paper_of(Document(year=2019), "x", b"1")
    assert unnamed.provenance == (("title", READ_FROM_PAGE),)


@pytest.mark.parametrize("last", ["record", "document"])
def test_a_record_keeps_its_title_whichever_is_added_last(last):
    document = paper_of(
        Document(guessed=True, title="JOURNAL OF TIDES 3", doi="10.5555/a"), "x", b"1"
    )
    record = Paper(id="local:tides", title="A study of tides", ids=WorkIds(doi="10.5555/a"))
    pair = (document, record) if last == "record" else (record, document)
    assert merge(*pair).title == "A study of tides"
