"""Damage to the vectors' files is noticed before Chroma reads them, for it would crash."""

import numpy as np
import pytest

from litassay.errors import LibraryError
from litassay.types import Paper
from store.library.addition import add_papers
from store.library.checksum import vectors_checksum
from store.library.intake import Intake, Item
from store.library.registry import open_library


class Directions:
    """Gives every text a direction of its own."""

    name, dimensions = "directions", 8

    def embed(self, texts):
        seeds = [sum(map(ord, text)) for text in texts]
        return np.array([np.random.default_rng(s).normal(size=8) for s in seeds], np.float32)


class Silent:
    def stage(self, name, detail="", done=0, total=0):
        pass

    def note(self, text):
        pass


@pytest.fixture
def folder(home):
    papers = [Paper(id=f"p{n}", title=f"Title {n}", abstract=f"Text {n}.") for n in range(1200)]
    items = (Item(number, paper) for number, paper in enumerate(papers, 1))
    add_papers(
        home / "libraries" / "mine", Directions(), "here", Intake(len(papers), items), Silent()
    )
    return home / "libraries" / "mine"


def test_searching_changes_nothing_and_damage_is_told(folder, home):
    before = vectors_checksum(folder / "vectors")
    for _ in range(2):
        library = open_library("mine", home, Directions())
        assert library.search("Title 7", 3).found
        library.close()
    assert vectors_checksum(folder / "vectors") == before
    (graph,) = folder.glob("vectors/*/data_level0.bin")
    content = bytearray(graph.read_bytes())
    third = len(content) // 3
    content[third : 2 * third] = bytes(third)
    graph.write_bytes(content)
    with pytest.raises(LibraryError, match="vectors are not as they were written"):
        open_library("mine", home, Directions())
    graph.unlink()
    with pytest.raises(LibraryError, match="'mine' is damaged"):
        open_library("mine", home, Directions())
