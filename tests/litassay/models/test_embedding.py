import logging
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litassay.models.embedding import MAX_CHARACTERS, WordLlamaEmbedder
from litassay.ports import Embedder


@pytest.fixture(scope="module")
def embedder():
    return WordLlamaEmbedder()


def test_it_is_an_embedder_with_a_name_that_says_which(embedder):
    port: Embedder = embedder
    assert port.name.startswith("wordllama-")
    assert port.name.endswith("-256")


def test_rows_have_unit_length_and_empty_texts_are_zero(embedder):
    rows = embedder.embed(["machine translation", "", "x" * 10])
    assert rows.shape == (3, embedder.dimensions)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1, 0, 1])
    assert embedder.embed([]).shape == (0, embedder.dimensions)


def test_near_meanings_are_nearer(embedder):
    a, b, c = embedder.embed(["neural machine translation", "translating text", "soil acidity"])
    assert a @ b > a @ c + 0.2


@settings(max_examples=50, deadline=None)
@given(texts=st.lists(st.text(st.characters(exclude_categories=())), max_size=5))
def test_a_text_has_the_same_bytes_whatever_stands_beside_it(embedder, texts):
    together = embedder.embed(texts)
    for row, text in zip(together, texts, strict=True):
        assert row.tobytes() == embedder.embed([text])[0].tobytes()


def test_a_long_text_costs_no_more_than_its_beginning(embedder):
    long = "attention " * 200_000
    assert (embedder.embed([long])[0] == embedder.embed([long[:MAX_CHARACTERS]])[0]).all()


def test_importing_the_model_leaves_the_logging_of_others_alone(embedder):
    code = (
        "import logging; from litassay.models.embedding import WordLlamaEmbedder as E;"
        "E().embed(['x']); print(logging.getLogger().handlers, logging.getLogger().level)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["[]", str(logging.WARNING)]
    assert run.stderr == ""
