"""Limitations name what is particular about a run."""

import pytest

from agents.extractive.limitations import limitations
from litassay.types import (
    EvidenceBase,
    Hit,
    Paper,
    Plan,
    Query,
    Question,
    SearchOutcome,
    SubQuestion,
)


def found_in(source):
    query = Query(text="q")
    outcome = SearchOutcome(
        source=source, query=query, query_sent="q", status="ok", hits=(Hit(paper_id="p", rank=1),)
    )
    return EvidenceBase(
        question=Question(text="Does it help?"),
        plans=(Plan(sub_questions=(SubQuestion(id="q1", text="Does it?"),), queries=(query,)),),
        searches=(outcome,),
        papers=(Paper(id="p", title="A paper"),),
        screening=(),
        claims=(),
    )


@pytest.mark.parametrize(("source", "said"), [("library:sample", True), ("library:mine", False)])
def test_quotes_of_the_sample_library_are_called_summaries(source, said):
    texts = [s.text for s in limitations(found_in(source), ())]
    assert any("summaries" in text for text in texts) is said
