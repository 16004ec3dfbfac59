"""Folders of papers: which files are read, which document belongs to which record."""

import shutil

import pytest

from litassay.errors import InputError
from litassay.types import Paper
from litassay.wiring.documents import all_readers, read_folder
from store.library.folder import contents, linked
from store.library.readers import read

BODY = "".join(f"<p>Paragraph {n} says something of substance here.</p>" for n in range(9))
PAGE = f"<html><body>{BODY}</body></html>"
BIB = """@article{a, title = {Tides of the invented sea}, author = {Lee, Ann}, year = {2020},
  doi = {10.5555/tides},
  file = {Full Text:C\\:\\\\Zotero\\\\storage\\\\ABCD\\\\tides.html:text/html}}
@article{b, title = {Soil acids of invented hills}, year = {2021}}
"""


def papers(folder):
    intake = read(folder, {}, all_readers())
    items = list(intake.items)
    assert len(items) == intake.total
    return {i.outcome.title: i.outcome for i in items if isinstance(i.outcome, Paper)}, intake.notes


def test_a_document_that_a_record_names_is_its_text(tmp_path):
    (tmp_path / "My Library.bib").write_text(BIB)
    for folder in ("ABCD", "EFGH"):
        (tmp_path / "storage" / folder).mkdir(parents=True)
        (tmp_path / "storage" / folder / "tides.html").write_text(PAGE)
    found, notes = papers(tmp_path)
    tides = found["Tides of the invented sea"]
    assert (tides.id, tides.authors, len(tides.full_text)) == ("doi:10.5555/tides", ("Ann Lee",), 9)
    assert len(found) == 3
    assert "1 of 2 documents are texts of records" in notes


def test_a_document_that_is_called_like_a_record_is_its_text(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "Okafor and Novak - 2021 - Soil acids of invented.html").write_text(PAGE)
    (tmp_path / "Okafor - 1999 - Soil acids of invented.html").write_text(PAGE)
    found, _ = papers(tmp_path)
    assert len(found["Soil acids of invented hills"].full_text) == 9
    assert len(found) == 3


def test_what_is_not_read_is_named_once_by_kind(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    for n in range(7):
        (tmp_path / f"notes{n}.docx").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "grobid.xml").write_text("<TEI><text/></TEI>")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    notes = contents(tmp_path).unread
    assert len(notes) == 8
    _, said = papers(tmp_path)
    listed = [note for note in said if note.startswith("not read")]
    assert listed[0].startswith("not read (.docx): notes0.docx, ")
    assert listed[0].endswith("2 more")
    assert listed[1] == "not read (.xml): grobid.xml"


def test_what_is_no_folder_of_papers(tmp_path):
    with pytest.raises(InputError):
        contents(tmp_path)
    with pytest.raises(InputError):
        contents(tmp_path / "absent")


def test_links_out_of_the_folder_are_left_alone(tmp_path):
    (tmp_path / "out.xml").write_text("<article/>")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "own.xml").write_text("<article/>")
    (inside / "link.xml").symlink_to(tmp_path / "out.xml")
    assert [p.name for p in contents(inside).documents] == ["own.xml"]


def test_a_reference_file_that_cannot_be_read_spoils_no_other(tmp_path):
    (tmp_path / "refs.bib").write_text(BIB)
    (tmp_path / "bad.json").write_text("[1")
    found, _ = papers(tmp_path)
    assert len(found) == 2
    assert linked([], contents(tmp_path)) == {}


def test_the_real_documents_as_a_library(shared, tmp_path):
    source = shared / "data" / "fulltext_docs"
    shutil.copytree(source / "jats", tmp_path / "lib" / "jats")
    shutil.copy(source / "pdf" / "2020.acl-main.447.pdf", tmp_path / "lib")
    (tmp_path / "lib" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    items = list(read_folder(tmp_path / "lib", {}).items)
    bad = [item.outcome for item in items if not isinstance(item.outcome, Paper)]
    assert [one.why for one in bad] == ["broken.pdf: the PDF is damaged"]
    found = [item.outcome for item in items if isinstance(item.outcome, Paper)]
    assert all(p.title and p.year and p.authors for p in found)
    assert len({p.id for p in found}) == len(found)
    assert all(p.full_text or p.abstract for p in found)
