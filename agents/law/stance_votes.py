"""Several samples of stances become one stance a claim, with their agreement."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from agents.asking.answers import StanceAnswer
from litassay.types import Stance

_ORDER: tuple[Stance, ...] = ("NEUTRAL", "REFUTES", "SUPPORTS")
"""Ties go to the stance that claims least."""


class Vote(NamedTuple):
    """What the samples say of one claim."""

    stance: Stance
    probability: float
    """Mean over the samples that hold this stance."""
    agreement: float
    """Share of the samples that hold it, 0 to 1."""
    quote: str


def votes(samples: Sequence[Sequence[StanceAnswer]], claims: Sequence[str]) -> Mapping[str, Vote]:
    """One vote a claim; a claim that a sample leaves out is neutral there, at 0.5."""
    return {name: _vote([_of(sample, name) for sample in samples]) for name in claims}


def _of(sample: Sequence[StanceAnswer], name: str) -> StanceAnswer:
    silent = StanceAnswer(claim=name, stance="NEUTRAL", probability=0.5)
    return next((s for s in sample if s.claim == name), silent)


def _vote(given: Sequence[StanceAnswer]) -> Vote:
    counts = Counter(s.stance for s in given)
    stance = max(_ORDER, key=lambda s: (counts[s], -_ORDER.index(s)))
    holders = [s for s in given if s.stance == stance]
    mean = sum(s.probability for s in holders) / len(holders)
    return Vote(stance, mean, len(holders) / len(given), holders[0].quote)
