"""Training sentence models on real labels: labels fit their texts, scores are of unseen ones."""

from litassay.evals.frame_training import HOW, examples
from litassay.evals.judged_sentences import read_judged
from litassay.evals.ngram_training import fit, held_out
from litassay.evals.role_data import read_abstracts, read_citing, read_structured
from litassay.evals.sentence_scores import binary
from litassay.evals.weights_file import text_of


def test_scores_by_hand():
    found = binary([0.9, 0.6, 0.2, 0.7], [True, False, True, True])
    assert (found["precision"], found["recall"], found["f1"]) == (0.667, 0.667, 0.667)
    assert binary([0.1], [True])["f1"] == 0.0


def test_every_label_has_its_sentence(shared):
    read = list(read_abstracts(shared / "data/acl_anthology"))
    assert len(read) > 700
    assert {e.role for e in read} == {"finding", "approach", "background", "cited", "other"}


def test_structured_abstracts_are_read_with_and_without_their_headings(shared):
    read = list(read_structured(shared / "data/scifact"))
    bare = [e for e in read if e.source == "structured"]
    assert len(read) == 2 * len(bare)
    assert {e.sentence.section for e in bare} == {"abstract"}
    left = sum(e.sentence.text.startswith(("RESULTS", "METHODS")) for e in read)
    assert left < 0.01 * len(read)


def test_citing_sentences_have_no_mark_left(shared):
    read = list(read_citing(shared / "data/citation_integrity"))
    assert {e.role for e in read} == {"cited"}
    assert not any("<|" in e.sentence.text for e in read)


def test_the_marked_sentences_of_judged_papers_are_found(shared):
    data = shared / "data"
    judged = list(read_judged(data / "relevance", data / "acl_anthology"))
    assert sum(any(j.answers) for j in judged) >= 340
    assert not any(any(j.answers) for j in judged if j.grade < 2)


def test_openings_are_told_on_papers_that_were_not_learnt_from(shared):
    data = examples(shared / "data/acl_anthology")
    found = binary(held_out(data, HOW)[:, 1], [label == "goes" for label in data.labels], 0.6)
    assert found["precision"] >= 0.8
    assert text_of(fit(data, HOW).to_json()) == text_of(fit(data, HOW).to_json())


def test_the_shipped_openings_are_what_training_makes(shared):
    from agents.extractive.frames import _model

    assert fit(examples(shared / "data/acl_anthology"), HOW).to_json() == _model().to_json()
