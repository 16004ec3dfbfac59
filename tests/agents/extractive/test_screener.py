"""The screener: one decision a paper, the combination of concepts, and what the study measured."""

import json
from importlib.resources import files

import numpy as np
import pytest

from agents.extractive.planner import ExtractivePlanner
from agents.extractive.screener import SHORT, ExtractiveScreener
from litassay.models.embedding import WordLlamaEmbedder
from litassay.models.sentence_model import MiniLmEmbedder
from litassay.types import Paper, Question

A = "Does contrastive pre-training improve the adversarial robustness of language models on GLUE?"
B = "How stable are feature attributions after adversarial fine-tuning?"
ON = Paper(
    id="on",
    title="Contrastive pre-training for adversarial robustness",
    abstract="Contrastive pre-training of language models raises adversarial robustness on GLUE. "
    "On adversarial GLUE, contrastive pre-training helps most against adversarial attacks.",
    year=2021,
)
OFF = Paper(
    id="off", title="Trade in silk", abstract="Merchants sold silk on long roads.", year=2020
)


class Vectors:
    """The better vectors as they come, without a journal; counts what is asked."""

    name = MiniLmEmbedder.name

    def __init__(self):
        self._model, self.asked = MiniLmEmbedder(), []

    async def vectors(self, texts):
        self.asked.append(len(texts))
        return self._model.embed(texts).astype(np.float64)


@pytest.fixture(scope="module")
def screener():
    return ExtractiveScreener(WordLlamaEmbedder(), Vectors())


async def screen(screener, question, *papers):
    plan = await ExtractivePlanner().plan(question)
    decisions = await screener.screen(question, plan, papers)
    return {d.paper_id: d for d in decisions}


async def test_a_paper_on_the_question_is_kept_and_says_why(screener):
    found = await screen(screener, Question(text=A), ON, OFF)
    assert found["on"].included
    assert found["on"].grade == "direct"
    assert "q1" in found["on"].sub_questions
    assert found["on"].explanation.startswith("Answers directly (probability 0.")
    assert "“contrastive pre-training”" in found["on"].explanation
    assert found["off"].reason == "off_topic"
    assert found["off"].grade == "off_topic"
    assert "It lacks" in found["off"].explanation


async def test_one_frequent_term_is_not_enough(screener):
    frequent = Paper(
        id="lm",
        title="Language models and language models",
        abstract="Language models are language models. We study language models for poetry.",
    )
    assert not (await screen(screener, Question(text=A), ON, frequent))["lm"].included


async def test_no_term_of_the_question_can_veto(screener):
    narrow = Question(text=A.replace("contrastive", "multi-scale zymurgic contrastive"))
    assert (await screen(screener, narrow, ON, OFF))["on"].included


async def test_without_better_vectors_those_of_the_library_decide():
    found = await screen(ExtractiveScreener(WordLlamaEmbedder()), Question(text=A), ON, OFF)
    assert found["on"].included
    assert not found["off"].included


async def test_only_a_short_list_is_looked_at_with_vectors_that_take_time():
    slow = Vectors()
    many = [OFF.model_copy(update={"id": f"o{n}"}) for n in range(SHORT + 10)]
    found = await screen(ExtractiveScreener(WordLlamaEmbedder(), slow), Question(text=A), ON, *many)
    assert slow.asked == [SHORT + 1]
    assert max(found.values(), key=lambda d: d.relevance).paper_id == "on"


async def test_what_an_earlier_round_decided_stays(screener):
    question = Question(text=A, max_papers=1)
    plan = await ExtractivePlanner().plan(question)
    first = await screener.screen(question, plan, [ON, OFF])
    again = ON.model_copy(update={"id": "again"})
    later = {d.paper_id: d for d in await screener.screen(question, plan, [ON, OFF, again], first)}
    assert [later[d.paper_id] for d in first] == list(first)
    assert later["again"].reason == "over_limit"


async def test_papers_like_the_best_ones_are_more_relevant(screener):
    near = Paper(
        id="near",
        title="Adversarial robustness of encoders",
        abstract="Adversarial robustness of language models under word substitution attacks.",
    )
    far = Paper(
        id="far",
        title="Adversarial robustness of engines",
        abstract="Adversarial robustness of language for boats, weather and harbour cranes.",
    )
    found = await screen(screener, Question(text=A), ON, near, far)
    assert found["near"].relevance > found["far"].relevance


async def test_a_paper_that_writes_a_word_as_the_question_does_counts_fully(screener):
    question = Question(text="Does vextor pruning hurt small models?")
    text = "Vextor pruning hurts parsing accuracy of small models by 3 points."
    as_written = Paper(id="a", title="Vextor pruning", abstract=text)
    otherwise = Paper(id="b", title="Vector pruning", abstract=text.replace("Vextor", "Vector"))
    found = await screen(screener, question, as_written, otherwise)
    assert found["a"].included
    assert found["a"].relevance > found["b"].relevance


async def test_retracted_years_and_empty_papers_have_their_own_reasons(screener):
    question = Question(text=A, year_from=2020, year_to=2022)
    gone = ON.model_copy(update={"id": "gone", "retracted": True})
    old = ON.model_copy(update={"id": "old", "year": 2010})
    empty = ON.model_copy(update={"id": "empty", "abstract": ""})
    found = await screen(screener, question, ON, gone, old, empty)
    reasons = {i: d.reason for i, d in found.items()}
    assert reasons == {
        "on": None,
        "gone": "retracted",
        "old": "outside_years",
        "empty": "no_text",
    }


async def test_the_limit_keeps_the_most_relevant(screener):
    copies = [ON.model_copy(update={"id": f"c{n}"}) for n in range(4)]
    found = await screen(screener, Question(text=A, max_papers=2), *copies)
    assert [d.reason for d in found.values()] == [None, None, "over_limit", "over_limit"]


async def test_the_order_of_the_papers_does_not_matter(screener):
    papers = [ON, OFF, ON.model_copy(update={"id": "same"})]
    one = await screen(screener, Question(text=A), *papers)
    assert one == await screen(screener, Question(text=A), *reversed(papers))
    assert list(one) == ["on", "same", "off"]


@pytest.fixture(scope="module")
def sample():
    """All papers that ship with the product."""
    rows = (files("litassay.sample") / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    fields = ("id", "title", "abstract", "year")
    return [Paper(**{f: row[f] for f in fields}) for row in map(json.loads, rows)]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Are attention weights faithful explanations?", {"N19-1357", "2022.blackboxnlp-1.10"}),
        ("Is attention interpretable?", {"P19-1282", "2020.blackboxnlp-1.14"}),
        ("Do adversarial attacks fool explanation methods?", {"2022.ccl-1.82"}),
        ("Can rationalization improve robustness?", {"2022.naacl-main.278"}),
        ("Does label smoothing improve adversarial robustness?", {"2023.acl-short.58"}),
        ("How does fine-tuning change BERT?", {"2022.acl-long.75"}),
        ("Do adapters make transfer learning more robust?", {"2021.acl-short.108"}),
        ("How unstable are word embeddings?", {"N18-1190"}),
        ("How do humans perceive adversarial text?", {"2023.acl-long.491"}),
        ("Are abstractive summaries faithful?", {"2020.acl-main.173"}),
        ("Do saliency methods agree with each other?", {"2023.findings-acl.582"}),
        ("Can attention-based explanations deceive people?", {"2020.acl-main.432"}),
    ],
)
async def test_a_plain_question_on_a_paper_of_the_sample_keeps_it(
    screener, sample, question, wanted
):
    found = await screen(screener, Question(text=question), *sample)
    kept = {i for i, d in found.items() if d.included}
    assert wanted <= kept
    assert len(kept) <= 20


async def test_lacking_the_benchmark_alone_makes_no_paper_off_topic(screener, sample):
    found = await screen(screener, Question(text=A), *sample)
    assert found["2023.findings-emnlp.305"].included
    assert found["2024.findings-naacl.241"].included
