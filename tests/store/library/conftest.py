"""Libraries of invented records, for the tests of what is done with a library."""

import json

import pytest

from litassay.doubles import Notebook
from litassay.models.embedding import WordLlamaEmbedder
from store.library import open_library
from store.library.addition import add_file

TOPICS = ["glacier melt", "protein folding", "machine translation", "attention heads", "soil acid"]


@pytest.fixture(scope="session")
def record():
    """The n-th record of an endless list."""

    def one(n, **changes):
        topic = TOPICS[n % len(TOPICS)]
        return {
            "id": f"{2016 + n % 9}.test-main.{n}",
            "title": f"A study of {topic} number {n}",
            "year": 2016 + n % 9,
            "abstract": f"We examine {topic} in case {n}. Results on {topic} are given.",
            **changes,
        }

    return one


@pytest.fixture(scope="session")
def topics():
    """What the records are about."""
    return TOPICS


@pytest.fixture(scope="session")
def write():
    """Writes records as JSON lines."""

    def lines(path, records):
        path.write_text("".join(json.dumps(r) + "\n" for r in records), "utf-8")
        return path

    return lines


@pytest.fixture(scope="module")
def embedder():
    return WordLlamaEmbedder()


@pytest.fixture
def add(tmp_path, home, embedder, write):
    """Adds records to a library of the home."""

    def run(records, name="lib", file="a.jsonl"):
        path = write(tmp_path / file, records)
        return add_file(path, name, home, embedder, {}, Notebook())

    return run


@pytest.fixture
def library(add, home, embedder, record):
    """A library of sixty records."""
    add([record(n) for n in range(60)])
    opened = open_library("lib", home, embedder)
    yield opened
    opened.close()
