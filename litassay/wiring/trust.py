"""Whom a run may ask. Its folder names models and settings, but no address, variable or key.

Run folders are mailed and published. The addresses in the manifest of one are the record of what
was asked, and a replay needs them to recognise requests that it never sends. When a run goes on
live, addresses and the names of keys are those of the user's own settings.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from litassay.config.models import ROLES, ModelsSettings, ServerSettings
from litassay.config.settings import Settings
from litassay.errors import RunError
from litassay.wiring.crew import NLI, models_of, uses_models

_HINT = (
    "nothing was asked; if you know who made this run and want it to ask there, give --trust-run; "
    "else name these addresses in your own settings first"
)


class _Place(NamedTuple):
    """What is asked, where the run would ask it, and where the user's own settings would."""

    what: str
    named: str
    own: str


def vetted(run: Settings, own: Settings) -> Settings:
    """The settings of a run with the addresses, key names and manners of the user's own.

    Args:
        run: As its folder gives them.
        own: As the user's settings file and environment give them.

    Raises:
        RunError: the run names another host or key than the user's settings do, or a model that
            is loaded from a file; the message says which would be asked.
    """
    odd = [place for place in _places(run, own) if place.named != place.own]
    if odd:
        shown = "; ".join(f"{p.what} {p.named} (your settings: {p.own})" for p in odd[:4])
        raise RunError(f"the run would ask {shown}", _HINT)
    sources = run.sources.model_copy(update=own.sources.services())
    return run.model_copy(update={"models": _own_servers(run, own), "sources": sources})


def _places(run: Settings, own: Settings) -> Iterator[_Place]:
    if run.verifier.startswith(NLI):
        yield _Place("the entailment model", run.verifier, own.verifier or "none")
    if uses_models(models_of(run)):
        for name in _used(models_of(run)):
            theirs, ours = run.models.servers.get(name), own.models.servers.get(name)
            yield _Place(f"the model server {name!r} at", _server(theirs), _server(ours))
    if run.source or run.limits.snowball:
        ours_by_name = own.sources.services()
        for name, service in run.sources.services().items():
            yield _Place(f"{name} at", service.base_url, ours_by_name[name].base_url)


def _used(models: ModelsSettings) -> list[str]:
    """Names of the servers that some role or reviewer asks."""
    seats = [*map(models.for_role, ROLES), *map(models.for_reviewer, models.reviewers)]
    return sorted({seat.server for seat in seats})


def _server(settings: ServerSettings | None) -> str:
    known = settings or ServerSettings()
    address = known.base_url or "the address of OPENAI_BASE_URL or else of the OpenAI API"
    return f"{address} with the key in {known.key_env}"


def _own_servers(run: Settings, own: Settings) -> ModelsSettings:
    """The servers of the run at the user's addresses; how answers are asked for stays its own."""
    made: dict[str, Any] = {}
    for name, theirs in run.models.servers.items():
        ours = own.models.server(name)
        update = {"base_url": ours.base_url, "key_env": ours.key_env}
        made[name] = theirs.model_copy(update=update)
    if "default" not in made and "default" in own.models.servers:
        made["default"] = own.models.servers["default"]
    return run.models.model_copy(update={"servers": made})
