"""The sample library: true facts, own words, and no figure that the original does not give."""

import gzip
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from litassay.text.sentences import sentences
from litassay.text.words import words

Entry = dict[str, Any]

FIELDS = ["id", "title", "authors", "year", "venue", "booktitle", "doi", "bibkey", "abstract"]
SOURCE = Path(__file__).resolve().parents[3].parent / (
    "shared/data/acl_anthology/abstracts_2016_2024.jsonl.gz"
)
LONGEST_SHARED_RUN = 7
"""Words in a row that a summary may share with its original: names and terms, not sentences."""
NAMES_OF_COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
COUNT_WORDS = {name: str(value) for value, name in enumerate(NAMES_OF_COUNTS, start=2)}
"""`one` is left out: it is mostly a pronoun."""


def read_sample() -> list[Entry]:
    text = files("litassay.sample").joinpath("papers.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def figures(text: str) -> set[str]:
    """Digits and count words of a text, by value: `five` and `5` are the same figure."""
    digits = {raw.strip(".,").replace(",", "") for raw in re.findall(r"\d[\d.,]*", text)}
    return digits | {
        COUNT_WORDS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in COUNT_WORDS
    }


def percentages(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:\.\d+)?(?= ?%)", text))


def plain_words(text: str) -> list[str]:
    """Words in order, hyphenated compounds by their parts."""
    return [part for word in words(text) for part in re.split(r"[-'’]", word)]


def shared_run(one: str, other: str, length: int) -> str:
    """The first run of `length` words that both texts contain; empty when there is none."""
    theirs, ours = plain_words(other), plain_words(one)
    known = {tuple(theirs[at : at + length]) for at in range(len(theirs) - length + 1)}
    for at in range(len(ours) - length + 1):
        if tuple(ours[at : at + length]) in known:
            return " ".join(ours[at : at + length])
    return ""


SAMPLE = read_sample()
each_paper = pytest.mark.parametrize("entry", SAMPLE, ids=lambda e: e["id"])


@pytest.fixture(scope="module")
def originals() -> dict[str, Entry]:
    if not SOURCE.exists():
        pytest.skip("the ACL Anthology records in shared/ are absent: nothing to compare with")
    wanted = {entry["id"] for entry in SAMPLE}
    with gzip.open(SOURCE, "rt", encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines)
        return {record["id"]: record for record in records if record["id"] in wanted}


def test_it_holds_at_least_sixty_papers_and_none_twice() -> None:
    assert len(SAMPLE) >= 60
    for field in ("id", "bibkey", "title", "abstract"):
        assert len({entry[field] for entry in SAMPLE}) == len(SAMPLE)


@each_paper
def test_fields_are_complete(entry: Entry) -> None:
    assert list(entry) == FIELDS
    assert all(entry[f] == entry[f].strip() != "" for f in ("id", "title", "booktitle", "bibkey"))
    assert entry["authors"]
    assert all(isinstance(name, str) and name.strip() for name in entry["authors"])
    assert entry["venue"]
    assert 2016 <= entry["year"] <= 2024
    assert entry["doi"] is None or re.fullmatch(r"10\.\d{4,}/\S+", entry["doi"])


@each_paper
def test_summary_is_a_paragraph_of_whole_sentences(entry: Entry) -> None:
    summary = entry["abstract"]
    assert summary.isprintable()
    assert "  " not in summary
    found = sentences(summary)
    assert 4 <= len(found) <= 8
    assert all(s.text[0].isupper() and s.text[-1] in ".?!" for s in found)


@each_paper
def test_facts_equal_those_of_the_anthology(entry: Entry, originals: dict[str, Entry]) -> None:
    original = originals[entry["id"]]
    assert {**entry, "abstract": None} == {**original, "abstract": None}


@each_paper
def test_every_figure_occurs_in_the_original(entry: Entry, originals: dict[str, Entry]) -> None:
    original = originals[entry["id"]]
    said = f"{original['title']} {original['abstract']}"
    assert figures(entry["abstract"]) <= figures(said)
    assert percentages(entry["abstract"]) <= percentages(said)


@each_paper
def test_no_percentage_of_the_original_is_lost(entry: Entry, originals: dict[str, Entry]) -> None:
    assert percentages(originals[entry["id"]]["abstract"]) <= percentages(entry["abstract"])


@each_paper
def test_wording_is_our_own(entry: Entry, originals: dict[str, Entry]) -> None:
    original = originals[entry["id"]]["abstract"]
    assert shared_run(entry["abstract"], original, LONGEST_SHARED_RUN + 1) == ""


def test_a_copied_sentence_would_be_noticed(originals: dict[str, Entry]) -> None:
    for entry in SAMPLE:
        copied = max((s.text for s in sentences(originals[entry["id"]]["abstract"])), key=len)
        assert shared_run(f"{entry['abstract']} {copied}", copied, LONGEST_SHARED_RUN + 1)


def test_an_invented_figure_would_be_noticed() -> None:
    assert figures("a gain of 3.5% on five sets") == {"3.5", "5"}
    assert not figures("a gain of 3.6%") <= figures("a gain of 3.5%")
    assert percentages("up to 10% and 2.5 % on 4 sets") == {"10", "2.5"}


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("contrastive pre-training and robustness on GLUE", r"contrastive|adversarial|robust|GLUE"),
        ("stability of attributions", r"attribution|explanation|saliency|attention|interpret"),
    ],
)
def test_both_questions_have_papers(question: str, topic: str) -> None:
    about = [e for e in SAMPLE if len(re.findall(topic, e["title"] + e["abstract"])) >= 3]
    assert len(about) >= 30, question


@pytest.mark.parametrize("name", ["GLUE", "AdvGLUE", "contrastive", "Integrated Gradients", "LIME"])
def test_what_the_questions_name_is_there(name: str) -> None:
    assert sum(name in entry["abstract"] for entry in SAMPLE) >= 1
