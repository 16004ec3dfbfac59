"""The shelf: papers by id, on disk before they are used."""

import pytest

from litassay.errors import RunError
from litassay.types import Paper
from store.shelf import PaperShelf

A, B = Paper(id="a", title="A \ud800 title"), Paper(id="b", title="Ünïcode", authors=("X",))


def test_papers_come_back_in_the_order_asked(tmp_path):
    shelf = PaperShelf(tmp_path / "papers.jsonl")
    shelf.put([A, B])
    assert shelf.get(["b", "a", "b"]) == (B, A, B)
    assert PaperShelf(tmp_path / "papers.jsonl").get(["a", "b"]) == (A, B)


def test_the_last_version_of_a_paper_counts(tmp_path):
    shelf = PaperShelf(tmp_path / "papers.jsonl")
    shelf.put([B])
    newer = B.model_copy(update={"abstract": "More."})
    shelf.put([newer])
    shelf.put([newer])  # the same again is not written again
    assert len((tmp_path / "papers.jsonl").read_bytes().splitlines()) == 2
    assert PaperShelf(tmp_path / "papers.jsonl").get(["b"]) == (newer,)


def test_a_line_cut_by_a_crash_was_never_used(tmp_path):
    path = tmp_path / "papers.jsonl"
    PaperShelf(path).put([A, B])
    path.write_bytes(path.read_bytes()[:-7])
    shelf = PaperShelf(path)
    assert shelf.cut == 2
    with pytest.raises(RunError, match="does not hold the paper 'b'"):
        shelf.get(["a", "b"])
    shelf.put([B])
    assert PaperShelf(path).get(["a", "b"]) == (A, B)


def test_a_damaged_line_is_named(tmp_path):
    path = tmp_path / "papers.jsonl"
    PaperShelf(path).put([A, B])
    path.write_bytes(path.read_bytes().replace(b'"title"', b'"tit1e"', 1))
    with pytest.raises(RunError, match=r"line 1 of papers\.jsonl is damaged"):
        PaperShelf(path)
