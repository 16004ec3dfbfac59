import numpy as np
import pytest

from litassay.errors import ReplayDiverged
from store.exchanges import Exchanges
from store.journal import Journal
from store.recorded_vectors import RecordedVectors, packed, unpacked


class Model:
    name, dimensions = "double", 3

    def embed(self, texts):
        rows = np.array([[len(t), 1.0, -2.0] for t in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_packing_keeps_directions():
    rows = Model().embed(["a", "bb", "ccccccc"])
    again = unpacked(packed(rows))
    assert np.abs(again - rows).max() < 0.01
    assert np.allclose(np.linalg.norm(again, axis=1), 1)
    assert not unpacked(packed(np.zeros((1, 3), np.float32))).any()


async def test_a_replay_sees_the_same_vectors_without_the_model(tmp_path):
    live = RecordedVectors("m", Model(), Exchanges(Journal(tmp_path / "j")))
    seen = await live.vectors(["a", "bb"])
    closed = RecordedVectors("m", None, Exchanges(Journal(tmp_path / "j"), live=False))
    assert (await closed.vectors(["a", "bb"]) == seen).all()
    with pytest.raises(ReplayDiverged):
        await closed.vectors(["another"])
