"""Labelled sentences from which the roles of sentences are learnt, each with where it stands.

Three sources: abstracts of ACL papers read sentence by sentence (the labels ship, the text does
not); the headings of structured abstracts in SciFact; citing sentences of Citation-Integrity.
"""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from agents.extractive.places import Placed, placed
from litassay.errors import InputError
from litassay.types import Passage

_CODES = {"f": "finding", "a": "approach", "b": "background", "c": "cited", "o": "other"}
_HEADINGS = {
    "background": "background introduction context importance rationale motivation",
    "approach": "objective objectives purpose aim aims methods method design setting participants"
    " patients subjects interventions intervention main-outcome-measures main-outcome-measure"
    " data-sources methodology exposures",
    "finding": "results findings main-results conclusions conclusion interpretation discussion"
    " conclusions-and-relevance",
    "other": "funding trial-registration availability availability-and-implementation",
}
"""Role → headings of structured abstracts whose sentences have it; others are left out."""
_ROLE_OF = {h.replace("-", " "): role for role, hs in _HEADINGS.items() for h in hs.split()}
_EVERY = 3
"""Structured abstracts are many: every third is read."""
_MARK = re.compile(r"\s*(?:\[?<\|[a-z_]+\|>\]?(?:[,;–-]\s*)*)+\]?")
_STYLES = (
    "{claim} [{n}]",
    "{claim} ({n})",
    "{claim}",
    "{claim} ({name} et al., 20{n})",
    "{claim} [{n},{m}]",
    "{name} et al. {verb} that {claim}",
    "{name} et al. {verb} {claim}",
    "{name} and colleagues {verb} that {claim}",
    "The finding of {name} et al. that {claim}",
    "Previous studies have {verb} that {claim}",
)
"""How a sentence says that it reports another work; names, numbers and verbs are put in turn."""
_NAMES = ("Ito", "Meyer", "Okafor", "Silva", "Novak", "Khan")
_VERBS = ("found", "shown", "reported", "observed", "demonstrated")
_TITLED = ("evidence", "patients", "trial", "mechanism")
"""Words of titles that are put with some of the sentence's own: its title is not known."""
_SECTIONS = (
    *("", "introduction", "abstract", "discussion", "abstract", "background", "results"),
    *("related work", "abstract", "previous work", ""),
)
"""Where citing sentences are said to stand: which it is must not give them away."""


class RoleExample(NamedTuple):
    """A sentence with its role and the document that it is from."""

    sentence: Placed
    title: str
    role: str
    document: str
    source: str


def read_abstracts(acl: Path) -> Iterator[RoleExample]:
    """The sentences whose labels ship with the project.

    Raises:
        InputError: the abstracts are not there.
    """
    texts = abstracts(acl)
    label_file = files("litassay.evals") / "labels" / "sentence_roles.tsv"
    for line in label_file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        paper, codes = line.split("\t")
        title, text = texts[paper]
        found = placed((Passage(locator="abstract", text=text),))
        for sentence, code in zip(found, codes, strict=True):
            if code in _CODES:
                yield RoleExample(sentence, title, _CODES[code], paper, "abstracts")


@cache
def abstracts(acl: Path) -> Mapping[str, tuple[str, str]]:
    """Paper id → title and abstract.

    Raises:
        InputError: the file is not there.
    """
    path = acl / "abstracts_2016_2024.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error}") from error
    return {r["id"]: (r["title"] or "", r["abstract"] or "") for r in rows}


def read_structured(scifact: Path) -> Iterator[RoleExample]:
    """Sentences of structured abstracts: their role is that of their heading.

    Each is given twice: as in an abstract without headings, and as in a full text, under its
    heading or on a page whose heading is not known.
    """
    for row in _jsonl(scifact / "corpus.jsonl"):
        if not row["structured"] or int(row["doc_id"]) % _EVERY:
            continue
        text = " ".join(" ".join(s.split()) for s in row["abstract"])
        document = f"scifact {row['doc_id']}"
        for at, sentence in enumerate(placed((Passage(locator="abstract", text=text),))):
            role = _ROLE_OF.get(sentence.section)
            if role and sentence.text:
                headed = sentence._replace(section="") if at % 3 == 0 else sentence
                yield RoleExample(headed, row["title"], role, document, "headed")
                bare = sentence._replace(section="abstract")
                yield RoleExample(bare, row["title"], role, document, "structured")


def read_citing(folder: Path) -> Iterator[RoleExample]:
    """Sentences that report another work, each saying so in one of ten ways.

    Every other one is cut short: being long must not give them away.
    """
    for row in _jsonl(folder / "claims_train.jsonl"):
        n = int(row["id"])
        words = _MARK.sub("", row["claim"]).split()
        claim = " ".join(words[: 5 + n % 9] if n % 2 else words).rstrip(" .")
        name, verb = _NAMES[n % len(_NAMES)], _VERBS[n % len(_VERBS)]
        style = _STYLES[n % len(_STYLES)]
        said = style.format(claim=claim, n=n % 60 + 1, m=n % 60 + 3, name=name, verb=verb) + "."
        document = f"citing {int(row['cited_doc_ids'][0]) // 1000}"
        section = _SECTIONS[n // len(_STYLES) % len(_SECTIONS)]
        sentence = Placed(0, 0, len(said), said, section, 0.5)
        title = " ".join(words[:: 2 + n % 5] + list(_TITLED)) if n % 3 else ""
        yield RoleExample(sentence, title, "cited", document, "citing")


def _jsonl(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)
    except OSError as error:
        raise InputError(f"cannot read {str(path)!r}: {error}") from error
