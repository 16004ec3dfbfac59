"""The part of `litassay doctor` that says what each bibliographic database still allows."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litassay.config.sources import SourceSettings


def examine_sources(
    settings: "SourceSettings", home: Path, now: float | None = None
) -> list[tuple[str, str, str]]:
    """(mark, database, in words) for every database; nothing is asked of any.

    Args:
        settings: Section `[sources]`, with the keys of the environment.
        home: Folder of the user's litassay, where the ledger is.
        now: Seconds since the epoch; the present when None.
    """
    from litassay.sources.build import build_ledger
    from litassay.sources.standing import standings

    moment = time.time() if now is None else now
    found = []
    for one in standings(settings, build_ledger(home), moment):
        words = f"{one.access}; {one.asked_today} requests today, {one.left}"
        refuses = f"; refuses until {one.until}" if one.until else ""
        found.append(("--" if one.until else "ok", one.name, words + refuses))
    return found
