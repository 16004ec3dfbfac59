"""What is wrong with the variants of a plan, found out before any run is made or paid for."""

from collections.abc import Iterator
from pathlib import Path

from litassay.config.settings import Settings, load_settings
from litassay.errors import InputError, UserError
from litassay.evals.experiment_plan import ExperimentPlan, Variant
from litassay.evals.own_metrics import load_metrics
from litassay.prompting.faults import nearest
from litassay.wiring.crew import models_of, reviewer_names, uses_models
from litassay.wiring.prompts import load_prompts
from litassay.wiring.rerun import merged, settings_of
from litassay.wiring.run import with_sources
from store.runs import RunFolder


def check(plan: ExperimentPlan) -> None:
    """Read the settings, prompts, reviewers and libraries of every variant, and the metrics.

    Raises:
        InputError: every variant that cannot be run, a line each.
    """
    found = [fault for variant in plan.variant for fault in _faults(plan, variant)]
    try:
        load_metrics(plan.metrics)
    except UserError as error:
        found.append(str(error))
    if found:
        raise InputError("\n  ".join(["the plan cannot be run:", *found]))


def variant_settings(plan: ExperimentPlan, variant: Variant) -> Settings:
    """The settings with which a variant will run.

    Raises:
        UserError: they cannot be read.
    """
    first = plan.variant[0]
    changes = variant.settings if variant is not first else {}
    if plan.runs:
        return settings_of(RunFolder.open(Path(plan.runs[0])).manifest, changes)
    base = merged(plan.settings, first.settings)
    return with_sources(load_settings(merged(base, changes)))


def _faults(plan: ExperimentPlan, variant: Variant) -> Iterator[str]:
    try:
        settings = variant_settings(plan, variant)
        own = Path(settings.prompts) if settings.prompts else None
        prompts = load_prompts(own) if own or uses_models(models_of(settings)) else None
        _libraries(settings)
    except UserError as error:
        yield f"variant {variant.name!r}: {error}"
        return
    measured, modelled = reviewer_names(), prompts.reviewers if prompts else ()
    known = {*measured, *modelled} if uses_models(models_of(settings)) else set(measured)
    for name in settings.reviewers:
        if name not in known:
            yield f"variant {variant.name!r}: there is no reviewer {name!r}{nearest(name, known)}"


def _libraries(settings: Settings) -> None:
    """Raise LibraryError, naming what there is, for a library that nobody has indexed."""
    from store.library.shelves import SAMPLE, default_home, known_names, unknown

    home = default_home()
    for name in settings.library:
        if name != SAMPLE and name not in known_names(home):
            raise unknown(home, name)
