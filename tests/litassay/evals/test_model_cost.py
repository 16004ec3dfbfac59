"""The arithmetic of what runs cost, and one short measured run."""

from litassay.cli.progress import NoProgress
from litassay.evals.model_cost import longest_chain, page, run_cost
from litassay.types import Spend
from litassay.wiring.model_cost import measure


def test_a_chain_has_one_call_for_each_visit_of_a_role():
    assert longest_chain([]) == 0
    assert longest_chain(["probe", "planner", "screener", "screener", "extractor"]) == 4
    assert longest_chain(["writer", "reviewer", "reviewer", "writer", "reviewer"]) == 4


def test_figures_are_per_verified_claim():
    spend = [Spend(stage=f"reviewer:{n}", model="m", calls=2, prompt_tokens=100) for n in "abc"] + [
        Spend(stage="verifier", model="m", calls=4, prompt_tokens=40)
    ]
    cost = run_cost(5, 0.5, 3.0, 1.0, ["verifier", "reviewer"], 3, spend, claims=4)
    assert cost.ratio == 3.0
    by_role = {s.role: (s.calls_per_claim, s.prompt_tokens_per_claim) for s in cost.stages}
    assert by_role == {"reviewer": (1.5, 75.0), "verifier": (1.0, 10.0)}
    assert "| verifier | 1.00 calls, 10 tokens |" in page([cost])


def test_calls_of_a_fan_out_are_under_way_together():
    (cost,) = measure("sample", [6], 0.3, NoProgress())
    assert cost.claims == 18
    assert cost.most_at_once >= 6
    assert cost.wall_s < 0.3 * cost.calls / 2, "far less than one call after the other"
