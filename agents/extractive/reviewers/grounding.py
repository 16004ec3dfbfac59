"""The grounding reviewer: whether every cited sentence follows from a quote that is there."""

from dataclasses import dataclass

from agents.extractive.reviewers.scoring import review, score, share
from litassay.types import Audit, DimensionScore, Review

PER_FAULT = 2.0
"""Points taken for the first broken sentence or claim, beyond its share."""

PER_UNCITED = 1.5
"""Points taken for each assertion that cites nothing."""


@dataclass(frozen=True)
class GroundingReviewer:
    """Every quote looked up, every sentence held against the claims that it cites."""

    name: str = "grounding"

    async def review(self, seen: Audit) -> Review:
        """Score citation_grounding."""
        return review(self.name, seen, _grounding(seen))


def _grounding(seen: Audit) -> DimensionScore:
    sound = {c.id for c in seen.sound}
    weak = [one for one in seen.checked if not set(one.statement.claim_ids) & sound]
    bad = [one for one in seen.checked if one.faults or one in weak]
    total = len(seen.checked)
    value = 10 * (1 - share(len(bad), total)) - (PER_FAULT if bad or seen.faults else 0.0)
    value -= PER_UNCITED * len(seen.uncited)
    value -= 4.0 * share(len(seen.faults), len(seen.shown))
    said = [f"{i}: {wrong[0]}" for i, wrong in seen.faults.items()]
    said += [f"“{one.statement.text[:80]}”: {one.faults[0]}" for one in seen.broken]
    reason = (
        f"{total - len(bad)} of {total} cited sentences rest on a claim that stands and say what "
        f"it says; {len(seen.uncited)} assertions cite nothing."
    )
    if not total:
        return score("citation_grounding", 0.0, "No sentence cites a claim.")
    cited = {i for one in bad for i in one.statement.claim_ids} | set(seen.faults)
    cases = [c for c in seen.shown if c.id in cited] or seen.shown
    first = f" First fault: {said[0]}." if said else ""
    return score("citation_grounding", value, reason + first, cases)
