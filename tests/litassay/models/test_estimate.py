"""The estimate before a run, against what a run then costs."""

from agents.asking.contracts import CONTRACTS
from litassay.config.models import ModelSettings, ModelsSettings
from litassay.models.estimate import Workload, estimate
from litassay.models.prices import load_prices
from litassay.prompting.prompt_set import load

PROMPTS = load(None, CONTRACTS)


def rows(work, **settings):
    return estimate(ModelsSettings(**settings), PROMPTS, load_prices({}), work)


def test_more_work_costs_more_in_the_stages_that_grow():
    few = {r.stage: r for r in rows(Workload(papers=5), model="gpt-4o-mini")}
    many = {r.stage: r for r in rows(Workload(papers=40), model="gpt-4o-mini")}
    assert many["extractor"].calls == 8 * few["extractor"].calls
    assert many["verifier"].usd > few["verifier"].usd
    assert many["planner"] == few["planner"]


def test_no_more_is_screened_than_there_is():
    def batches(works):
        found = rows(Workload(screened=300, rounds=2, works=works), model="m")
        return next(r.calls for r in found if r.stage == "screener")

    assert batches(None) == 90
    assert batches(100) == 12, "ten batches, and a small one in each further round"
    assert batches(100_000) == 90


def test_samples_multiply_the_verifiers_calls():
    one, three = (rows(Workload(), model="m", samples=k) for k in (1, 3))
    calls = [{r.stage: r.calls for r in found}["verifier"] for found in (one, three)]
    assert calls[1] == 3 * calls[0]


def test_a_paper_and_its_claims_are_verified_in_one_call():
    found = {r.stage: r for r in rows(Workload(papers=7, rounds=2), model="m")}
    assert found["verifier"].calls == found["extractor"].calls == 7
    assert {"synthesiser", "weigher"} < set(found)


def test_measured_roles_cost_nothing_and_unknown_prices_are_unknown():
    found = rows(
        Workload(reviewers=("evidence", "grounding")),
        model="unheard-of",
        roles={"verifier": ModelSettings(model="extractive")},
    )
    assert "verifier" not in {r.stage for r in found}
    assert "reviewer:evidence" in {r.stage for r in found}
    assert "reviewer:grounding" not in {r.stage for r in found}, "it has no prompt: measured"
    assert {r.usd for r in found} == {None}
