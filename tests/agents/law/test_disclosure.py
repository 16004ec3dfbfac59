import pytest

from agents.law.audit import audit
from agents.law.disclosure import LONGEST
from litassay.types import Query, SearchOutcome, Statement
from tests.agents.sound_report import SOUND


def undisclosed(report):
    return [d.name for d in audit(*report).undisclosed]


def with_failure(*limitations):
    failed = SearchOutcome(
        source="semantic_scholar", query=Query(text="q"), query_sent="q", status="rate_limited"
    )
    searches = (*SOUND.base.searches, failed)
    said = tuple(Statement(text=t) for t in limitations)
    return SOUND.with_findings(searches=searches).with_draft(
        limitations=(*SOUND.draft.limitations, *said)
    )


def test_a_sound_report_keeps_nothing_back():
    assert undisclosed(SOUND) == []
    assert {d.name for d in audit(*SOUND).due} == {
        "contradictions",
        "single-source",
        "abstracts-only",
    }


@pytest.mark.parametrize(
    "said",
    [
        "The source semantic_scholar refused further searches (rate limit) for every search.",
        "Semantic Scholar could not be reached.",
        "Searches failed in semantic_scholar, so the coverage is incomplete.",
    ],
)
def test_a_failed_source_is_disclosed_by_name_and_failure(said):
    assert undisclosed(with_failure(said)) == []


@pytest.mark.parametrize(
    "said",
    [
        "Semantic Scholar was searched.",
        "Some searches failed.",
        "Semantic Scholar was searched. " + "x" * LONGEST + " Semantic Scholar failed.",
    ],
)
def test_half_a_disclosure_is_none(said):
    found = undisclosed(with_failure(said))
    assert found == ["source:semantic_scholar"]


def test_words_of_one_fact_must_stand_in_one_sentence():
    assert undisclosed(with_failure("Semantic Scholar was searched.", "A search failed."))


def test_removed_limitations_are_missed():
    bare = SOUND.with_draft(limitations=())
    assert undisclosed(bare) == ["single-source", "abstracts-only"]


def test_a_part_without_a_verified_claim_must_be_named():
    gone = SOUND.with_draft(results=SOUND.draft.results[:1])
    assert "sub-question:q2" in undisclosed(gone)
    said = Statement(text="One of two sub-questions stayed unanswered.")
    told = gone.with_draft(limitations=(*SOUND.draft.limitations, said))
    assert "sub-question:q2" not in undisclosed(told)
