"""Plain text from what services leave in titles and abstracts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.text.markup import abstract, plain


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
        ("<jats:title>Abstract</jats:title><jats:p>We read.</jats:p>", "We read."),
        ("<h4>Aims</h4>We read.<h4>Results</h4>It helps.", "Aims: We read. Results: It helps."),
        ("<jats:sec><jats:title>Aims.</jats:title><jats:p>Go.</jats:p></jats:sec>", "Aims: Go."),
        ("Abstract We read.", "We read."),
        ("Abstract reasoning is hard.", "Abstract reasoning is hard."),
        ("p &lt; 0.05 and q &gt; 3", "p < 0.05 and q > 3"),
        ("p < 0.05 and q > 3", "p < 0.05 and q > 3"),
        ("&lt;p&gt;Escaped.&lt;/p&gt;", "Escaped."),
        ("E. <i>coli</i> CO<sub>2</sub>", "E. coli CO2"),
        ("a <jats:tex-math>\\alpha</jats:tex-math> b", "a α b"),
        ("R&amp;amp;D", "R&D"),
    ],
)  # fmt: skip
def test_abstract(raw, expected):
    assert abstract(raw) == expected


@given(st.text(max_size=80))
def test_words_without_angle_brackets_stay(raw):
    said = "".join(c for c in raw if c not in "<&$\\\x00")
    assert plain(said) == " ".join(said.split())
