"""Folders of documents for local libraries."""

import shutil

import pytest

from litassay.errors import InputError
from litassay.sources.fulltext.folder import NAMED_BY_FILE, list_folder, read_folder
from litassay.types import Paper


def test_the_real_documents_as_a_library(shared, tmp_path):
    source = shared / "data" / "fulltext_docs"
    shutil.copytree(source / "jats", tmp_path / "lib" / "jats")
    shutil.copy(source / "pdf" / "2020.acl-main.447.pdf", tmp_path / "lib")
    (tmp_path / "lib" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    (tmp_path / "lib" / "notes.txt").write_text("not read")
    records = list(read_folder(tmp_path / "lib"))
    assert [r.name for r in records] == sorted(r.name for r in records)
    assert {r.name: r.outcome for r in records}["broken.pdf"] == "the PDF is damaged"
    papers = [r.outcome for r in records if isinstance(r.outcome, Paper)]
    assert len(papers) == len(records) - 1
    assert all(p.title and p.year and p.authors for p in papers)
    assert len({p.id for p in papers}) == len(papers)
    assert all(p.full_text or "PubMed" in p.flags[0] for p in papers)


def test_a_file_without_a_title_is_named_by_its_file_and_says_so(tmp_path):
    body = "".join(f"<p>Paragraph {n} says something of substance here.</p>" for n in range(9))
    (tmp_path / "my_notes.html").write_text(f"<html><body>{body}</body></html>")
    (record,) = read_folder(tmp_path)
    assert record.outcome.title == "my notes"
    assert NAMED_BY_FILE in record.outcome.flags
    assert record.outcome.id.startswith("file:")


def test_what_is_no_folder_of_documents(tmp_path):
    with pytest.raises(InputError):
        list_folder(tmp_path)
    with pytest.raises(InputError):
        list_folder(tmp_path / "absent")


def test_links_out_of_the_folder_are_left_alone(tmp_path):
    (tmp_path / "out.xml").write_text("<article/>")
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "own.xml").write_text("<article/>")
    (inside / "link.xml").symlink_to(tmp_path / "out.xml")
    assert [p.name for p in list_folder(inside)] == ["own.xml"]
