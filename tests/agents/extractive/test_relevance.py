import numpy as np

from agents.extractive.relevance import FEW, MANY, shipped

MODEL = next(iter(shipped().values()))
BARS = MODEL.bars


def test_grades_follow_the_bars():
    chances = np.array([BARS.direct, BARS.partial, BARS.background, 0.0])
    assert MODEL.grades(chances) == ("direct", "partial", "background", "off_topic")


def test_where_none_is_partial_the_few_nearest_are():
    near = np.full(FEW + 2, BARS.some)
    assert MODEL.grades(near).count("partial") == FEW
    assert "partial" not in MODEL.grades(np.array([BARS.some - 0.01, 0.0]))
    assert MODEL.grades(np.zeros(0)) == ()


def test_an_indirect_paper_is_not_read_beside_one_that_answers():
    assert MODEL.grades(np.array([BARS.partial, BARS.some]))[1] != "partial"


def test_among_many_a_lone_paper_is_read_only_where_it_is_direct():
    rest = np.zeros(MANY)
    assert MODEL.grades(np.array([BARS.partial, *rest]))[0] == "background"
    assert MODEL.grades(np.array([BARS.direct, *rest]))[0] == "direct"
    assert MODEL.grades(np.array([BARS.partial, 0.7 * BARS.partial, *rest]))[0] == "partial"
    assert MODEL.grades(np.array([BARS.partial, 0.0]))[0] == "partial"
