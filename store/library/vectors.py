"""The vectors of one library as two flat files, searched exactly. It knows units, no text.

`exact.f16` holds a row of half-precision numbers for each unit, `years.i16` its year. Rows are
only ever appended, and only those that the records name are read: a file that was cut off in the
middle of a row, or has rows that nothing names, is cut back by the next addition.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from store.library.schema import damaged, refused_by_disk

EXACT, YEARS = "exact.f16", "years.i16"
NO_YEAR = -1
_MOST = 1.01
"""Length that no vector reaches; half precision rounds to three digits."""
_BLOCK = 16_384
"""Rows that are compared at a time, which bounds the memory of a search (16 MB)."""


class Vectors:
    """Appends vectors and finds the nearest ones."""

    def __init__(self, folder: Path, dimensions: int, units: int = 0) -> None:
        """Look at the first `units` rows of the files in `folder`.

        Raises:
            LibraryError: They hold fewer.
            StorageError: They cannot be read.
        """
        self._folder, self._dimensions = folder, dimensions
        self._rows = _mapped(folder / EXACT, np.dtype("<f2"), (units, dimensions))
        self._years = _mapped(folder / YEARS, np.dtype("<i2"), (units,))
        for row in self._rows[:1], self._rows[-1:]:
            self._believed(np.linalg.norm(row.astype(np.float32), axis=1))

    def close(self) -> None:
        """Nothing is held that must be let go of."""

    def nearest(
        self,
        vector: NDArray[np.float32],
        n: int,
        years: tuple[int, int] | None,
        gone: Sequence[range],
    ) -> list[int]:
        """Units of the `n` nearest rows (within the years, both included), nearest first."""
        scores = np.empty(len(self._rows), dtype=np.float32)
        for start in range(0, len(scores), _BLOCK):
            block = self._rows[start : start + _BLOCK].astype(np.float32)
            np.matmul(block, vector, out=scores[start : start + len(block)])
        self._believed(scores)
        for numbers in gone:
            scores[numbers.start : numbers.stop] = -np.inf
        if years:
            given = np.asarray(self._years)
            scores[(given < max(years[0], 0)) | (given > years[1])] = -np.inf
        return _best(scores, n)

    def _believed(self, lengths: NDArray[np.float32]) -> None:
        """Raise LibraryError where numbers are larger than vectors of length 1 can give."""
        if lengths.size and not float(np.max(np.abs(lengths))) < _MOST:  # also where one is NaN
            raise damaged(self._folder.parent.name, "its vectors are not as they were written")

    def cosines(self, vector: NDArray[np.float32], units: Sequence[int]) -> dict[int, float]:
        """Cosine of the vector with each of the units."""
        if not units:
            return {}
        found = self._rows[list(units)].astype(np.float64) @ vector.astype(np.float64)
        return dict(zip(units, map(float, found), strict=True))

    def cut(self, units: int) -> None:
        """Forget what stands behind the first `units` rows; makes the files where there are none.

        Raises:
            LibraryError: There are fewer rows.
            StorageError: The disk refuses.
        """
        for name, width in ((EXACT, 2 * self._dimensions), (YEARS, 2)):
            path = self._folder / name
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                path.touch()
                size = path.stat().st_size
                if size > units * width:
                    os.truncate(path, units * width)
            except OSError as error:
                raise refused_by_disk(self._folder.parent.name, error) from error
            if size < units * width:
                raise damaged(self._folder.parent.name, "its vectors are cut off")

    def append(self, vectors: NDArray[np.float32], years: Sequence[int | None]) -> None:
        """Write rows behind the last; on the disk when this returns.

        Raises:
            StorageError: The disk is full or refuses.
        """
        given = np.array([NO_YEAR if y is None else y for y in years])
        try:
            _write(self._folder / EXACT, vectors.astype("<f2").tobytes())
            _write(self._folder / YEARS, given.clip(NO_YEAR, 9999).astype("<i2").tobytes())
        except OSError as error:
            raise refused_by_disk(self._folder.parent.name, error) from error


def _best(scores: NDArray[np.float32], n: int) -> list[int]:
    """Places of the `n` highest scores, highest first, ties in order of place."""
    if n < len(scores):
        bound = np.partition(scores, len(scores) - n)[len(scores) - n]
        places = np.flatnonzero(scores >= bound)
    else:
        places = np.arange(len(scores))
    places = places[np.isfinite(scores[places])]
    return [int(p) for p in places[np.argsort(-scores[places], kind="stable")][:n]]


def _write(path: Path, content: bytes) -> None:
    with path.open("ab") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _mapped(path: Path, kind: np.dtype[np.generic], shape: tuple[int, ...]) -> NDArray[np.generic]:
    """The beginning of a file, read as it is needed."""
    name = path.parent.parent.name
    if not shape[0]:
        return np.zeros(shape, dtype=kind)
    try:
        return np.memmap(path, dtype=kind, mode="r", shape=shape)
    except FileNotFoundError as error:
        raise damaged(name, "its vectors are missing") from error
    except ValueError as error:
        raise damaged(name, "its vectors are cut off") from error
    except OSError as error:
        raise refused_by_disk(name, error) from error
