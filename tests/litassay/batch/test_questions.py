"""Question files: three formats, ids that name folders, and faults with their line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.batch.questions import Task, read_questions, shard
from litassay.errors import InputError


def read(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    return read_questions(tmp_path / name)


def test_plain_text_has_a_question_a_line(tmp_path):
    tasks = read(tmp_path, "q.txt", "# about robustness\nDoes A help?\n\n  Does B?  \n")
    assert [(t.id, t.text) for t in tasks] == [("q0001", "Does A help?"), ("q0002", "Does B?")]


def test_csv_columns_are_settings(tmp_path):
    tasks = read(
        tmp_path, "q.csv", 'id,question,max_papers\na,"Does A, or B, help?",5\n,Does C?,\n'
    )
    assert [t.id for t in tasks] == ["a", "q0002"]
    assert tasks[0].settings == {"max_papers": "5"}
    assert tasks[0].text == "Does A, or B, help?"
    assert tasks[1].settings == {}


def test_json_lines_may_carry_settings(tmp_path):
    (task,) = read(
        tmp_path, "q.jsonl", '{"id": "x", "question": "Does A?", "settings": {"max_papers": 3}}\n'
    )
    assert task == Task(id="x", text="Does A?", settings={"max_papers": 3})


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("q.txt", "# nothing\n", "holds no question"),
        ("q.md", "Does A?", "none of .csv, .jsonl, .txt"),
        ("q.jsonl", '{"question": "A?"}\n{', "line 2 is not JSON"),
        ("q.jsonl", "[1]", "line 1 is not an object"),
        ("q.jsonl", '{"question": "A?", "setings": {}}', "line 1: there is no field 'setings'"),
        ("q.jsonl", '{"question": ""}', "line 1: question"),
        ("q.jsonl", '{"id": "../x", "question": "A?"}', "cannot name a folder"),
        ("q.csv", "id,question\na,A?\nA,B?\n", "two questions have the id 'A'"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, name, text, says):
    with pytest.raises(InputError, match=says):
        read(tmp_path, name, text)


@given(st.integers(1, 40), st.integers(1, 8))
def test_shards_are_disjoint_and_together_whole(count, of):
    tasks = tuple(Task(id=f"q{n}", text="Does A?") for n in range(count))
    parts = [shard(tasks, part, of) for part in range(1, of + 1)]
    assert sorted(t.id for p in parts for t in p) == sorted(t.id for t in tasks)
