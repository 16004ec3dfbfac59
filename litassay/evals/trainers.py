"""The small models that can be trained from labelled data, by name: one entry each.

An entry knows which folders of labelled sets it reads and what it makes of them; a weights file is
whatever JSON its reader takes, and the same data must give the same bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litassay.errors import InputError, SettingsError

Folders = Mapping[str, Path]
"""Set name → the folder that holds it."""


@dataclass(frozen=True)
class Trainer:
    """How one model is made."""

    weights: str
    """Name of the shipped file in the folder `weights` of `package`."""
    sets: tuple[str, ...]
    """Folders of labelled sets that it can learn from."""
    train: Callable[[Folders], dict[str, Any]]
    """The content of the weights file, from at least one of the sets."""
    package: str = "agents.extractive"


def trainer(name: str) -> Trainer:
    """The trainer of this name.

    Raises:
        SettingsError: there is none.
    """
    if name not in TRAINERS:
        raise SettingsError(f"nothing is trained as {name!r}", f"use {', '.join(TRAINERS)}")
    return TRAINERS[name]


def folders(known: Trainer, data: Path, only: Sequence[str] = ()) -> Folders:
    """The sets under `data` that this trainer learns from; `only` some of them, for transfer.

    Raises:
        SettingsError: a set is named that it does not learn from.
        InputError: none of the sets is there.
    """
    odd = [name for name in only if name not in known.sets]
    if odd:
        raise SettingsError(f"it does not learn from {odd[0]!r}", f"use {', '.join(known.sets)}")
    wanted = only or known.sets
    found = {name: data / name for name in known.sets if name in wanted and (data / name).is_dir()}
    if not found or (only and len(found) < len(only)):
        raise InputError(f"{str(data)!r} lacks a folder of {', '.join(wanted)}")
    return found


def _verifier(sets: Folders) -> dict[str, Any]:
    from litassay.evals.verification_data import read_claims_file
    from litassay.evals.verification_training import train
    from litassay.models.embedding import WordLlamaEmbedder

    labelled = [
        read_claims_file(f / "claims_train.jsonl", f / "corpus.jsonl").model_copy(
            update={"name": f"{name} train"}
        )
        for name, f in sets.items()
    ]
    return train(labelled, WordLlamaEmbedder())


def _direction(sets: Folders) -> dict[str, Any]:
    from litassay.evals.direction_training import read_cases, train
    from litassay.models.embedding import WordLlamaEmbedder

    judged = sets.get("relevance")
    cases = read_cases(
        judged or Path(), sets.get("acl_anthology") if judged else None, sets.get("pubmedqa")
    )
    return train(cases, WordLlamaEmbedder())


def _relevance(sets: Folders) -> dict[str, Any]:
    from litassay.evals.relevance_training import train
    from litassay.models.embedding import WordLlamaEmbedder
    from litassay.models.sentence_model import MiniLmEmbedder

    return train(sets["relevance"].parent, [WordLlamaEmbedder(), MiniLmEmbedder()])


def _reader(sets: Folders) -> dict[str, Any]:
    from litassay.evals.reader_training import train
    from litassay.models.embedding import WordLlamaEmbedder

    return train(sets["relevance"].parent, WordLlamaEmbedder())


def _injection(sets: Folders) -> dict[str, Any]:
    from litassay.evals.injection_training import train
    from litassay.models.embedding import WordLlamaEmbedder

    return train(next(iter(sets.values())).parent, WordLlamaEmbedder())


def _roles(sets: Folders) -> dict[str, Any]:
    from litassay.evals.role_training import train

    return train(sets["acl_anthology"], sets["scifact"], sets["citation_integrity"])


def _frames(sets: Folders) -> dict[str, Any]:
    from litassay.evals.frame_training import train

    return train(sets["acl_anthology"])


def _answering(sets: Folders) -> dict[str, Any]:
    from litassay.evals.answering_training import train
    from litassay.models.embedding import WordLlamaEmbedder

    return train(sets["relevance"], sets["acl_anthology"], WordLlamaEmbedder())


TRAINERS: Mapping[str, Trainer] = {
    "direction": Trainer("direction.json", ("relevance", "acl_anthology", "pubmedqa"), _direction),
    "reader": Trainer("reader.json", ("relevance",), _reader),
    "relevance": Trainer("relevance.json", ("relevance",), _relevance),
    "verifier": Trainer("stance.json", ("scifact", "citation_integrity"), _verifier),
    "injection": Trainer(
        "injection.json", ("acl_anthology", "scifact", "hostile"), _injection, "litassay.text"
    ),
    "roles": Trainer("roles.json", ("acl_anthology", "scifact", "citation_integrity"), _roles),
    "frames": Trainer("frames.json", ("acl_anthology",), _frames),
    "answering": Trainer("answering.json", ("relevance", "acl_anthology"), _answering),
}
