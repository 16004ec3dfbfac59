"""The default reviewers' prompts begin alike, so that a provider's prompt cache can serve them."""

from agents.asking.contracts import CONTRACTS
from litassay.prompting.prompt_set import load


def test_reviewers_differ_only_after_the_dossier():
    found = load(None, CONTRACTS)
    prompts = [found[f"reviewer-{name}"] for name in found.reviewers]
    assert len({p.system for p in prompts}) == 1
    assert len({p.user.partition("{{ dossier }}")[0] for p in prompts}) == 1
    assert len({p.user for p in prompts}) == len(prompts) > 1
