"""The weights file as text: one line a feature, so that a reader can compare two trainings."""

import json
import re
from pathlib import Path
from typing import Any

from litassay.errors import StorageError


def text_of(stored: dict[str, Any]) -> str:
    """JSON with every list of numbers on one line."""
    loose = json.dumps(stored, indent=1, ensure_ascii=False)
    return re.sub(r"\[[^\[\]{}]*\]", lambda m: " ".join(m.group().split()), loose) + "\n"


def write(stored: dict[str, Any], path: Path) -> None:
    """Write a weights file.

    Raises:
        StorageError: the file cannot be written.
    """
    try:
        path.write_text(text_of(stored), encoding="utf-8")
    except OSError as error:
        raise StorageError(f"cannot write {str(path)!r}: {error}") from error
