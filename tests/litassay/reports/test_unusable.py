"""A run with answers that could not be used does not end as if nothing had happened."""

from litassay.reports.build import build_report
from litassay.types import MissingReview
from tests.litassay.reports.test_build import result


def test_a_whole_run_has_nothing_unusable():
    made = result()
    assert made.unusable == ()
    assert build_report(made).status == "complete"


def test_a_reviewer_that_failed_is_counted_and_the_status_says_so():
    made = result()
    first, *rest = made.versions[made.published].reviews
    failed = made.final.model_copy(
        update={
            "reviews": (
                MissingReview(reviewer=first.reviewer, reason="model failure: no JSON"),
                *rest,
            )
        }
    )
    broken = made.model_copy(update={"versions": (failed,), "published": 0})
    assert broken.unusable == (("reviewer", 1, 1 + len(rest)),)
    assert build_report(broken).status == "unchecked_claims"


def test_a_paper_that_could_not_be_screened_is_counted():
    made = result()
    first, *rest = made.base.screening
    unseen = first.model_copy(update={"reason": "not_checked", "included": False})
    base = made.base.model_copy(update={"screening": (unseen, *rest)})
    broken = made.model_copy(update={"base": base})
    assert broken.unusable[0] == ("screener", 1, 1 + len(rest))


def test_a_reviewer_that_had_nothing_to_score_did_not_fail():
    made = result()
    first, *rest = made.versions[made.published].reviews
    idle = MissingReview(reviewer=first.reviewer, reason="The report states no numbers.")
    version = made.final.model_copy(update={"reviews": (idle, *rest)})
    quiet = made.model_copy(update={"versions": (version,), "published": 0})
    assert quiet.unusable == ()
