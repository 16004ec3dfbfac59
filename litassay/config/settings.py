"""All settings in one place: flag > environment > `litassay.toml` > default.

A misspelt setting is an error that names the nearest known one, wherever it was written.
"""

import difflib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from litassay.config.limits import Limits
from litassay.config.models import ModelsSettings
from litassay.errors import SettingsError

PREFIX = "LITASSAY_"
FILE = "litassay.toml"
NOT_SETTINGS = ("LITASSAY_HOME", "LITASSAY_CONFIG")
"""Read where they are needed: the folder of libraries, and the path of the settings file."""


class Settings(BaseModel):
    """What a user may choose. Building things from it is wiring's work."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = "extractive"
    """Who works: `extractive`, a model's name, or `scripted:FILE`."""
    verifier: str = ""
    """Who verifies, when not the model above: `extractive`, a model's name, or `nli:MODEL`."""
    library: tuple[str, ...] = ()
    """Names of local libraries to search."""
    source: tuple[str, ...] = ()
    """Names of bibliographic databases to search."""
    prompts: str = ""
    """A folder whose files replace those of the default prompt set."""
    reviewers: tuple[str, ...] = ()
    """Names of the reviewers on the panel; empty for all of the crew's."""
    max_papers: int = Field(default=20, ge=1, le=500)
    """Most papers that are read and cited."""
    limits: Limits = Limits()
    models: ModelsSettings = ModelsSettings()


class _Loader(Settings, BaseSettings):
    """Settings with the places they are read from."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags first, then the environment, then the file."""
        path = Path(os.environ.get("LITASSAY_CONFIG", FILE))
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, path)


def load_settings(flags: Mapping[str, Any]) -> Settings:
    """Settings from everywhere; a flag that is None was not given.

    Raises:
        SettingsError: a name is unknown or a value is not allowed; one line says which.
    """
    _check_environment(os.environ)
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings.model_validate(_Loader(**given).model_dump())
    except ValidationError as error:
        raise SettingsError(_first(error), f"see {FILE} and docs/cli.md") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{FILE} cannot be read: {error}", "mend or remove the file") from None


def _check_environment(environment: Mapping[str, str]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for variable in sorted(environment):
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        if variable.split("__")[0] not in known:
            raise SettingsError(
                f"the environment variable {variable} is not a setting",
                _suggest(variable, (*sorted(known), *NOT_SETTINGS)),
            )


def _first(error: ValidationError) -> str:
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"{where!r} is not a setting ({_suggest(where, tuple(Settings.model_fields))})"
    return f"setting {where!r}: {fault['msg']}"


def _suggest(name: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
