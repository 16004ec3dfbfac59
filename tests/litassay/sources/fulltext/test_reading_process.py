"""Files of every kind, read in the child process; hostile ones are refused in words."""

import time

import pytest

from litassay.config.sources import DocumentLimits
from litassay.sources.fulltext.document import Document
from litassay.sources.fulltext.reading_process import read_document

LIMITS = DocumentLimits()
SHORT = DocumentLimits(seconds=15)


def read(path):
    return read_document(path.read_bytes(), LIMITS)


def documents(shared, *patterns):
    folder = shared / "data" / "fulltext_docs"
    found = sorted(p for pattern in patterns for p in folder.glob(pattern))
    if not found:
        pytest.skip("the real documents are not here")
    return found


def test_the_real_pdfs_are_read_with_pages(shared):
    for path in documents(shared, "pdf*/*.pdf"):
        document = read(path)
        assert not document.refused, path.name
        assert all("p. " in p.locator or "pp. " in p.locator for p in document.passages)
        assert sum(len(p.text) for p in document.passages) > 2_000, path.name
        assert "￾" not in "".join(p.text for p in document.passages)


def test_the_text_of_a_real_pdf_is_what_another_parser_read(shared):
    """Most sentences of an independent parse of the same file are found, in whole."""
    (pdf,) = documents(shared, "pdf/132_automated_relational.pdf")
    (other,) = documents(shared, "parsed/132_automated_relational.txt")
    ours = " ".join(p.text for p in read(pdf).passages)
    squeezed = "".join(ours.split())
    sentences = [s for s in other.read_text().replace("\n", " ").split(". ") if 80 < len(s) < 300]
    body = [s for s in sentences[: len(sentences) * 2 // 3] if s.isascii()]
    found = sum("".join(s.split()).replace("-", "") in squeezed.replace("-", "") for s in body)
    assert found >= 0.75 * len(body), (found, len(body))


def test_a_known_pdf_is_cut_into_its_sections(shared):
    (path,) = documents(shared, "pdf/2020.acl-main.447.pdf")
    document = read(path)
    assert document.title == "S2ORC: The Semantic Scholar Open Research Corpus"
    assert document.authors[0] == "Kyle Lo"
    assert document.year == 2020
    assert document.abstract.startswith("We introduce S2ORC")
    assert document.abstract.endswith("over academic text.")
    sections = [p.locator.partition(",")[0] for p in document.passages]
    for heading in ("§ 1 Introduction", "§ 2.1 Processing PDFs"):
        assert heading in sections
    assert not any("References" in s for s in sections)


def test_the_real_jats_files_are_read_with_sections(shared):
    for path in documents(shared, "jats/*.nxml"):
        document = read(path)
        assert not document.refused, path.name
        assert document.title
        assert document.authors
        assert document.year
        assert document.venue
        assert document.doi
        assert document.pmcid.startswith("PMC")
        assert len(document.abstract) > 500
        assert len(document.passages) > 20
        assert sum(p.locator.startswith("§") for p in document.passages) > 15


def test_a_pubmed_record_gives_its_abstract_and_says_that_it_is_no_full_text(shared):
    (path,) = documents(shared, "jats/pubmed-29768149.xml")
    document = read(path)
    assert document.refused
    assert document.title.startswith("Inhaled Combined Budesonide")
    assert (document.year, document.pmid) == (2018, "29768149")
    assert "Background:" in document.abstract


def test_hostile_files_are_refused_or_read_and_never_fatal(shared):
    folder = shared / "data" / "hostile"
    files = sorted([*folder.glob("pdf_malformed_qpdf/*"), *folder.glob("pypdf_samples/*")])
    if not files:
        pytest.skip("the hostile files are not here")
    for path in files[::3]:
        started = time.monotonic()
        document = read_document(path.read_bytes(), SHORT)
        assert bool(document.refused) != bool(document.passages), path.name
        assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("pdf_malformed_qpdf", "encrypted-40-bit-R3.pdf"),
        ("pypdf_samples", "005-libreoffice-writer-password_libreoffice-writer-password.pdf"),
    ],
)
def test_an_encrypted_pdf_is_no_text(shared, folder, name):
    path = shared / "data" / "hostile" / folder / name
    if not path.exists():
        pytest.skip("the hostile files are not here")
    assert read(path) == Document(refused="the PDF is encrypted")


def test_a_scan_is_no_text(shared):
    path = next((shared / "data/hostile/pypdf_samples").glob("*CCITTFaxDecode.pdf"), None)
    if path is None:
        pytest.skip("the hostile files are not here")
    assert "hold no text" in read(path).refused


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
    b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><article>&b;</article>'
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]>'
    b"<article><body><p>&x;</p></body></article>"
)


@pytest.mark.parametrize("content", [BOMB, OUTSIDE, b"<article><body>", b"<a/>"])
def test_unsafe_xml_is_refused(content):
    assert read_document(content, LIMITS).refused


def test_xml_nested_beyond_reason_ends():
    content = b"<article><body>" + b"<sec>" * 50_000 + b"</sec>" * 50_000 + b"</body></article>"
    assert read_document(content, LIMITS).refused


def test_limits_of_size_time_and_length():
    page = b"<html><body>" + b"<p>A sentence of a paragraph that goes on for a while.</p>" * 5000
    assert "larger" in read_document(page, DocumentLimits(megabytes=0.1)).refused
    cut = read_document(page, DocumentLimits(characters=1000))
    assert "cut after" in cut.note
    assert sum(len(p.text) for p in cut.passages) <= 1000
    started = time.monotonic()
    late = read_document(page, DocumentLimits(seconds=0.001))
    assert "within" in late.refused
    assert time.monotonic() - started < 5


def test_a_page_limit_says_how_far_it_was_read(shared):
    (path,) = documents(shared, "pdf/2020.acl-main.447.pdf")
    document = read_document(path.read_bytes(), DocumentLimits(pages=2))
    assert document.note == "read to page 2 of 15"


@pytest.mark.parametrize("content", [b"", b"   ", b"\x00" * 100, b"plain text", b"\xff" * 5000])
def test_what_is_no_document(content):
    assert read_document(content, LIMITS).refused


def test_html_by_headings():
    body = "".join(f"<p>Paragraph {n} says something of substance here.</p>" for n in range(9))
    page = (
        "<!DOCTYPE html><html><head><title>x</title></head><body><nav><p>Menu of the whole long "
        f"site with words</p></nav><h1>A title</h1><h6>Abstract</h6><p>We study the reading of "
        f"papers in great detail.</p><h2>1 Introduction</h2>{body}<script>var p;</script>"
        "<h2>References</h2><p>Somebody. A work of many words, 2020, cited here.</p></body></html>"
    )
    document = read_document(page.encode(), LIMITS)
    assert (document.title, len(document.passages)) == ("A title", 9)
    assert document.abstract == "We study the reading of papers in great detail."
    assert {p.locator for p in document.passages} == {"§ 1 Introduction"}


def test_a_landing_page_is_no_article():
    page = b"<html><body><h1>Log in</h1><p>Please log in to read this article in full.</p></body>"
    assert read_document(page, LIMITS).refused == "the page holds no article"


def test_a_file_that_needs_too_much_memory_is_refused():
    content = b"<article><body>" + b"<p/>" * 3_000_000 + b"</body></article>"
    document = read_document(content, DocumentLimits(memory_megabytes=128))
    assert document.refused
