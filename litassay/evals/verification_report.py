"""The scores of a verifier as one value: for JSON and for a page. Renders, prints nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from litassay.evals.verification import Measured
from litassay.evals.verification_scores import (
    CLASSES,
    Judged,
    abstract_f1,
    balanced_accuracy,
    brier,
    confusion,
    ece,
    interval,
    macro_f1,
    rationale_f1,
    reliability,
)


def as_dict(
    measured: Measured, baselines: Mapping[str, Sequence[Judged]], rationales: bool, about: str
) -> dict[str, Any]:
    """Everything that `litassay eval verify --json` prints; numbers rounded to four places."""
    judged = measured.judged
    scores = _scores(judged)
    best = max((_score(macro_f1(b)) for n, b in baselines.items() if n != "majority"), default=0.0)
    return {
        "data": about,
        "pairs": len(judged),
        "claims": measured.claims,
        **scores,
        "abstract_precision": _score(abstract_f1(judged).precision),
        "abstract_recall": _score(abstract_f1(judged).recall),
        "rationale_f1": _score(rationale_f1(judged).f1) if rationales else None,
        "macro_f1_interval": _interval(judged, macro_f1),
        "balanced_accuracy_interval": _interval(judged, balanced_accuracy),
        "ece_interval": _interval(judged, ece),
        "above_best_single_feature": _score(scores["macro_f1"] - best) if baselines else None,
        "confusion": {
            gold: dict(zip(CLASSES, (int(n) for n in row), strict=True))
            for gold, row in zip(CLASSES, confusion(judged), strict=True)
        },
        "reliability": [
            {k: _score(v) if isinstance(v, float) else v for k, v in b._asdict().items()}
            for b in reliability(judged)
        ],
        "baselines": {name: _scores(b) for name, b in baselines.items()},
        "seconds_per_claim": round(measured.seconds / max(1, measured.claims), 5),
        "pairs_per_second": round(len(judged) / max(1e-9, measured.seconds), 1),
    }


def _scores(judged: Sequence[Judged]) -> dict[str, float]:
    return {
        "macro_f1": _score(macro_f1(judged)),
        "balanced_accuracy": _score(balanced_accuracy(judged)),
        "abstract_f1": _score(abstract_f1(judged).f1),
        "brier": _score(brier(judged)),
        "ece": _score(ece(judged)),
    }


def _score(value: float) -> float:
    return round(value, 4)


def _interval(judged: Sequence[Judged], score: Any) -> list[float]:
    return [_score(v) for v in interval(judged, score)]


def page(shown: Mapping[str, Any]) -> str:
    """The scores as tables of plain text."""
    low, high = shown["macro_f1_interval"]
    lines = [
        f"{shown['data']}: {shown['claims']:,} claims, {shown['pairs']:,} pairs",
        f"{'':<22}{'macro-F1':>9}{'balanced':>9}{'abstract':>9}{'Brier':>7}{'ECE':>7}",
        _line("verifier", shown),
        *(_line(name.replace("_", " "), b) for name, b in shown["baselines"].items()),
        f"macro-F1 95 % interval {low:.3f}–{high:.3f}",
    ]
    if shown["above_best_single_feature"] is not None:
        lines[-1] += f"; {shown['above_best_single_feature']:+.3f} over the best single feature"
    if shown["rationale_f1"] is not None:
        lines.append(f"rationale F1 (selection and label) {shown['rationale_f1']:.3f}")
    lines += ["", *_confusion(shown["confusion"]), "", *_reliability(shown["reliability"]), ""]
    rate, each = shown["pairs_per_second"], shown["seconds_per_claim"]
    return "\n".join([*lines, f"{each * 1000:.1f} ms a claim, {rate:.0f} pairs a second"])


def _line(name: str, s: Mapping[str, Any]) -> str:
    return (
        f"{name:<22}{s['macro_f1']:>9.3f}{s['balanced_accuracy']:>9.3f}"
        f"{s['abstract_f1']:>9.3f}{s['brier']:>7.3f}{s['ece']:>7.3f}"
    )


def _confusion(table: Mapping[str, Mapping[str, int]]) -> list[str]:
    head = f"{'label, then said:':<18}" + "".join(f"{c:>17}" for c in CLASSES)
    return [
        head,
        *(f"{g:<18}" + "".join(f"{row[c]:>17}" for c in CLASSES) for g, row in table.items()),
    ]


def _reliability(bins: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        "confidence    pairs   mean  right",
        *(
            f"{b['low']:.1f} to {b['high']:.1f}  {b['pairs']:>7}  {b['confidence']:.3f}  "
            f"{b['accuracy']:.3f}"
            for b in bins
        ),
    ]
