"""`litassay report`: a finished run in another format, from its records."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """What a report can be rendered as."""

    md = "md"
    html = "html"
    pdf = "pdf"
    docx = "docx"
    tex = "tex"
    json = "json"
    bibtex = "bibtex"
    ris = "ris"
    csl = "csl"
    csv = "csv"
    findings_csv = "findings-csv"
    notes = "notes"


Run = Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")]
As = Annotated[
    Format,
    typer.Option(
        "--format",
        help="md, html (one page that needs no network), pdf, docx, tex, json; of the references "
        "bibtex, ris, csl; of claims or findings csv, findings-csv; notes (a folder for Obsidian).",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", help="File to write, for notes a folder. Default: see above."),
]
Style = Annotated[
    Path | None, typer.Option("--style", help="A CSL file: the style of the reference list.")
]


def report(run: Run, form: As = Format.md, out: Out = None, style: Style = None) -> None:
    """Render the report of a finished run in any format.

    Text is printed unless --out names a file. pdf, docx and notes are written into the run folder
    unless --out names another place, and their path is printed. pdf needs Typst: pip install
    'litassay[pdf]'; docx, tex and --style need pandoc: pip install 'litassay[office]'.
    """
    from litassay.wiring.formats import BINARY, FORMS, NOTES, default_path, rendering, save

    made = rendering(run, style)
    if out is None and form.value not in {*BINARY, NOTES}:
        text = FORMS[form.value].make(made)
        typer.echo(text if isinstance(text, str) else text.decode("utf-8"), nl=False)
    else:
        typer.echo(save(made, form.value, out or default_path(run, form.value)))
