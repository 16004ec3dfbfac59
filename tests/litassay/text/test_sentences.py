"""Sentences point at themselves, come in order, and leave no word out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.text.sentences import sentences

PROSE = st.text(
    st.sampled_from("abA Z.!?…,;:()[]\"'“”\n\t\u00a0éß1.5%-中。\u200b\u0301"), max_size=120
)


@given(PROSE)
def test_offsets_point_at_the_sentence_and_ascend(source):
    position = 0
    for sentence in sentences(source):
        assert source[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.start >= position
        position = sentence.end


@given(PROSE)
def test_no_character_but_blanks_lies_between_sentences(source):
    covered = set()
    for sentence in sentences(source):
        covered.update(range(sentence.start, sentence.end))
    assert not [c for i, c in enumerate(source) if i not in covered and not c.isspace()]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("We use BERT. It works.", ["We use BERT.", "It works."]),
        ("Accuracy is 93.5 %. See Fig. 2 for more.", None),
        ("Smith et al. (2020) find a gain of 3.5 points.", None),
        ("We compare e.g. BERT, i.e. a model. It wins.", None),
        ("Does it work? Yes! It does.", ["Does it work?", "Yes!", "It does."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_scientific_prose(source, expected):
    found = [s.text for s in sentences(source)]
    if expected is not None:
        assert found == expected
    assert not [s for s in found if s.endswith(("et al.", "e.g.", "i.e.", "Fig."))]


def test_real_abstracts_lose_nothing(shared):
    import gzip
    import json
    from itertools import islice

    path = shared / "data" / "acl_anthology" / "abstracts_2016_2024.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, 0, 4000, 10):
            abstract = json.loads(line).get("abstract") or ""
            whole = sentences(abstract)
            assert all(abstract[s.start : s.end] == s.text for s in whole)
            assert "".join("".join(s.text for s in whole).split()) == "".join(abstract.split())
