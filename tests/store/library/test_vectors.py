"""The nearest vectors are found, among few exactly and among many nearly always."""

import numpy as np
import pytest

from store.library import vectors
from store.library.lexical import Years
from store.library.vectors import Vectors


@pytest.fixture
def rows():
    rows = np.random.default_rng(3).normal(size=(3_000, 64)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture
def stored(tmp_path, rows):
    writing = Vectors(tmp_path / "lib" / "vectors", 64)
    writing.cut(0)
    for start in range(0, len(rows), 1_000):
        years = [1990 + n % 30 if n % 7 else None for n in range(start, start + 1_000)]
        writing.append(rows[start : start + 1_000], years)
    return Vectors(tmp_path / "lib" / "vectors", 64, len(rows))


def test_the_nearest_are_found_exactly(stored, rows):
    query = rows[7] + 0.3 * rows[8]
    true = np.argsort(-(rows @ query), kind="stable")[:50]
    found = stored.nearest(query, 50, None, ())
    assert found[0] == 7
    assert len(set(found) & set(true.tolist())) >= 48  # rows are rounded
    cosines = stored.cosines(query, found)
    assert list(cosines.values()) == pytest.approx(list(rows[found] @ query), abs=0.01)


def test_years_and_units_that_are_gone_are_left_out(stored, rows):
    found = stored.nearest(
        rows[11], 3_000, Years(2000, 2005, undated=False), (range(11, 12), range(40, 60))
    )
    assert 11 not in found
    assert {1990 + n % 30 for n in found} == set(range(2000, 2006))
    assert not set(found) & set(range(40, 60))
    assert all(n % 7 for n in found)


def test_among_many_those_with_other_signs_are_not_compared(stored, rows, monkeypatch):
    monkeypatch.setattr(vectors, "_ALL", 1_000)
    exact = np.argsort(-(rows @ rows[5]))[:10].tolist()
    found = stored.nearest(rows[5], 10, None, (range(6, 7),))
    assert found[0] == 5
    assert len(set(found) & set(exact)) >= 5
    assert stored.nearest(rows[5], 10, Years(2000, 2000, undated=False), ())[0] % 30 == 10
