"""`litassay doctor`: what is configured, installed and reachable."""

import importlib.util
import os
import sqlite3
import sys
from typing import Annotated, NamedTuple

import typer

from litassay.shadowing import Shadow, shadows


class Finding(NamedTuple):
    """One line of the examination."""

    mark: str
    """`ok`, `--` (absent, and that is fine) or `!!` (will fail)."""
    what: str
    detail: str


Json = Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")]
Sources = Annotated[
    bool, typer.Option("--sources", help="What each bibliographic database still allows.")
]


def doctor(sources: Sources = False, as_json: Json = False) -> None:
    """Say what is configured, installed and reachable.

    No key is shown and no service is asked. Exit code 2 when something will fail.
    """
    parts = (_sources,) if sources else (_program, _settings, _models, _libraries, _extras)
    base = [finding for part in parts for finding in part()]
    if as_json:
        import json

        typer.echo(json.dumps([f._asdict() for f in base], indent=2))
    else:
        for finding in base:
            typer.echo(f"{finding.mark}  {finding.what:<24} {finding.detail}")
    raise typer.Exit(2 if any(f.mark == "!!" for f in base) else 0)


def _sources() -> list[Finding]:
    from litassay.cli.doctor_sources import examine_sources
    from litassay.config.settings import load_settings
    from store.library.shelves import default_home

    rows = examine_sources(load_settings({}).sources, default_home())
    return [Finding(*row) for row in rows]


def _program() -> list[Finding]:
    from litassay import __version__

    found = [Finding("ok", "litassay", f"{__version__}, Python {sys.version.split()[0]}")]
    found += [_shadow(shadow) for shadow in shadows()]
    with sqlite3.connect(":memory:") as database:
        options = {row[0] for row in database.execute("pragma compile_options")}
    full_text = "ENABLE_FTS5" in options
    mark, detail = ("ok", sqlite3.sqlite_version) if full_text else ("!!", "built without FTS5")
    return [*found, Finding(mark, "SQLite", detail)]


def _shadow(shadow: Shadow) -> Finding:
    there = f"found at {shadow.found}" if shadow.found else "not found"
    detail = f"{there}, not beside litassay: give litassay an environment of its own"
    return Finding("!!", f"package {shadow.name}", detail)


def _settings() -> list[Finding]:
    from litassay.config.settings import Settings, load_settings
    from litassay.errors import SettingsError

    try:
        settings = load_settings({})
    except SettingsError as error:
        return [Finding("!!", "settings", str(error))]
    usual = Settings()
    changed = [n for n in Settings.model_fields if getattr(settings, n) != getattr(usual, n)]
    detail = f"changed: {', '.join(changed)}" if changed else "all at their defaults"
    return [Finding("ok", "settings", detail), Finding("ok", "model", settings.model)]


def _models() -> list[Finding]:
    key = "set" if os.environ.get("OPENAI_API_KEY") else "not set (extractive needs none)"
    base = "set" if os.environ.get("OPENAI_BASE_URL") else "not set (the OpenAI API)"
    mark = "ok" if key == "set" else "--"
    return [Finding(mark, "OPENAI_API_KEY", key), Finding("--", "OPENAI_BASE_URL", base)]


def _libraries() -> list[Finding]:
    from store.library.registry import list_libraries
    from store.library.shelves import default_home

    home = default_home()
    there = next(p for p in (home, *home.absolute().parents) if p.exists())
    writable = os.access(there, os.W_OK | os.X_OK)
    detail = str(home) if writable else f"{home} cannot be written; set LITASSAY_HOME"
    rows = [Finding("ok" if writable else "!!", "home", detail)]
    for library in list_libraries(home):
        healthy = library.state in ("complete", "not indexed yet")
        detail = f"{library.papers} papers, {library.state}"
        rows.append(Finding("ok" if healthy else "!!", f"library {library.name}", detail))
    return rows


def _extras() -> list[Finding]:
    from litassay.extras import EXTRAS

    rows = []
    for extra, module in ((name, m) for name in EXTRAS for m in EXTRAS[name]):
        there = importlib.util.find_spec(module) is not None
        detail = "installed" if there else f"absent; install with litassay[{extra}]"
        rows.append(Finding("ok" if there else "--", module, detail))
    return rows
