"""Quotes are found however they were re-typed, and offsets always point at the quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.text.quotes import find_quote, locate, normalise
from litassay.types import Paper, Passage

PROSE = st.text(
    st.sampled_from("abcXYZ 019.,-–—'’\"“\n\t\u00a0\u00ad\u200béñﬁ½\u0301√α%"), max_size=60
)

WORDS = st.sampled_from(["We", "find", "x₂", "naïve", "state-of-the-art", "3.5", "(BERT)", "ﬁts."])
BLANKS = st.sampled_from([" ", "\n", "  ", " \n ", "\t", "\u00a0", "\u2009"])

RETYPED = [
    ("“It’s ‘robust’”, they say.", "\"It's 'robust'\", they say."),
    ("a gain of 3–5 points", "a gain of 3-5 points"),
    ("contrastive pre-\ntraining helps", "contrastive pre-training helps"),
    ("contrastive learn-\ning helps", "contrastive learning helps"),
    ("contrastive learn-\ning helps", "contrastive learn- ing helps"),
    ("the state-of-the-\nart", "the state-of-the-art"),
    ("GPT-\n4 was used", "GPT-4 was used"),
    ("pre- and post-training", "pre- and post-training"),
    ("it  was\n\tfound\u00a0that", "it was found that"),
    ("the ﬁrst eﬀect", "the first effect"),
    ("Mu\u0308ller et al.", "Müller et al."),
    ("Müller et al.", "Mu\u0308ller et al."),
    ("soft\u00adware", "software"),
    ("x₂ = ２ and ½", "x2 = 2 and 1⁄2"),
]


@pytest.mark.parametrize(("stored", "typed"), RETYPED)
def test_a_retyped_quote_is_found_whole(stored, typed):
    passage = f"Before. {stored} After"
    found = find_quote(typed, passage)
    assert found == (8, 8 + len(stored))


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("accuracy rose by 3.5 points", "accuracy rose by 35 points"),
        ("accuracy rose by 3.5 points", "accuracy rose by 3.5 point"),
        ("unsupervised learning works", "supervised learning works"),
        ("It does not help.", "It does help."),
        ("between 10-20 epochs", "between 1020 epochs"),
        ("NLP", "nlp"),
        ("the cafe\u0301 corpus", "the cafe"),
        ("the café corpus", "the cafe"),
        ("the ﬁeld", "eld"),
        ("anything", "  \n "),
        ("anything", "\u200b"),
    ],
)
def test_what_was_not_said_is_not_found(stored, typed):
    assert find_quote(typed, stored) is None


@given(st.lists(WORDS, min_size=1, max_size=12), BLANKS, st.data())
def test_a_copied_stretch_of_whole_words_is_found_exactly(words, blank, data):
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = blank.join(words[first : last + 1])
    passage = blank.join(words)
    found = find_quote(quote, passage)
    assert found is not None
    assert passage[found[0] : found[1]] == quote


@given(PROSE, PROSE)
def test_offsets_point_at_text_that_folds_to_the_quote(passage, quote):
    found = find_quote(quote, passage)
    if found is not None:
        start, end = found
        assert 0 <= start < end <= len(passage)
        cut = passage[start:end]
        assert cut == quote or normalise(cut).text.strip() == normalise(quote).text.strip()


@given(PROSE)
def test_folding_is_idempotent_and_its_offsets_ascend(text):
    folded = normalise(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= at < len(text) for at in folded.offsets)
    assert "  " not in folded.text
    assert normalise(folded.text).text.strip() == folded.text.strip()


@given(st.lists(st.sampled_from(["We", "propose", "a", "method", "3.5"]), min_size=1), st.data())
def test_any_white_space_between_words_is_the_same(words, data):
    passage = "".join(word + data.draw(BLANKS) for word in words).strip()
    assert find_quote(" ".join(words), passage) == (0, len(passage))


def test_the_span_names_the_passage_and_quotes_it_as_stored():
    paper = Paper(
        id="p",
        title="T",
        abstract="Nothing here.",
        full_text=(Passage(text="We ﬁnd that\nit works.", locator="section 2"),),
    )
    span = locate("We find that it works.", paper)
    assert span is not None
    assert (span.passage, span.locator) == (1, "section 2")
    assert span.quote == paper.passages[1].text[span.start : span.end] == "We ﬁnd that\nit works."
    assert span.points_at(paper)
    assert locate("It never works.", paper) is None
