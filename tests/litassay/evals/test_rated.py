"""Which of two reports rates higher, in words."""

from litassay.evals.rated import higher
from litassay.types import Gate, Rating


def rating(score, *, gates=(), **dimensions):
    return Rating(
        score=score, ungated=score, interval=(score, score), reviewers=3,
        dimensions=tuple(dimensions.items()), gates=gates,
    )  # fmt: skip


def test_the_higher_one_is_named_with_the_widest_dimension():
    one = rating(6.4, novelty=5.0, evidence_strength=4.0, safety_impact=None)
    other = rating(7.1, novelty=5.5, evidence_strength=6.1, safety_impact=9.0)
    said = higher(one, other)
    assert said == (
        "B rates higher: 7.1 against 6.4; furthest apart on evidence strength (+2.1 for B)."
    )
    assert higher(other, one).startswith("A rates higher: 7.1 against 6.4")


def test_gates_of_one_side_are_named():
    capped = rating(5.0, gates=(Gate(name="one_work", cap=5, reason="x"),))
    assert higher(rating(8.0), capped).endswith("gates on one side only: one_work.")


def test_equal_ratings_are_called_the_same():
    assert higher(rating(5.0), rating(5.0)).startswith("A and B rate the same, 5.0")
