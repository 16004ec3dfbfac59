"""Short titles and headings: what is left out of long questions, and when."""

from hypothesis import given
from hypothesis import strategies as st

from litassay.reports.headings import LONGEST_HEADING, headings, short_title
from litassay.types import EvidenceBase, Plan, Query, Question, SubQuestion

LONG = (
    "To what extent does multi-scale contrastive pre-training improve the robustness of large "
    "language models against adversarial text perturbations as measured by accuracy drop?"
)


def parts(*texts):
    return [SubQuestion(id=f"q{n}", text=t) for n, t in enumerate(texts, 1)]


def base(text, concepts=()):
    plan = Plan(sub_questions=(), queries=(Query(text="", concepts=concepts),))
    return EvidenceBase(
        question=Question(text=text), plans=(plan,), searches=(), papers=(), screening=(), claims=()
    )


def test_a_short_question_is_its_own_title():
    assert short_title(base("Does it help?")) == "Does it help?"


def test_a_long_question_is_called_by_its_concepts():
    found = (("contrastive pre-training", "contrastive learning"), ("robustness",), ("GLUE",))
    assert short_title(base(LONG, found)) == "Contrastive pre-training, robustness and GLUE"
    assert short_title(base(LONG)) == LONG  # nothing better is known


def test_what_a_part_repeats_is_said_as_this():
    topic = "attention weights, explanations and text classification"
    made = headings(
        "Are attention weights faithful?",
        parts(
            "Are attention weights faithful?",
            f"How is research on {topic} evaluated, and with what results?",
            f"What limitations are reported for {topic}?",
        ),
    )
    assert made == {
        "q1": "The question itself",
        "q2": "How is research on this evaluated, and with what results?",
        "q3": "What limitations are reported for this?",
    }


def test_a_part_that_stays_long_goes_by_its_number():
    assert headings("Why?", parts("Why?", LONG))["q2"] == "Part 2 of the question"


@given(st.lists(st.text(alphabet="ab ?,", min_size=1, max_size=80), min_size=1, max_size=4))
def test_headings_are_short_and_never_empty(texts):
    for heading in headings(texts[0], parts(*texts)).values():
        assert len(heading.split()) <= LONGEST_HEADING
