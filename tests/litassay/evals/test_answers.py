import json

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.evals.answers import Answered, score
from litassay.evals.judgments import read_judged

QUESTION = "Does contrastive learning improve the adversarial robustness of language models?"
PAPER = "2022.findings-naacl.8"


def row(**changed):
    known = {
        "id": "q", "empty": False, "rating": 5.0, "claims": 4, "judged": 2, "relevant": 1,
        "answering": 1, "relevant_papers": 3, "cited": 1, "seconds": 1.0,
    }  # fmt: skip
    return Answered(**{**known, **changed})


def test_shares_are_over_judged_claims_of_all_questions():
    rows = [row(), row(judged=6, claims=6, relevant=5, answering=2, rating=7.0), row(empty=True)]
    scores = score(rows)
    assert scores.claims_from_relevant.value == pytest.approx(7 / 10)
    assert scores.claims_that_answer.value == pytest.approx(4 / 10)
    assert scores.relevant_cited.value == pytest.approx(3 / 9, abs=1e-4)
    assert (scores.empty, scores.judged) == (1, pytest.approx(10 / 14, abs=1e-4))
    assert scores.claims_from_relevant.low <= 0.7 <= scores.claims_from_relevant.high


def test_the_rating_follows_when_better_reports_rate_higher():
    rising = [row(rating=r, judged=10, relevant=n) for r, n in ((2, 1), (5, 4), (8, 9))]
    assert score(rising).rating_spearman == pytest.approx(1.0)
    assert score([row(rating=r.rating, judged=0) for r in rising]).rating_spearman is None


def test_no_claim_at_all_is_a_share_of_nothing():
    scores = score([row(claims=0, judged=0, relevant=0, answering=0, empty=True, cited=0)])
    assert (scores.claims_from_relevant.value, scores.judged, scores.empty) == (0, 0, 1)


def test_real_reports_are_counted_by_their_quotes(tmp_path):
    abstract = next(
        p["abstract"] for p in map(json.loads, sample_lines()) if p["id"].endswith(PAPER)
    )
    questions, judgments = tmp_path / "q.jsonl", tmp_path / "j.jsonl"
    questions.write_text(json.dumps({"id": "q1", "text": QUESTION}))
    whole = {"question": "q1", "paper": PAPER, "grade": 3, "findings": [[0, len(abstract)]]}
    judgments.write_text(json.dumps(whole))
    arguments = ["--questions", questions, "--judgments", judgments, "--library", "sample", "-q"]
    run = CliRunner().invoke(app, ["eval", "answers", *map(str, arguments), "--json"])
    shown = json.loads(run.stdout)
    assert shown["claims_from_relevant"] == shown["claims_that_answer"] == 1.0
    assert shown["relevant_cited"] == 1.0
    assert shown["empty"] == 0
    assert 0 < shown["judged"] < 1
    assert len(read_judged(questions, judgments)) == len(shown["by_question"]) == 1


def sample_lines():
    from importlib.resources import files

    text = (files("litassay.sample") / "papers.jsonl").read_text("utf-8")
    return [line for line in text.splitlines() if line.strip()]
