import json

import numpy as np
import pytest

from agents.extractive.relevance import shipped
from litassay.evals.judgments import JudgedQuestion, Judgment
from litassay.evals.relevance_training import bars, features, fit, prepare
from litassay.evals.weights_file import text_of
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import Paper


@pytest.fixture(scope="module")
def ready():
    topics = ("silk trade", "night sleep", "steel bridges", "river fish")
    papers, questions = {}, []
    for n, topic in enumerate(topics):
        judged = []
        for m, other in enumerate(topics):
            paper = Paper(
                id=f"{n}{m}", title=f"On {other}", abstract=f"We study {other} at length."
            )
            papers[paper.id] = paper
            judged.append(Judgment(paper=paper.id, grade=3 if topic == other else 0))
        text = f"What changes {topic}?"
        questions.append((JudgedQuestion(id=str(n), text=text, judgments=tuple(judged)), True))
    return prepare(questions, papers, WordLlamaEmbedder())


def test_the_same_papers_give_the_same_bytes_and_the_right_order(ready):
    rows = features(ready, WordLlamaEmbedder())
    first, again = fit(ready, rows), fit(ready, rows)
    assert text_of(first.to_json()) == text_of(again.to_json())
    for one, own in zip(ready, rows, strict=True):
        assert first.probabilities(own)[:, 0].argmax() == one.grades.argmax()


def test_bars_rise_with_the_grade(ready):
    chances = [np.where(one.grades > 0, 0.8, 0.2) for one in ready]
    found = bars(ready, chances)
    assert found.background <= found.partial <= found.direct
    assert found.some < found.partial


def test_both_shipped_models_are_of_this_version():
    models = shipped()
    assert WordLlamaEmbedder().name in models
    for model in models.values():
        assert json.dumps(model.to_json())
        assert model.bars.background <= model.bars.partial <= model.bars.direct
