import numpy as np
import pytest

from litassay.errors import StorageError
from litassay.models import sentence_model
from litassay.models.sentence_model import MiniLmEmbedder


def test_vectors_have_unit_length_and_tell_meaning():
    model = MiniLmEmbedder()
    rows = model.embed(["Dogs bark at night.", "Hounds make noise after dark.", "Tax law changed."])
    assert rows.shape == (3, model.dimensions)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.2
    assert (model.embed(["Tax law changed."])[0] == rows[2]).all()
    assert model.embed([]).shape == (0, 384)


def test_a_file_that_was_changed_is_refused(monkeypatch):
    other = sentence_model._WEIGHTS._replace(sha256="0" * 64)
    monkeypatch.setattr(sentence_model, "_WEIGHTS", other)
    with pytest.raises(StorageError, match="not the file that was tested"):
        MiniLmEmbedder().embed(["a"])


def test_a_package_that_is_gone_is_named(monkeypatch):
    monkeypatch.setattr(
        sentence_model, "_TOKENIZER", sentence_model._TOKENIZER._replace(package="not_there")
    )
    with pytest.raises(StorageError, match="not_there is not installed"):
        MiniLmEmbedder().embed(["a"])
