"""Who filled each role and what a confidence stands for, in words for the report."""

from agents.extractive.stance import shipped_json
from agents.law.confidence import ModelCalibration
from litassay.config.models import ROLES, ModelSettings
from litassay.config.settings import Settings
from litassay.wiring.crew import EXTRACTIVE, NLI, models_of


def crew(settings: Settings, reviewers: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """(role, who filled it), the panel by name."""
    models = models_of(settings)
    rows: dict[str, str] = {r: _who(models.for_role(r)) for r in ROLES if r != "reviewer"}
    if settings.verifier.startswith(NLI):
        rows["verifier"] = settings.verifier
    return (*rows.items(), *((f"reviewer {n}", _who(models.for_reviewer(n))) for n in reviewers))


def confidence(settings: Settings) -> str:
    """What the number beside a verdict is, and what it was checked on."""
    models = models_of(settings)
    if settings.verifier.startswith(NLI):
        return "the probability that the entailment model gives, not calibrated"
    if models.for_role("verifier").model == EXTRACTIVE:
        return "probability of being right, calibrated on " + ", ".join(
            shipped_json()["trained_on"]
        )
    if not models.calibration:
        return "what the model itself states, lowered where its samples disagree; not calibrated"
    known = ModelCalibration.model_validate_json(models.calibration)
    return f"probability of being right, calibrated on {known.data}: {known.pairs} pairs"


def _who(seat: ModelSettings) -> str:
    if seat.model == EXTRACTIVE:
        return "extractive, no language model"
    name = "scripted" if (seat.model or "").startswith("scripted:") else seat.model
    server = "" if seat.server == "default" else f" on server {seat.server}"
    return f"language model {name}{server}"
