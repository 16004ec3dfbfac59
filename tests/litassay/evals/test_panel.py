import csv
import gzip
import json

import numpy as np
import pytest

from litassay.errors import InputError
from litassay.evals.panel import measure, one_human
from litassay.evals.panel_data import model, read, samples
from litassay.evals.panel_scores import balanced_accuracy, correlation

RNG = np.random.default_rng(7)
PAPERS = [f"p{n:03}" for n in range(80)]
TRUTH = RNG.normal(5.5, 1.2, 80)


def write(folder, *, zipped=False):
    """A small data set of the same layout: three humans, a good, a generous and a noisy model."""
    human = folder / "human.tsv"
    with human.open("w", newline="") as file:
        out = csv.writer(file, delimiter="\t")
        out.writerow(["paper_id", "0", "1", "2", "3", "decision"])
        for paper, truth in zip(PAPERS, TRUTH, strict=True):
            ratings = np.clip(truth + RNG.normal(0, 0.8, 3), 1, 10).round(1)
            out.writerow([paper, *ratings, "", "Reject"])
    reviews = folder / "reviews"
    reviews.mkdir()
    for name, level, noise in (("good-1", 0, 1), ("kind-2_ensemble_5", 2, 1), ("noisy-3", 0, 9)):
        path = reviews / f"{name}_pages_all.csv{'.gz' if zipped else ''}"
        with gzip.open(path, "wt") if zipped else path.open("w", newline="") as file:
            out = csv.writer(file)
            out.writerow(["paper_id", "Summary", "Overall", "Soundness", "Contribution"])
            for paper, truth in zip(PAPERS, TRUTH, strict=True):
                scores = truth + level + RNG.normal(0, noise, 3)
                out.writerow([paper, "text, with commas", *scores.round(1)])
    return human, reviews


@pytest.fixture(scope="module")
def outcome(tmp_path_factory):
    return measure(read(*write(tmp_path_factory.mktemp("panel"))))


def test_ours_beats_the_plain_mean_where_a_reviewer_is_noise(outcome):
    assert outcome.ours.pearson > outcome.mean.pearson
    assert outcome.weights["noisy-3"] == min(outcome.weights.values())


def test_calibration_removes_the_level(outcome):
    assert outcome.halves.error < outcome.halves.error_uncalibrated
    assert outcome.ours.level == pytest.approx(TRUTH.mean(), abs=0.2)


def test_every_row_has_its_figures(outcome):
    assert set(outcome.reviewers) == {"good-1", "kind-2_ensemble_5", "noisy-3"}
    for one in (*outcome.reviewers.values(), outcome.mean, outcome.median, outcome.ours):
        low, high = one.interval
        assert low <= one.pearson <= high
        assert 0 <= one.balanced_accuracy <= 1
    assert outcome.best.panels == 3 * 7
    assert "kind-2_ensemble_5" in outcome.same_model


def test_the_json_has_the_promised_key(outcome):
    assert json.loads(outcome.model_dump_json())["ours"]["pearson"] == outcome.ours.pearson


def test_compressed_reviews_are_read_alike(tmp_path):
    data = read(*write(tmp_path, zipped=True))
    assert len(data.papers) == 80
    assert all(len(r) == 80 for r in data.reviews.values())


def test_a_name_tells_its_model_and_its_samples():
    name = "gpt-4o-2024-05-13_temp_0_1_reflect_5_ensemble_5"
    assert model(name) == "gpt-4o-2024-05-13"
    assert samples(name) == 5
    assert samples("gpt-4o-2024-05-13_temp_0_1") == 1


def test_one_human_is_held_against_the_others_of_the_same_paper():
    assert one_human([(1.0, 1.0), (5.0, 5.0), (9.0, 9.0)]) == 1.0
    assert one_human([(1.0,), (2.0,)]) == 0.0


def test_balanced_accuracy_of_a_perfect_and_of_a_constant_rating():
    assert balanced_accuracy(TRUTH, TRUTH) > 0.95
    assert balanced_accuracy(np.full(80, 5.0), TRUTH) == 0.5
    assert correlation(np.full(80, 5.0), TRUTH) == 0.0


def test_what_cannot_be_read_is_named(tmp_path):
    human, reviews = write(tmp_path)
    with pytest.raises(InputError, match=r"no\.tsv"):
        read(tmp_path / "no.tsv", reviews)
    with pytest.raises(InputError, match="cannot read the folder"):
        read(human, tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=r"no \.csv"):
        read(human, tmp_path / "empty")
    (reviews / "bad.csv").write_text("paper_id,Overall\np001,high\n")
    with pytest.raises(InputError, match="'high' is not a rating"):
        read(human, reviews)
    (reviews / "bad.csv").write_text("id,Overall\np001,3\n")
    with pytest.raises(InputError, match="no column 'paper_id'"):
        read(human, reviews)
    (reviews / "bad.csv").write_text("paper_id,Overall\nother,3\n")
    with pytest.raises(InputError, match="by every reviewer"):
        read(human, reviews)


def test_recorded_reviews_of_iclr_papers(shared):
    folder = shared / "data" / "review_panel"
    outcome = measure(read(folder / "human_ratings.tsv", folder / "llm_reviews"))
    assert outcome.ours.pearson >= 0.47
    assert outcome.gap <= 0.02
    assert outcome.ours.pearson > max(r.pearson for r in outcome.reviewers.values())
    assert outcome.ours.pearson > outcome.mean.pearson > outcome.median.pearson
