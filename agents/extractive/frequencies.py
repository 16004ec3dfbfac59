"""How common a term is in scientific abstracts: the background against which terms are weighed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True)
class Frequencies:
    """Document counts of terms in a background collection."""

    documents: int
    """Size of the collection, in abstracts."""
    floor: int
    """Terms in fewer abstracts than this are not listed; they count as this rare."""
    counts: Mapping[str, int]
    words: Mapping[str, str]
    """Term → its most frequent word."""

    def rarity(self, term: str) -> float:
        """Inverse document frequency scaled to 0 (in every abstract) to 1 (not listed)."""
        count = self.counts.get(term, self.floor)
        return math.log(self.documents / count) / math.log(self.documents / self.floor)


@lru_cache(maxsize=1)
def background() -> Frequencies:
    """The counts shipped with the product: `background.tsv`, whose first lines say their origin."""
    counts: dict[str, int] = {}
    words: dict[str, str] = {}
    documents = floor = 1
    text = (files(__package__) / "background.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        name, *values = line.split("\t")
        if name == "#documents":
            documents = int(values[0])
        elif name == "#floor":
            floor = int(values[0])
        elif not name.startswith("#"):
            counts[name], words[name] = int(values[0]), values[1]
    return Frequencies(documents, floor, MappingProxyType(counts), MappingProxyType(words))
