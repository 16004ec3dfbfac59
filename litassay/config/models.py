"""Which language model fills which role, on which server, and how much it may cost."""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from litassay.config.address import web_address

Role = Literal[
    "planner", "screener", "extractor", "verifier", "synthesiser", "weigher", "writer", "reviewer"
]
"""Roles in the order in which a run spends on them."""
ROLES: tuple[Role, ...] = get_args(Role)
Structured = Literal["auto", "json_schema", "json_object", "text"]


class _Section(BaseModel):
    """Frozen settings; a misspelt name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ServerSettings(_Section):
    """Section `[models.servers.NAME]`: one OpenAI-compatible server."""

    base_url: str = ""
    """Address up to and with `/v1`; empty for the OpenAI API itself."""
    key_env: str = "OPENAI_API_KEY"
    """Name of the environment variable that holds the key; the key itself is never a setting."""
    concurrency: int = Field(default=8, ge=1, le=256)
    """Most requests under way at once."""
    timeout_s: float = Field(default=120.0, gt=0)
    """Seconds that one attempt may take."""
    max_attempts: int = Field(default=6, ge=1, le=20)
    """Times that one call is made before its failure counts."""
    max_wait_s: float = Field(default=120.0, ge=0)
    """Most seconds that one call may wait between its attempts, all of them together."""
    structured: Structured = "auto"
    """How an answer's shape is asked for; `auto` finds out with one small call."""
    api: Literal["openai", "azure"] = "openai"
    """`azure` sends the key as `api-key` and `api_version` as a parameter, to the address of a
    deployment."""
    api_version: str = ""
    """For `azure`, e.g. `2024-10-21`."""

    @field_validator("base_url")
    @classmethod
    def _reachable(cls, value: str) -> str:
        return web_address(value) if value else value


class ModelSettings(_Section):
    """Section `[models.roles.ROLE]` or `[models.reviewers.NAME]`; unset fields are inherited."""

    model: str | None = None
    """Name of the model as its server knows it, or `extractive` for no language model."""
    server: str = "default"
    """Name of its server, a section of `[models.servers]`."""
    context_window: int | None = Field(default=None, ge=512)
    """Tokens of prompt and answer together; None asks the server, then the tables, then 32,768."""
    max_tokens: int | None = Field(default=None, ge=16)
    """Most tokens of one answer."""
    temperature: Annotated[float, Field(ge=0, le=2)] | Literal["unset"] = 0.0
    """How freely the model words its answer; 0 as repeatably as it can, `unset` is not sent."""
    reasoning_effort: str = ""
    """For models that reason first: `minimal`, `low`, `medium`, `high`; empty is not sent."""
    seed: int | None = None
    """Sent to servers that promise repeatable answers for a seed."""


class BudgetSettings(_Section):
    """Section `[models.budget]`: what a run may spend; None for no limit."""

    max_usd: float | None = Field(default=None, ge=0)
    """US dollars of all calls together, at the known prices."""
    max_tokens: int | None = Field(default=None, ge=0)
    """Prompt and answer tokens of all calls together."""
    shares: dict[Role, float] = Field(
        default={
            "planner": 0.05,
            "screener": 0.15,
            "extractor": 0.25,
            "verifier": 0.18,
            "synthesiser": 0.04,
            "weigher": 0.08,
            "writer": 0.10,
            "reviewer": 0.15,
        }
    )
    """Part of the budget kept for each role; what an earlier role leaves over rolls on."""

    @model_validator(mode="after")
    def _shares_add_up(self) -> "BudgetSettings":
        if any(share < 0 for share in self.shares.values()) or sum(self.shares.values()) > 1.0001:
            raise ValueError("budget shares must not be negative and must add up to at most 1")
        return self


class Price(_Section):
    """US dollars for a million tokens."""

    prompt: float = Field(ge=0)
    """For what is sent."""
    completion: float = Field(ge=0)
    """For what is answered."""
    cached: float | None = Field(default=None, ge=0)
    """For what is sent and comes from the server's cache; None counts it as any other."""
    context: int | None = Field(default=None, ge=512)
    """Context window in tokens, where known."""
    as_of: str = ""
    """Day on which the price was looked up (ISO 8601)."""
    source: str = ""
    """Where it was looked up."""


class ModelsSettings(_Section):
    """Section `[models]`."""

    model: str = "extractive"
    """Default for every role: a model's name, `extractive`, or `scripted:FILE`."""
    max_tokens: int = Field(default=2048, ge=16)
    """Most tokens of one answer, where a role does not say otherwise."""
    context_window: int | None = Field(default=None, ge=512)
    """Tokens of prompt and answer together, where a role does not say otherwise."""
    windows: dict[str, Annotated[int, Field(ge=512)]] = Field(default_factory=dict)
    """Context windows in tokens by model, as its server told when the run began."""
    servers: dict[str, ServerSettings] = Field(default_factory=dict)
    roles: dict[Role, ModelSettings] = Field(default_factory=dict)
    reviewers: dict[str, ModelSettings] = Field(default_factory=dict)
    samples: int = Field(default=1, ge=1, le=25)
    """How often the verifier is asked about each claim; their agreement enters the confidence."""
    screen_batch: int = Field(default=10, ge=1, le=50)
    """Abstracts that the screener is shown in one call."""
    calibration: str = ""
    """A file that `litassay eval calibrate --save` wrote: what the verifier's confidence is worth.
    A run keeps its content in its manifest."""
    budget: BudgetSettings = BudgetSettings()
    prices: dict[str, Price] = Field(default_factory=dict)
    """Prices that go before the shipped table, by model name."""

    def server(self, name: str) -> ServerSettings:
        """Settings of a server; `default` always exists."""
        return self.servers.get(name, ServerSettings())

    def for_role(self, role: Role) -> ModelSettings:
        """What a role uses, defaults filled in."""
        return self._filled(self.roles.get(role, ModelSettings()))

    def for_reviewer(self, name: str) -> ModelSettings:
        """What one reviewer uses: its own settings, else those of the role."""
        own = self.reviewers.get(name)
        return self._filled(own) if own is not None else self.for_role("reviewer")

    def _filled(self, settings: ModelSettings) -> ModelSettings:
        unset: dict[str, Any] = {}
        for field in ("model", "max_tokens", "context_window"):
            if getattr(settings, field) is None:
                unset[field] = getattr(self, field)
        told = self.windows.get(settings.model or unset.get("model", ""))
        if told and not settings.context_window and not self.context_window:
            unset["context_window"] = told
        return settings.model_copy(update=unset)

    @model_validator(mode="after")
    def _servers_exist(self) -> "ModelsSettings":
        for name, settings in (*self.roles.items(), *self.reviewers.items()):
            if settings.server != "default" and settings.server not in self.servers:
                raise ValueError(f"{name} names the server {settings.server!r}, which is not set")
        return self
