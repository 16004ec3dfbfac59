import pytest

from agents.dossier.building import dossier
from agents.law.soundness import asserts, faults, misquoted, statement_faults
from litassay.types import Statement
from tests.agents.sound_report import SOUND

SEEN = dossier(*SOUND)
CASE = SEEN.claims[0]


def case(**changes):
    return CASE.model_copy(update=changes)


def said(text, *ids):
    return Statement(text=text, claim_ids=ids or ("c1",))


def test_sound_claims_have_no_fault():
    assert [faults(c) for c in SEEN.claims] == [()] * 7


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"found": False}, "not in its document"),
        ({"text": CASE.text.replace("12.4", "14.2")}, "number"),
        ({"text": CASE.text.replace("12.4 points", "12.4 %")}, "number"),
        ({"text": CASE.text.replace("raises", "does not raise")}, "opposite"),
        ({"text": CASE.text[:40]}, "middle of a sentence"),
        ({"text": "Mice forget mazes when kept awake."}, "does not say"),
        ({"proofs": ()}, "marked supported"),
    ],
)
def test_what_is_wrong_with_a_claim_is_said(changed, word):
    assert any(word in wrong for wrong in faults(case(**changed)))


def test_support_that_its_own_work_takes_back_is_none():
    turned = tuple(p.model_copy(update={"stance": "REFUTES"}) for p in CASE.proofs[:1])
    assert any("marked supported" in w for w in faults(case(proofs=turned + CASE.proofs[1:])))


def test_a_quote_that_says_what_another_claim_says():
    exchanged = CASE.model_copy(update={"quote": SEEN.claims[4].quote})
    assert misquoted(exchanged, SEEN)
    assert not misquoted(CASE, SEEN)


def test_statements_that_tell_their_claims_are_sound():
    assert statement_faults(said(CASE.text), SEEN) == ()
    assert (
        statement_faults(said(f"In the same paper, {CASE.text[0].lower()}{CASE.text[1:]}"), SEEN)
        == ()
    )


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        (said(CASE.text.replace("12.4", "21.4")), "number"),
        (said(CASE.text, "c5"), "another claim"),
        (said(CASE.text, "c99"), "no claim"),
        (said(CASE.text.replace("raises", "does not raise")), "opposite"),
        (said("Sleep makes mice remember mazes for days."), "do not say"),
        (said("Adversarial training raises the"), "middle of a sentence"),
    ],
)
def test_what_is_wrong_with_a_statement_is_said(statement, word):
    assert any(word in wrong for wrong in statement_faults(statement, SEEN))


def test_a_report_may_count_its_papers_and_claims():
    counted = said("Seven verified findings from 6 papers address the question.", "c1", "c2")
    assert statement_faults(counted, SEEN) == ()


def test_only_statements_with_a_content_of_their_own_assert():
    assert asserts(Statement(text="Quantum annealing doubles the yield of barley."), SEEN)
    assert not asserts(Statement(text=f"This review asks: “{SEEN.question}”"), SEEN)
    assert not asserts(
        Statement(text="One search of library:test returned 7 papers; seven papers were included."),
        SEEN,
    )


def test_the_title_that_a_sentence_names_is_not_what_it_says():
    named = case(text="The method raises robustness of text classifiers by 12.4 points.")
    seen = SEEN.model_copy(update={"claims": (named, *SEEN.claims[1:])})
    told = said(
        "The method of “Reducing the loss: defending without retraining” raises robustness of text "
        "classifiers by 12.4 points."
    )
    assert statement_faults(told, seen) == ()
