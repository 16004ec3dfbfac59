"""The child process that reads one file from its standard input; hostile files end here.

Run as `python -m litassay.sources.fulltext.child SECONDS MEGABYTES PAGES CHARACTERS`. It limits
itself before it reads, writes one JSON object to its standard output, and opens no file.
"""

import contextlib
import json
import sys

from litassay.sources.fulltext.document import Document, Place

MEGABYTE = 1_000_000


def main() -> None:
    """Read, write, end."""
    seconds, megabytes, pages, characters = map(int, sys.argv[1:5])
    content = sys.stdin.buffer.read()
    _limit(seconds, megabytes)
    document = _shortened(read(content, pages), characters)
    sys.stdout.write(json.dumps(document.as_json()))


def read(content: bytes, pages: int) -> Document:
    """The document in a file, by what it begins with."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = head.lower()
    if b"%PDF-" in head:
        from litassay.sources.fulltext.pdf_text import read_pdf

        return read_pdf(content, pages)
    if lower.startswith(b"<!doctype html") or b"<html" in lower:
        from litassay.sources.fulltext.html_text import read_html

        return read_html(content)
    if head.startswith(b"<"):
        from litassay.sources.fulltext.jats_text import read_xml

        return read_xml(content)
    return Document(refused="neither PDF nor XML nor HTML")


def _shortened(document: Document, characters: int) -> Document:
    """Whole passages up to the limit."""
    kept: list[Place] = []
    for place in document.passages:
        characters -= len(place.text)
        if characters < 0:
            note = f"{document.note}; cut after {len(kept)} passages".removeprefix("; ")
            return document._replace(passages=tuple(kept), note=note)
        kept.append(place)
    return document


def _limit(seconds: int, megabytes: int) -> None:
    """Processor time, memory and files of this process, where the system can limit them."""
    try:
        import resource
    except ImportError:
        return  # the parent's limit of wall-clock time still holds
    limits = {
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_AS: megabytes * MEGABYTE,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
