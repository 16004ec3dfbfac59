"""The sample library: shipped as package data, indexed at its first use."""

import hashlib
import shutil
from importlib.resources import as_file, files
from pathlib import Path

from litassay.errors import LitassayError, StorageError
from litassay.ports import Embedder
from store.library.addition import WAIT, fill
from store.library.fitness import misfit
from store.library.jsonl import read_jsonl
from store.library.lock import exclusive
from store.library.records import Records
from store.library.shelves import DATABASE


class _Silent:
    """Nobody watches 100 records being indexed."""

    def stage(self, name: str, detail: str = "", done: int = 0, total: int = 0) -> None:
        del name, detail, done, total

    def note(self, text: str) -> None:
        del text


def ensure_sample(folder: Path, embedder: Embedder, *, anew: bool = False) -> None:
    """Index the sample library in `folder` unless exactly these records are there already.

    `anew` indexes it in any case.

    Raises:
        StorageError: The disk refused, or the installation misses its data.
    """
    with as_file(files("litassay") / "sample" / "papers.jsonl") as shipped:
        try:
            version = hashlib.sha256(shipped.read_bytes()).hexdigest()[:16]
        except OSError as error:
            raise StorageError(f"the sample library is not installed: {error}") from error
        source = f"sample {version}"
        if not anew and _is_current(folder, source, embedder.name):
            return
        with exclusive(folder, timeout=WAIT):
            if anew or not _is_current(folder, source, embedder.name):
                _rebuild(folder, embedder, source, shipped)


def _is_current(folder: Path, source: str, embedding: str) -> bool:
    """True when the folder holds a finished index of these very records."""
    if not (folder / DATABASE).is_file():
        return False
    try:
        records = Records(folder / DATABASE)
        try:
            misfit(folder.name, records, embedding)
            return any(a.source == source and a.finished for a in records.additions())
        finally:
            records.close()
    except LitassayError:
        return False  # whatever is wrong with it, it is made anew


def _rebuild(folder: Path, embedder: Embedder, source: str, shipped: Path) -> None:
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise StorageError(f"the sample library cannot be renewed: {error}") from error
    fill(folder, embedder, source, read_jsonl(shipped, {}), _Silent())
