"""The shelf: papers by id, on disk before they are used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@given(
    st.lists(
        st.builds(
            Paper,
            id=st.just("a"),
            title=st.sampled_from("xy"),
            abstract=st.sampled_from(["", "Short.", "A longer text."]),
            found_in=st.sampled_from([("one",), ("two",)]),
        ),
        min_size=1,
        max_size=5,
    ),
    st.randoms(),
)
def test_records_with_one_id_do_not_depend_on_their_order(tmp_path_factory, records, source):
    shuffled = records[:]
    source.shuffle(shuffled)
    kept = []
    for order in (records, shuffled):
        path = tmp_path_factory.mktemp("s") / "papers.jsonl"
        shelf = PaperShelf(path)
        for record in order:
            shelf.offer([record])
        kept.append((shelf.get(["a"]), PaperShelf(path).get(["a"])))
    assert kept[0] == kept[1]
    assert len(kept[0][0][0].abstract) == max(len(r.abstract) for r in records)


def test_a_search_made_again_does_not_replace_a_work(tmp_path):
    shelf = PaperShelf(tmp_path / "papers.jsonl")
    shelf.offer([B])
    work = B.model_copy(update={"flags": ("merged",)})
    shelf.put([work])
    shelf.offer([B, B.model_copy(update={"abstract": "More."})])
    assert shelf.get(["b"]) == PaperShelf(tmp_path / "papers.jsonl").get(["b"]) == (work,)


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


def test_an_altered_line_is_found_and_one_of_an_earlier_version_is_read(tmp_path):
    path = tmp_path / "papers.jsonl"
    PaperShelf(path).put([B])
    line = path.read_text()
    assert '"check": "' in line
    path.write_text(line.replace("code", "cote"))
    with pytest.raises(RunError, match=r"line 1 of papers.jsonl is damaged"):
        PaperShelf(path)
    path.write_text(line.replace('"check"', '"chekc"'))
    with pytest.raises(RunError, match=r"line 1 of papers.jsonl is damaged"):
        PaperShelf(path)
    path.write_text(line.partition(', "check"')[0] + "}\n")
    assert PaperShelf(path).get(["b"]) == (B,)
