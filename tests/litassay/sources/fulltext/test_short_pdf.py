"""PDFs with little text: short, empty, or scanned."""

import pypdfium2
import pytest
from pypdfium2 import raw

from litassay.sources.fulltext.child import read
from litassay.sources.fulltext.hyphens import joined

SHORT = "This note has two sentences of text only. The second of them says that tides turn."


def pdf(text="", image=False):
    """The bytes of a PDF with one page."""
    import ctypes
    import io

    document = pypdfium2.PdfDocument.new()
    page = document.new_page(400, 400)
    if text:
        font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
        shown = raw.FPDFPageObj_CreateTextObj(document, font, 9.0)
        encoded = (text + "\0").encode("utf-16-le")
        units = ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort))
        raw.FPDFText_SetText(shown, units)
        raw.FPDFPageObj_Transform(shown, 1, 0, 0, 1, 10, 300)
        raw.FPDFPage_InsertObject(page, shown)
    if image:
        picture = pypdfium2.PdfImage.new(document)
        picture.set_bitmap(pypdfium2.PdfBitmap.new_native(8, 8, raw.FPDFBitmap_BGR))
        page.insert_obj(picture)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_pdf_of_two_sentences_is_read():
    document = read(pdf(SHORT), 80)
    assert document.refused == ""
    assert SHORT in " ".join(p.text for p in document.passages)


def test_a_scanned_pdf_names_the_tool_that_helps():
    assert "ocrmypdf" in read(pdf(image=True), 80).refused
    assert "scanned" in read(pdf("Downloaded from a server", image=True), 80).refused


def test_an_empty_page_is_not_called_scanned():
    assert read(pdf(), 80).refused == "its pages are empty"


@pytest.mark.parametrize(
    ("first", "second", "one"),
    [
        ("ADVANCES IN SCI-", "ENCE AND ITS USE", "ADVANCES IN SCIENCE AND ITS USE"),
        ("we trained BERT-", "LARGE on this", "we trained BERT-LARGE on this"),
    ],
)
def test_a_word_in_a_line_of_capitals_is_joined(first, second, one):
    assert joined(first, second) == one
