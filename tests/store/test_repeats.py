"""Repeated values are written once, and every line still says the whole of what it said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.errors import RunError
from store.journal import Journal, to_line
from store.repeats import SHORTEST

LONG = [letter * SHORTEST for letter in "abc"]
TEXTS = st.sampled_from([*LONG, "short", "", "é\ud800\n"])
NAMES = st.sampled_from(["as_in_line", "at", "value", "text", "papers"])
VALUES = st.recursive(
    TEXTS | st.integers(0, 2) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=10,
)
FIELDS = st.dictionaries(NAMES, VALUES, max_size=3)
PAPER = {"id": "acl:1", "title": "A title", "abstract": "What was found. " * 30}


def written(path, answers):
    journal = Journal(path)
    for n, answer in enumerate(answers):
        journal.append("library", {"n": n}, answer)
    journal.close()
    return [json.loads(line) for line in path.read_text().splitlines()]


@given(exchanges=st.lists(st.tuples(FIELDS, FIELDS), max_size=5), cut=st.integers(0, 5))
def test_what_is_written_is_read_whatever_repeats(tmp_path_factory, exchanges, cut):
    """Also when the journal is closed and continued in the middle."""
    path = tmp_path_factory.mktemp("j") / "journal.jsonl"
    entries = []
    for part in (exchanges[:cut], exchanges[cut:]):
        journal = Journal(path)
        entries += [journal.append("http", *exchange) for exchange in part]
        journal.close()
    assert Journal(path).entries == entries
    assert [e.request for e in entries] == [request for request, _ in exchanges]


def test_a_paper_is_written_once(tmp_path):
    path = tmp_path / "journal.jsonl"
    other = {**PAPER, "id": "acl:2", "abstract": "Something else. " * 30}
    answers = [{"papers": [PAPER]}, {"papers": [other, PAPER]}, {"papers": [PAPER, other]}]
    lines = written(path, answers)
    assert lines[0]["answer"]["papers"] == [PAPER]
    assert lines[1]["answer"]["papers"] == [other, {"as_in_line": 1, "at": ["answer", "papers", 0]}]
    assert lines[2]["answer"]["papers"] == [
        {"as_in_line": 1, "at": ["answer", "papers", 0]},
        {"as_in_line": 2, "at": ["answer", "papers", 0]},
    ]
    assert [e.answer for e in Journal(path, growing=False).entries] == answers


def test_a_change_in_a_paper_is_written_and_its_abstract_is_not(tmp_path):
    newer = {**PAPER, "citation_count": 7}
    lines = written(tmp_path / "journal.jsonl", [{"papers": [PAPER]}, {"papers": [newer]}])
    abstract = {"as_in_line": 1, "at": ["answer", "papers", 0, "abstract"]}
    assert lines[1]["answer"]["papers"] == [{**newer, "abstract": abstract}]


def test_what_a_crash_cut_off_is_written_again_and_never_pointed_at(tmp_path):
    path = tmp_path / "journal.jsonl"
    written(path, [{"text": "first"}, {"papers": [PAPER]}])
    path.write_bytes(path.read_bytes()[:-30])
    journal = Journal(path)
    for n in (1, 2):
        journal.append("library", {"again": n}, {"papers": [PAPER]})
    journal.close()
    assert [json.loads(x)["answer"] for x in path.read_text().splitlines()] == [
        {"text": "first"},
        {"papers": [PAPER]},
        {"as_in_line": 2, "at": ["answer"]},
    ]
    assert Journal(path, growing=False).entries[2].answer == {"papers": [PAPER]}


def test_a_line_that_could_not_be_written_is_not_pointed_at(tmp_path, monkeypatch):
    import os

    journal = Journal(tmp_path / "journal.jsonl")
    journal.append("library", {"n": 1}, {})
    real = os.write

    def half(file, content):
        if len(content) > 100:
            return real(file, content[:100])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "write", half)
        with pytest.raises(Exception, match="No space"):
            journal.append("library", {"n": 2}, {"papers": [PAPER] * 1})
    journal.append("library", {"n": 2}, {"papers": [PAPER]})
    journal.close()
    assert [e.answer for e in Journal(tmp_path / "journal.jsonl").entries] == [
        {},
        {"papers": [PAPER]},
    ]


@pytest.mark.parametrize(
    "pointer",
    [
        {"as_in_line": 2, "at": ["answer"]},
        {"as_in_line": 9, "at": ["answer"]},
        {"as_in_line": 0, "at": ["answer"]},
        {"as_in_line": -1, "at": ["answer"]},
        {"as_in_line": "1", "at": ["answer"]},
        {"as_in_line": 1, "at": ["answer", "papers", 5]},
        {"as_in_line": 1},
        {"as_in_line": 0, "value": 3},
    ],
)
def test_a_pointer_that_points_at_nothing_is_damage(tmp_path, pointer):
    path = tmp_path / "journal.jsonl"
    written(path, [{"papers": [PAPER]}, {}])
    entry = Journal(path).entries[1]
    first = path.read_text().splitlines()[0]
    odd = to_line(entry.model_copy(update={"answer": {"papers": [pointer]}}))
    path.write_text(f"{first}\n{odd}\n")
    with pytest.raises(RunError, match=r"line 2 of journal\.jsonl is damaged"):
        Journal(path)
