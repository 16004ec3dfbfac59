import gzip
import json

import pytest

from litassay.errors import InputError, StorageError
from litassay.evals.judgments import read_judged


def write(path, rows):
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_graded_papers_are_found_with_and_without_a_prefix(tmp_path):
    questions = write(tmp_path / "q.jsonl", [{"id": "a", "text": "Why?"}, {"id": "b", "text": "?"}])
    rows = [
        {"question": "a", "paper": "p2", "grade": 3, "findings": [[0, 4]], "direction": "yes"},
        {"question": "a", "paper": "p1", "grade": 1, "findings": [], "direction": "none"},
    ]
    (one,) = read_judged(questions, write(tmp_path / "j.jsonl", rows))
    assert [(j.paper, j.relevant) for j in one.judgments] == [("p1", False), ("p2", True)]
    assert one.of("acl:p2").findings == ((0, 4),)
    assert one.of("p2") == one.of("acl:p2")
    assert one.of("acl:p3") is None


def test_decisions_of_a_review_come_with_their_records(tmp_path):
    (tmp_path / "q.json").write_text(json.dumps([{"id": "sleep", "question": "Why sleep?"}]))
    rows = [
        {"id": "sleep-1", "title": "On naps", "abstract": "Naps help.", "included": 1},
        {"id": "sleep-2", "title": None, "abstract": None, "year": 2001, "included": 0},
    ]
    packed = tmp_path / "sleep.jsonl.gz"
    packed.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    (review,) = read_judged(tmp_path / "q.json", packed)
    assert [j.relevant for j in review.judgments] == [True, False]
    assert review.judgments[0].record.abstract == "Naps help."
    assert review.judgments[1].record.title == "untitled"


@pytest.mark.parametrize(
    "row",
    [
        {"question": "a", "paper": "p", "grade": 4},
        {"question": "a", "grade": 2},
        {"id": "other-1", "included": 1},
        {"question": "z", "paper": "p", "grade": 2},
        ["a"],
    ],
)
def test_what_is_no_judgment_of_these_questions_is_refused(tmp_path, row):
    questions = write(tmp_path / "q.jsonl", [{"id": "a", "text": "Why?"}])
    with pytest.raises(InputError):
        read_judged(questions, write(tmp_path / "j.jsonl", [row]))


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StorageError, match="nowhere"):
        read_judged(tmp_path / "nowhere.jsonl", tmp_path / "j.jsonl")
