"""Which claims a run uses: the most relevant paper's first, fewer of papers that answer in part."""

from graphs.numbering import number_claims
from graphs.state import State
from litassay.types import Claim, Extraction, Question, ScreeningDecision, Span


def extraction(paper, *texts):
    spans = [Span(paper_id=paper, passage=0, start=0, end=len(t), quote=t) for t in texts]
    claims = [Claim(id=f"x{n}", text=s.quote, span=s) for n, s in enumerate(spans, 1)]
    return Extraction(paper_id=paper, claims=tuple(claims))


def decision(paper, grade, relevance):
    return ScreeningDecision(
        paper_id=paper, included=True, relevance=relevance, grade=grade, explanation="It fits."
    )


STATE = State(
    Question(text="Q?"),
    screening=(decision("a", "direct", 0.9), decision("b", "partial", 0.4)),
    extractions=(extraction("b", "B one.", "B two."), extraction("a", "A one.", "A two.")),
)


def test_a_paper_that_answers_in_part_speaks_once():
    found = number_claims(STATE, {"partial": 1})
    assert [(c.id, c.text) for c in found] == [("c1", "A one."), ("c2", "A two."), ("c3", "B one.")]


def test_without_a_limit_every_claim_is_used():
    assert [c.text for c in number_claims(STATE, {})] == ["A one.", "A two.", "B one.", "B two."]
