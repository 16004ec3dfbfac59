"""A library that may not be written can be searched, and stays as it is."""

import os
import tempfile

import pytest

from litassay.errors import StorageError
from store.library import lexical, open_library


@pytest.fixture(params=["as permissions say", "as the words are told"])
def read_only(request, library, home, monkeypatch):
    """The folder of a library. Root may write whatever permissions say: it is told otherwise."""
    library.close()
    folder = home / "libraries" / "lib"
    paths = [folder, *folder.rglob("*")]
    if request.param == "as permissions say":
        for path in paths:
            path.chmod(0o555 if path.is_dir() else 0o444)
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write whatever permissions say")
    else:
        monkeypatch.setattr(lexical, "writable", lambda _: False)
    yield folder
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)


def contents(folder):
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_it_is_searched_as_if_it_could_be_written(read_only, home, embedder, tmp_path, monkeypatch):
    before = contents(read_only)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    opened = open_library("lib", home, embedder)
    answer = opened.search("machine translation results", 5)
    assert all("machine translation" in f.paper.title for f in answer.found)
    assert any(scratch.iterdir())
    opened.close()
    assert not any(scratch.iterdir())
    assert contents(read_only) == before


def test_without_room_for_a_copy_it_is_said_what_to_do(
    read_only, home, embedder, tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not there"))
    with pytest.raises(StorageError, match=r"library 'lib' cannot be written.*TMPDIR"):
        open_library("lib", home, embedder)
