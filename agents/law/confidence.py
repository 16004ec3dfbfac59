"""Calibration of a verifier's confidence: Platt's map, learnt on labelled claims."""

import math

from pydantic import Field

from litassay.errors import SettingsError
from litassay.types import Record


def calibrated(chance: float, slope: float, intercept: float) -> float:
    """Platt's map (Platt 1999): the logistic of slope * logit(chance) + intercept."""
    inside = min(max(chance, 1e-6), 1 - 1e-6)
    logit = math.log(inside / (1.0 - inside))
    return 1.0 / (1.0 + math.exp(-(slope * logit + intercept)))


class ModelCalibration(Record):
    """What a model's confidence is worth, and for whom that was measured."""

    model: str
    """The verifier's model, as its server knows it."""
    samples: int = Field(ge=1)
    """How often it was asked about each claim."""
    prompt: str
    """Digest of the verifier's prompt."""
    data: str
    """Name of the labelled set."""
    pairs: int
    """Labelled pairs that it gave a verdict on."""
    slope: float
    intercept: float
    ece: float
    """Expected calibration error after calibration, cross-validated on those pairs."""

    def probability(self, raw: float) -> float:
        """The probability that a verdict with this raw confidence is right."""
        return calibrated(raw, self.slope, self.intercept)

    def check(self, model: str, samples: int, prompt: str) -> None:
        """Raises SettingsError when it was learnt for another verifier than this one."""
        wanted = {"model": model, "samples": samples, "prompt": prompt}
        for name, value in wanted.items():
            known = getattr(self, name)
            if known != value:
                raise SettingsError(
                    f"the calibration is for the verifier with {name} {known!r}, not {value!r}",
                    "make one with `litassay eval calibrate`, or leave the setting out",
                )
