"""LaTeX in the fields of references: text first."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.text.latex import formulas, readable, text_of, unknown_commands


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("by 5% in Research & Science #7 item_id", "by 5% in Research & Science #7 item_id"),
        (r"45\% A\&B item\_id \#7 \$5", "45% A&B item_id #7 $5"),
        (r"p {\textless} 0.05, difference \textgreater -1", "p < 0.05, difference > -1"),
        (r"x\^{}2 and \~{}30 {\textasciitilde}30", "x^2 and ~30 ~30"),
        (r"10\textsuperscript{5} CO\textsubscript{2} m{\textsuperscript{2}}", "10⁵ CO2 m²"),
        (r"$\alpha$-synuclein CO$_{2}$ $<$ 5 $\sim$3 10$^{5}$", "α-synuclein CO2 < 5 ∼3 10⁵"),
        ("from $5 to $2. We saw a<b and p<<0.05", "from $5 to $2. We saw a<b and p<<0.05"),
        ("US$100-US$200 and $5-$10", "US$100-US$200 and $5-$10"),
        ("~30 nodes, Fig.~3", "~30 nodes, Fig. 3"),
        (r"{\AA}sa Garc{\'\i}a M{\'a}rquez \~na {\ss} \o", "Åsa García Márquez ña ß ø"),
        (r"{{DNA}} \textit{E. coli} {\emph{x}}", "DNA E. coli x"),
        (r"{\textless}i{\textgreater}Q{\textless}/i{\textgreater}", "<i>Q</i>"),
        (
            r"PIP\textless jats:sub\textgreater3\textless/jats:sub\textgreater, x",
            "PIP<jats:sub>3</jats:sub>, x",
        ),
        ("``quoted'' it's \"x\" 5--9", '“quoted” it\'s "x" 5–9'),
        (r"\enquote{x} \url{http://a.b/c_d%20e}", "“x” http://a.b/c_d%20e"),
        (r"\foobar{baz} stays", r"\foobar{baz} stays"),
        (r"50\,000 at 37$^\circ$C", "50 000 at 37°C"),
        (r"5 {\textmu}m {\textdegree}C {\textpm} 1", "5 µm °C ± 1"),
        ("a 1 % change} and {more", "a 1 % change and more"),
    ],
)
def test_fields(raw, expected):
    assert text_of(raw) == expected


def test_commands_that_nobody_knows_are_named():
    assert unknown_commands(r"\foobar{x} \emph{y} \textless") == {"foobar"}


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"2.1 \times 10^{5}", "2.1 × 10⁵"),
        (r"\frac{a}{b+1}", "a/(b+1)"),
        (r"\begin{document}$y=2x$\end{document}", "y=2x"),
        (r"R^2 \leq 0.9", "R² ≤ 0.9"),
        (r"\mathrm{CO}_2", "CO2"),
    ],
)
def test_formulas_are_readable(tex, expected):
    assert readable(tex) == expected


def test_formulas_in_text_and_money():
    assert formulas("in $O(n^2)$ for $5 of $k$, 45\\%") == "in O(n²) for $5 of k, 45%"


@given(st.text(alphabet="ab5 %&#_$~^{}<>.", max_size=40))
def test_without_commands_no_sign_that_a_reader_sees_is_lost(raw):
    read = unicodedata.normalize("NFKC", text_of(raw))
    for sign in "ab5%&#<>.":
        assert read.count(sign) == raw.count(sign)
