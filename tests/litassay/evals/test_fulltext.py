"""Questions on full texts: labels hold no text, and a passage counts only where its words stand."""

import hashlib

from litassay.doubles import Notebook
from litassay.evals.fulltext import AnchoredQuestion, measure, read_questions
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import Paper, Passage


def anchor(words):
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()


def test_the_shipped_questions_are_many_and_name_files_only():
    questions = read_questions(None)
    assert len(questions) >= 60
    assert len({q.file for q in questions}) >= 15
    assert all(len(q.anchor) == 16 and q.question.endswith("?") for q in questions)


def test_a_question_finds_the_passage_that_holds_its_anchor():
    sections = (
        Passage(locator="§ 1", text="Glaciers are large. " * 20),
        Passage(locator="§ 2", text="The dose of zinc was 5 mg a day for all mice. " * 9),
    )
    papers = [Paper(id="a", title="Mice", abstract="On mice.", full_text=sections)]
    papers += [Paper(id=f"b{n}", title=f"Ice {n}", abstract="On ice.") for n in range(30)]
    questions = [
        AnchoredQuestion(
            "Which dose of zinc did the mice get?", "a", anchor("dose of zinc was 5 mg")
        ),
        AnchoredQuestion("Is it hot?", "a", anchor("words that no document has anywhere")),
    ]
    scores = measure(papers[:1], iter(papers[1:]), questions, WordLlamaEmbedder(), Notebook())
    assert (scores.papers, scores.asked, scores.unreadable) == (31, 1, ("Is it hot?",))
    assert (scores.paper_1, scores.passage_10, scores.flat_10, scores.missed) == (1, 1, 1, ())
