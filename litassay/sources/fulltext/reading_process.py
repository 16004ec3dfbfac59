"""Reads a file in a child process, so that no file can take the run down."""

import asyncio
import json
import math
import os
import subprocess
import sys

from litassay.config.sources import DocumentLimits
from litassay.sources.fulltext.document import Document

MEGABYTE = 1_000_000
_CHILD = "litassay.sources.fulltext.child"
_KEPT = ("PATH", "SYSTEMROOT", "PYTHONPATH", "LD_LIBRARY_PATH")
"""Environment of the child: no keys."""


def read_document(content: bytes, limits: DocumentLimits) -> Document:
    """The document, or one that says why there is no text; never raises for a file."""
    if len(content) > limits.megabytes * MEGABYTE:
        return Document(refused=f"the file is larger than {limits.megabytes:g} MB")
    if not content.strip(b"\x00 \r\n\t"):
        return Document(refused="the file is empty")
    figures = (limits.seconds, limits.memory_megabytes, limits.pages, limits.characters)
    try:
        child = subprocess.run(  # noqa: S603 - our own module, figures as arguments
            [sys.executable, "-P", "-m", _CHILD, *(str(math.ceil(f)) for f in figures)],
            input=content,
            capture_output=True,
            timeout=limits.seconds,
            check=False,
            env={name: os.environ[name] for name in _KEPT if name in os.environ},
        )
    except subprocess.TimeoutExpired:
        return Document(refused=f"it could not be read within {limits.seconds:g} s")
    except OSError as error:
        return Document(refused=f"no process could be started to read it: {error.strerror}")
    return _answer(child)


async def read_document_apart(content: bytes, limits: DocumentLimits) -> Document:
    """The same without holding up what else is going on."""
    return await asyncio.to_thread(read_document, content, limits)


def _answer(child: subprocess.CompletedProcess[bytes]) -> Document:
    if child.returncode == 0:
        try:
            return Document.from_json(json.loads(child.stdout))
        except (ValueError, TypeError, KeyError, AttributeError):
            return Document(refused="reading it gave no usable answer")
    if child.returncode < 0:
        return Document(refused=f"reading it ended with signal {-child.returncode}")
    memory = b"MemoryError" in child.stderr
    return Document(refused="it needs too much memory" if memory else "it cannot be read")
