"""Sentences with their citations, measured results and references, in Markdown."""

import re
from collections.abc import Iterable, Mapping, Sequence

from litassay.reports.document import Reference, Report, Sentence
from litassay.reports.escape import escape
from litassay.reports.marks import Mark, claim_numbers, marks, split_end
from litassay.reports.measured import in_words
from litassay.types import Span

APPENDIX = "appendix.md"
_MOST_AUTHORS = 4
_PAGE = re.compile(r"\bpp?\. (\d+)(?:-\d+)?$")
_SAFE = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%"
)


def prose(sentences: Iterable[Sentence], numbers: Mapping[str, int], home: str = APPENDIX) -> str:
    """Sentences as one paragraph; `home` is the file that holds the claims, empty for this one."""
    return " ".join(cited(s, numbers, home) for s in sentences)


def cited(item: Sentence, numbers: Mapping[str, int], home: str = APPENDIX) -> str:
    """A sentence with its citations before the closing mark: `… holds [2] [5].`."""
    found = marks(item, numbers)
    if not found:
        return escape(item.text)
    body, end = split_end(item.text)
    return f"{escape(body)} {' '.join(_mark(m, home) for m in found)}{end}"


def _mark(mark: Mark, home: str) -> str:
    """The paper's number; it leads to the first claim of that paper, or to its reference."""
    target = f"{home}#{mark.claim_ids[0]}" if mark.claim_ids else f"#ref-{mark.number}"
    return f"[\\[{mark.number}\\]]({target})"


def benchmarks(report: Report) -> list[str]:
    """Measured results, each with only what its text states; nothing when there are none."""
    said = [(row, in_words(row.result)) for row in report.benchmarks]
    numbers = claim_numbers(report)
    lines = [
        f"- {escape(text)} {_mark(Mark(numbers[row.claim_id], (row.claim_id,)), APPENDIX)}"
        for row, text in said
        if text
    ]
    return ["## Measured results", "", *lines] if lines else []


def references(report: Report, styled: Mapping[int, str]) -> list[str]:
    """Every cited work, complete, in the order of its number."""
    lines = ["## References", ""]
    if not report.references:
        return [*lines, "No work is cited."]
    return lines + [_reference(r, styled.get(r.number, "")) for r in report.references]


def _reference(ref: Reference, styled: str) -> str:
    year = str(ref.year) if ref.year is not None else "n.d."
    parts = [f'{ref.number}. <a id="ref-{ref.number}"></a>']
    parts += [escape(styled)] if styled else [f"{escape(by(ref.authors))} ({year})."]
    parts += [] if styled else [f"{escape(ref.title.rstrip('.'))}."]
    if ref.venue and not styled:
        parts.append(f"*{escape(ref.venue)}*.")
    if ref.doi and ref.doi not in styled:
        parts.append(f"doi:{escape(ref.doi)}.")
    elif ref.url and not ref.doi:
        parts.append(f"<{ref.url}>" if plain_url(ref.url) else escape(ref.url))
    elif ref.file and not ref.doi:
        parts.append(f"File: {escape(ref.file)}.")
    marked = [
        *(["preprint"] if ref.preprint else []),
        *(["**RETRACTED**"] if ref.retracted else []),
    ]
    marked += [escape(flag) for flag in ref.flags]
    return parts[0] + " ".join(parts[1:]) + (f" ({'; '.join(marked)})" if marked else "")


def place(span: Span, files: Mapping[str, str]) -> str:
    """Where a quote stands: section or page, characters, and the page of the user's own file.

    Args:
        span: The quote.
        files: Name of the file of each paper, by id; empty where there is none.
    """
    where = f"{escape(span.locator)}, characters {span.start}–{span.end}"
    file, page = files.get(span.paper_id, ""), _PAGE.search(span.locator)
    if not file or span.locator == "abstract":
        return where
    return f"{where}, {escape(file)}{f'#page={page[1]}' if page else ''}"


def by(authors: Sequence[str]) -> str:
    """The by-line of a reference: all authors up to four, else the first three and how many more.

    Every author is in the files that `litassay report --format bibtex|ris|csl` writes.
    """
    if len(authors) > _MOST_AUTHORS:
        shown = _MOST_AUTHORS - 1
        return f"{', '.join(authors[:shown])} and {len(authors) - shown} others"
    return ", ".join(authors) or "Unknown authors"


def a_sentence(text: str) -> str:
    """The text with a capital and a closing mark; empty for none."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in '.!?' else '.'}" if text else ""


def plain_url(url: str) -> bool:
    """True for an address of the web that may become a link as it stands."""
    return url.startswith(("https://", "http://")) and all(c in _SAFE for c in url)
