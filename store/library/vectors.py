"""The vectors of one library as flat files. It knows units, no text.

For each unit `exact.i8` holds a row of whole numbers, `lengths.f4` one over that row's length,
`signs.u8` a bit for each of its numbers, and `years.i16` the year. Rows are only ever appended,
and only those that the records name are read: a file that was cut off in the middle of a row, or
has rows that nothing names, is cut back by the next addition.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.library.lexical import Years
from store.library.schema import damaged, refused_by_disk

NO_YEAR = -1
_STEPS = 127
"""The largest component of each vector in whole numbers; 0.001 of a cosine is lost."""
_BLOCK = 16_384
"""Rows that are compared at a time, which bounds the memory of a search (16 MB)."""
_ALL = 16_384
"""Units up to which all are compared; beyond that, those whose signs agree best."""
_SHARE = 12
"""One in so many units is compared then. Of the true 100 neighbours among 48,289 abstracts 95 % are
found so (of 88 questions), in a fifth of the time."""
_FAR = np.uint16(0xFFFF)


class Vectors:
    """Appends vectors and finds the nearest ones."""

    def __init__(self, folder: Path, dimensions: int, units: int = 0) -> None:
        """Look at the first `units` rows of the files in `folder`.

        Raises:
            LibraryError: They hold fewer, or something else.
            StorageError: They cannot be read.
        """
        self._folder, self._bits = folder, -(-dimensions // 8)
        self._widths = {
            "exact.i8": dimensions,
            "lengths.f4": 4,
            "signs.u8": self._bits,
            "years.i16": 2,
        }
        self._rows = _mapped(folder / "exact.i8", np.dtype("i1"), (units, dimensions))
        self._lengths = _mapped(folder / "lengths.f4", np.dtype("<f4"), (units,))
        self._signs = _mapped(folder / "signs.u8", np.dtype("u1"), (units, self._bits))
        self._years = _mapped(folder / "years.i16", np.dtype("<i2"), (units,))
        for place in {0, units - 1} if units else ():
            row = self._rows[place].astype(np.float32)
            if abs(float(np.linalg.norm(row) * self._lengths[place]) - float(row.any())) > 0.01:
                raise damaged(folder.parent.name, "its vectors are not as they were written")

    def close(self) -> None:
        """Nothing is held that must be let go of."""

    def nearest(
        self,
        vector: NDArray[np.float32],
        n: int,
        years: Years | None,
        gone: Sequence[range],
    ) -> list[int]:
        """Units of the `n` nearest rows of those that count, nearest first."""
        out = np.zeros(len(self._rows), dtype=bool)
        for numbers in gone:
            out[numbers.start : numbers.stop] = True
        if years:
            given = np.asarray(self._years)
            outside = (given < max(years.first, 0)) | (given > years.last)
            out |= outside & (given != NO_YEAR) if years.undated else outside
        if len(out) > _ALL:
            units = self._likely(vector, max(n, _ALL // 4, len(out) // _SHARE), out)
        else:
            units = np.flatnonzero(~out)
        scores = self._compared(vector, units)
        best = np.argsort(-scores, kind="stable")[:n]
        return [int(unit) for unit in units[best]]

    def _likely(
        self, vector: NDArray[np.float32], n: int, out: NDArray[np.bool_]
    ) -> NDArray[np.int64]:
        """About `n` units whose signs agree best with the vector's; none that is `out`."""
        signs = np.packbits(vector > 0)
        apart = np.empty(len(out), dtype=np.uint16)
        for start in range(0, len(out), _BLOCK):
            block = np.bitwise_xor(self._signs[start : start + _BLOCK], signs)
            wide = block.view(np.uint64) if self._bits % 8 == 0 else block
            np.sum(
                np.bitwise_count(wide),
                axis=1,
                dtype=np.uint16,
                out=apart[start : start + len(block)],
            )
        apart[out] = _FAR
        bound = np.partition(apart, n)[n] if n < len(apart) else _FAR
        return np.flatnonzero((apart <= bound) & ~out)

    def _compared(
        self, vector: NDArray[np.float32], units: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """Cosine of the vector with each of the units."""
        scores = np.empty(len(units), dtype=np.float32)
        for start in range(0, len(units), _BLOCK):
            some = units[start : start + _BLOCK]
            np.matmul(
                self._rows[some].astype(np.float32), vector, out=scores[start : start + len(some)]
            )
        return np.asarray(scores * self._lengths[units], dtype=np.float32)

    def cosines(self, vector: NDArray[np.float32], units: Sequence[int]) -> dict[int, float]:
        """Cosine of the vector with each of the units."""
        scores = self._compared(vector, np.array(units, dtype=np.int64))
        return dict(zip(units, map(float, scores), strict=True))

    def cut(self, units: int) -> None:
        """Forget what stands behind the first `units` rows; makes the files where there are none.

        Raises:
            LibraryError: There are fewer rows.
            StorageError: The disk refuses.
        """
        for name, width in self._widths.items():
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
        largest = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
        rows = np.rint(vectors * (_STEPS / largest)).astype(np.int8)
        lengths = np.linalg.norm(rows.astype(np.float32), axis=1)
        given = np.array([NO_YEAR if y is None else y for y in years]).clip(NO_YEAR, 9999)
        parts = {
            "exact.i8": rows,
            "lengths.f4": (1 / np.maximum(lengths, 1)).astype("<f4"),
            "signs.u8": np.packbits(vectors > 0, axis=1),
            "years.i16": given.astype("<i2"),
        }
        try:
            for name, content in parts.items():
                _write(self._folder / name, content.tobytes())
        except OSError as error:
            raise refused_by_disk(self._folder.parent.name, error) from error


def _write(path: Path, content: bytes) -> None:
    with path.open("ab") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _mapped(path: Path, kind: np.dtype[Any], shape: tuple[int, ...]) -> NDArray[Any]:
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
