"""Comparing runs: pairs by question, claims by paper and span, flips with both reasons."""

from litassay.evals.comparison import Observed, compare
from litassay.evals.experiment_files import draw, records_csv, runs_csv
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
    assert (rating.difference, rating.pairs) == (1.5, 2)
    assert dict(found.means)["other"] == (("rating", 7.0), ("usd", None))
    (test,) = found.flip_tests
    assert (test.matched, test.gained, test.lost) == (2, 0, 1)
    (flip,) = found.flips
    assert (flip.question, flip.claim, flip.variant_reason) == ("q1", "Claim a.", "because REFUTED")


def test_a_trial_that_only_one_has_is_not_compared():
    found = compare("base", {"base": BASE, "other": {("q1", 0): OTHER["q1", 0]}})
    assert found.differences[0].pairs == 1


def test_files(tmp_path):
    found = compare("base", {"base": BASE, "other": OTHER})
    assert runs_csv({"base": BASE}).splitlines() == [
        "variant,question,repeat,rating,usd",
        "base,q1,0,5.0,",
        "base,q2,0,6.0,",
    ]
    assert records_csv(found.flips).count("\n") == 2
    assert records_csv(()) == ""
    draw(found, tmp_path / "plot.png")
    assert (tmp_path / "plot.png").read_bytes().startswith(b"\x89PNG")


def test_no_cell_is_a_formula():
    flip = compare("base", {"base": BASE, "other": OTHER}).flips[0]
    hostile = flip.model_copy(update={"claim": "=HYPERLINK(1)"})
    assert "'=HYPERLINK(1)" in records_csv([hostile])
