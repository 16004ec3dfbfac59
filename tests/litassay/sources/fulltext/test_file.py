"""One document of a local library."""

from litassay.sources.fulltext.file import NAMED_BY_FILE, read_file


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
