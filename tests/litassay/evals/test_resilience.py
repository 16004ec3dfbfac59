"""A sample of the bombs; `litassay eval resilience` lights all of them."""

import pytest

from litassay.evals.bombs import LIBRARY, RUN
from litassay.evals.resilience import Refusal, bombs


@pytest.mark.parametrize("name", ["entries.bib.gz", "20^12 pointers", "a question of 60 MB"])
def test_a_bomb_is_refused_in_words_in_time_and_within_memory(name):
    (found,) = bombs([name])
    assert found.held, found
    assert found.exit_code == 2
    assert found.said.count("\n") == 0


def test_what_takes_too_much_has_not_held():
    good = Refusal("x", 1, 2, 1.0, 100, "litassay: no")
    assert good.held
    for change in ({"seconds": 21.0}, {"megabytes": 501}, {"exit_code": 1}, {"exit_code": -1}):
        assert not good._replace(**change).held
    assert not good._replace(said="Traceback (most recent call last)").held


def test_every_bomb_has_a_name_of_its_own():
    assert not LIBRARY.keys() & RUN.keys()
