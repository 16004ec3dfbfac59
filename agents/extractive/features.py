"""What is compared between a claim and one sentence: interpretable features, in a fixed order."""

import math
import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from agents.extractive.alignment import WordVectors
from agents.extractive.reading import ReadClaim, ReadDocument, content, names, rarity
from litassay.text.polarity import Reading, conflicts, read
from litassay.text.quantities import compare, quantities
from litassay.text.words import stems

SENTENCE = (
    "coverage", "reverse_coverage", "window_coverage", "cosine", "window_cosine",
    "soft_recall", "soft_precision", "soft_worst", "bigrams", "name_coverage", "names",
    "number_equal", "number_differs", "number_absent", "numbers",
    "opposite_direction", "antonym", "negated_once", "claim_negations", "negations",
    "claim_up", "claim_down", "up", "down", "same_way", "claim_null", "null", "null_agrees",
    "null_clash", "ratio_way", "claim_hedges", "hedges", "position", "last", "finding",
    "claim_length", "length", "claim_than", "than", "rarest_missing", "jaccard",
)  # fmt: skip
"""Names of the features of one (claim, sentence), in the order of the vector."""

POLARITY = frozenset(
    (
        "opposite_direction", "antonym", "negated_once", "claim_negations", "negations",
        "claim_up", "claim_down", "up", "down", "same_way", "claim_null", "null",
        "null_agrees", "null_clash", "ratio_way",
    )
)  # fmt: skip
"""Features of direction and negation. They are not used of citing sentences: a sentence hardly
ever cites a paper and says the opposite of it, so that there they only add noise."""

_FINDING = re.compile(
    r"^(?:conclusion|result|finding|interpretation)|\b(?:we (?:show|found|find|demonstrate|report|"
    r"conclude)|these (?:results|findings|data)|suggest|demonstrat|indicat|reveal)",
    re.IGNORECASE,
)
_RATIO = re.compile(
    r"\b(?:hazard ratio|odds ratio|relative risk|risk ratio|rate ratio|[aA]?(?:HR|OR|RR))s?\b"
    r"[^\d<>]{0,25}(\d+[.·]\d+)"
)


def coverage(wanted: frozenset[str], there: frozenset[str]) -> float:
    """Share of the wanted stems that are there, rare ones weighing more."""
    total = _weight(wanted)
    return math.fsum(map(rarity, wanted & there)) / total if total else 0.0


@lru_cache(maxsize=4096)
def _weight(stems: frozenset[str]) -> float:
    return math.fsum(map(rarity, stems))  # exact: sets have no order to add in


def sentence_features(
    claim: ReadClaim, document: ReadDocument, index: int, words: WordVectors
) -> NDArray[np.float64]:
    """The vector named by SENTENCE for one sentence of a document."""
    text = document.sentences[index].text
    polarity = read(text)
    return np.array(
        [
            *_lexical(claim, document, index),
            *words.match(claim.words, tuple(dict.fromkeys(content(text)))),
            *_names(claim, text),
            *_numbers(claim, text),
            *_polarity(claim, text, polarity),
            *_relation(claim.polarity, polarity, text),
            *_shape(claim, document, index, polarity),
        ]
    )


def _lexical(claim: ReadClaim, document: ReadDocument, index: int) -> tuple[float, ...]:
    here = document.stems[index]
    return (
        coverage(claim.stems, here),
        coverage(here, claim.stems),
        coverage(claim.stems, document.window_stems(index)),
        float(claim.vector @ document.vectors[index]),
        float(claim.vector @ document.windows[index]),
    )


def _names(claim: ReadClaim, text: str) -> tuple[float, ...]:
    a, b = stems(claim.text), stems(text)
    pairs, there = set(pairwise(a)), set(pairwise(b))
    bigrams = len(pairs & there) / len(pairs) if pairs else 0.0
    wanted = names(claim.text)
    covered = len(wanted & names(text)) / len(wanted) if wanted else -1.0
    return bigrams, covered, len(wanted)


def _numbers(claim: ReadClaim, text: str) -> tuple[float, ...]:
    seen = Counter(m.relation for m in compare(claim.quantities, quantities(text)))
    differs = seen["differs"] + seen["unit_differs"]
    return seen["equal"], differs, seen["absent"], len(claim.quantities)


def _polarity(claim: ReadClaim, text: str, polarity: Reading) -> tuple[float, ...]:
    kinds = Counter(c.kind for c in conflicts(claim.text, text))
    return (
        kinds["direction"],
        kinds["antonym"],
        kinds["negation"],
        claim.polarity.negations,
        polarity.negations,
    )


def _relation(claim: Reading, here: Reading, text: str) -> tuple[float, ...]:
    """Which way both sides say that something goes: up, down, or nowhere."""
    way, other = np.sign(claim.up - claim.down), np.sign(here.up - here.down)
    null, there = claim.nulls > 0, here.nulls > 0
    ratio = sum(np.sign(float(r.replace("·", ".")) - 1.0) for r in _RATIO.findall(text))
    return (
        claim.up,
        claim.down,
        here.up,
        here.down,
        float(way * other),
        claim.nulls,
        here.nulls,
        float(null and there),
        float(null != there),
        float(way * np.sign(ratio)),
    )


def _shape(
    claim: ReadClaim, document: ReadDocument, index: int, polarity: Reading
) -> tuple[float, ...]:
    text, n = document.sentences[index].text, len(document.sentences)
    here = document.stems[index]
    both = len(claim.stems & here)
    return (
        claim.polarity.hedges,
        polarity.hedges,
        index / max(1, n - 1),
        index == n - 1,
        bool(_FINDING.search(text)),
        min(len(claim.words), 40),
        min(len(content(text)), 60),
        " than " in claim.text,
        " than " in text,
        max((rarity(s) for s in claim.stems if s not in here), default=0.0),
        both / max(1, len(claim.stems | here)),
    )
