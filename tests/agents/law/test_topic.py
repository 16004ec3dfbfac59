from agents.dossier.building import dossier
from agents.law.topic import coverage, off_question, relevance
from tests.agents.sound_report import SOUND


def about(question):
    seen = dossier(*SOUND)
    return seen.model_copy(update={"question": question, "sub_questions": ()})


def test_claims_that_name_what_is_asked_are_on_the_question():
    seen = dossier(*SOUND)
    assert not any(off_question(c, seen) for c in seen.claims)
    assert all(0 < relevance(c, seen) <= 1 for c in seen.claims)


def test_claims_about_other_things_are_off_it():
    seen = about("Does sleep deprivation impair memory in mice?")
    assert all(off_question(c, seen) for c in seen.claims)


def test_what_a_claim_says_of_itself_does_not_count():
    seen = about("Does sleep deprivation impair memory in mice?")
    boast = seen.claims[0].model_copy(update={"text": seen.question})
    assert coverage(boast, seen) == coverage(seen.claims[0], seen)


def test_a_question_without_words_covers_nothing():
    seen = about("?")
    assert coverage(seen.claims[0], seen) == 0.0
