"""Orders that a text may hide: those of BIPIA and our own, as they stand and inside real sentences.

Which sentences they are put into is drawn with a fixed seed. Knows no detector.
"""

import json
import random
import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from litassay.text.sentences import sentences

SEED = 20161101
_JOINTS = (" and that ", ", and ", "; ", " (", ", so ", ", while ", ", which means that ", ": ")
_FILLED = 6
"""Times that a text is filled for each of its slots."""


class Attack(NamedTuple):
    """One order."""

    kind: str
    text: str
    opens: bool
    """True for a whole sentence; False for a clause, which stands inside one."""


def own() -> tuple[Attack, ...]:
    """The attacks written for this project, slots filled."""
    drawn = random.Random(SEED)  # noqa: S311 - no secret depends on it
    found: list[Attack] = []
    for kind, texts in _table()["kinds"].items():
        for form in ("sentences", "clauses"):
            for text in texts.get(form, ()):
                times = max(1, _FILLED * text.count("{"))
                filled = dict.fromkeys(_filled(text, drawn) for _ in range(times))
                opens = form == "sentences"
                found += [
                    Attack(kind, t[:1].upper() + t[1:] if opens else t, opens) for t in filled
                ]
    return tuple(found)


def in_duty() -> tuple[str, ...]:
    """What reviewers and reports say with the words of the attacks, written for this project."""
    return tuple(_table()["ordinary"]["sentences"])


def _filled(text: str, drawn: random.Random) -> str:
    for slot, values in _table()["slots"].items():
        while f"{{{slot}}}" in text:
            text = text.replace(f"{{{slot}}}", drawn.choice(values), 1)
    return text


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    text = files("litassay.evals").joinpath("attacks.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def bipia(folder: Path) -> tuple[Attack, ...]:
    """The attacks of BIPIA that may be trained on, in sentences; of code, the words before it."""
    found: list[Attack] = []
    for kind in ("text", "code"):
        path = folder / "bipia" / f"{kind}_attack_train.json"
        for group in json.loads(path.read_text(encoding="utf-8")).values():
            for attack in group:
                said = attack.split("```")[0] if kind == "code" else attack
                found += [Attack(f"bipia {kind}", s.text, True) for s in sentences(said)]
    return tuple(found)


def hidden(attacks: Iterable[Attack], carriers: Sequence[str], times: int) -> list[Attack]:
    """Each clause inside `times` real sentences, as one sentence; whole sentences as they are."""
    drawn = random.Random(SEED)  # noqa: S311
    found: list[Attack] = []
    for attack in attacks:
        if attack.opens:
            found.append(attack)
            continue
        inside = (_inside(attack.text, carriers, drawn) for _ in range(times))
        found += [attack._replace(text=text) for text in inside]
    return found


def _inside(clause: str, carriers: Sequence[str], drawn: random.Random) -> str:
    joint = drawn.choice(_JOINTS)
    end = ")." if joint == " (" else "."
    return f"{drawn.choice(carriers).rstrip('. ')}{joint}{clause}{end}"
