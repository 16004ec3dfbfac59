"""One rule for what says that a work was taken back."""

import pytest

from litassay.text.retraction import is_retracted


@pytest.mark.parametrize(
    "title",
    ["RETRACTED: A drug", "Retracted: A drug", "RETRACTED ARTICLE: A drug", "[Retracted] A drug",
     "(Retracted) A drug", "WITHDRAWN: A drug", "A drug (Retracted article. See vol. 3, pg. 4)",
     "A drug [RETRACTED]", "Retracted - A drug", "REMOVED: A drug"],
)  # fmt: skip
def test_titles_that_say_so(title):
    assert is_retracted(title)


@pytest.mark.parametrize(
    "title",
    ["Retraction notice to: A drug", "Retracted papers in science", "Withdrawn patients",
     "A trial in patients (withdrawn from treatment)", "Removed teeth", "Retraction: A drug"],
)  # fmt: skip
def test_titles_that_do_not(title):
    assert not is_retracted(title)


@pytest.mark.parametrize("said", [True, 1, 1.0, "true", "True", "yes", "1", "Retracted"])
def test_every_spelling_of_true(said):
    assert is_retracted("A drug", said=said)


@pytest.mark.parametrize("said", [None, False, 0, "false", "no", "", "0", [], "n/a"])
def test_every_spelling_of_false(said):
    assert not is_retracted("A drug", said=said)


def test_types_notes_and_keywords():
    assert is_retracted("A drug", kinds=["Journal Article", "Retracted Publication"])
    assert is_retracted("A drug", kinds=["retracted-article"])
    assert not is_retracted("A drug", kinds=["Retraction of Publication"])
    assert is_retracted("A drug", notes=["Retracted"])
    assert is_retracted("A drug", notes=["This paper has been withdrawn by the authors."])
    assert is_retracted("A drug", keywords=["Retracted Publication"])
    assert not is_retracted("On retractions", keywords=["retracted publications", "ethics"])
