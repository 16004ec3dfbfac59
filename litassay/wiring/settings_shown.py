"""The settings that could change the result of a run: not those of what took no part in it.

Only the manifest's own configuration decides, so that a later version shows the same.
"""

from collections.abc import Mapping
from typing import Any

from litassay.config.sources import SOURCE_NAMES

Pairs = tuple[tuple[str, str], ...]


def settings_shown(configuration: Mapping[str, Any], *, language_models: bool) -> Pairs:
    """Dotted names and values, sorted; unset ones are left out.

    Args:
        configuration: `configuration` of the manifest.
        language_models: whether any role was filled by one; else no setting of theirs mattered.
    """
    shown = dict(configuration)
    shown["sources"] = _sources(configuration)
    shown["models"] = _models(configuration.get("models", {})) if language_models else {}
    return _flat(shown)


def _sources(configuration: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of the databases that were asked, and of all that are shared by them."""
    asked = set(configuration.get("source", ()))
    if configuration.get("limits", {}).get("snowball") and not asked:
        asked = {"openalex", "semanticscholar"}
    if not asked:
        return {}
    sources = configuration.get("sources", {})
    idle = set(SOURCE_NAMES) - asked
    if sources.get("documents", {}).get("enabled"):
        idle -= {"europepmc"}  # it offers full texts of what others found
    else:
        idle |= {"unpaywall", "arxiv_documents"}
    return {name: value for name, value in sources.items() if name not in idle}


def _models(models: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of models; shares of a budget only where there is one."""
    budget = models.get("budget", {})
    limited = any(budget.get(name) is not None for name in ("max_usd", "max_tokens"))
    return {n: v for n, v in models.items() if n != "budget" or limited}


def _flat(value: Mapping[str, Any], prefix: str = "") -> Pairs:
    pairs: list[tuple[str, str]] = []
    for name, item in sorted(value.items()):
        if isinstance(item, Mapping):
            pairs += _flat(item, f"{prefix}{name}.")
        elif item not in (None, "", [], ()):
            shown = ", ".join(map(str, item)) if isinstance(item, list) else str(item)
            pairs.append((prefix + name, shown))
    return tuple(pairs)
