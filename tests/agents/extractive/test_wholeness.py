"""Whole sentences that stand alone, told by their form."""

import pytest

from agents.extractive.wholeness import stands_alone


@pytest.mark.parametrize(
    "text",
    [
        "Back-translation helps most where little parallel text is there.",
        "We find that pruning (by 40 %) leaves the accuracy of the parser as it was.",
        "The authors call this effect “length bias of the judge”.",
    ],
)
def test_whole_sentences_stand(text):
    assert stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "It also lowers the error rate of small parsers.",
        "These results hold for all four languages that were tested.",
        "Their parser is faster than the one it replaces.",
        "1) the parser is fast and small;",
        "and the parser is faster than its rivals.",
        "The parser (and its tagger is faster than all others.",
        "Too short.",
        "The loss is \\mathcal{L} plus a term for the length.",
        "The parser is fast and accurate on all ten treebanks...",
        "Introduction. the parser is faster than all of its rivals.",
        "word " * 80 + "end.",
    ],
)
def test_fragments_and_pointers_do_not(text):
    assert not stands_alone(text)
