"""What `litassay runs` prints, as text or JSON. Pure functions."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from litassay.cli.table import number, p_value, signed, text_table

if TYPE_CHECKING:
    from litassay.evals.comparison import Comparison, Flip
    from litassay.wiring.observing import Damaged, RunOverview, Stage

_ENDED = {
    0: "complete", 1: "internal error", 2: "refused", 3: "insufficient evidence",
    4: "stopped by a failure", 5: "budget reached", 6: "diverged", 130: "interrupted",
    None: "not finished",
}  # fmt: skip
_FLIPS_SHOWN = 20


def list_page(runs: Sequence["RunOverview | Damaged"], as_json: bool) -> str:
    """A line for each run; below them what is wrong with those that cannot be read."""
    from litassay.wiring.observing import Damaged

    broken = [run for run in runs if isinstance(run, Damaged)]
    if as_json:
        return _json([_damage(r) if isinstance(r, Damaged) else _plain(r) for r in runs])
    if not runs:
        return "no runs here"
    head = ("RUN", "STARTED", "STATE", "RATING", "CLAIMS", "VERIFIED", "CALLS", "QUESTION")
    rows = [_broken(run) if isinstance(run, Damaged) else _row(run) for run in runs]
    return "\n".join([text_table(head, rows), *(f"{run.path}: {run.why}" for run in broken)])


def _damage(run: "Damaged") -> dict[str, str]:
    return {"path": str(run.path), "damaged": run.why}


def _broken(run: "Damaged") -> tuple[str, ...]:
    return (run.path.name, "-", "damaged", "-", "-", "-", "-", "-")


def _row(run: "RunOverview") -> tuple[str, ...]:
    m = run.measures
    return (
        run.path.name,
        run.manifest.started[:16],
        _ENDED.get(run.manifest.exit_code, "?"),
        number(m.get("rating"), 1),
        number(m.get("claims"), 0),
        number(m.get("verified_share"), 2),
        str(sum(run.exchanged.calls.values())),
        _short(run.manifest.question.text),
    )


def show_page(run: "RunOverview", as_json: bool) -> str:
    """Everything about one run but its report."""
    if as_json:
        return _json(_plain(run))
    m = run.manifest
    calls = ", ".join(f"{n} {kind}" for kind, n in sorted(run.exchanged.calls.items())) or "none"
    rows = [
        ("question", m.question.text),
        ("state", _ENDED.get(m.exit_code, "?")),
        ("started", m.started),
        ("ended", m.ended or "-"),
        ("run id", m.run_id),
        ("prompts", f"{m.prompt_set} {m.prompt_hash}".strip() or "none"),
        *((f"model of {role}", model) for role, model in m.models),
        ("journal", f"{calls}; {run.exchanged.failed} failed; {run.exchanged.seconds:.1f} s"),
        *((f"calls of {s.name}", _calls(s)) for s in run.exchanged.stages),
        *((f"unusable: {u.stage}", f"{u.failed} of {u.of}") for u in run.unusable),
        *((name.replace("_", " "), number(value)) for name, value in run.measures.items()),
        *((f"version of {name}", version) for name, version in m.versions),
    ]
    return text_table(("", str(run.path)), rows)


def _calls(stage: "Stage") -> str:
    more = [f"{stage.failed} failed"] * bool(stage.failed)
    more += [f"{stage.repairs} asked again for a usable answer"] * bool(stage.repairs)
    return "; ".join([str(stage.calls), *more])


def comparison_page(found: "Comparison", as_json: bool) -> str:
    """Measures side by side with their differences, then the claims that flipped."""
    if as_json:
        return found.model_dump_json(indent=2)
    warned = [f"note: {w}" for w in found.warnings]
    return "\n\n".join([_differences(found), *warned, _tests(found), _flips(found)])


def _differences(found: "Comparison") -> str:
    head = ("MEASURE", "VARIANT", "QUESTIONS", "BASE", "VALUE", "DIFFERENCE", "95 % INTERVAL",
            "EFFECT", "P", "P (HOLM)")  # fmt: skip
    rows = [
        (f"{d.measure} *" if d.primary else d.measure, d.variant, str(d.questions),
         number(d.base_mean), number(d.variant_mean), signed(d.difference),
         f"{signed(d.low)} to {signed(d.high)}" if d.low is not None else "-",
         signed(d.effect, 2), p_value(d.p), p_value(d.p_adjusted))
        for d in found.differences
    ]  # fmt: skip
    note = "* primary: named beforehand, corrected for, and what decides; the others are described"
    return f"{text_table(head, rows)}\n{note}"


def _tests(found: "Comparison") -> str:
    head = ("VARIANT", "SAME CLAIMS", "GAINED", "LOST", "P (MCNEMAR)")
    rows = [
        (t.variant, str(t.matched), str(t.gained), str(t.lost), p_value(t.p))
        for t in found.flip_tests
    ]
    return text_table(head, rows)


def _flips(found: "Comparison") -> str:
    if not found.flips:
        return "no verdict of a claim that both made is different"
    lines = [line for flip in found.flips[:_FLIPS_SHOWN] for line in _flip(flip)]
    more = len(found.flips) - _FLIPS_SHOWN
    return "\n".join([*lines, *([f"… and {more} more (--json has all)"] if more > 0 else [])])


def _flip(flip: "Flip") -> list[str]:
    return [
        f"{flip.variant}: {flip.base_verdict} → {flip.variant_verdict}: {flip.claim}",
        f"    before: {flip.base_reason}",
        f"    after:  {flip.variant_reason}",
    ]


def _plain(run: "RunOverview") -> dict[str, Any]:
    stages = [stage._asdict() for stage in run.exchanged.stages]
    return {
        "path": str(run.path),
        "manifest": run.manifest.model_dump(mode="json"),
        "measures": run.measures,
        "journal": {**run.exchanged._asdict(), "stages": stages},
        "unusable": [u._asdict() for u in run.unusable],
    }


def _short(text: str, longest: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rsplit(" ", 1)[0] + " …"


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
