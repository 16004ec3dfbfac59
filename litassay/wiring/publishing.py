"""A static site of many runs: pages are made side by side, and only where something changed."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_OID, uuid5

from litassay import __version__
from litassay.errors import LitassayError, RunError, StorageError
from litassay.ports import Progress
from litassay.reports.citation_files import bibtex, csl, ris
from litassay.reports.html import Link, render_html
from litassay.reports.pages import TEMPLATES
from litassay.reports.pdf import render_pdf
from litassay.reports.site import site_files
from litassay.reports.site_entry import Entry, entry, meta
from litassay.wiring.formats import check_forms
from litassay.wiring.results import RESULT, load_result, rendered
from store.runs import RunFolder, find_runs, slug

ENTRY = "entry.json"
_FEW = 8
"""Fewer pages than this are made in one process: starting another takes longer."""


class Options(NamedTuple):
    """What a site is made with."""

    out: Path
    name: str
    base: str
    """Absolute address under which the site will stand, with a slash at its end."""
    pdf: bool


class Published(NamedTuple):
    """What a publication did."""

    reports: int
    """Reports on the site now."""
    made: int
    """Pages that were made or made anew."""
    failed: tuple[tuple[Path, str], ...]
    """Runs that could not be published, and why."""


def publish_site(runs: Sequence[Path], options: Options, progress: Progress) -> Published:
    """Add runs to a site; what is there and has not changed is left as it is.

    A page stays until its folder below `r/` is deleted.

    Raises:
        RunError: a path holds no run.
        SettingsError: PDF was asked for and Typst is not installed.
        StorageError: the site cannot be written.
    """
    check_forms(("pdf",) if options.pdf else ())
    folders = [folder for path in runs for folder in _runs_in(path)]
    made, failed = 0, []
    for number, (path, outcome) in enumerate(_each(folders, options), 1):
        made += outcome == ""
        if outcome not in ("", "same"):
            failed.append((path, outcome))
        progress.stage("publish", f"{made} pages made", number, len(folders))
    entries = _entries(options.out)
    for name, text in site_files(entries, options.name, options.base).items():
        _write(options.out / name, text)
    return Published(len(entries), made, tuple(failed))


def _runs_in(path: Path) -> list[Path]:
    if (path / RESULT).is_file() or (path / "manifest.json").is_file():
        return [path]
    found = [folder.path for folder in find_runs(path)]
    if not found:
        raise RunError(f"{str(path)!r} holds no run", "give run folders, or a folder of them")
    return found


def _each(folders: Sequence[Path], options: Options) -> Iterable[tuple[Path, str]]:
    """(run, outcome) as they come: empty for made, `same`, or what went wrong."""
    work = [(path, options) for path in folders]
    if len(folders) < _FEW:
        yield from map(_page, work)
        return
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_page, work, chunksize=4)


def _page(work: tuple[Path, Options]) -> tuple[Path, str]:
    path, options = work
    try:
        return path, "" if _publish(RunFolder.open(path), options) else "same"
    except StorageError:
        raise
    except LitassayError as error:
        return path, str(error)


def _publish(folder: RunFolder, options: Options) -> bool:
    """Make the files of one report; False when they are there already."""
    manifest = folder.manifest
    identity = uuid5(NAMESPACE_OID, manifest.run_id)  # whatever a stranger's manifest says
    address = f"r/{slug(manifest.question.text)}-{identity.hex[:8]}/"
    home = options.out / address
    mark = _mark(folder, options)
    if _kept_mark(home / ENTRY) == mark:
        return False
    result = load_result(folder)
    ready = rendered(result)
    report = ready.report
    day = _day(manifest.ended or manifest.started)
    known = entry(report, str(identity), address, day, pdf=options.pdf)
    files = ["references.bib", "references.ris", "references.json", "report.json"]
    links = [Link("../../index.html", options.name)]
    links += [Link("report.pdf", "PDF")] if options.pdf else []
    page = render_html(
        report,
        result.base.papers_by_id(),
        links=(*links, *(Link(f, f.partition(".")[2].upper()) for f in files[:2])),
        meta=meta(report, known, options.base),
        rating_page="../../rating.html",
    )
    texts = (bibtex(report.references), ris(report.references), csl(report.references), ready.json)
    for name, text in zip(files, texts, strict=True):
        _write(home / name, text)
    if options.pdf:
        _write(home / "report.pdf", render_pdf(report))
    _write(home / "index.html", page)
    _write(home / ENTRY, json.dumps({"mark": mark, "entry": known.model_dump(mode="json")}) + "\n")
    return True


def _day(moment: str) -> str:
    """The day of a moment, `YYYY-MM-DD`; of what is no moment the first there was."""
    try:
        return datetime.fromisoformat(moment).date().isoformat()
    except ValueError:
        return "1970-01-01"


def _mark(folder: RunFolder, options: Options) -> str:
    """What a page depends on: the records, this program, and where the site stands."""
    try:
        records = (folder.path / RESULT).read_bytes()
    except OSError as error:
        raise RunError(f"the run {folder.path.name!r} has no result yet") from error
    said = f"{options.name}\0{options.base}\0{options.pdf}\0{_program()}".encode()
    return hashlib.sha256(records + said).hexdigest()


@lru_cache(1)
def _program() -> str:
    """The version of what makes pages: the program and its templates."""
    parts = [p.read_bytes() for p in sorted(TEMPLATES.iterdir()) if p.is_file()]
    return __version__ + hashlib.sha256(b"".join(parts)).hexdigest()


def _kept_mark(path: Path) -> str:
    try:
        return str(json.loads(path.read_text("utf-8"))["mark"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _entries(out: Path) -> list[Entry]:
    found = sorted((out / "r").glob(f"*/{ENTRY}"))
    return [Entry.model_validate(json.loads(p.read_text("utf-8"))["entry"]) for p in found]


def _write(path: Path, content: str | bytes) -> None:
    """Write a file that can be made again: whole, only when it differs, not forced to the disk."""
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(data)
        fresh.replace(path)
    except OSError as error:
        raise StorageError(
            f"{path.name!r} of the site could not be written: {error.strerror or error}",
            "free some space or choose another folder with --out",
        ) from error
