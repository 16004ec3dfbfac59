"""A small run with findings on both sides, and hostile text wherever a stranger's text goes."""

import pytest

from litassay.types import (
    Claim,
    Draft,
    Evidence,
    EvidenceBase,
    Gate,
    Hit,
    Paper,
    Plan,
    Provenance,
    Query,
    Question,
    Rating,
    ResultGroup,
    Review,
    ReviewFinding,
    RunResult,
    ScreeningDecision,
    SearchOutcome,
    Span,
    Statement,
    SubQuestion,
    Verification,
    Version,
    Weight,
    WorkIds,
)
from litassay.types.review import DimensionScore

HOSTILE = (
    "<script>window.bad=1</script>",
    '"><img src=x onerror="window.bad=1">',
    "</script><!-- <b>x</b>",
    "{{ 7 * 7 }} {% raw %} #let x = 1 $x$ \\input{/etc/passwd} [x](javascript:alert(1))",
    "=cmd|' /C calc'!A0",
)
"""One for each of five papers: its title, an author and its text carry it."""


def _paper(number: int) -> Paper:
    bad = HOSTILE[number - 1]
    text = (
        f"We ask about {bad} first. Method {number} improves accuracy by {number} points & more."
        f" The end."
    )
    return Paper(
        id=f"p{number}",
        title=f"Title {number} {bad}",
        authors=(f"Zoë {bad} Müller", "Ann Lee"),
        year=2018 + number,
        venue="Proceedings of <i>Everything</i> & more",
        abstract=text,
        url=f"https://example.org/{number}",
        ids=WorkIds(doi=f"10.1234/{number}"),
        found_in=("one",),
    )


def _span(of: Paper) -> Span:
    start = of.abstract.index("Method")
    end = of.abstract.index(" The end.")
    return Span(paper_id=of.id, passage=0, start=start, end=end, quote=of.abstract[start:end])


def _base(works: tuple[Paper, ...]) -> EvidenceBase:
    claims = tuple(
        Claim(id=f"c{n}", text=_span(w).quote, span=_span(w), sub_questions=("q1",))
        for n, w in enumerate(works, 1)
    )
    checks = tuple(
        Verification(
            claim_id=c.id,
            verdict="REFUTED" if c.id == "c3" else "SUPPORTED",
            confidence=0.9,
            grounded=True,
            evidence=(Evidence(span=c.span, stance="SUPPORTS", score=0.9),),
            reason="Its own source says so.",
        )
        for c in claims
    )
    stances = ("supports", "supports", "refutes", "mixed", "silent")
    weights = tuple(
        Weight(paper_id=w.id, stance=s, spans=() if s == "silent" else (_span(w),))
        for w, s in zip(works, stances, strict=True)
    )
    finding = ReviewFinding(
        id="f1",
        text="The method improves accuracy <em>on</em> everything.",
        sub_question="q1",
        claim_ids=("c1", "c2", "c3"),
        asked=True,
        weights=weights,
        groups_for=1,
        groups_against=1,
        groups_mixed=1,
        verdict="SUPPORTED",
        confidence=0.7,
        certainty="low",
        lowered_by=("papers disagree", "only abstracts were read"),
    )
    query = Query(text="q", sub_question="q1", concepts=(("method", "way"), ("accuracy",)))
    hits = tuple(Hit(paper_id=w.id, rank=n) for n, w in enumerate(works, 1))
    return EvidenceBase(
        question=Question(text="Does the method <b>improve</b> accuracy?"),
        plans=(
            Plan(
                sub_questions=(
                    SubQuestion(id="q1", text="Does the method <b>improve</b> accuracy?"),
                    SubQuestion(id="q2", text="What limits it?"),
                ),
                queries=(query,),
            ),
        ),
        searches=(
            SearchOutcome(source="one", query=query, query_sent="q", status="ok", hits=hits),
        ),
        papers=works,
        screening=tuple(
            ScreeningDecision(
                paper_id=w.id, included=True, relevance=0.5, explanation="By its words."
            )
            for w in works
        ),
        claims=claims,
        verifications=checks,
        findings=(finding,),
    )


def _draft(base: EvidenceBase) -> Draft:
    said = tuple(Statement(text=c.text, claim_ids=(c.id,)) for c in base.claims)
    return Draft(
        title="Does it?",
        abstract=(Statement(text="Five papers were read."),),
        introduction=(Statement(text="It matters."),),
        answer=(Statement(text="Mixed: it does and it does not.", claim_ids=("c1", "c3", "c2")),),
        strength="limited",
        results=(ResultGroup(sub_question="q1", statements=said),),
        contradictions=(Statement(text="They disagree.", claim_ids=("c1", "c3")),),
        limitations=(Statement(text="Only abstracts were read."),),
    )


@pytest.fixture(scope="session")
def weighed() -> RunResult:
    """A finished run of five papers: two for, one against, one both ways, one silent."""
    base = _base(tuple(_paper(n) for n in range(1, 6)))
    rating = Rating(
        score=5.0,
        ungated=6.4,
        interval=(5.5, 7.2),
        dimensions=(("answers_question", 6.0), ("novelty", None)),
        alpha=0.61,
        reviewers=2,
        gates=(Gate(name="refuted_shown", cap=5, reason="Asserted although refuted: c3."),),
        tier="PUBLIC_RECORD",
    )
    score = DimensionScore(
        dimension="answers_question", score=6, reason="See c1.", claim_ids=("c1",)
    )
    reviews = tuple(
        Review(reviewer=name, scores=(score,), overall=overall, reason="<u>Sound</u>, see c2.")
        for name, overall in (("one", 5.5), ("two", 7.2))
    )
    origin = Provenance(
        litassay="0", crew=(), confidence="probability of being right", prompt_set="none",
        sources=("one",), configuration=(),
    )  # fmt: skip
    return RunResult(
        base=base,
        versions=(Version(draft=_draft(base), reviews=reviews, rating=rating),),
        published=0,
        provenance=origin,
    )
