"""Formulas in MathML as a line of text."""

import pytest

from litassay.text.mathml import replaced


def math(inside):
    return f'<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">{inside}</mml:math>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<mml:mi>N</mml:mi>", "N"),
        ("<mml:msup><mml:mi>R</mml:mi><mml:mn>2</mml:mn></mml:msup>", "R²"),
        ("<mml:msub><mml:mi>H</mml:mi><mml:mn>0</mml:mn></mml:msub>", "H0"),
        ("<mml:mfrac><mml:mrow><mml:mi>a</mml:mi><mml:mo>+</mml:mo><mml:mi>b</mml:mi></mml:mrow>"
         "<mml:mn>2</mml:mn></mml:mfrac>", "(a+b)/2"),
        ("<mml:mi>p</mml:mi><mml:mo>&lt;</mml:mo><mml:mn>0.05</mml:mn>", "p < 0.05"),
        ("<mml:msqrt><mml:mi>n</mml:mi></mml:msqrt>", "√n"),
        ("<mml:mover><mml:mi>x</mml:mi><mml:mo>¯</mml:mo></mml:mover>", "x\u0304"),
        ("<mml:munderover><mml:mo>∑</mml:mo><mml:mrow><mml:mi>i</mml:mi><mml:mo>=</mml:mo>"
         "<mml:mn>1</mml:mn></mml:mrow><mml:mi>n</mml:mi></mml:munderover>", "∑_(i=1)ⁿ"),
        ("<mml:semantics><mml:mi>a</mml:mi><mml:annotation>\\alpha</mml:annotation>"
         "</mml:semantics>", "a"),
        ("<mml:mn>12</mml:mn><mml:mi>%</mml:mi>", "12%"),
    ],
)  # fmt: skip
def test_formulas(inside, expected):
    assert replaced(f"A {math(inside)} b") == f"A {expected} b"


def test_what_is_not_well_formed_keeps_its_characters():
    assert replaced("<math><mi>x</mi><mo>=</math>") == "x="


def test_depth_is_bounded():
    assert "x" in replaced(math("<mml:mrow>" * 500 + "x" + "</mml:mrow>" * 500))
