"""Stances and answers of reports against what readers judged."""

from types import SimpleNamespace

import pytest

from agents.law.counting import Tally
from litassay.evals.findings import Weighed, score, weighed, word
from litassay.evals.judgments import JudgedQuestion, Judgment
from tests.agents.sound_report import PAPERS, QUESTION, SOUND


def row(**changed):
    known = {
        "id": "q", "answered": True, "relevant": 5, "shared": 1, "asked": True, "directed": True,
        "answer": "yes", "judged_answer": "yes", "stances": (("supports", "supports"),),
    }  # fmt: skip
    return Weighed(**{**known, **changed})


def test_a_paper_left_open_is_wrong_and_counted():
    scores = score([row(stances=(("supports", "supports"), ("refutes", "silent")))])
    assert scores.left_open == 0.5
    assert scores.macro_f1 == pytest.approx(1 / 3, abs=1e-4)
    assert scores.papers == 2


def test_all_three_answers_right_is_one():
    pairs = tuple((s, s) for s in ("supports", "refutes", "mixed"))
    scores = score([row(stances=pairs), row(answer="no"), row(judged_answer="", relevant=1)])
    assert scores.macro_f1 == scores.macro_f1_stated
    assert scores.answers_agree == (1, 2)
    assert scores.shared == (2, 2)


def test_without_a_direction_there_is_nothing_to_compare():
    scores = score([row(stances=(), asked=False, directed=False, answer="", judged_answer="")])
    assert (scores.macro_f1, scores.answers_agree) == (None, (0, 0))
    assert scores.direction_known == (1, 1)


@pytest.mark.parametrize(
    ("found", "said"),
    [((2, 1, 0), "yes"), ((0, 3, 1), "no"), ((1, 1, 0), "mixed"), ((0, 0, 0), "open")],
)
def test_the_word_is_that_of_two_thirds(found, said):
    assert word(Tally(*found)) == said


def test_a_report_is_compared_paper_by_paper():
    asked = JudgedQuestion(
        id="q1",
        text=QUESTION,
        judgments=tuple(
            Judgment(paper=p.id, grade=grade, direction=way)
            for p, grade, way in zip(
                PAPERS, (3, 2, 2, 1, 3, 0, 0), ("yes", "no", "none", "yes", "mixed", "none", "no"),
                strict=True,
            )
        ),
    )  # fmt: skip
    result = SimpleNamespace(base=SOUND.base, final=SimpleNamespace(draft=SOUND.draft))
    found = weighed(asked, result)
    assert found.stances == (
        ("supports", "supports"), ("refutes", "supports"), ("mixed", "mixed"),
    )  # fmt: skip
    assert (found.answer, found.judged_answer) == ("yes", "mixed")
    assert (found.relevant, found.shared) == (4, 2)
