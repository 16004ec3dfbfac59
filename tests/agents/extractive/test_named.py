"""How a claim is told: plainly, or quoted with those who say it."""

import pytest

from agents.dossier.blinding import blind
from agents.extractive.named import by_line, told
from agents.extractive.standing import Standing
from litassay.types import Claim, Paper, Span, Verification

PAPER = Paper(id="p", title="On parsing", authors=("Ada Lu", "Bo Berg"), year=2021)


def standing(text, quote=""):
    quote = quote or text
    span = Span(paper_id="p", passage=0, start=0, end=len(quote), quote=quote)
    return Standing(
        Claim(id="c1", text=text, span=span),
        Verification(claim_id="c1", verdict="SUPPORTED"),
        direct=True,
    )


def test_what_a_sentence_states_is_told_as_a_statement():
    claim = standing("Parsers are fast.", "We show that parsers are fast.")
    assert told(claim, {"p": PAPER}) == "Parsers are fast."


def test_a_whole_sentence_is_quoted_word_for_word():
    said = told(standing("We make our parser fast.", "We make our\nparser fast."), {"p": PAPER})
    assert said == "Lu and Berg (2021): “We make our parser fast.”"


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        (("Ada Lu",), "Ada Lu"),
        (("Ada Lu", "Bo Berg"), "Lu and Berg (2021)"),
        (("Ada Lu", "Bo van der Berg"), "Lu et al. (2021)"),
        (("Özgür, Ece", "Bo Berg"), "Özgür and Berg (2021)"),
        (("Ada Lu", "Bo Berg", "Cy Diaz"), "Lu et al. (2021)"),
        ((), "“On parsing”"),
    ],
)
def test_by_lines(authors, line):
    paper = PAPER.model_copy(update={"authors": authors})
    assert by_line(paper) == line
    hidden = blind([paper]).redact(f"{by_line(paper)}: “It works.”")
    assert not any(name in hidden for name in ("Lu", "Berg", "Özgür", "2021"))
