"""Rules may not block what people found supported: at most one claim in a hundred."""

from pathlib import Path

import pytest

from agents.law.rules import check
from litassay.evals.rule_alarms import page, rule_alarms
from litassay.evals.verification_data import read_claims_file

SCIFACT = Path(__file__).parents[4] / "shared/data/scifact"


@pytest.mark.skipif(not SCIFACT.exists(), reason="the SciFact claims are not here")
def test_every_rule_blocks_at_most_one_right_claim_in_a_hundred():
    sets = [
        rule_alarms(read_claims_file(SCIFACT / name, SCIFACT / "corpus.jsonl"))
        for name in ("claims_train.jsonl", "claims_dev.jsonl")
    ]
    assert sum(s.rationales for s in sets) > 800
    assert sum(s.blocked for s in sets) <= 0.01 * sum(s.rationales for s in sets), page(sets)
    for one in sets:
        assert max(n for _, n in one.by_rule) <= 0.01 * one.rationales, page([one])


@pytest.mark.parametrize(
    ("claim", "evidence"),
    [
        (
            "BERT, a pre-trained encoder without a decoder, improves the parsing of questions.",
            "The pre-trained encoder BERT improves the parsing of questions.",
        ),
        (
            "The benefit holds for two reasons of design.",
            "The benefit holds because of the encoder and because of the training data.",
        ),
        (
            "Accuracy drops when the length of the context grows.",
            "With longer contexts the models lose accuracy, reducing their use in practice.",
        ),
        (
            "The two annotators differ in the labels they give to the same texts.",
            "Annotators give different labels to the same texts.",
        ),
    ],
)
def test_other_words_for_the_same_are_not_blocked(claim, evidence):
    assert not [f for f in check(claim, evidence) if f.effect == "blocks"]
