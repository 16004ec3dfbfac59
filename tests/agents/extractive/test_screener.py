"""The screener: one decision a paper, the combination of concepts, and what the study measured."""

import csv
import gzip
import json
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

import pytest

from agents.extractive.planner import ExtractivePlanner
from agents.extractive.relevance import (
    APART,
    MANY,
    SHARE_OF_BEST,
    SHARE_WITHOUT,
    THRESHOLD,
    bars,
)
from agents.extractive.screener import ExtractiveScreener
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import Paper, Question

A = "Does contrastive pre-training improve the adversarial robustness of language models on GLUE?"
B = "How stable are feature attributions after adversarial fine-tuning?"
LABELS = Path(__file__).with_name("screening_labels.tsv")
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


@pytest.fixture(scope="module")
def screener():
    return ExtractiveScreener(WordLlamaEmbedder())


async def screen(screener, question, *papers):
    plan = await ExtractivePlanner().plan(question)
    decisions = await screener.screen(question, plan, papers)
    return {d.paper_id: d for d in decisions}


async def test_a_paper_on_the_combination_is_kept_and_says_why(screener):
    found = await screen(screener, Question(text=A), ON, OFF)
    assert found["on"].included
    assert "q1" in found["on"].sub_questions
    assert "“contrastive pre-training”" in found["on"].explanation
    assert found["off"].reason == "off_topic"
    assert found["off"].explanation.startswith("Lacks")


async def test_one_frequent_term_is_not_enough(screener):
    frequent = Paper(
        id="lm",
        title="Language models and language models",
        abstract="Language models are language models. We study language models for poetry.",
    )
    assert not (await screen(screener, Question(text=A), ON, frequent))["lm"].included


def test_more_is_needed_when_no_candidate_names_both():
    apart = bars([0.5, 0.4], [False, False], THRESHOLD)
    met = bars([0.5, 0.4], [True, False], THRESHOLD)
    assert apart == [APART, APART]
    assert met == [THRESHOLD, THRESHOLD]


def test_where_many_name_both_a_paper_without_must_be_near_the_best():
    few = bars([0.9] * MANY, [True] * (MANY - 1) + [False], THRESHOLD)
    many = bars([0.9] * MANY + [0.8], [True] * MANY + [False], THRESHOLD)
    assert few[-1] == 0.9 * SHARE_OF_BEST
    assert many[0] == 0.9 * SHARE_OF_BEST
    assert many[-1] == 0.9 * SHARE_WITHOUT > 0.8


async def test_a_paper_older_than_large_language_models_cannot_be_on_them(screener):
    question = Question(text="How do large language models translate speech?")
    text = "Large language models translate speech. We study how language models translate speech."
    new = Paper(id="new", title="Language models translate speech", abstract=text, year=2024)
    old = new.model_copy(update={"id": "old", "year": 2012})
    found = await screen(screener, question, new, old)
    assert found["new"].included
    assert found["old"].reason == "off_topic"


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


async def test_a_paper_that_names_all_and_is_off_topic_says_what_it_misses(screener):
    far = OFF.model_copy(
        update={"id": "far", "abstract": "Silk was robust. Attributions of silk to a maker vary."}
    )
    question = Question(text="Are attributions robust?")
    off = (await screen(screener, question, far))["far"]
    assert off.reason == "off_topic"
    assert f"Its relevance, {off.relevance:.3f}, is below the" in off.explanation


def labelled(shared):
    """Question text → [(paper, on topic)] of the study; papers from the real records."""
    rows = list(
        csv.DictReader(
            (r for r in LABELS.read_text(encoding="utf-8").splitlines() if r[0] != "#"),
            delimiter="\t",
        )
    )
    wanted = {r["paper"].removeprefix("acl:") for r in rows}
    papers = {}
    with gzip.open(shared / "data/acl_anthology/abstracts_2016_2024.jsonl.gz", "rt") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in wanted:
                papers[f"acl:{row['id']}"] = Paper(
                    id=f"acl:{row['id']}",
                    title=row["title"],
                    abstract=row["abstract"] or "",
                    year=row["year"],
                )
    asked = json.loads((shared / "data/scholarqabench/questions_dev.json").read_text("utf-8"))
    texts = {"baseline-1": A, "baseline-2": B}
    groups = defaultdict(list)
    for r in rows:
        text = texts.get(r["question"]) or asked[int(r["question"])]["initial_prompt"]
        groups[text].append((papers[r["paper"]], r["on_topic"] == "1"))
    return groups


async def test_the_study_holds(screener, shared):
    kept = right = wanted = rejected = others = 0
    for text, rows in labelled(shared).items():
        found = await screen(screener, Question(text=text, max_papers=99), *(p for p, _ in rows))
        marks = [(found[p.id].included, on) for p, on in rows]
        if not any(on for _, on in marks):
            assert not any(included for included, _ in marks), text
        kept += sum(i for i, _ in marks)
        right += sum(i and on for i, on in marks)
        wanted += sum(on for _, on in marks)
        rejected += sum(not i and not on for i, on in marks)
        others += sum(not on for _, on in marks)
    assert right / kept >= 0.75
    assert right / wanted >= 0.53
    assert (right / wanted + rejected / others) / 2 >= 0.74
