"""Training which opening of a sentence can be cut off, as in `Our results show that …`.

They were read in abstracts of the ACL Anthology; labels and offsets ship, the text does not.
"""

from importlib.resources import files
from pathlib import Path
from typing import Any

from litassay.evals.ngram_training import Examples, Fitting, fit, held_out
from litassay.evals.role_data import abstracts
from litassay.evals.sentence_scores import binary
from litassay.text.ngram_model import Grams
from litassay.text.sentences import sentences

HOW = Fitting(("stays", "goes"), Grams((1, 2), (3, 5)), least=2, strength=30.0)


def examples(acl: Path) -> Examples:
    """The labelled openings, each its own group.

    Raises:
        InputError: the abstracts are not there.
    """
    texts, labels, groups = [], [], []
    table = files("litassay.evals") / "labels" / "frames.tsv"
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            paper, at, end, goes = line.split("\t")
            sentence = sentences(abstracts(acl)[paper][1])[int(at)].text
            texts.append(" ".join(sentence.split())[: int(end)])
            labels.append("goes" if goes == "y" else "stays")
            groups.append(paper)
    return Examples(texts, labels, groups)


def train(acl: Path) -> dict[str, Any]:
    """The content of the weights file, with scores on openings that were not learnt from."""
    data = examples(acl)
    chance = held_out(data, HOW)[:, 1]
    return {
        "about": "openings of sentences that can be cut; made by `litassay eval train frames`",
        "held_out": binary(chance, [label == "goes" for label in data.labels]),
        **fit(data, HOW).to_json(),
    }
