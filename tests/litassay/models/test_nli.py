"""The entailment adapter, on a tiny model with random weights that the test makes itself."""

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from litassay.errors import SettingsError
from litassay.models.nli import NliModel, columns_of

needs_torch = pytest.mark.skipif(
    find_spec("torch") is None or find_spec("transformers") is None,
    reason="the extra `nli` (torch, transformers) is not installed",
)


def tiny(folder: Path, labels: list[str]) -> Path:
    """A two-layer BERT over a dozen words."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    listed = "[PAD] [UNK] [CLS] [SEP] [MASK] the model improves lowers accuracy not . a"
    words = listed.split()
    (folder / "vocab.txt").write_text("\n".join(words))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64,
        id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)},
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


@pytest.mark.parametrize(
    ("labels", "columns"),
    [
        (["CONTRADICTION", "NEUTRAL", "ENTAILMENT"], (1, 2, 0)),
        (["entailment", "neutral", "contradiction"], (0, 2, 1)),
        (["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"], (0, 1, 2)),
        (["not_entailment", "entailment"], (2, 0)),
    ],
)
def test_label_order_comes_from_the_config(labels, columns):
    assert columns_of(dict(enumerate(labels))) == columns


@pytest.mark.parametrize("labels", [["LABEL_0", "LABEL_1"], ["neutral", "contradiction"]])
def test_labels_that_say_nothing_are_refused(labels):
    with pytest.raises(SettingsError):
        columns_of(dict(enumerate(labels)))


@needs_torch
def test_probabilities_follow_the_labels_of_the_model(tmp_path):
    pairs = [("the model improves accuracy .", "the model lowers accuracy"), ("a .", "the model")]
    folder = tiny(tmp_path, ["CONTRADICTION", "ENTAILMENT", "NEUTRAL"])
    found = NliModel(str(folder)).stances(pairs)
    assert found.shape == (2, 3)
    assert np.allclose(found.sum(axis=1), 1.0)
    config = json.loads((folder / "config.json").read_text())
    config["id2label"] = {"0": "ENTAILMENT", "1": "CONTRADICTION", "2": "NEUTRAL"}
    config["label2id"] = {v: int(k) for k, v in config["id2label"].items()}
    (folder / "config.json").write_text(json.dumps(config))
    swapped = NliModel(str(folder)).stances(pairs)
    assert np.allclose(found[:, [1, 0, 2]], swapped)


@needs_torch
def test_a_long_premise_is_cut_and_batches_agree(tmp_path):
    model = NliModel(str(tiny(tmp_path, ["entailment", "neutral", "contradiction"])))
    long = ("the model improves accuracy . " * 400, "the model lowers accuracy")
    together = model.stances([("a model .", "the model")] * 20 + [long])
    assert together.shape == (21, 3)
    assert np.allclose(together[0], together[19], atol=1e-6)


@needs_torch
def test_a_missing_model_is_the_users_error(tmp_path):
    with pytest.raises(SettingsError, match="no classifier can be loaded"):
        NliModel(str(tmp_path / "nothing")).stances([("a", "b")])


@pytest.mark.skipif(find_spec("torch") is not None, reason="torch is installed here")
def test_without_torch_the_extra_is_named():
    with pytest.raises(SettingsError, match="nli"):
        NliModel("any/model").stances([("a", "b")])
