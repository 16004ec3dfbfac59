"""A finished run in every format that it can be sent, cited or read in."""

from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from litassay.errors import InputError, SettingsError
from litassay.reports.citation_files import bibtex, csl, ris
from litassay.reports.html import render_html
from litassay.reports.markdown import render
from litassay.reports.notes import notes
from litassay.reports.office import in_style, render_office
from litassay.reports.pdf import render_pdf
from litassay.reports.sheets import claims_sheet, findings_sheet
from litassay.types import RunResult
from litassay.wiring.results import Rendered, load_result, rendered
from store.atomic import write_atomically
from store.runs import RunFolder


class Written(NamedTuple):
    """What a format is made from."""

    result: RunResult
    rendered: Rendered
    styled: Mapping[int, str]
    """References in a CSL style, by number; empty for our own."""


class Form(NamedTuple):
    """One format that is one file."""

    file: str
    """Name of its file in a run folder."""
    make: Callable[[Written], str | bytes]


def _html(made: Written) -> str:
    papers = made.result.base.papers_by_id()
    return render_html(made.rendered.report, papers, styled=made.styled)


def _markdown(made: Written) -> str:
    return render(made.rendered.report, made.styled)


FORMS: Mapping[str, Form] = {
    "md": Form("report.md", _markdown),
    "json": Form("report.json", lambda m: m.rendered.json),
    "html": Form("report.html", _html),
    "pdf": Form("report.pdf", lambda m: render_pdf(m.rendered.report, m.styled)),
    "docx": Form("report.docx", lambda m: render_office(m.rendered.report, "docx", m.styled)),
    "tex": Form("report.tex", lambda m: render_office(m.rendered.report, "latex", m.styled)),
    "bibtex": Form("references.bib", lambda m: bibtex(m.rendered.report.references)),
    "ris": Form("references.ris", lambda m: ris(m.rendered.report.references)),
    "csl": Form("references.json", lambda m: csl(m.rendered.report.references)),
    "csv": Form("claims.csv", lambda m: claims_sheet(m.rendered.report)),
    "findings-csv": Form("findings.csv", lambda m: findings_sheet(m.rendered.report)),
}
"""By the name that `--format` takes; `notes` is the one format that is a folder."""
NOTES = "notes"
NEEDS = {
    "pdf": ("typst", "pip install 'litassay[pdf]'"),
    "docx": ("pypandoc", "pip install 'litassay[office]'"),
    "tex": ("pypandoc", "pip install 'litassay[office]'"),
}
"""The module that a format needs beyond the core, and how to get it."""
BINARY = frozenset({"pdf", "docx"})
"""Formats that are never printed."""


def rendering(run: Path, style: Path | None = None) -> Written:
    """The run in a folder, rendered.

    Args:
        run: The folder.
        style: A CSL style for the references; None for our own.

    Raises:
        RunError: there is no run, it has not finished, or its records are damaged.
        InputError: the style cannot be used.
        SettingsError: a style was given and pandoc is not installed.
    """
    result = load_result(RunFolder.open(run))
    ready = rendered(result)
    return Written(result, ready, in_style(ready.report.references, style) if style else {})


def check_forms(forms: Sequence[str]) -> None:
    """Refuse what `save` could not write, before anything is asked or paid.

    Raises:
        InputError: there is no such format.
        SettingsError: its program is not installed.
    """
    for form in forms:
        if form not in (*FORMS, NOTES):
            known = ", ".join((*FORMS, NOTES))
            raise InputError(f"there is no format {form!r}", f"there are {known}")
        module, extra = NEEDS.get(form, ("", ""))
        if module and find_spec(module) is None:
            raise SettingsError(f"{form} needs {module}, which is not installed", extra)


def save(made: Written, form: str, path: Path) -> Path:
    """Write one format to a file, or the notes to a folder, and return its path.

    Raises:
        StorageError: it could not be written.
        SettingsError: it needs pandoc, which is not installed.
    """
    if form != NOTES:
        write_atomically(path, FORMS[form].make(made))
        return path
    for name, text in notes(made.rendered.report).items():
        write_atomically(path / name, text)
    return path


def default_path(run: Path, form: str) -> Path:
    """Where a format is put when no place is named: in the run folder."""
    return run / (NOTES if form == NOTES else FORMS[form].file)
