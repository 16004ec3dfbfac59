"""How well orders in texts are found: attacks of kinds that were not learnt from, false alarms."""

from collections.abc import Sequence
from pathlib import Path

from litassay.evals.attacks import Attack, hidden
from litassay.evals.injection_training import acl, attacks, scifact, train
from litassay.ports import Embedder
from litassay.text.injection import is_instruction
from litassay.text.order_model import OrderModel, from_json, shipped
from litassay.types import Record

TESTED = (5, 6, 7)
"""Parts of the abstracts that training and threshold never saw."""
_TIMES = 4


class Found(Record):
    """What is found of one kind of attack."""

    kind: str
    alone: float | None
    """Share of whole sentences that are flagged; None where the kind has none."""
    inside: float | None
    """Share of real sentences with such a clause inside that are flagged."""
    count: int


class Outcome(Record):
    """What the detector finds, and what it takes for an attack."""

    unseen: tuple[Found, ...]
    """Each kind by a model that learnt from all others."""
    false_alarms: tuple[tuple[str, int, int], ...]
    """(set, sentences, flagged) of ordinary text, by the whole detector as it is shipped."""


def measure(data: Path, embedder: Embedder, kinds: Sequence[str] = ()) -> Outcome:
    """Leave each kind out in turn (or those named), and read ordinary sentences."""
    known = attacks(data)
    names = kinds or tuple(dict.fromkeys(a.kind for a in known))
    plain = ordinary_tests(data)
    carriers = [s for _, texts in plain for s in texts if 8 < len(s.split()) < 30]
    unseen = tuple(
        _found(name, known, carriers, from_json(train(data, embedder, name))) for name in names
    )
    alarms = ((name, len(texts), sum(map(is_instruction, texts))) for name, texts in plain)
    return Outcome(unseen=unseen, false_alarms=tuple(alarms))


def ordinary_tests(data: Path) -> list[tuple[str, list[str]]]:
    """Ordinary sentences by set."""
    ours = [s for part in TESTED for s in acl(data / "acl_anthology", part, 4_000)]
    theirs = [s for part in TESTED for s in scifact(data / "scifact", part, 4_000)]
    return [("acl_anthology", ours), ("scifact", theirs)]


def found_by_shipped(data: Path) -> tuple[Found, ...]:
    """The same with the shipped model, which learnt from every kind, in sentences it never saw."""
    known = attacks(data)
    carriers = [s for _, texts in ordinary_tests(data) for s in texts if 8 < len(s.split()) < 30]
    names = dict.fromkeys(a.kind for a in known)
    return tuple(_found(name, known, carriers, shipped()) for name in names)


def _found(kind: str, known: Sequence[Attack], carriers: Sequence[str], model: OrderModel) -> Found:
    tested = hidden((a for a in known if a.kind == kind), carriers, _TIMES)
    alone = [model.is_order(a.text) for a in tested if a.opens]
    inside = [model.is_order(a.text) for a in tested if not a.opens]
    return Found(kind=kind, alone=_share(alone), inside=_share(inside), count=len(tested))


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 3) if hits else None
