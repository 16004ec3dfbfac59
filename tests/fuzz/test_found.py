"""Inputs that once ended in neither a value nor an error in words, and a few new ones."""

import random
from pathlib import Path

import pytest

from tests.fuzz.readers import READERS, mutated, read_once

FOUND = sorted((Path(__file__).parent / "found").glob("*-*"))


@pytest.mark.parametrize("path", FOUND, ids=lambda p: p.name)
def test_what_was_found_is_read_or_refused(path):
    read_once(path.name.rpartition("-")[0], path.read_bytes())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", READERS)
def test_a_few_mutations_of_real_inputs_are_read_or_refused(name):
    drawn, seeds = random.Random(20261125), READERS[name][1]()
    for _ in range(8):
        read_once(name, mutated(drawn.choice(seeds), drawn))
