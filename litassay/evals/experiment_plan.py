"""The plan of an experiment: variants × questions × repeats, read from TOML.

Nothing is run here. The format is described in docs/experiments.md.
"""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from litassay.errors import InputError
from litassay.evals.comparison import PRIMARY
from litassay.prompting.faults import nearest

_NAME = r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Variant(_Section):
    """Section `[[variant]]`: one way to make the runs."""

    name: str = Field(pattern=_NAME)
    settings: dict[str, Any] = Field(default_factory=dict)
    """Settings as in `litassay.toml`, over those of the plan."""


class ExperimentPlan(_Section):
    """What is run and compared."""

    name: str = Field(pattern=_NAME)
    questions: tuple[str, ...] = ()
    runs: tuple[str, ...] = ()
    """Folders of finished runs that are the base instead; their questions are asked."""
    repeats: int = Field(default=1, ge=1, le=50)
    """Runs of each variant on each question. From the second on every model call goes live; the
    searches stay frozen."""
    primary: tuple[str, ...] = PRIMARY
    """Measures that decide, named before anything is run; all others are only described."""
    metrics: tuple[str, ...] = ()
    """Metrics of one's own: `FILE.py:FUNCTION`, or the name of an entry point."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """Settings of every variant."""
    variant: tuple[Variant, ...] = Field(min_length=2)
    """The first one is the base that the others are compared with."""

    @model_validator(mode="after")
    def _makes_sense(self) -> "ExperimentPlan":
        names = [v.name for v in self.variant]
        if len(set(names)) != len(names):
            raise ValueError("two variants have the same name")
        if bool(self.questions) == bool(self.runs):
            raise ValueError("give either questions or runs")
        if self.runs and (self.settings or self.variant[0].settings):
            raise ValueError("the base is made already: settings belong to the other variants")
        return self


def load_plan(path: Path) -> ExperimentPlan:
    """Read a plan; paths in it are relative to its folder.

    Raises:
        InputError: it cannot be read or does not make sense; one line says why.
    """
    try:
        plan = ExperimentPlan.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise InputError(f"the plan {str(path)!r} cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"the plan {path.name!r} is not TOML: {error}") from error
    except ValidationError as error:
        raise InputError(
            "\n  ".join([f"the plan {path.name!r} cannot be read:", *map(_fault, error.errors())])
        ) from error
    return plan.model_copy(
        update={
            "runs": tuple(str(path.parent / run) for run in plan.runs),
            "metrics": tuple(_metric(name, path.parent) for name in plan.metrics),
            "settings": _located(plan.settings, path.parent),
            "variant": tuple(
                v.model_copy(update={"settings": _located(v.settings, path.parent)})
                for v in plan.variant
            ),
        }
    )


def _fault(error: ErrorDetails) -> str:
    """One fault of a plan, with the nearest right name for a key that there is not."""
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    if error["type"] != "extra_forbidden":
        return f"{where or 'plan'}: {error['msg']}"
    known = Variant.model_fields if error["loc"][0] == "variant" else ExperimentPlan.model_fields
    return f"{where}: there is no such key{nearest(str(error['loc'][-1]), known)}"


def _metric(name: str, folder: Path) -> str:
    return str(folder / name) if ".py:" in name else name


def _located(settings: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The settings with the paths of prompts and scripts made from the plan's folder."""
    found = dict(settings)
    if found.get("prompts"):
        found["prompts"] = str(folder / found["prompts"])
    model = str(found.get("model", ""))
    if model.startswith("scripted:"):
        found["model"] = f"scripted:{folder / model.removeprefix('scripted:')}"
    return found
