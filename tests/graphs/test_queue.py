"""Which works a round screens: only what its own searches add, and nothing that is known again."""

from agents.works.ranking import keep_ids
from graphs.queue import screening_queue
from graphs.state import State
from litassay.types import Hit, Paper, Plan, Query, Question, ScreeningDecision, SearchOutcome


def paper(name, *merged):
    return Paper(id=name, title=name, abstract="It reports a finding.", merged_ids=merged)


def search(round_number, *names):
    hits = tuple(Hit(paper_id=name, rank=n) for n, name in enumerate(names, 1))
    query = Query(text=f"round {round_number}", round=round_number)
    return SearchOutcome(source="s", query=query, query_sent="q", status="ok", hits=hits)


def decision(name, reason=None, included=False):
    return ScreeningDecision(
        paper_id=name, included=included, relevance=0.5, reason=reason, explanation="It fits."
    )


def queue(searches, works, screening=(), most=10):
    plan = Plan(sub_questions=(), queries=(), round=max(s.query.round for s in searches))
    state = State(
        Question(text="Q?"),
        plans=(plan,),
        searches=tuple(searches),
        screening=tuple(screening),
    )
    found = screening_queue(state, works, most)
    return tuple([p.id for p in part] for part in found)


def test_the_first_round_is_ranked_and_what_is_over_the_limit_is_left():
    works = [paper("a"), paper("b"), paper("c")]
    assert queue([search(0, "b", "a", "c")], works, most=2) == ([], ["b", "a"], ["c"])


def test_what_was_judged_stays_judged_however_many_works_a_later_round_finds():
    works = [paper(n) for n in "abcdef"]
    known = [
        decision("a", included=True),
        decision("b", "off_topic"),
        decision("c", "not_screened"),
    ]
    searches = [search(0, "a", "b", "c"), search(1, "d", "e", "f")]
    assert queue(searches, works, known, most=2) == (["a", "b"], ["d", "e"], ["f", "c"])


def test_a_work_that_was_not_looked_at_is_looked_at_when_a_later_round_finds_it_again():
    known = [decision("a", included=True), decision("b", "not_screened")]
    searches = [search(0, "a", "b"), search(1, "b", "c")]
    assert queue(searches, [paper("a"), paper("b"), paper("c")], known)[1] == ["b", "c"]


def test_a_work_whose_screening_failed_is_handed_to_the_screener_again():
    judged, new, _ = queue([search(0, "a")], [paper("a")], [decision("a", "not_checked")])
    assert (judged, new) == (["a"], [])


def test_a_work_keeps_the_id_under_which_it_was_read():
    (work,) = keep_ids([paper("new", "old", "older")], [decision("old", included=True)])
    assert (work.id, work.merged_ids) == ("old", ("new", "older"))
    assert keep_ids([paper("x")], []) == (paper("x"),)
