"""All settings in one place: flag > environment > `litassay.toml` > default.

A misspelt setting is an error that names the nearest known one, wherever it was written.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as SourceError

from litassay.config.faults import refused, unknown
from litassay.config.limits import Limits
from litassay.config.models import ModelsSettings
from litassay.config.sources import PRIVATE, SourceSettings
from litassay.errors import SettingsError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

PREFIX = "LITASSAY_"
FILE = "litassay.toml"
NOT_SETTINGS = ("LITASSAY_HOME", "LITASSAY_CONFIG", "LITASSAY_CHROMA")
"""Read where they are needed: the folder of libraries, the path of the settings file, the Chroma
of libraries that a group shares."""


def _split(value: object) -> object:
    """Names as a flag or a variable gives them: `acl,sample`."""
    if not isinstance(value, str):
        return value
    return tuple(name.strip() for name in value.split(",") if name.strip())


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]


class Settings(BaseModel):
    """What a user may choose. Building things from it is wiring's work."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = "extractive"
    """Who works: `extractive`, a model's name, or `scripted:FILE`."""
    verifier: str = ""
    """Who verifies, when not the model above: `extractive`, a model's name, or `nli:MODEL`."""
    library: Names = ()
    """Names of local libraries to search."""
    source: Names = ()
    """Names of bibliographic databases to search."""
    prompts: str = ""
    """A folder whose files replace those of the default prompt set."""
    reviewers: Names = ()
    """Names of the reviewers on the panel; empty for all of the crew's."""
    calibration: str = ""
    """A file that `litassay eval panel --save` wrote; a run keeps its content in its manifest."""
    rerank: Literal["minilm", "none"] = "minilm"
    """Sentence vectors that order the best papers: `minilm`, or `none` for those of the library."""
    max_papers: int = Field(default=20, ge=1, le=500)
    """Most papers that are read and cited."""
    limits: Limits = Limits()
    models: ModelsSettings = ModelsSettings()
    sources: SourceSettings = SourceSettings()

    def public(self) -> dict[str, Any]:
        """Every setting as plain values, without keys and addresses: what may be written."""
        return self.model_dump(mode="json", exclude={"sources": set(PRIVATE)})

    def with_keys(self, environment: Mapping[str, str]) -> "Settings":
        """These settings with the keys that the environment has."""
        return self.model_copy(update={"sources": self.sources.with_environment(environment)})


class _Loader(Settings, BaseSettings):
    """Settings with the places they are read from."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        frozen=True,
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
        return init_settings, env_settings, _TomlFile(settings_cls, _file())


class _TomlFile(TomlConfigSettingsSource):
    """The settings file, with or without the byte order mark that some editors write."""

    def _read_file(self, file_path: "Path | Traversable") -> dict[str, Any]:
        return tomllib.loads(file_path.read_bytes().decode("utf-8-sig"))


def load_settings(flags: Mapping[str, Any]) -> Settings:
    """Settings from everywhere; a flag that is None was not given.

    Raises:
        SettingsError: a name is unknown or a value is not allowed; one line says which.
    """
    _check_environment(os.environ)
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings.model_validate(_Loader(**given).model_dump()).with_keys(os.environ)
    except ValidationError as error:
        raise _first(error) from None
    except SourceError as error:
        raise SettingsError(f"the environment: {error}", "name the part: LITASSAY_A__B") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{_file()} is not UTF-8", "save it as UTF-8") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{_file()} cannot be read: {error}", "mend or remove it") from None


def _file() -> Path | None:
    """The settings file, if there is one. One that was named must be there."""
    named = os.environ.get("LITASSAY_CONFIG")
    path = Path(named or FILE)
    if path.is_file():
        return path
    if named or path.exists():
        raise SettingsError(f"the settings file {str(path)!r} is not a file", "correct its name")
    return None


def _check_environment(environment: Mapping[str, str]) -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for variable in sorted(environment):
        if not variable.startswith(PREFIX) or variable in NOT_SETTINGS:
            continue
        if variable.split("__")[0] not in known:
            raise _unknown_variable(variable, (*sorted(known), *NOT_SETTINGS))


def _unknown_variable(variable: str, known: tuple[str, ...]) -> SettingsError:
    hint = unknown(variable, known).hint
    return SettingsError(f"the environment variable {variable} is not a setting", hint)


def _first(error: ValidationError) -> SettingsError:
    fault = error.errors(include_input=False)[0]
    where = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return unknown(where, setting_names())
    return refused(where, fault)


def setting_names(kind: type[BaseModel] = Settings, prefix: str = "") -> tuple[str, ...]:
    """Dotted names of all settings; sections whose keys the user names end in `NAME`."""
    names: list[str] = []
    for name, field in kind.model_fields.items():
        section = section_of(field.annotation)
        if section is None:
            names.append(prefix + name)
            continue
        keyed = f"{name}.NAME" if section is not field.annotation else name
        names += setting_names(section, f"{prefix}{keyed}.")
    return tuple(names)


def section_of(annotation: Any) -> type[BaseModel] | None:
    """The settings inside a field: of the section itself, or of each entry of a table."""
    kind = get_args(annotation)[1] if get_origin(annotation) is dict else annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None
