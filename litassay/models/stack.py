"""The model port of one run, put together: router, gate, journal and books."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from litassay.config.address import web_address
from litassay.config.models import ROLES, ModelSettings, ModelsSettings, ServerSettings
from litassay.errors import SettingsError
from litassay.models.books import Books
from litassay.models.budget import Counted, Gate
from litassay.models.openai_client import OpenAIModel
from litassay.models.prices import Prices, load_prices
from litassay.models.retry import Tell
from litassay.models.scripted import ScriptedModel
from litassay.ports import ChatModel
from litassay.types import ChatReply, ChatRequest

SCRIPTED = "scripted:"


@dataclass(frozen=True)
class Router:
    """Sends a request to the server that it names; implements `ChatModel`."""

    servers: Mapping[str, ChatModel]

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Raises SettingsError for a server that is not set."""
        if request.server not in self.servers:
            raise SettingsError(f"there is no server {request.server!r}")
        return await self.servers[request.server].complete(request)


@dataclass(frozen=True)
class ModelStack:
    """What wiring needs of the models of one run."""

    chat: ChatModel
    ledger: Books
    prices: Prices
    close: Callable[[], Awaitable[None]]


def build_chat_model(
    settings: ModelsSettings,
    environ: Mapping[str, str],
    journal: Callable[[ChatModel], ChatModel] | None = None,
    *,
    live: bool = True,
    tell: Tell | None = None,
) -> ModelStack:
    """Build the model port; nothing is contacted yet.

    Args:
        settings: `[models]`.
        environ: where keys are looked up, and OPENAI_BASE_URL for the default server.
        journal: wraps the recording or replaying model around the live one; then the books are
            kept from the journal, and not by the stack.
        live: False for a replay: no server, key or script is needed then.
        tell: told of every failure that is waited for.

    Raises:
        SettingsError: a key is missing, or money is limited and a price is not known.
    """
    used = used_models(settings) if live else []
    models = _models(settings, used, environ, tell)
    prices = load_prices(settings.prices)
    _check_prices(settings, used, prices)
    books = Books(settings.budget, prices)

    async def close() -> None:
        for model in models.values():
            if isinstance(model, OpenAIModel):
                await model.close()

    gate = Gate(Router(models), books)
    chat = Counted(journal(gate) if journal else gate, books, settles=journal is None)
    return ModelStack(chat, books, prices, close)


def _models(
    settings: ModelsSettings,
    used: list[ModelSettings],
    environ: Mapping[str, str],
    tell: Tell | None,
) -> dict[str, ChatModel]:
    """A client for every server that is used, and the script under `scripted`."""
    models: dict[str, ChatModel] = {**clients(settings, used, environ, tell)}
    scripts = sorted({m.model or "" for m in used if _scripted(m)})
    if len(scripts) > 1:
        raise SettingsError(f"one script a run, not {len(scripts)}")
    if scripts:
        models["scripted"] = ScriptedModel.from_file(Path(scripts[0].removeprefix(SCRIPTED)))
    return models


def clients(
    settings: ModelsSettings,
    used: list[ModelSettings],
    environ: Mapping[str, str],
    tell: Tell | None = None,
) -> dict[str, OpenAIModel]:
    """A client for every server that these models stand on. Raises SettingsError without a key."""
    names = sorted({m.server for m in used if not _scripted(m)})
    servers = {name: _addressed(settings.server(name), name, environ) for name in names}
    return {
        name: OpenAIModel(name, server, _key(server, environ), tell=tell)
        for name, server in servers.items()
    }


def used_models(settings: ModelsSettings) -> list[ModelSettings]:
    """Every model that may be asked; the extractive ones are none."""
    roles = [settings.for_role(role) for role in ROLES]
    named = [settings.for_reviewer(name) for name in settings.reviewers]
    return [m for m in (*roles, *named) if m.model != "extractive"]


def _scripted(model: ModelSettings) -> bool:
    return (model.model or "").startswith(SCRIPTED)


def _addressed(server: ServerSettings, name: str, environ: Mapping[str, str]) -> ServerSettings:
    if server.base_url or name != "default":
        return server
    given = environ.get("OPENAI_BASE_URL", "")
    try:
        address = web_address(given) if given else ""
    except ValueError as error:
        raise SettingsError(f"OPENAI_BASE_URL: {error}", "correct it, or unset it") from None
    return server.model_copy(update={"base_url": address})


def _key(server: ServerSettings, environ: Mapping[str, str]) -> str:
    """The key; a server of one's own may do without."""
    key = environ.get(server.key_env, "")
    if not key and not server.base_url:
        raise SettingsError(
            f"{server.key_env} is not set", "set it, or set a base_url, or use --model extractive"
        )
    return key


def _check_prices(settings: ModelsSettings, used: list[ModelSettings], prices: Prices) -> None:
    if settings.budget.max_usd is None:
        return
    for model in used:
        server = "scripted" if _scripted(model) else model.server
        if prices.of(model.model or "", server) is None:
            raise SettingsError(
                f"the price of {model.model!r} is not known, so money cannot be limited",
                f'set [models.prices."{model.model}"] or limit --max-tokens',
            )
