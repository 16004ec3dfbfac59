import pytest

from litassay.errors import SettingsError
from store.library.shelves import default_home


def test_the_home_is_the_folder_that_was_named_made_or_not(monkeypatch, tmp_path):
    for home in (tmp_path, tmp_path / "a" / "b"):
        monkeypatch.setenv("LITASSAY_HOME", str(home))
        assert default_home() == home


@pytest.mark.parametrize("below", ["", "a/b"])
def test_a_file_in_place_of_the_home_is_refused(monkeypatch, tmp_path, below):
    (tmp_path / "afile").write_text("x")
    monkeypatch.setenv("LITASSAY_HOME", str(tmp_path / "afile" / below))
    with pytest.raises(SettingsError, match=r"LITASSAY_HOME names .*afile' is a file"):
        default_home()


def test_a_relative_home_is_taken(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LITASSAY_HOME", "data")
    assert str(default_home()) == "data"
