import numpy as np

from agents.extractive.reader import FEATURES
from litassay.evals.reader_training import Report, fit, followed
from litassay.evals.weights_file import text_of


def _reports(signal):
    draw = np.random.default_rng(7)
    found = []
    for n in range(24):
        share = (n % 6 + 0.5) / 6
        relevant = np.arange(12) < round(12 * share)
        rows = draw.normal(size=(12, len(FEATURES)))
        rows[:, 0] += signal * relevant
        found.append(Report(f"q{n // 2}", rows, relevant))
    return found


def test_the_same_claims_give_the_same_bytes():
    assert text_of(fit(_reports(2)).to_json()) == text_of(fit(_reports(2)).to_json())


def test_shares_of_unseen_questions_are_put_in_order_where_there_is_something_to_learn():
    assert min(followed(_reports(3.0)).values()) > 0.8


def test_noise_is_not_followed():
    assert followed(_reports(0.0))["each question left out"] < 0.5
