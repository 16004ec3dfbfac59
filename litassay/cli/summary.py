"""What a person reads on the terminal when a run has finished: the answer, how sure, where."""

import re
import shutil
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from litassay.cli.streams import printable
from litassay.reports.certain import certain, notices
from litassay.reports.document import Report
from litassay.reports.plain_words import TIERS

if TYPE_CHECKING:
    from litassay.wiring.run import Finished

LINES = 5
"""Most lines of the answer, unless its first sentence alone is longer."""


def show_end(finished: "Finished", forms: Sequence[str], as_json: bool, quiet: bool) -> None:
    """Write further formats; print the report as JSON, or a summary and where the report is."""
    folder = finished.folder.path
    if forms:
        from litassay.wiring.formats import default_path, rendering, save

        made = rendering(folder)
        for form in forms:
            save(made, form, default_path(folder, form))
    if as_json:
        typer.echo((folder / "report.json").read_text("utf-8"), nl=False)
        return
    if not quiet:
        width = min(shutil.get_terminal_size().columns, 100)
        typer.echo(printable(f"\n{summary(finished.report, folder, forms, width)}"), err=True)
    typer.echo(folder / "report.md")


def summary(report: Report, folder: Path, forms: Sequence[str], width: int) -> str:
    """The answer in five lines, its certainty, the rating, and where the files are."""
    rating = report.reviewing.rating
    name, means = TIERS[rating.tier]
    word, why = certain(report)
    first = re.split(r"(?<=[.;]) ", why, maxsplit=1)[0].rstrip(".;")
    paragraphs = [
        *notices(report),
        _answer(report, width),
        f"{word}: {first}.",
        f"Rating {rating.score:.1f} of 10: {name} ({means}).",
    ]
    lines = [_filled(p, width) for p in paragraphs if p]
    files = ", ".join(["report.md", "appendix.md", "report.json", *forms])
    return "\n".join([*lines, f"Files in {folder}: {files}"])


def _answer(report: Report, width: int) -> str:
    """Whole sentences of the answer, as many as fit."""
    shown = ""
    for sentence in report.answer:
        longer = f"{shown} {sentence.text}".strip()
        if shown and len(textwrap.wrap(longer, width)) > LINES:
            break
        shown = longer
    return shown


def _filled(text: str, width: int) -> str:
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)
