"""The journal: what is written can be read, and damage is named with its line."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.errors import RunError, StorageError
from store.journal import Entry, Journal, key_of, to_line

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
LONG = "An abstract that is long enough to be written only once. " * 20
FIELDS = st.dictionaries(st.text(min_size=1), JSON, max_size=4)


def written(path, count=3):
    journal = Journal(path)
    for n in range(count):
        journal.append("model", {"model": "m", "n": n}, {"text": f"answer {n}"}, stage="writer")
    journal.close()
    return path


@given(request=FIELDS, answer=FIELDS)
def test_a_line_gives_back_what_was_written(tmp_path_factory, request, answer):
    path = tmp_path_factory.mktemp("j") / "journal.jsonl"
    journal = Journal(path)
    entry = journal.append("http", request, answer, ask=2)
    journal.close()
    assert path.read_bytes().count(b"\n") == 1
    assert Journal(path, growing=False).entries == [entry]


@given(a=FIELDS, b=FIELDS)
def test_the_key_is_the_same_for_the_same_request_only(a, b):
    assert key_of("model", a) == key_of("model", dict(reversed(list(a.items()))))
    assert key_of("model", a) != key_of("http", a)
    if json.dumps(a, sort_keys=True) != json.dumps(b, sort_keys=True):
        assert key_of("model", a) != key_of("model", b)


def test_a_line_is_on_disk_before_append_returns(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    journal.append("library", {"library": "sample"}, {})
    assert len(Journal(tmp_path / "journal.jsonl").entries) == 1  # read while it is still open
    journal.close()


@given(data=st.data())
def test_any_changed_byte_is_named_with_its_line(tmp_path_factory, data):
    path = written(tmp_path_factory.mktemp("j") / "journal.jsonl")
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    line = path.read_bytes()[:at].count(b"\n") + 1
    with pytest.raises(RunError, match=f"line {line} of journal.jsonl"):
        Journal(path, growing=False)


def test_a_missing_line_is_named(tmp_path):
    path = written(tmp_path / "journal.jsonl")
    lines = path.read_text().splitlines(keepends=True)
    path.write_text(lines[0] + lines[2])
    with pytest.raises(
        RunError, match=r"line 2 of journal\.jsonl is damaged: it calls itself line 3"
    ):
        Journal(path)


def test_a_line_of_another_version_is_named(tmp_path):
    path = written(tmp_path / "journal.jsonl", 1)
    journal = Journal(path)
    line = to_line(journal.entries[0].model_copy(update={"journal": 3}))
    path.write_text(line + "\n")
    with pytest.raises(RunError, match=r"line 1 of journal\.jsonl is of format 3") as caught:
        Journal(path)
    assert "reads formats 1 to 2; use the version" in str(caught.value)


def test_a_journal_of_format_1_is_read_and_continued(tmp_path):
    """Its values stand in every line whole, whatever their fields are called."""
    path = tmp_path / "journal.jsonl"
    answer = {"papers": [{"abstract": LONG}], "odd": {"as_in_line": 7, "at": []}}
    lines = [
        Entry(journal=1, n=n, kind="library", key=key_of("library", {"q": n}),
              request={"q": n}, answer=answer)
        for n in (1, 2)
    ]  # fmt: skip
    path.write_text("".join(to_line(line) + "\n" for line in lines))
    journal = Journal(path)
    assert journal.entries == lines
    entry = journal.append("library", {"q": 3}, answer)
    journal.close()
    assert len(path.read_text().splitlines()[2]) < len(LONG)
    assert Journal(path, growing=False).entries == [*lines, entry]


def test_a_line_of_no_version_is_damaged(tmp_path):
    path = written(tmp_path / "journal.jsonl", 1)
    for body in ('{"journal":2', '{"n":1', "[1", '{"journal":[]'):
        check = hashlib.sha256(body.encode()).hexdigest()[:16]
        path.write_text(f'{body},"check":"{check}"}}\n')
        with pytest.raises(RunError, match=r"line 1 of journal\.jsonl is"):
            Journal(path)


def test_a_line_cut_by_a_crash_is_dropped_when_resuming_and_refused_when_replaying(tmp_path):
    path = written(tmp_path / "journal.jsonl")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(RunError, match=r"line 3 of journal\.jsonl is damaged: it breaks off"):
        Journal(path, growing=False)
    journal = Journal(path)
    assert (len(journal.entries), journal.cut) == (2, 3)
    journal.append("model", {"model": "m"}, {"text": "again"})
    journal.close()
    assert [e.n for e in Journal(path, growing=False).entries] == [1, 2, 3]


def test_a_missing_journal_is_refused_when_replaying(tmp_path):
    with pytest.raises(RunError, match=r"journal\.jsonl' is missing"):
        Journal(tmp_path / "journal.jsonl", growing=False)


def test_a_full_disk_is_a_storage_error(tmp_path):
    journal = Journal(tmp_path / "gone" / "journal.jsonl")
    with pytest.raises(StorageError, match="could not be written"):
        journal.append("model", {}, {})
    assert journal.entries == []
