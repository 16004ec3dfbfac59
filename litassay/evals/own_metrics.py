"""Metrics of the user's own: a Python function from a finished run to a number.

Named in a plan as `FILE.py:FUNCTION` (relative to the plan) or as the name of an entry point of the
group `litassay.metrics`. It is the user's own code and runs as such.
"""

import importlib.util
import math
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import cast

from litassay.errors import InputError
from litassay.evals.run_measures import Measures
from litassay.types import RunResult

GROUP = "litassay.metrics"
Metric = Callable[[RunResult], float | None]
"""None where it does not apply to a run."""


def load_metrics(names: Sequence[str]) -> Mapping[str, Metric]:
    """Each metric by the name under which it is shown: that of its function or entry point.

    Raises:
        InputError: one cannot be loaded, or two have the same name.
    """
    found: dict[str, Metric] = {}
    for name in names:
        shown = name.rpartition(":")[2]
        if shown in found:
            raise InputError(f"two metrics are called {shown!r}")
        found[shown] = _from_file(name) if ".py:" in name else _installed(name)
    return found


def measured(metrics: Mapping[str, Metric], result: RunResult) -> Measures:
    """What the metrics say of one run.

    Raises:
        InputError: one of them failed, or did not return a number.
    """
    return {name: _value(name, metric, result) for name, metric in metrics.items()}


def _value(name: str, metric: Metric, result: RunResult) -> float | None:
    try:
        value = metric(result)
        found = None if value is None else float(value)
    except Exception as error:
        raise InputError(f"the metric {name!r} failed: {type(error).__name__}: {error}") from error
    if found is not None and not math.isfinite(found):
        raise InputError(f"the metric {name!r} gave {found}, which is not a number to compare")
    return found


def _from_file(name: str) -> Metric:
    path, _, function = name.rpartition(":")
    spec = importlib.util.spec_from_file_location(f"litassay_metric_{Path(path).stem}", path)
    if spec is None or spec.loader is None or not Path(path).is_file():
        raise InputError(f"there is no file {path!r} with the metric {function!r}")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise InputError(f"{path!r} cannot be loaded: {type(error).__name__}: {error}") from error
    found = getattr(module, function, None)
    if not callable(found):
        raise InputError(f"{path!r} has no function {function!r}")
    return cast("Metric", found)


def _installed(name: str) -> Metric:
    known = {point.name: point for point in entry_points(group=GROUP)}
    if name not in known:
        raise InputError(
            f"there is no metric {name!r}",
            f"write FILE.py:FUNCTION, or an entry point of {GROUP!r}: {', '.join(known) or 'none'}",
        )
    return cast("Metric", known[name].load())
