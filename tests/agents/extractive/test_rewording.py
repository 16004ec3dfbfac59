"""Rewording: frames and first persons go, hedges stay, and what cannot stand alone is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.contribution import Contribution, contribution
from agents.extractive.finding_cues import role
from agents.extractive.references import self_contained
from agents.extractive.rewording import reword, unattributed
from litassay.types import Paper

NOBODY = Contribution("", "", False)
NAMED = Contribution("ByteNet", "method", True)


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("We show that bytes suffice.", "Bytes suffice."),
        ("Moreover, we empirically find that bytes suffice.", "Bytes suffice."),
        ("Our results demonstrate that bytes suffice.", "Bytes suffice."),
        ("Our results suggest that bytes suffice.", "The results suggest that bytes suffice."),
        ("These findings indicate that bytes win.", "The results indicate that bytes win."),
        (
            "Experiments on GLUE and SQuAD show that the method wins.",
            "In experiments on GLUE and SQuAD, the method wins.",
        ),
        ("We argue that bytes suffice.", "The authors argue that bytes suffice."),
        (
            "We train our models on Wikipedia.",
            "The authors train the proposed models on Wikipedia.",
        ),
        ("Our novel method beats BERT.", "The proposed method beats BERT."),
        ("Our contrastive method beats BERT.", "The proposed contrastive method beats BERT."),
        ("Our corpus holds ten books.", "The new corpus holds ten books."),
        (
            "We propose ByteNet, a model that reads bytes.",
            "ByteNet is a model that reads bytes.",
        ),
        ("In this paper, we report that bytes suffice.", "Bytes suffice."),
        ("However, BERT fails on typos.", "BERT fails on typos."),
    ],
)
def test_sentences_become_claims(sentence, claim):
    assert reword(sentence, NOBODY) == claim


def test_a_nameless_method_is_told_by_whose_it_is_and_can_be_told_back():
    theirs = Contribution("", "", True, "Meng et al.")
    claim = reword("Our novel contrastive method beats BERT, and our method is small.", theirs)
    assert claim == "The contrastive method of Meng et al. beats BERT, and the method is small."
    back = "The proposed contrastive method beats BERT, and the method is small."
    assert unattributed(claim, "Meng et al.") == back
    assert unattributed(claim, "Dong et al.") == unattributed(claim, "") == claim


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("To address this issue, we train on bytes.", "The authors train on bytes."),
        ("Based on these findings, we train on bytes.", "The authors train on bytes."),
        ("We propose ByteNet, a model, and evaluate it on GLUE.", "ByteNet is a model."),
        ("We introduce our method called ByteNet.", "The authors introduce ByteNet."),
    ],
)
def test_pointers_to_what_stands_before_go(sentence, claim):
    assert reword(sentence, NOBODY) == claim


def test_the_name_of_the_method_is_put_where_it_is_sure():
    assert reword("Our method beats BERT.", NAMED) == "ByteNet beats BERT."
    assert reword("The method beats BERT.", NAMED) == "ByteNet beats BERT."
    assert reword("Our dataset is large.", NAMED) == "The new dataset is large."


def test_a_name_is_taken_only_from_a_title_that_the_abstract_confirms():
    yes = Paper(id="a", title="ByteNet: Reading Bytes", abstract="We propose ByteNet, a new model.")
    no = Paper(id="a", title="ByteNet: Reading Bytes", abstract="We compare with ByteNet.")
    question = Paper(id="a", title="Bytes or words: a study", abstract="We propose a model.")
    assert contribution(yes)[:2] == ("ByteNet", "method")
    assert contribution(no).name == contribution(question).name == ""


@given(st.text(min_size=1, max_size=400))
def test_no_text_breaks_rewording_or_leaves_a_we(text):
    claim = reword(text, NOBODY)
    assert "  " not in claim
    assert " we " not in claim


@pytest.mark.parametrize(
    "text",
    [
        "This improves accuracy by two points on GLUE.",
        "It outperforms all of the strong baselines.",
        "These two models reach the same accuracy here.",
        "To address this, the authors train a larger model.",
        "Under this frame, the authors test five methods.",
        "The former reaches a higher accuracy than BERT.",
        "The models fail on this, and accuracy drops.",
        "The proposed method improves accuracy which are then used to...",
        "The method {pasted macro} improves the accuracy on GLUE.",
        "The model improves accuracy on all of the tasks.",
        "The authors present a framework to address this risk and more.",
        "Schema context. the authors put queries into context.",
        "Can the models really be trusted on typos?",
        "the accuracy of the models drops on typos.",
        "The accuracy (see the appendix drops on typos.",
        "Bytes suffice.",
    ],
)
def test_what_needs_another_sentence_is_not_self_contained(text):
    assert not self_contained(text)


@pytest.mark.parametrize(
    "text",
    [
        "The proposed method improves accuracy by two points on GLUE.",
        "It is possible to train models without labels on GLUE.",
        "Models hallucinate on long inputs, and this problem grows with size.",
        "Both BERT and RoBERTa fail on typos in questions.",
    ],
)
def test_whole_sentences_are_self_contained(text):
    assert self_contained(text)


@pytest.mark.parametrize(
    ("sentence", "position", "wanted"),
    [
        ("We find that bytes suffice for translation.", 0.8, "finding"),
        ("Our model achieves 92.1% accuracy.", 0.9, "finding"),
        ("We propose a new model for bytes.", 0.4, "approach"),
        ("In this paper, we study bytes.", 0.3, "other"),
        ("Recent models have achieved great success.", 0.0, "other"),
        ("Our code is available at https://example.org.", 1.0, "other"),
        ("We hope that this sheds light on bytes.", 1.0, "other"),
        ("Existing methods fail on typos.", 0.1, "other"),
        ("We train the model on bytes to improve accuracy.", 0.7, "other"),
        ("Our system uses a robust and effective parser.", 0.7, "other"),
        ("The robustness of ByteNet is evaluated on GLUE.", 0.8, "other"),
        ("Adversarial training reaches higher robustness on GLUE.", 0.7, "finding"),
        ("Contrastive learning makes BERT more robust to typos.", 0.7, "finding"),
        ("We train on bytes, outperforming BERT by 3 points.", 0.7, "finding"),
        ("The study emphasizes the need for effective training.", 1.0, "other"),
        ("The paper presents our submission to the task.", 0.4, "other"),
    ],
)
def test_roles_of_sentences(sentence, position, wanted):
    assert role(sentence, position) == wanted
