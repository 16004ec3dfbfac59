"""Training text classifiers: the same bytes again, and nothing of a test group is seen."""

import numpy as np

from litassay.evals.folds import grouped_folds
from litassay.evals.ngram_training import Examples, Fitting, fit, held_out
from litassay.evals.weights_file import text_of
from litassay.text.ngram_model import Grams

HOW = Fitting(("other", "finding"), Grams((1, 2)), least=1)
FOUND = ["We find that it works", "Results show gains of 4 points", "We show large gains"] * 4
PLAIN = ["Many methods exist", "This task is hard", "In recent years methods grew"] * 4


def examples(**more):
    labels = ["finding"] * len(FOUND) + ["other"] * len(PLAIN)
    groups = [f"d{i % 4}" for i in range(len(labels))]
    return Examples(FOUND + PLAIN, labels, groups, **more)


def test_training_twice_gives_the_same_bytes():
    assert text_of(fit(examples(), HOW).to_json()) == text_of(fit(examples(), HOW).to_json())


def test_the_classes_are_learnt():
    model = fit(examples(), HOW)
    found = model.chance("finding", ["We find large gains", "Many methods exist in this task"])
    assert found[0] > 0.7 > 0.3 > found[1]


def test_only_the_heaviest_ngrams_are_kept():
    model = fit(examples(), Fitting(HOW.classes, HOW.grams, least=1, most=5))
    assert len(model.vocabulary) == 5
    assert "we" in model.vocabulary


def test_a_named_feature_decides_where_words_do_not():
    mark = np.array([[i % 2] for i in range(20)], dtype=float)
    labels = ["finding" if m[0] else "other" for m in mark]
    same = Examples(["the same words"] * 20, labels, ["g"] * 20, mark, ("mark",))
    model = fit(same, HOW)
    assert model.names == ("mark",)
    found = model.chance("finding", ["the same words"] * 2, np.array([[0.0], [1.0]]))
    assert found[0] < 0.5 < found[1]


def test_three_classes_are_a_softmax():
    data = examples()
    labels = ["finding"] * len(FOUND) + ["other", "other", "aim"] * 4
    model = fit(
        Examples(data.texts, labels, data.groups), Fitting(("other", "finding", "aim"), HOW.grams)
    )
    found = model.probabilities(["In recent years methods grew"])
    assert found.shape == (1, 3)
    assert model.classes[int(found.argmax())] == "aim"


def test_held_out_probabilities_do_not_see_their_group():
    """A text that only its own group holds is not known when it is judged."""
    texts = [f"word{i} only here" for i in range(12)]
    labels = ["finding" if i % 2 else "other" for i in range(12)]
    found = held_out(Examples(texts, labels, [str(i // 2) for i in range(12)]), HOW)
    assert np.allclose(found[:, 1], 0.5, atol=0.05)


def test_folds_keep_groups_whole():
    groups = ["a"] * 5 + ["b"] * 2 + ["c", "d", "e"]
    parts = grouped_folds(groups, 3)
    assert sorted(int(i) for part in parts for i in part) == list(range(10))
    homes = {
        g: {n for n, part in enumerate(parts) if any(groups[i] == g for i in part)} for g in groups
    }
    assert all(len(h) == 1 for h in homes.values())
