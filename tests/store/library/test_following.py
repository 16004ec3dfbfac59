"""A library that follows a folder: each file is read once, whatever becomes of it."""

import os

import pytest

from litassay.doubles import Notebook
from litassay.types import Paper, Passage
from store.library import open_library
from store.library.following import follow, followed_folder
from store.library.registry import list_libraries


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.pdf").write_text(f"On {name}zz topics and {name}zz methods.")
    (folder / "broken.pdf").write_text("BROKEN")
    return folder


@pytest.fixture
def sync(folder, home, embedder):
    """Syncs, and says which files were read."""
    library = home / "libraries" / "mine"
    read = []

    def one(name):
        text = (folder / name).read_text()
        read.append(name)
        if text == "KILL":
            raise KeyboardInterrupt
        if text == "BROKEN":
            return "it cannot be read"
        body = (Passage(locator="p. 1", text=text),)
        return Paper(id=f"file:{abs(hash(text))}", title=text[:10], full_text=body)

    def run():
        read.clear()
        files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*.pdf")}
        done = follow(library, embedder, str(folder), files, one, Notebook())
        return done, sorted(read)

    return run


def titles(home, embedder, text="topics"):
    library = open_library("mine", home, embedder)
    try:
        return sorted(f.paper.title for f in library.search(text, 10).found)
    finally:
        library.close()


def test_a_file_is_read_once(sync, home, embedder, folder):
    done, read = sync()
    assert read == ["a.pdf", "b.pdf", "broken.pdf", "c.pdf"]
    assert (done.added, done.total) == (("a.pdf", "b.pdf", "broken.pdf", "c.pdf"), 3)
    assert done.unread == (("broken.pdf", "it cannot be read"),)
    done, read = sync()
    assert (read, done.unchanged, done.added) == ([], 4, ())
    assert followed_folder(home / "libraries" / "mine") == folder
    assert [one.state for one in list_libraries(home) if one.name == "mine"] == ["complete"]


def test_what_changed_moved_or_went_is_followed(sync, home, embedder, folder):
    sync()
    (folder / "a.pdf").write_text("On dzz topics instead.")
    (folder / "sub").mkdir()
    (folder / "b.pdf").rename(folder / "sub" / "moved.pdf")
    (folder / "c.pdf").unlink()
    done, read = sync()
    assert read == ["a.pdf"]
    assert (done.changed, done.moved, done.gone) == (("a.pdf",), ("sub/moved.pdf",), ("c.pdf",))
    assert titles(home, embedder) == ["On bzz top", "On dzz top"]
    assert done.total == 2


def test_a_file_that_was_only_touched_is_not_read_again(sync, folder):
    sync()
    os.utime(folder / "a.pdf", (1, 1))
    done, read = sync()
    assert (read, done.unchanged) == ([], 4)


def test_a_paper_stays_while_one_of_its_files_does(sync, home, embedder, folder):
    (folder / "copy.pdf").write_text((folder / "a.pdf").read_text())
    sync()
    (folder / "a.pdf").unlink()
    done, _ = sync()
    assert done.gone == ("a.pdf",)
    assert "On azz top" in titles(home, embedder)
    (folder / "copy.pdf").unlink()
    sync()
    assert "On azz top" not in titles(home, embedder)


def test_what_was_read_before_an_interruption_is_kept(sync, home, embedder, folder, monkeypatch):
    monkeypatch.setattr("store.library.following.BATCH", 1)
    (folder / "b.pdf").write_text("KILL")
    with pytest.raises(KeyboardInterrupt):
        sync()
    (folder / "b.pdf").write_text("On bzz topics again.")
    done, read = sync()
    assert read == ["b.pdf", "broken.pdf", "c.pdf"]
    assert done.total == 3
    assert titles(home, embedder) == ["On azz top", "On bzz top", "On czz top"]
