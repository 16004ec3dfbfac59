from hypothesis import given
from hypothesis import strategies as st

from agents.dossier.blinding import blind
from litassay.types import Paper

MASK = blind(
    [
        Paper(
            id="a",
            title="t",
            authors=("Maria del Carmen Ruiz", "Wei Zhang", "Plato"),
            venue="Transactions of the Society",
        )
    ]
)


def test_full_names_go_wherever_they_stand():
    assert MASK.redact("Both Wei Zhang and Lee agree.") == "Both [author] and Lee agree."


def test_citations_in_text_go_with_their_years():
    for said in ("Smith et al. (2020)", "(Smith et al., 2020a)", "Smith and Jones (2020)"):
        assert "Smith" not in MASK.redact(f"This follows {said} closely.")
        assert "2020" not in MASK.redact(f"This follows {said} closely.")


def test_a_name_of_one_word_may_be_a_topic_and_stays():
    assert MASK.redact("Plato is a toolkit.") == "Plato is a toolkit."


def test_names_of_methods_stay():
    said = "Virtual Adversarial Training beats Mean Teacher on GLUE."
    assert MASK.redact(said) == said


@given(st.text())
def test_any_text_is_read(text):
    assert isinstance(MASK.redact(text), str)


def test_a_long_run_of_capitals_takes_no_time():
    assert MASK.redact("Aa " * 20000).strip()
