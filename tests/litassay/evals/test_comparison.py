"""Comparing runs: pairs by question, claims by paper and span, flips with both reasons."""

from litassay.evals.comparison import Observed, compare
from litassay.evals.experiment_files import records_csv, runs_csv
from litassay.evals.experiment_page import page, plot
from litassay.evals.run_measures import ClaimOutcome


def seen(rating, **verdicts):
    claims = {
        name: ClaimOutcome(
            text=f"Claim {name}.", paper_id="p", quote="q", verdict=v, confidence=0.9,
            reason=f"because {v}",
        )
        for name, v in verdicts.items()
    }  # fmt: skip
    return Observed({"rating": rating, "usd": None}, claims)


BASE = {("q1", 0): seen(5.0, a="SUPPORTED", b="REFUTED"), ("q2", 0): seen(6.0, c="SUPPORTED")}
OTHER = {("q1", 0): seen(6.0, a="REFUTED", x="SUPPORTED"), ("q2", 0): seen(8.0, c="SUPPORTED")}


def test_pairs_claims_and_flips():
    found = compare("base", {"base": BASE, "other": OTHER})
    (rating,) = found.differences  # cost is known for neither
    assert (rating.difference, rating.questions) == (1.5, 2)
    assert dict(found.means)["other"] == (("rating", 7.0), ("usd", None))
    (test,) = found.flip_tests
    assert (test.matched, test.gained, test.lost) == (2, 0, 1)
    (flip,) = found.flips
    assert (flip.question, flip.claim, flip.variant_reason) == ("q1", "Claim a.", "because REFUTED")


def test_a_trial_that_only_one_has_is_not_compared():
    found = compare("base", {"base": BASE, "other": {("q1", 0): OTHER["q1", 0]}})
    assert found.differences[0].questions == 1


def test_files():
    found = compare("base", {"base": BASE, "other": OTHER})
    assert runs_csv({"base": BASE}).splitlines() == [
        "variant,question,repeat,rating,usd",
        "base,q1,0,5.0,",
        "base,q2,0,6.0,",
    ]
    assert records_csv(found.flips).count("\n") == 2
    assert records_csv(()) == ""


def test_no_cell_is_a_formula():
    flip = compare("base", {"base": BASE, "other": OTHER}).flips[0]
    hostile = flip.model_copy(update={"claim": "=HYPERLINK(1)"})
    assert "'=HYPERLINK(1)" in records_csv([hostile])


def test_repeats_are_averaged_within_their_question():
    base = {(q, r): seen(5.0) for q in ("a", "b", "c") for r in range(4)}
    other = {(q, r): seen(6.0) for q in ("a", "b", "c") for r in range(4)}
    (rating,) = compare("base", {"base": base, "other": other}).differences
    assert rating.questions == 3
    assert rating.p == 0.25  # three questions, however often each is repeated


def test_a_flip_is_tested_once_a_claim():
    base = {("q1", r): seen(5.0, a="SUPPORTED") for r in range(4)}
    other = {("q1", r): seen(5.0, a="REFUTED") for r in range(4)}
    found = compare("base", {"base": base, "other": other})
    assert (found.flip_tests[0].matched, found.flip_tests[0].lost) == (1, 1)
    assert len(found.flips) == 4  # each repeat is shown


def test_too_few_questions_are_said_with_how_many_it_takes():
    few = compare("base", {"base": BASE, "other": OTHER})
    assert few.warnings == (
        "with 2 questions and 1 primary comparison no difference can reach p < 0.05; it takes at "
        "least 6 questions",
    )
    base = {(str(n), 0): seen(5.0) for n in range(6)}
    other = {(str(n), 0): seen(6.0) for n in range(6)}
    assert compare("base", {"base": base, "other": other}).warnings == ()


def test_what_decides_is_named_beforehand():
    found = compare("base", {"base": BASE, "other": OTHER}, primary=("usd",))
    assert [d.primary for d in found.differences] == [False]


def test_the_page_draws_differences_and_makes_no_markup_of_text():
    found = compare("base", {"base": BASE, "<b>other</b>": OTHER})
    (bar,) = plot(found.differences)
    assert bar.low < bar.middle < bar.high
    shown = page(found)
    assert shown == page(found)
    assert "<b>other</b>" not in shown
    assert "&lt;b&gt;other&lt;/b&gt;" in shown
    assert "<script" not in shown
