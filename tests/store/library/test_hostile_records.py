"""Whatever a record holds, it becomes a paper or a named reason, and spoils no other record."""

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from litassay.errors import InputError
from litassay.types import Paper
from store.library.fields import FIELDS
from store.library.intake import BadRecord
from store.library.readers import read

CSL = ("author", "issued", "container-title", "DOI", "URL", "PMID", "PMCID")
NUMBERS = ("9" * 5000, "-" + "9" * 5000, "1e999", "NaN", "-Infinity", "0.1", "-0", "1e-400")
ODD = ('"0000-00-00"', '"\\ud800"', '"\\u0000"', "[" * 300 + "]" * 300, "true", "null", "{}")
DATES = ('{"date-parts": [[%s]]}', '{"date-parts": [%s]}', '{"date-parts": %s}', '{"raw": %s}')


def plain(alphabet):
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | alphabet
    nested = st.recursive(
        leaves, lambda v: st.lists(v) | st.dictionaries(alphabet, v), max_leaves=6
    )
    return nested.map(json.dumps)


TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
RAW = st.sampled_from((*NUMBERS, *ODD)) | plain(TEXT)
VALUE = RAW | st.builds(lambda form, value: form % value, st.sampled_from(DATES), RAW)
RECORD = st.dictionaries(st.sampled_from((*FIELDS, *CSL)), VALUE, max_size=8).map(
    lambda fields: "{" + ",".join(f'"{k}": {v}' for k, v in fields.items()) + "}"
)
FUZZ = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def outcomes(path, content):
    path.write_bytes(content)
    intake = read(path, {})
    found = [item.outcome for item in intake.items]
    assert len(found) == intake.total
    for one in found:
        assert isinstance(one, (Paper, BadRecord))
        if isinstance(one, Paper):
            assert one == Paper.model_validate_json(one.model_dump_json())
        else:
            assert one.why
            assert "\n" not in one.why
    return found


def titles(found):
    return [one.title for one in found if isinstance(one, Paper)]


@pytest.mark.parametrize(
    ("name", "around"), [("a.jsonl", ("", "\n", "")), ("a.json", ("[", ",", "]"))]
)
@FUZZ
@given(records=st.lists(RECORD, min_size=1, max_size=3))
def test_any_value_in_any_field_has_a_typed_outcome(tmp_path, name, around, records):
    begin, between, end = around
    content = between.join(['{"title": "first"}', *records, '{"title": "last"}'])
    found = outcomes(tmp_path / name, f"{begin}{content}{end}".encode())
    assert len(found) == len(records) + 2
    assert titles(found)[0] == "first"
    assert titles(found)[-1] == "last"


LATEX = (
    "{", "}", "\\", "$", '"', "@", ",", "=", "%", "\\sqrt", "\\verb", "\\begin{array}",
    "\\input{x}", "\\title", "\\'", "\\frac", "{" * 300 + "x" + "}" * 300, " and ", "others",
    "title", "@article{",
)  # fmt: skip
TAGS = ("TY  - ", "ER  - ", "AU  - ", "PY  - ", "XX  - ", "\n", "\r", "\x0c", "\u2028", "SP  -")


def text_of(*tokens):
    return st.lists(st.sampled_from(tokens) | st.text(max_size=10), max_size=20).map("".join)


@FUZZ
@given(text_of(*LATEX), st.sampled_from(["title", "author", "abstract", "year", "url", "eprint"]))
def test_any_text_in_bibtex_has_a_typed_outcome(tmp_path, text, field):
    content = f"@article{{a, title={{first}}}}\n@article{{b, title={{x}}, {field}={{{text}}}}}\n"
    found = outcomes(tmp_path / "a.bib", content.encode())
    assert titles(found)[0] == "first"


@FUZZ
@given(text_of(*TAGS), st.binary(max_size=60))
def test_any_text_in_ris_has_a_typed_outcome(tmp_path, text, noise):
    content = f"TY  - JOUR\nTI  - first\nER  - \nTY  - JOUR\n{text}".encode() + noise
    found = outcomes(tmp_path / "a.ris", content)
    assert titles(found)[0] == "first"


@FUZZ
@given(
    st.binary(max_size=200), st.sampled_from(["a.bib", "a.ris", "a.json", "a.jsonl", "a.bib.gz"])
)
def test_any_bytes_have_a_typed_outcome(tmp_path, content, name):
    try:
        outcomes(tmp_path / name, content)
    except InputError as error:
        assert error.message  # noqa: PT017 - the other outcome is no error


@pytest.mark.parametrize(("name", "form"), [("a.jsonl", "%s\n%s\n%s"), ("a.json", "[%s,%s,%s]")])
def test_a_number_of_5000_digits_loses_one_record(tmp_path, name, form):
    huge = '{"title": "huge", "year": %s}' % ("9" * 5000)
    first, bad, last = outcomes(
        tmp_path / name, (form % ('{"title": "one"}', huge, '{"title": "two"}')).encode()
    )
    assert (first.title, last.title) == ("one", "two")
    assert bad.why == "year is too large a number"
    assert bad.place == ("line 2" if name == "a.jsonl" else "item 2 (line 1)")


def test_missing_values_as_data_frames_write_them_lose_nothing(tmp_path):
    (paper,) = outcomes(tmp_path / "a.jsonl", b'{"title": "T", "year": NaN, "abstract": NaN}')
    assert (paper.title, paper.year, paper.abstract) == ("T", None, "")


def test_deep_nesting_in_one_item_of_csl_loses_that_item(tmp_path):
    deep = '{"title": ' + "[" * 100_000 + "]" * 100_000 + "}"
    first, bad = outcomes(tmp_path / "a.json", f'[{{"title": "one"}},\n{deep}]'.encode())
    assert first.title == "one"
    assert (bad.why, bad.place) == ("not JSON: nested too deeply", "item 2 (line 2)")


def test_a_syntax_error_in_one_item_of_csl_loses_that_item(tmp_path):
    first, bad, last = outcomes(tmp_path / "a.json", b'[{"title":"1"},{"title" 2},{"title":"3"}]')
    assert (first.title, last.title) == ("1", "3")
    assert bad.why.startswith("not JSON: Expecting ':' delimiter")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[{"title": "one"}, {"title": "tw', "ends within item 2"),
        ('[{"title": "one"}] x', "goes on behind the end"),
        ('{"message": []}', "is not an array"),
    ],
)
def test_csl_that_is_cut_off_or_is_something_else_is_refused(tmp_path, text, why):
    with pytest.raises(InputError, match=why):
        outcomes(tmp_path / "a.json", text.encode())


def test_300_nested_braces_are_only_braces(tmp_path):
    text = "@article{a,title={ok}}\n@article{b,title={" + "{" * 300 + "x" + "}" * 300 + "}}\n"
    assert titles(outcomes(tmp_path / "a.bib", text.encode())) == ["ok", "x"]


def test_latex_that_cannot_be_read_stays_as_written(tmp_path):
    text = r"@article{a,title={Costs of \verb in \foo{bar}},abstract={{\'e}t{\'e}}}"
    (paper,) = outcomes(tmp_path / "a.bib", text.encode())
    assert paper.title == r"Costs of \verb in \foo{bar}"
    assert paper.abstract == "été"


BIB = "@article{a, title={Caf\xe9 \u2013 cr\xe8me}, author={M\xfcller, J\xe9r\xf4me}}\n"
RIS = "TY  - JOUR\nTI  - Caf\xe9 \u2013 cr\xe8me\nAU  - M\xfcller, J\xe9r\xf4me\nER  - \n"


@pytest.mark.parametrize(("name", "text"), [("a.bib", BIB), ("a.ris", RIS)])
@pytest.mark.parametrize("packed", [False, True])
def test_old_encodings_are_read_and_said(tmp_path, name, text, packed):
    content = text.encode("cp1252")
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(content) if packed else content)
    intake = read(path, {})
    (paper,) = [item.outcome for item in intake.items]
    assert (paper.title, paper.authors) == ("Café – crème", ("Jérôme Müller",))
    assert "not UTF-8 and read as Windows-1252" in intake.notes[0]


def test_entries_of_two_encodings_in_one_file_are_both_read(tmp_path):
    path = tmp_path / "a.bib"
    path.write_bytes(BIB.encode() + "@article{b, title={Ni\xf1o}}".encode("latin-1"))
    intake = read(path, {})
    assert [item.outcome.title for item in intake.items] == ["Café – crème", "Niño"]
    assert intake.notes[0].startswith("1 line is not UTF-8")


@pytest.mark.parametrize("name", ["a.bib.gz", "a.ris.gz", "a.json.gz"])
def test_a_damaged_gzip_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(gzip.compress(BIB.encode() * 50)[:-9])
    with pytest.raises(InputError, match="damaged gzip"):
        read(tmp_path / name, {})


def test_a_gzip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("store.library.documents.MAX_FILE", 1000)
    (tmp_path / "a.bib.gz").write_bytes(gzip.compress(b" " * 100_000))
    with pytest.raises(InputError, match="larger than"):
        read(tmp_path / "a.bib.gz", {})


def test_csl_in_a_gzip_is_read(tmp_path):
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b'[{"title": "One"}]'))
    assert [i.outcome.title for i in read(tmp_path / "a.json.gz", {}).items] == ["One"]
