"""Independent groups, the verdict they carry, and the certainty with its reasons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.law.certainty import LEVELS
from agents.law.counting import count_all, tally
from agents.law.groups import groups
from litassay.types import Paper, ProposedFinding, ScreeningDecision, Span, Weighing, Weight

FINDING = ProposedFinding(id="f1", text="It helps.", sub_question="q1", claim_ids=("c1",))


def paper(n, authors=(), year=2020, **more):
    names = authors or (f"Ada Solo-{'abcdefghij'[n]}",)
    return Paper(id=f"p{n}", title="T", authors=names, year=year, abstract="It helps.", **more)


def weight(n, stance, locator="§ 4"):
    span = Span(paper_id=f"p{n}", passage=0, start=0, end=2, quote="It", locator=locator)
    return Weight(paper_id=f"p{n}", stance=stance, spans=() if stance == "silent" else (span,))


def counted(stances, papers=None, screening=(), **more):
    papers = papers or [paper(n) for n in range(len(stances))]
    weights = tuple(weight(n, s, **more) for n, s in enumerate(stances))
    return count_all((FINDING,), (Weighing(finding_id="f1", weights=weights),), papers, screening)[
        0
    ]


def test_papers_that_share_an_author_in_any_spelling_are_one_group():
    papers = [
        paper(0, ("Ana Müller", "Bo Li")), paper(1, ("Muller, Ana",)), paper(2, ("Bo Li",)),
        paper(3, ("Li",)), paper(4, ("Li",)),
    ]  # fmt: skip
    assert groups(papers) == ({"p0", "p1", "p2"}, {"p3"}, {"p4"})


def test_a_group_on_both_sides_is_mixed_and_counts_once():
    papers = [paper(0, ("Ana Lin",)), paper(1, ("Ana Lin",)), paper(2), paper(3)]
    found = counted(["supports", "refutes", "supports", "silent"], papers)
    assert (found.groups_for, found.groups_against, found.groups_mixed) == (1, 0, 1)


@pytest.mark.parametrize(
    ("stances", "verdict"),
    [
        (["supports"] * 3, "SUPPORTED"),
        (["supports", "supports", "refutes"], "SUPPORTED"),
        (["supports", "refutes"], "NOT_ENOUGH_INFO"),
        (["refutes", "refutes", "mixed"], "REFUTED"),
        (["silent"], "NOT_ENOUGH_INFO"),
    ],
)
def test_two_thirds_of_the_groups_decide(stances, verdict):
    assert counted(stances).verdict == verdict


def test_what_was_not_weighed_is_not_checked():
    found = count_all((FINDING,), (), [paper(0)])[0]
    assert (found.verdict, found.confidence) == ("NOT_CHECKED", None)


def test_certainty_names_every_reason():
    assert counted(["supports"] * 4).certainty == "high"
    low = counted(["supports", "supports", "refutes"], locator="abstract")
    assert low.certainty == "very_low"
    assert [r.split(":")[0] for r in low.lowered_by] == [
        "inconsistent", "only two groups", "abstracts only",
    ]  # fmt: skip


def test_indirect_preprints_and_old_papers_lower_it():
    papers = [paper(n, year=2010, preprint=True) for n in range(3)] + [paper(3, year=2024)]
    apart = [
        ScreeningDecision(
            paper_id=f"p{n}", included=True, relevance=0.5, grade="partial", explanation="x"
        )
        for n in range(3)
    ]
    found = counted([*["supports"] * 3, "silent"], papers, apart)
    assert [r.split()[0] for r in found.lowered_by] == ["indirect:", "most", "old:"]


def test_retracted_papers_do_not_count():
    papers = [paper(0), paper(1, retracted=True)]
    assert counted(["supports", "refutes"], papers).groups_against == 0


@given(st.lists(st.sampled_from(["supports", "refutes", "mixed", "silent"]), max_size=8))
def test_counts_are_of_the_groups_that_speak(stances):
    found = tally({f"p{n}": s for n, s in enumerate(stances)}, [{f"p{n}"} for n in range(8)])
    assert found.heard == sum(s != "silent" for s in stances)
    assert 0 <= found.agreeing <= found.heard
    assert counted(stances).certainty in LEVELS if stances else True
