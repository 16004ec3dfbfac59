import shutil

import pytest

from litassay.errors import InputError, LibraryError
from litassay.models.embedding import WordLlamaEmbedder
from store.library import open_library
from store.library.addition import add_file
from store.library.registry import list_libraries, remove_library


@pytest.fixture(scope="module")
def embedder():
    return WordLlamaEmbedder()


def test_the_sample_is_always_there(home, embedder):
    assert list_libraries(home)[0].state == "not indexed yet"
    library = open_library("sample", home, embedder)
    answer = library.search("Are feature attributions stable under adversarial attack?", 3)
    assert library.records.count() >= 60
    assert "attribution" in answer.found[0].paper.title.lower()
    library.close()
    assert list_libraries(home)[0].state == "complete"


def test_it_is_indexed_once(home, embedder, monkeypatch):
    open_library("sample", home, embedder).close()
    monkeypatch.setattr("store.library.sample._rebuild", lambda *_: pytest.fail("made again"))
    open_library("sample", home, embedder).close()


@pytest.mark.parametrize("damage", ["truncate", "other records", "other embedding"])
def test_it_is_made_anew_when_it_is_damaged_or_older(home, embedder, damage):
    library = open_library("sample", home, embedder)
    count = library.records.count()
    if damage == "other records":
        with library.records.transaction() as db:
            db.execute("UPDATE additions SET source = 'sample of last year'")
    if damage == "other embedding":
        library.records.set_meta(embedding="last year's")
    library.close()
    if damage == "truncate":
        (home / "libraries" / "sample" / "papers.sqlite").write_bytes(b"")
    renewed = open_library("sample", home, embedder)
    assert renewed.records.count() == count
    renewed.close()


def test_a_sample_whose_vectors_are_gone_is_made_anew(home, embedder):
    open_library("sample", home, embedder).close()
    shutil.rmtree(home / "libraries" / "sample" / "vectors")
    assert open_library("sample", home, embedder).search("contrastive", 1).found


def test_it_can_be_neither_removed_nor_added_to(home, embedder, tmp_path):
    with pytest.raises(LibraryError, match="cannot be removed"):
        remove_library("sample", home)
    with pytest.raises((LibraryError, InputError), match="sample library is fixed"):
        add_file(tmp_path / "x.jsonl", "sample", home, embedder, {}, None)
