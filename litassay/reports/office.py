"""A report as Word (docx) and LaTeX, and references in a CSL style, by pandoc (an extra).

Pandoc reads our escaped HTML with its sandbox on, so that no text can name a file.
"""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from defusedxml import ElementTree

from litassay.errors import InputError, SettingsError
from litassay.reports.citation_files import csl, keys
from litassay.reports.document import Reference, Report
from litassay.reports.html import plain_page

EXTRA = "pip install 'litassay[office]'"


def render_office(
    report: Report, form: Literal["docx", "latex"], styled: Mapping[int, str] | None = None
) -> bytes:
    """The report as Word or LaTeX.

    Raises:
        SettingsError: pandoc is not installed.
    """
    arguments = ["-f", "html", "-t", form, "--standalone", "--sandbox"]
    return _pandoc([*arguments, "-o", "-"], plain_page(report, styled or {}))


def in_style(references: Sequence[Reference], style: Path) -> dict[int, str]:
    """Each reference as plain text in a CSL style, without the style's own numbering.

    Raises:
        SettingsError: pandoc is not installed.
        InputError: the file is no CSL style, or leans on another one.
    """
    _check(style)
    arguments = ["-f", "csljson", "-t", "json", "--citeproc", "--csl", str(style.resolve())]
    document = json.loads(_pandoc(arguments, csl(references)))
    texts = dict(_entries(document["blocks"]))
    return {number: texts[f"ref-{key}"] for number, key in keys(references).items()}


def _check(style: Path) -> None:
    """Refuse what is no style, and a style whose parent would be fetched from the network."""
    try:
        root = ElementTree.fromstring(style.read_bytes())
    except OSError as error:
        raise InputError(f"the style {str(style)!r} cannot be read: {error.strerror}") from error
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(f"{style.name!r} is no CSL style: it is not XML") from error
    if not root.tag.endswith("}style"):
        raise InputError(f"{style.name!r} is no CSL style")
    links = [e.get("rel") for e in root.iter() if e.tag.endswith("}link")]
    if "independent-parent" in links:
        raise InputError(f"{style.name!r} only names another style", "give that one")


def _pandoc(arguments: Sequence[str], text: str) -> bytes:
    """What pandoc makes of a text; the same each time."""
    try:
        import pypandoc

        program = pypandoc.get_pandoc_path()
    except (ImportError, OSError) as error:
        raise SettingsError("pandoc is not installed", f"install it: {EXTRA}") from error
    done = subprocess.run(  # noqa: S603 - the program is pypandoc's, the arguments are ours
        [program, *arguments],
        input=text.encode(),
        capture_output=True,
        env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        check=False,
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise InputError(f"pandoc refused: {said[0] if said else done.returncode}")
    return done.stdout


def _entries(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """(id, text) of each entry of a bibliography, in pandoc's JSON."""
    for block in blocks:
        if block["t"] != "Div":
            continue
        (name, classes, _), inside = block["c"]
        if "csl-entry" in classes:
            yield name, " ".join("".join(_words(inside)).split())
        else:
            yield from _entries(inside)


def _words(part: Any) -> Iterator[str]:
    """The text of a piece of pandoc's JSON."""
    if isinstance(part, list):
        for item in part:
            yield from _words(item)
    elif isinstance(part, dict):
        kind: str = part["t"]
        content: Any = part.get("c")
        if kind == "Str":
            yield content
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind == "Quoted":
            yield from ("“", *_words(content[1]), "”")
        elif kind == "Span" and "csl-left-margin" in content[0][1]:
            return  # the style's own number
        elif kind in ("Span", "Div", "Link"):
            yield from _words(content[1])
        elif kind == "Code":
            yield content[1]
        elif isinstance(content, list):
            yield from _words(content)
