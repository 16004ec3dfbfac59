import gzip
import json

import pytest

from litassay.errors import InputError
from litassay.types import Paper
from store.library import jsonl
from store.library.intake import BadRecord
from store.library.readers import read


def lines(*records):
    return "".join(json.dumps(r) + "\n" for r in records).encode()


def outcomes(path, **mapping):
    return [item.outcome for item in read(path, mapping).items]


def test_good_records_are_kept_and_bad_ones_are_named_by_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        lines({"title": "One"}) + b"\n{broken\n[1]\n" + b'{"title": "caf\xe9"}\n'
        + lines({"abstract": "x"}, {"title": "Two", "year": "2020a"})
    )  # fmt: skip
    found = outcomes(path)
    assert [o.line for o in found if isinstance(o, BadRecord)] == [3, 4, 5, 6]
    whys = [o.why for o in found if isinstance(o, BadRecord)]
    assert whys[0].startswith("not JSON")
    assert whys[1:] == ["not a JSON object", "not UTF-8", "no title"]
    assert [o.title for o in found if isinstance(o, Paper)] == ["One", "Two"]


def test_gzip_is_known_by_content(tmp_path):
    for name in ("a.jsonl.gz", "b.jsonl"):
        (tmp_path / name).write_bytes(gzip.compress(lines({"title": "One"})))
        assert outcomes(tmp_path / name)[0].title == "One"


@pytest.mark.parametrize("cut", [10, 40, -9, -4])
def test_a_truncated_gzip_is_refused_as_a_whole(tmp_path, cut):
    packed = gzip.compress(lines(*({"title": f"Paper {n}"} for n in range(50))))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[:cut])
    with pytest.raises(InputError, match="damaged gzip file"):
        read(tmp_path / "a.jsonl.gz", {})


def test_a_corrupt_gzip_is_refused(tmp_path):
    packed = bytearray(gzip.compress(lines(*({"title": f"Paper {n}"} for n in range(500)))))
    packed[100:140] = b"\0" * 40
    (tmp_path / "a.jsonl.gz").write_bytes(bytes(packed))
    with pytest.raises(InputError, match="damaged gzip file"):
        read(tmp_path / "a.jsonl.gz", {})


@pytest.mark.parametrize("content", [b"", b"\n \n", gzip.compress(b"")])
def test_an_empty_file_is_refused(tmp_path, content):
    (tmp_path / "a.jsonl").write_bytes(content)
    with pytest.raises(InputError, match="holds no records"):
        read(tmp_path / "a.jsonl", {})


def test_a_line_without_end_is_skipped_without_being_held(tmp_path, monkeypatch):
    monkeypatch.setattr(jsonl, "MAX_LINE", 1000)
    (tmp_path / "a.jsonl").write_bytes(
        lines({"title": "x" * 5000}, {"title": "Good"}) + b'{"title": "' + b"y" * 3000
    )
    found = outcomes(tmp_path / "a.jsonl")
    assert [getattr(o, "title", None) for o in found] == [None, "Good", None]
    assert found[2].line == 3


def test_deep_nesting_and_surrogates_do_no_harm(tmp_path):
    deep = b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n"
    (tmp_path / "a.jsonl").write_bytes(deep + b'{"title": "a\\ud800b\\u0000"}\n')
    found = outcomes(tmp_path / "a.jsonl")
    assert found[0].why == "not JSON: nested too deeply"
    assert found[1].title == "ab"


def test_fields_can_be_mapped(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines({"doc_id": 7, "name": "T", "text": ["a", "b"]}))
    [paper] = outcomes(tmp_path / "a.jsonl", id="doc_id", title="name", abstract="text")
    assert (paper.id, paper.title, paper.abstract) == ("local:7", "T", "a b")


def test_unknown_and_missing_files_are_refused(tmp_path):
    with pytest.raises(InputError, match="there is no file"):
        read(tmp_path / "a.jsonl", {})
    (tmp_path / "a.docx").write_bytes(b"x")
    for path in (tmp_path / "a.docx", tmp_path):
        with pytest.raises(InputError, match=r"known are: .*BibTeX"):
            read(path, {})
