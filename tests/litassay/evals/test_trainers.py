import pytest

from litassay.errors import InputError, SettingsError
from litassay.evals.trainers import TRAINERS, folders, trainer


def test_a_name_that_nothing_is_trained_as_is_refused():
    with pytest.raises(SettingsError, match="'oracle'") as refused:
        trainer("oracle")
    assert "verifier" in refused.value.hint


def test_only_the_sets_that_are_there_are_learnt_from(tmp_path):
    (tmp_path / "scifact").mkdir()
    (tmp_path / "other").mkdir()
    assert folders(TRAINERS["verifier"], tmp_path) == {"scifact": tmp_path / "scifact"}


def test_a_named_set_must_be_there_and_be_known(tmp_path):
    (tmp_path / "scifact").mkdir()
    known = TRAINERS["verifier"]
    with pytest.raises(InputError, match="citation_integrity"):
        folders(known, tmp_path, ["citation_integrity"])
    with pytest.raises(SettingsError, match="'wice'"):
        folders(known, tmp_path, ["wice"])
    with pytest.raises(InputError):
        folders(known, tmp_path / "nowhere")


@pytest.mark.parametrize("name", TRAINERS)
def test_every_trainer_names_weights_that_are_shipped(name):
    from importlib.resources import files

    assert (files(TRAINERS[name].package) / "weights" / TRAINERS[name].weights).is_file()
