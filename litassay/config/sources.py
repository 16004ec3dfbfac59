"""Where the bibliographic databases are, who asks, and how politely."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from litassay.config.address import web_address

SOURCE_NAMES = ("arxiv", "openalex", "semanticscholar", "crossref", "europepmc")
"""Every database, in the order in which they are listed everywhere; the default set."""

SECRET_PARAMETERS = frozenset({"api_key", "mailto", "email"})
"""Query parameters that say who asks: kept out of everything that is written."""
SECRET_HEADERS = frozenset({"x-api-key", "user-agent"})
"""Request headers that say who asks: kept out of everything that is written."""

_ENVIRONMENT = {
    "openalex_api_key": "OPENALEX_API_KEY",
    "s2_api_key": "S2_API_KEY",
    "crossref_mailto": "CROSSREF_MAILTO",
}

PRIVATE = tuple(_ENVIRONMENT)
"""Settings that are never written anywhere."""


class _Section(BaseModel):
    """Frozen settings; a misspelt name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ServiceSettings(_Section):
    """Section `[sources.NAME]`: one service, and how often it may be asked."""

    base_url: str
    """Address without a trailing slash; another one for a proxy, a mirror or a test."""
    interval_s: float = Field(default=0.0, ge=0)
    """Least seconds between two requests, over all processes of this user."""
    concurrency: int = Field(default=2, ge=1, le=16)
    """Most requests under way at once; 1 holds over all processes of this user."""
    daily: int | None = Field(default=None, ge=1)
    """Most requests in a day (UTC) where the service has not said what is left; None: no limit."""

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        return web_address(value)


def _service(base_url: str, **limits: Any) -> Any:
    return Field(default=ServiceSettings(base_url=base_url, **limits))


class DocumentLimits(_Section):
    """Section `[sources.documents]`: how large a full text may be; hostile files stop here."""

    enabled: bool = True
    """False leaves every paper at its abstract."""
    megabytes: float = Field(default=40.0, gt=0)
    """Size of a file beyond which it is not read."""
    pages: int = Field(default=80, ge=1)
    """Pages of a PDF that are read; a longer one is read up to here and says so."""
    characters: int = Field(default=600_000, ge=1000)
    """Characters of a text that are kept."""
    seconds: float = Field(default=30.0, gt=0)
    """Wall-clock and processor seconds that reading one document may take."""
    memory_megabytes: int = Field(default=1024, ge=128)
    """Memory that reading one document may take."""


class SourceSettings(_Section):
    """Section `[sources]`."""

    openalex_api_key: SecretStr | None = None
    """Set it as OPENALEX_API_KEY; it is never written."""
    s2_api_key: SecretStr | None = None
    """Set it as S2_API_KEY; it is never written."""
    crossref_mailto: str = ""
    """A reachable address of the user, for Crossref's polite pool and for Unpaywall."""

    arxiv: ServiceSettings = _service("https://export.arxiv.org", interval_s=3.0, concurrency=1)
    arxiv_documents: ServiceSettings = _service("https://arxiv.org", interval_s=3.0, concurrency=1)
    openalex: ServiceSettings = _service("https://api.openalex.org", interval_s=0.1, concurrency=4)
    semanticscholar: ServiceSettings = _service(
        "https://api.semanticscholar.org/graph/v1", interval_s=1.0, concurrency=1
    )
    crossref: ServiceSettings = _service("https://api.crossref.org", interval_s=0.2)
    europepmc: ServiceSettings = _service(
        "https://www.ebi.ac.uk/europepmc/webservices/rest", interval_s=0.2
    )
    unpaywall: ServiceSettings = _service("https://api.unpaywall.org/v2", interval_s=0.1)

    timeout_s: float = Field(default=30.0, gt=0)
    """Seconds that one answer may take, from the request to its last byte."""
    attempts: int = Field(default=3, ge=1, le=10)
    """Times that a request is made before its failure is reported."""
    retry_ceiling_s: float = Field(default=20.0, ge=0)
    """Most seconds that one request waits between its attempts; a service that asks for more is
    reported as rate limited, with the time at which it may be asked again."""
    queue_ceiling_s: float = Field(default=180.0, ge=0)
    """Most seconds that one request waits for its turn."""
    cache_hours: float = Field(default=24.0, ge=0)
    """An answer younger than this is used again; an older one is asked for with its validators."""
    cache_megabytes: float = Field(default=256.0, ge=0)
    """The oldest answers are dropped beyond it; 0 keeps none."""
    documents: DocumentLimits = DocumentLimits()

    def with_environment(self, environment: Mapping[str, str]) -> "SourceSettings":
        """These settings, with keys that only the environment has."""
        found: dict[str, Any] = {}
        for name, variable in _ENVIRONMENT.items():
            value = environment.get(variable, "").strip()
            if value and not getattr(self, name):
                found[name] = value if name == "crossref_mailto" else SecretStr(value)
        return self.model_copy(update=found)

    def services(self) -> dict[str, ServiceSettings]:
        """Every service by its name, full-text services included."""
        return {
            name: value
            for name in type(self).model_fields
            if isinstance(value := getattr(self, name), ServiceSettings)
        }

    def secrets(self) -> tuple[str, ...]:
        """The values that must never be written."""
        keys = (self.openalex_api_key, self.s2_api_key)
        known = tuple(key.get_secret_value() for key in keys if key)
        return (*known, self.crossref_mailto) if self.crossref_mailto else known
