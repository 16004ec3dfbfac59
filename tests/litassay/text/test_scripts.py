"""Powers stay powers, indices stay readable, citation marks go."""

import pytest

from litassay.text.markup import plain
from litassay.text.scripts import is_citation_mark, lowered, raised


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("2.1 × 10<sup>5</sup> copies", "2.1 × 10⁵ copies"),
        ("10<sup>-5</sup>", "10⁻⁵"),
        ("10<sup>12</sup> cells", "10¹² cells"),
        ("2<sup>3</sup> factorial", "2³ factorial"),
        ("35<sup>12</sup> per 1000", "35 per 1000"),
        ("0.35<sup>12</sup> of", "0.35 of"),
        ("in 1998<sup>3,4</sup> and", "in 1998 and"),
        ("as reported<sup>5</sup>, and", "as reported, and"),
        ("in trials.<sup>3–7</sup> We", "in trials. We"),
        ("by others<sup>[12]</sup>", "by others"),
        ("(95 % CI)<sup>14</sup>", "(95 % CI)"),
        ("45%<sup>9</sup> of", "45% of"),
        ("min<sup>−1</sup>", "min⁻¹"),
        ("5 mg kg<sup>-1</sup> d<sup>-1</sup>", "5 mg kg⁻¹ d⁻¹"),
        ("kg/m<sup>2</sup>", "kg/m²"),
        ("cm<sup>3</sup>", "cm³"),
        ("R<sup>2</sup> = 0.9, χ<sup>2</sup>", "R² = 0.9, χ²"),
        ("(a + b)<sup>2</sup>", "(a + b)²"),
        ("Ca<sup>2+</sup> and CD4<sup>+</sup>", "Ca²⁺ and CD4⁺"),
        ("<sup>18</sup>F-FDG, (<sup>13</sup>C)", "¹⁸F-FDG, (¹³C)"),
        ("the 1<sup>st</sup> and 95<sup>th</sup>", "the 1st and 95th"),
        ("x<sup>T</sup>y", "x^Ty"),
        ("O(n<sup>3/2</sup>)", "O(n^(3/2))"),
        ("C<sup>*</sup>-algebras", "C*-algebras"),
        ("of interest<sup>*</sup>", "of interest"),
        ("CO<sub>2</sub>, H<sub>0</sub>", "CO2, H0"),
        ("log<sub>2</sub>1000", "log₂1000"),
        ("x<sub>i+1</sub>", "x_(i+1)"),
        ("<jats:sup>12</jats:sup>C", "¹²C"),
    ],
)
def test_scripts_in_text(raw, expected):
    assert plain(raw) == expected


def test_the_parts():
    assert (raised("−1"), raised("ab"), raised("")) == ("⁻¹", "^ab", "")
    assert (lowered("2", "CO"[-1]), lowered("2", "3"), lowered("")) == ("2", "₂", "")
    assert is_citation_mark("12", "word")
    assert not is_citation_mark("2", "kg/m")
