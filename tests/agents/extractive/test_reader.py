import pytest

from agents.extractive.reader import FEATURES, Quoted, chances, rows
from litassay.models.embedding import WordLlamaEmbedder
from tests.agents.sound_report import QUESTION, TEXTS

EMBEDDER = WordLlamaEmbedder()
QUOTED = [Quoted(title, text, 0.6) for title, text in TEXTS]
OFF = [
    Quoted("Speech of whales", "Whales answer each other over forty kilometres of sea.", 0.6),
    Quoted("Pottery kilns", "Kilns fired with reed reached lower temperatures than charcoal.", 0.6),
]


def test_quotes_that_name_the_question_are_likelier_relevant_than_those_that_do_not():
    found = chances(QUESTION, [*QUOTED, *OFF], EMBEDDER)
    assert min(found[: len(QUOTED)]) > max(found[len(QUOTED) :])


def test_the_screened_probability_counts_and_an_unscreened_paper_counts_little():
    title, quote = TEXTS[0]
    asked = [Quoted(title, quote, p) for p in (None, 0.2, 0.5, 0.9)]
    found = [chances(QUESTION, [one], EMBEDDER)[0] for one in asked]
    assert found == sorted(set(found))


def test_one_row_a_quote_and_none_without_quotes():
    assert rows(QUESTION, QUOTED, EMBEDDER).shape == (len(QUOTED), len(FEATURES))
    assert rows(QUESTION, [], EMBEDDER).shape == (0, len(FEATURES))
    assert chances(QUESTION, [], EMBEDDER) == ()


@pytest.mark.parametrize("quote", ["", "?!", "the of and", "x" * 5000])
def test_any_text_has_a_probability(quote):
    (found,) = chances(QUESTION, [Quoted("", quote, None)], EMBEDDER)
    assert 0 <= found <= 1
