"""Candidate passages for a verifier that reads them itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.candidates import EACH, CandidateFinder, _Sentences
from agents.extractive.reading import read_claims, read_paper
from agents.extractive.topic import likeness
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import Claim, Paper, Span, WorkIds

EMBEDDER = WordLlamaEmbedder()
SAID = (
    "Adversarial training improves the robustness of text classifiers.",
    "Adversarial training hurts robustness to typos in text classifiers.",
    "Robustness of text classifiers improves with adversarial training on words.",
    "Tea was first grown on terraces.",
)


def paper(name, *sentences, **more):
    return Paper(id=name, title=f"Study {name}", abstract=" ".join(sentences), **more)


def claim(text=SAID[0], paper_id="p1"):
    span = Span(
        paper_id=paper_id, passage=0, start=0, end=len(text), quote=text, locator="abstract"
    )
    return Claim(id="c1", text=text, span=span)


PAPERS = (paper("p1", *SAID), paper("p2", SAID[3]), paper("p3", SAID[1], SAID[3]))


def test_the_likeliest_come_first_and_few_of_each_work():
    found = CandidateFinder(EMBEDDER)(claim(), PAPERS)
    assert found[0].quote == SAID[0]
    assert [s.paper_id for s in found].count("p1") == EACH
    assert "p3" in {s.paper_id for s in found}
    assert SAID[3] not in {s.quote for s in found}
    assert all(s.points_at(next(p for p in PAPERS if p.id == s.paper_id)) for s in found)


def test_the_order_of_papers_changes_nothing_and_a_limit_cuts_the_end():
    finder = CandidateFinder(EMBEDDER)
    found = finder(claim(), PAPERS)
    assert finder(claim(), PAPERS[::-1]) == found
    assert finder(claim(), PAPERS, 1) == found[:1]


def test_other_papers_are_read_when_other_papers_are_given():
    finder = CandidateFinder(EMBEDDER)
    assert {s.paper_id for s in finder(claim(), PAPERS[:1])} == {"p1"}
    assert {s.paper_id for s in finder(claim(), PAPERS[2:])} == {"p3"}
    assert finder(claim(), ()) == ()


def test_of_two_records_of_a_work_the_claims_own_is_read():
    same = WorkIds(doi="10.5555/one")
    first, second = (paper(name, *SAID, ids=same) for name in ("a", "b"))
    finder = CandidateFinder(EMBEDDER)
    assert {s.paper_id for s in finder(claim(paper_id="a"), (first, second))} == {"a"}
    assert {s.paper_id for s in finder(claim(paper_id="b"), (first, second))} == {"b"}
    assert {s.paper_id for s in finder(claim(paper_id="a"), (first, second))} == {"a"}


@given(st.lists(st.sampled_from(SAID), min_size=1, max_size=6), st.sampled_from(SAID))
def test_all_at_once_is_as_one_by_one(sentences, text):
    document = read_paper(paper("p", *sentences), EMBEDDER)
    read = read_claims([text], EMBEDDER)[0]
    together = _Sentences([document]).likeness(read)
    alone = [likeness(read, document, i) for i in range(len(document.sentences))]
    assert together.tolist() == pytest.approx(alone, abs=1e-5)
