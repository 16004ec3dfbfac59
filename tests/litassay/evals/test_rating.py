import pytest

from agents.extractive.reviewers import WEIGHTS, extractive_reviewers
from agents.panel import ReviewPanel
from litassay.evals.baseline_reports import BASELINES
from litassay.evals.defects import KINDS, plant
from litassay.evals.edits import Report
from litassay.evals.rating import Judges, measure
from litassay.models.embedding import WordLlamaEmbedder
from tests.agents.sound_report import SOUND

JUDGES = Judges(extractive_reviewers(WordLlamaEmbedder()), ReviewPanel(weights=WEIGHTS))


def off_topic() -> Report:
    """Another report to take foreign material from."""
    return BASELINES[0].report


@pytest.fixture(scope="module")
def outcome():
    return measure([SOUND, off_topic()], JUDGES, seeds=2)


def test_a_pair_is_the_same_for_the_same_seed_and_differs_from_its_sound_half():
    for kind in KINDS:
        one, two = (plant(kind, SOUND, off_topic(), 3) for _ in range(2))
        assert one == two
        assert one is None or one.damaged != one.sound


def test_there_are_twelve_kinds_or_more():
    assert len(KINDS) >= 12


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_makes_the_sound_report_fall(kind):
    pairs = [p for seed in range(4) if (p := plant(kind, SOUND, off_topic(), seed))]
    if not pairs:
        assert kind in ("overclaimed", "truncated")  # its evidence is strong, its claims short
        return
    falls = [JUDGES.rate(p.sound).score - JUDGES.rate(p.damaged).score for p in pairs]
    assert min(falls) > 0


def test_the_share_counts_pairs_that_fall(outcome):
    pairs = sum(k.pairs for k in outcome.by_kind.values())
    falling = sum(k.falling for k in outcome.by_kind.values())
    assert outcome.pairs == pairs
    assert outcome.share_falling == pytest.approx(falling / pairs, abs=1e-4)
    assert outcome.reports == 2


def test_it_is_told_which_dimension_noticed(outcome):
    noticed = dict(outcome.by_kind["limitations_removed"].noticed_by)
    assert max(noticed, key=noticed.get) == "uncertainty_disclosure"
    assert "no_limitations" in outcome.by_kind["limitations_removed"].gates


def test_the_rebuilt_reports_rate_at_most_four_and_three(outcome):
    bars = {"off_topic_survey": 4.0, "nothing_verified": 3.0}
    assert {n: b.bar for n, b in outcome.baselines.items()} == bars
    for bad in outcome.baselines.values():
        assert bad.passed
        assert bad.score <= bad.bar


def test_the_rebuilt_survey_stays_low_when_its_sentences_are_whole():
    """Without the truncation it is still off the question and from one work."""
    from litassay.evals.edits import replace_checks, replace_claims, supported
    from litassay.text.sentences import sentences

    report = BASELINES[0].report
    survey = report.base.papers_by_id()["test:00"].abstract
    whole = {}
    for claim, s in zip(report.base.claims, sentences(survey), strict=True):
        span = claim.span.model_copy(update={"end": s.end, "quote": s.text})
        whole[claim.id] = claim.model_copy(update={"text": s.text, "span": span})
    checks = {i: supported(c) for i, c in whole.items()}
    rating = JUDGES.rate(replace_checks(replace_claims(report, whole), checks))
    assert {"off_question", "one_work"} <= {g.name for g in rating.gates}
    assert rating.score <= 4
