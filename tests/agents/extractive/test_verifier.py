"""The extractive verifier: own source, other works, rules, and what cannot be checked."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.extractive.entailment import EntailmentJudge
from agents.extractive.verifier import ExtractiveVerifier
from agents.extractive.works import distinct, same_work
from litassay.errors import ModelError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import BenchmarkResult, Claim, Paper, Span, WorkIds

TEXT = (
    "Byte models read raw text. We find that byte models do not need a tokenizer. "
    "On eleven languages they reach higher accuracy than subword models, by 3.5 points on average. "
    "Training takes twice as long."
)
QUOTE = (
    "On eleven languages they reach higher accuracy than subword models, by 3.5 points on average."
)


@pytest.fixture(scope="module")
def verifier():
    return ExtractiveVerifier(WordLlamaEmbedder())


def paper(identifier="a", text=TEXT, title="Reading bytes", **more):
    return Paper(id=identifier, title=title, authors=("Ann Reader",), abstract=text, **more)


def claim(text, quote=QUOTE, source=TEXT, identifier="a"):
    at = source.index(quote)
    span = Span(paper_id=identifier, passage=0, start=at, end=at + len(quote), quote=quote)
    return Claim(id="c1", text=text, span=span)


async def test_a_quote_and_its_rewording_are_supported(verifier):
    for text in (
        QUOTE,
        "Byte models reach higher accuracy than subword models on eleven languages, by 3.5 points "
        "on average.",
    ):
        found = await verifier.verify(claim(text), [paper()])
        assert (found.verdict, found.grounded) == ("SUPPORTED", True)
        assert found.confidence > 0.8
        assert found.evidence[0].span.points_at(paper())


@pytest.mark.parametrize(
    ("old", "new"),
    [("3.5", "5.3"), ("higher", "lower"), ("eleven", "twelve"), ("points", "%")],
)
async def test_one_changed_word_takes_the_support_away(verifier, old, new):
    found = await verifier.verify(claim(QUOTE.replace(old, new)), [paper()])
    assert found.verdict != "SUPPORTED"
    assert not found.grounded
    assert found.evidence[0].notes


async def test_a_dropped_not_takes_the_support_away(verifier):
    quote = "We find that byte models do not need a tokenizer."
    kept = await verifier.verify(claim(quote, quote), [paper()])
    assert kept.verdict == "SUPPORTED"
    found = await verifier.verify(claim(quote.replace("do not need", "need"), quote), [paper()])
    assert found.verdict != "SUPPORTED"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 14), word=st.sampled_from(["seldom", "morphemes", "7", "Chinese"]))
async def test_one_changed_word_of_the_quote_drops_the_mark(verifier, at, word):
    words = QUOTE.split()
    words[at] = word
    one = claim(QUOTE)
    mutated = one.model_copy(
        update={"span": one.span.model_copy(update={"quote": " ".join(words)})}
    )
    found = await verifier.verify(mutated, [paper()])
    assert (found.verdict, found.grounded) == ("NOT_ENOUGH_INFO", False)
    assert "quote" in found.reason


async def test_a_result_that_the_quote_does_not_report_takes_the_support_away(verifier):
    right = claim(QUOTE).model_copy(update={"benchmarks": (BenchmarkResult(delta=3.5),)})
    assert (await verifier.verify(right, [paper()])).verdict == "SUPPORTED"
    wrong = claim(QUOTE).model_copy(update={"benchmarks": (BenchmarkResult(delta=4.5),)})
    found = await verifier.verify(wrong, [paper()])
    assert found.verdict != "SUPPORTED"
    assert "4.5" in found.evidence[0].notes[0]


async def test_two_versions_of_a_paper_are_one_work(verifier):
    other = "Earlier work shows that byte models reach higher accuracy than subword models."
    text = "Byte models reach higher accuracy than subword models."
    own = claim(text, "On eleven languages they reach higher accuracy than subword models")
    twin = paper("a-v2", other)
    first = paper("b", other, title="Bytes again", ids=WorkIds(arxiv="2001.00001"))
    second = paper("c", other, title="Bytes again!", ids=WorkIds(arxiv="2001.00001"))
    found = await verifier.verify(own, [paper(), twin, second, first])
    assert found.corroborated_by == ("b",)
    assert found.evidence[1].span.points_at(first)


async def test_a_retracted_paper_supports_nothing(verifier):
    other = "Byte models reach higher accuracy than subword models."
    own = claim(other, "On eleven languages they reach higher accuracy than subword models")
    more = paper("b", other, title="Bytes again", retracted=True)
    found = await verifier.verify(own, [paper(), more])
    assert found.corroborated_by == ()
    gone = await verifier.verify(own, [paper(retracted=True)])
    assert (gone.verdict, gone.grounded) == ("NOT_ENOUGH_INFO", False)


async def test_order_of_papers_changes_nothing(verifier):
    papers = [paper(), paper("b", TEXT, title="Other"), paper("c", "Cats sleep.", title="Cats")]
    here = await verifier.verify(claim(QUOTE), papers)
    assert here == await verifier.verify(claim(QUOTE), papers[::-1])


@pytest.mark.parametrize(
    ("papers", "reason"),
    [
        ([], "not among the documents"),
        ([paper("b")], "not among the documents"),
        ([paper(text="")], "no stored text"),
    ],
)
async def test_what_cannot_be_checked_says_why(verifier, papers, reason):
    found = await verifier.verify(claim(QUOTE), papers)
    assert (found.verdict, found.confidence) == ("NOT_CHECKED", None)
    assert reason in found.reason


async def test_an_entailment_model_takes_the_place_of_the_weights():
    class Denies:
        name = "denies"

        def stances(self, pairs):
            import numpy as np

            return np.tile([0.05, 0.9, 0.05], (len(pairs), 1))

    judged = ExtractiveVerifier(WordLlamaEmbedder(), EntailmentJudge(Denies()))
    found = await judged.verify(claim("Cats write the training data themselves."), [paper()])
    assert found.verdict == "REFUTED"


async def test_an_entailment_model_that_fails_leaves_the_claim_unchecked():
    class Fails:
        name = "fails"

        def stances(self, pairs):
            raise ModelError("out of memory")

    judged = ExtractiveVerifier(WordLlamaEmbedder(), EntailmentJudge(Fails()))
    found = await judged.verify(claim(QUOTE), [paper()])
    assert found.verdict == "NOT_CHECKED"
    assert "out of memory" in found.reason


def test_works_are_told_apart_by_ids_then_title_and_first_author():
    here = paper("x", title="One title")
    assert same_work(here, paper("y", title="One Title."))
    assert not same_work(
        here, paper("y", title="One title").model_copy(update={"authors": ("B C",)})
    )
    merged = paper("z", title="Else", merged_ids=("x",))
    assert [p.id for p in distinct([here, merged, paper("q", title="Third")])] == ["x", "q"]


async def test_a_run_of_sixty_claims_and_twenty_papers_takes_seconds(verifier, shared: Path):
    import gzip
    import json

    rows = []
    with gzip.open(shared / "data/acl_anthology/abstracts_2016_2024.jsonl.gz", "rt") as lines:
        for line in lines:
            row = json.loads(line)
            if len(row.get("abstract") or "") > 400 and "transl" in row["abstract"]:
                rows.append(row)
            if len(rows) == 20:
                break
    papers = [Paper(id=r["id"], title=r["title"], abstract=r["abstract"]) for r in rows]
    claims = [
        claim(p.abstract[:200], p.abstract[:200], p.abstract, p.id)
        for p in papers
        for _ in range(3)
    ]
    await verifier.verify(claims[0], papers)
    start = time.perf_counter()
    found = [await verifier.verify(c, papers) for c in claims]
    assert time.perf_counter() - start < 10
    assert all(v.grounded for v in found)
