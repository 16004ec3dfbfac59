"""The setting of a question: a benchmark after `on` weighs little, an object of `on` in full."""

import pytest

from agents.extractive.concepts import concepts
from agents.extractive.fit import core
from agents.extractive.frequencies import background
from agents.extractive.setting import setting


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Does contrastive pre-training improve adversarial robustness on GLUE?", "GLUE"),
        ("Does pruning hurt parsing on the CoNLL-2003, and why?", "CoNLL-2003"),
        ("What is the effect of beam search on BLEU?", ""),
        ("Do models trained on WMT14 generalize?", ""),
        ("What attacks on BERT are known?", ""),
        ("Does paraphrasing work on LLMs?", ""),
        ("Does paraphrasing work on poetry?", ""),
    ],
)
def test_the_setting_is_a_benchmark_that_nothing_governs(text, name):
    where = setting(text)
    assert text[where.start : where.stop] == name


def test_a_setting_is_no_core_concept():
    text = "Does contrastive pre-training improve the adversarial robustness of parsers on GLUE?"
    found = concepts(text, background())
    assert "GLUE" in [c.name for c in found]
    assert "GLUE" not in [c.name for c in core(found)]
