"""What a model verifier's confidence is worth: measured on labelled pairs, and mended.

Its raw confidence (`agents.law.verdict`, times the agreement of its samples) goes through
Platt's map, fitted as for the extractive verifier. Scores after the map are cross-validated
over claims.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.law.confidence import ModelCalibration, calibrated
from litassay.errors import InputError
from litassay.evals.verification import Measured
from litassay.evals.verification_calibration import fit_platt
from litassay.evals.verification_report import as_dict, page
from litassay.evals.verification_scores import Judged, brier, ece
from litassay.types import Verdict

FOLDS = 5
"""Parts of the claims, each tested with the map fitted on the others."""
LEAST = 30
"""Pairs with a verdict below which nothing is learnt."""


class Heard(NamedTuple):
    """What a model said of one labelled pair."""

    claim_id: str
    gold: Verdict
    said: Verdict
    """NOT_CHECKED when it gave no usable answer: such pairs are counted, not scored."""
    raw: float
    """Its confidence before calibration, 0 to 1."""
    reason: str = ""


class Learnt(NamedTuple):
    """A fitted map and the verdicts that it was fitted on."""

    slope: float
    intercept: float
    before: tuple[Judged, ...]
    """With raw confidence."""
    after: tuple[Judged, ...]
    """With the confidence of a map that saw nothing of the pair's claim."""
    not_checked: int

    def calibration(self, model: str, samples: int, prompt: str, data: str) -> ModelCalibration:
        """The map as a file for `[models] calibration`."""
        return ModelCalibration(
            model=model,
            samples=samples,
            prompt=prompt,
            data=data,
            pairs=len(self.after),
            slope=self.slope,
            intercept=self.intercept,
            ece=round(ece(self.after), 4),
        )


def learn(heard: Sequence[Heard]) -> Learnt:
    """Fit the map.

    Raises:
        InputError: there are fewer than LEAST verdicts.
    """
    checked = [h for h in heard if h.said != "NOT_CHECKED"]
    if len(checked) < LEAST:
        why = next((f", first {h.reason!r}" for h in heard if h.said == "NOT_CHECKED"), "")
        raise InputError(
            f"the model gave {len(checked)} verdicts on {len(heard)} pairs{why}",
            f"at least {LEAST} are needed: mend the cause, or give more --pairs",
        )
    raw = np.array([h.raw for h in checked])
    right = np.array([h.said == h.gold for h in checked], dtype=np.int64)
    claims = [h.claim_id for h in checked]
    tested = np.zeros(len(checked))
    for test in _folds(claims):
        train = np.setdiff1d(np.arange(len(checked)), test)
        slope, intercept = fit_platt(raw[train], right[train], [claims[i] for i in train])
        tested[test] = [calibrated(float(raw[i]), slope, intercept) for i in test]
    slope, intercept = fit_platt(raw, right, claims)
    return Learnt(
        slope,
        intercept,
        tuple(_judged(h, h.raw) for h in checked),
        tuple(_judged(h, round(float(p), 4)) for h, p in zip(checked, tested, strict=True)),
        len(heard) - len(checked),
    )


def _folds(claims: Sequence[str]) -> list[NDArray[np.int64]]:
    """Test indices of each fold: whole claims, dealt in the order of their ids."""
    number = {name: i % FOLDS for i, name in enumerate(sorted(set(claims)))}
    where = np.array([number[c] for c in claims])
    return [np.flatnonzero(where == fold) for fold in range(FOLDS)]


def _judged(heard: Heard, confidence: float) -> Judged:
    return Judged(heard.claim_id, heard.gold, heard.said, confidence, (0.0, 0.0, 0.0))


def figures(learnt: Learnt, known: ModelCalibration, seconds: float) -> dict[str, Any]:
    """Everything that `litassay eval calibrate --json` prints."""
    measured = Measured(learnt.after, seconds, len({j.claim_id for j in learnt.after}))
    return {
        **as_dict(measured, {}, rationales=False, about=known.data),
        "not_checked": learnt.not_checked,
        "ece_before": round(ece(learnt.before), 4),
        "brier_before": round(brier(learnt.before), 4),
        "calibration": known.model_dump(mode="json"),
    }


def shown(found: dict[str, Any]) -> str:
    """The figures as a page."""
    return (
        f"{page(found)}\n"
        f"not checked: {found['not_checked']} pairs, not scored above\n"
        f"before calibration: ECE {found['ece_before']:.3f}, Brier {found['brier_before']:.3f}; "
        f"after it (cross-validated): ECE {found['ece']:.3f}, Brier {found['brier']:.3f}"
    )
