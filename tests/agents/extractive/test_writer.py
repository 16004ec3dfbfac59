"""The writer: only supported claims are findings, every assertion cites, limits are this run's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.asked import proposition
from agents.extractive.standing import Bar, Standing, shown, strength_of
from agents.extractive.writer import ExtractiveWriter
from agents.law.counting import count_all
from litassay.types import (
    Claim,
    DimensionScore,
    Evidence,
    EvidenceBase,
    Paper,
    Plan,
    Query,
    Question,
    Review,
    ScreeningDecision,
    SearchOutcome,
    Span,
    SubQuestion,
    Verification,
    Weighing,
    Weight,
)

QUESTION = Question(text="Does adversarial training improve the robustness of language models?")
YES = "Adversarial training improves the robustness of language models on task {n}."
NO = "Adversarial training degrades the robustness of language models on task {n}."


ASIDE = "Adversarial training for robustness of language models was measured on task {n}."


def claim(n, text=YES, parts=("q1",), relevance=0.8):
    text = text.format(n=n)
    span = Span(paper_id=f"p{n}", passage=0, start=0, end=len(text), quote=text)
    return Claim(id=f"c{n}", text=text, span=span, sub_questions=parts, relevance=relevance)


def verified(c, verdict="SUPPORTED", confidence=0.9, **more):
    sure = None if verdict == "NOT_CHECKED" else confidence
    return Verification(
        claim_id=c.id, verdict=verdict, confidence=sure, grounded=verdict == "SUPPORTED", **more
    )


def base(claims, verifications=None, searches=None, plans=1):
    papers = tuple(
        Paper(
            id=f"p{n}", title=f"Adversarial training {n}", abstract=c.span.quote, year=2020 + n % 3
        )
        for n, c in enumerate(claims, start=1)
    )
    parts = (
        SubQuestion(id="q1", text=QUESTION.text),
        SubQuestion(id="q2", text="What limitations are reported for adversarial training?"),
    )
    query = Query(text="adversarial training")
    return EvidenceBase(
        question=QUESTION,
        plans=tuple(Plan(sub_questions=parts, queries=(query,), round=r) for r in range(plans)),
        searches=searches or (SearchOutcome(source="s", query=query, query_sent="q", status="ok"),),
        papers=papers,
        screening=tuple(
            ScreeningDecision(paper_id=p.id, included=True, relevance=0.8, explanation="x")
            for p in papers
        ),
        claims=tuple(claims),
        verifications=tuple(
            verifications if verifications is not None else (verified(c) for c in claims)
        ),
    )


def weighed(known):
    """The asked proposition, each paper weighed by what its claim says."""
    asked = proposition(known.question, "q1", tuple(c.id for c in known.claims))
    said = {YES[:30]: "supports", NO[:30]: "refutes"}
    weights = tuple(
        Weight(
            paper_id=c.paper_id,
            stance=said.get(c.text[:30], "silent"),
            spans=(c.span,) if c.text[:30] in said else (),
            probability=0.7,
        )
        for c in known.claims
    )
    found = count_all((asked,), (Weighing(finding_id="f1", weights=weights),), known.papers)
    return known.model_copy(update={"findings": found})


async def write(*args, **kwargs):
    return await ExtractiveWriter().write(weighed(base(*args, **kwargs)))


def statements(draft):
    groups = [s for g in draft.results for s in g.statements]
    return [*draft.abstract, *draft.introduction, *draft.answer, *groups, *draft.contradictions]


async def test_the_answer_names_the_direction_and_cites_it():
    draft = await write([claim(n) for n in range(1, 7)])
    assert draft.answer[0].text.startswith(
        "Yes: of six independent groups that take a side, six groups say yes; certainty moderate"
    )
    assert set(draft.answer[0].claim_ids) == {f"c{n}" for n in range(1, 7)}
    assert "Evidence from six papers" in draft.title
    assert QUESTION.text.rstrip("?") in draft.title


async def test_both_sides_are_told_and_called_mixed():
    draft = await write([*(claim(n) for n in (1, 2)), *(claim(n, NO) for n in (3, 4))])
    assert draft.answer[0].text.startswith("Mixed: of four independent groups")
    assert "two groups say yes and two groups say no" in draft.answer[0].text
    assert any("degrades" in s.text for s in draft.answer)
    assert draft.contradictions[0].claim_ids == ("c1", "c2", "c3", "c4")


@pytest.mark.parametrize("verdict", ["REFUTED", "NOT_ENOUGH_INFO", "NOT_CHECKED"])
async def test_only_supported_claims_are_findings(verdict):
    claims = [claim(1), claim(2)]
    draft = await write(claims, [verified(claims[0]), verified(claims[1], verdict)])
    told = [s for s in statements(draft) if s not in draft.contradictions]
    assert not any("c2" in s.claim_ids or "task 2" in s.text for s in told)


async def test_nothing_supported_is_said_plainly_with_what_was_searched():
    draft = await write([claim(1)], [verified(claim(1), "NOT_ENOUGH_INFO")])
    assert draft.strength == "insufficient"
    assert "does not answer the question" in draft.answer[0].text
    assert "One search of s returned one paper" in draft.answer[0].text
    assert "Insufficient evidence" in draft.title


async def test_limitations_are_those_of_the_run():
    query = Query(text="x")
    failed = SearchOutcome(source="arxiv", query=query, query_sent="x", status="timeout")
    fine = SearchOutcome(source="openalex", query=query, query_sent="x", status="ok")
    claims = [claim(1), claim(2)]
    draft = await write(
        claims,
        [verified(claims[0]), verified(claims[1], "NOT_CHECKED", reason="the budget was spent")],
        (failed, fine),
        plans=3,
    )
    text = " ".join(s.text for s in draft.limitations)
    assert "The source arxiv did not answer in time for every search" in text
    assert "openalex" not in text
    assert "two further rounds" in text
    assert "One claim of 2 could not be checked (the budget was spent)" in text
    assert "What limitations are reported for adversarial training?" in text
    assert "only the abstract was read" in text
    assert any("arxiv" in s.text for s in draft.abstract)
    assert all(not s.claim_ids for s in draft.limitations)


async def test_contradictions_cite_both_sides():
    claims = [claim(1), claim(2, NO)]
    span = claims[1].span
    against = Evidence(span=span, stance="REFUTES", score=0.9)
    checks = [
        verified(claims[0], contradicted_by=("p2",), evidence=(against,)),
        verified(claims[1]),
    ]
    draft = await write(claims, checks)
    assert draft.contradictions[0].claim_ids == ("c1", "c2")
    assert span.quote in draft.contradictions[0].text


async def test_a_revision_drops_weak_claims_that_reviewers_doubt():
    claims = [claim(1), claim(2, ASIDE, relevance=0.4)]
    score = DimensionScore(
        dimension="answers_question", score=2, reason="off the question", claim_ids=("c2",)
    )
    review = Review(reviewer="r", scores=(score,), overall=3, reason="weak")
    known = weighed(base(claims))
    writer = ExtractiveWriter()
    first = await writer.write(known)
    second = await writer.write(known, first, [review])
    assert second.revision == first.revision + 1
    assert any("c2" in s.claim_ids for s in statements(first))
    assert not any("c2" in s.claim_ids for s in statements(second))


async def test_no_revision_drops_a_claim_that_takes_a_side():
    claims = [claim(1), claim(2, NO, relevance=0.1)]
    score = DimensionScore(
        dimension="answers_question", score=2, reason="off the question", claim_ids=("c2",)
    )
    known = weighed(base(claims))
    writer = ExtractiveWriter()
    first = await writer.write(known)
    review = Review(reviewer="r", scores=(score,), overall=3, reason="weak")
    second = await writer.write(known, first, [review])
    assert "one group says yes and one group says no" in second.answer[0].text


async def test_sides_are_counted_wherever_the_claims_are_filed():
    draft = await write([claim(1), claim(2, NO, parts=("q2",)), claim(3, NO, parts=())])
    assert "one group says yes and two groups say no" in draft.answer[0].text
    assert {"c1", "c2", "c3"} == set(draft.contradictions[0].claim_ids)
    assert "contradict" in draft.contradictions[0].text


async def test_without_a_side_no_direction_is_given():
    draft = await write([claim(n, ASIDE) for n in range(1, 7)])
    assert draft.answer[0].text.startswith("Open: six included papers bear on the question")
    assert draft.strength == "limited"
    assert not draft.contradictions


async def test_whole_sentences_are_quoted_and_named():
    text = "The proposed method improves the robustness of language models on task {n}."
    draft = await write([claim(1, text)])
    assert any(
        s.text.endswith(
            "“The proposed method improves the robustness of language models on task 1.”"
        )
        for s in draft.answer
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from([YES, NO]),
            st.sampled_from(["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO", "NOT_CHECKED"]),
            st.sampled_from([("q1",), ("q2",), ("q1", "q2"), ()]),
            st.floats(0, 1),
        ),
        max_size=9,
    )
)
async def test_any_findings_give_a_whole_draft(rows):
    claims = [claim(n, t, p, r) for n, (t, _, p, r) in enumerate(rows, start=1)]
    checks = [verified(c, v) for c, (_, v, _, _) in zip(claims, rows, strict=True)]
    draft = await write(claims, checks)
    known = {c.id for c in claims}
    good = {c.claim_id for c in checks if c.verdict == "SUPPORTED"}
    for s in (*statements(draft), *draft.limitations):
        assert set(s.claim_ids) <= known
        assert s.text.endswith((".", "”", "?", "!"))
        assert "…" not in s.text
    told = [i for g in draft.results for s in g.statements for i in s.claim_ids]
    assert sorted(told) == sorted(good)
    assert (draft.strength == "insufficient") == (not good)


def test_strength_follows_works_confidence_and_corroboration():
    def standings(count, others=(), confidence=0.9):
        claims = [claim(n) for n in range(1, count + 1)]
        return [
            Standing(c, verified(c, confidence=confidence, corroborated_by=others), True)
            for c in claims
        ]

    assert strength_of([]) == "insufficient"
    assert strength_of(standings(1)) == "limited"
    assert strength_of(standings(3)) == "moderate"
    assert strength_of(standings(5)) == "moderate"
    assert strength_of(standings(5, ("p9",))) == "strong"
    assert strength_of(standings(5, ("p9",), 0.3)) == "limited"


def test_the_bar_holds_back_claims():
    known = base([claim(1, relevance=0.4), claim(2)])
    assert [s.claim.id for s in shown(known, (), Bar(relevance=0.5))] == ["c2"]
