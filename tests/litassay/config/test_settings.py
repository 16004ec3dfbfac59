"""Settings: flag > environment > file > default, and no misspelling passes."""

import os
import re

import pytest

from litassay.config.settings import PREFIX, Settings, load_settings, setting_names
from litassay.errors import SettingsError


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch, tmp_path):
    for name in [n for n in os.environ if n.startswith(PREFIX)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "litassay.toml"


def test_without_anything_the_defaults_hold():
    assert load_settings({}) == Settings()


def test_a_flag_goes_before_the_environment_before_the_file(file, monkeypatch):
    file.write_text('model = "from-file"\nmax_papers = 5\n[limits]\nrounds = 1\n')
    assert load_settings({}).model == "from-file"
    monkeypatch.setenv("LITASSAY_MODEL", "from-environment")
    assert load_settings({}).model == "from-environment"
    chosen = load_settings({"model": "from-flag", "max_papers": None})
    assert (chosen.model, chosen.max_papers, chosen.limits.rounds) == ("from-flag", 5, 1)


def test_one_limit_from_the_environment_leaves_the_others_of_the_file(file, monkeypatch):
    file.write_text("[limits]\nrounds = 1\nrevisions = 2\n")
    monkeypatch.setenv("LITASSAY_LIMITS__ROUNDS", "3")
    limits = load_settings({}).limits
    assert (limits.rounds, limits.revisions) == (3, 2)


@pytest.mark.parametrize("text", ['library = "acl, sample"', 'library = ["acl", "sample"]'])
def test_names_are_a_list_or_a_text_with_commas(file, monkeypatch, text):
    file.write_text(text)
    assert load_settings({}).library == ("acl", "sample")
    monkeypatch.setenv("LITASSAY_LIBRARY", "other")
    assert load_settings({}).library == ("other",)


def test_an_empty_variable_was_not_set(monkeypatch):
    monkeypatch.setenv("LITASSAY_MAX_PAPERS", "")
    assert load_settings({}).max_papers == Settings().max_papers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('modle = "x"', ["'modle'", "did you mean model?"]),
        ("[limits]\nbarr = 1", ["'limits.barr'", "did you mean limits.bar?"]),
        ("[limits]\nbar = 11", ["'limits.bar'", "less than or equal to 10"]),
        ("max_papers = 0", ["'max_papers'"]),
        ('[models.roles.writr]\nmodel = "x"', ["writr", "'writer'"]),
        ('[models.roles.writer]\nserver = "mine"', ["server 'mine'"]),
        ("model = ", ["litassay.toml cannot be read", "Invalid value"]),
        ("library = [3]", ["'library.0'"]),
        ("zzz = 1", ["'zzz'", "known: ", "max_papers"]),
        ("limits = 3", ["'limits'", "is a section", "[limits]"]),
        ("[limits]\nrounds = [1]", ["'limits.rounds'", "must be a valid integer"]),
        ("library = 3", ["'library'", "a name, or a list of names"]),
        (
            '[models.servers.mine]\nbase_url = "ftp://x"',
            ["models.servers.mine.base_url", "http://"],
        ),
        ('[models.servers.default]\nbase_url = "not-a-url"', ["default.base_url", "http://"]),
        ('[models.servers.default]\nbase_url = "http://"', ["default.base_url", "server's name"]),
        ('[models.servers.default]\nbase_url = "http://a:b"', ["default.base_url", "Port"]),
        ('[sources.arxiv]\nbase_url = "x"', ["sources.arxiv.base_url", "http://"]),
    ],
)
def test_a_wrong_file_is_told_in_one_line(file, text, said):
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings({})
    assert all(part in str(caught.value) for part in said), str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert not re.search(r"Input should|instance of|Limits|Value error", str(caught.value))


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("LITASSAY_MODLE", "x", "did you mean LITASSAY_MODEL?"),
        ("LITASSAY_LIMITS__BARR", "1", "did you mean limits.bar?"),
        ("LITASSAY_LIMITS", "x", "LITASSAY_A__B"),
        ("LITASSAY_MAX_PAPERS", "many", "'max_papers'"),
    ],
)
def test_a_wrong_variable_is_told_in_one_line(monkeypatch, variable, value, said):
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings({})
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_text_is_told(file):
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="is not UTF-8"):
        load_settings({})


def test_a_byte_order_mark_before_the_file_does_no_harm(file):
    file.write_text("max_papers = 5\n", "utf-8-sig")
    assert load_settings({}).max_papers == 5


@pytest.mark.parametrize(
    "text",
    [
        'openai_api_key = "s-3-c-r-3-t"',
        'OPENAI_API_KEY = "s-3-c-r-3-t"',
        'api_key = "s-3-c-r-3-t"',
        '[models.servers.default]\napi_key = "s-3-c-r-3-t"',
        '[models.servers.default]\nkey = ["s-3-c-r-3-t"]',
    ],
)
def test_a_key_in_the_file_is_sent_to_the_environment_and_not_repeated(file, text):
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings({})
    assert "environment variable OPENAI_API_KEY only" in str(caught.value)
    assert "3-c-r" not in str(caught.value)


def test_a_key_in_a_variable_of_ours_is_sent_to_its_own(monkeypatch):
    monkeypatch.setenv("LITASSAY_OPENAI_API_KEY", "s-3-c-r-3-t")
    with pytest.raises(SettingsError, match="environment variable OPENAI_API_KEY only"):
        load_settings({})


def test_a_misplaced_key_of_a_database_is_shown_its_place(file):
    file.write_text('openalex_api_key = "s"')
    with pytest.raises(SettingsError, match=r"mean sources\.openalex_api_key"):
        load_settings({})


def test_a_settings_file_that_was_named_must_be_there(monkeypatch, tmp_path):
    monkeypatch.setenv("LITASSAY_CONFIG", str(tmp_path / "absent.toml"))
    with pytest.raises(SettingsError, match="is not a file"):
        load_settings({})


def test_a_folder_in_place_of_the_file_is_told(file):
    file.mkdir()
    with pytest.raises(SettingsError, match="is not a file"):
        load_settings({})


def test_names_of_settings_reach_into_sections_and_tables():
    names = setting_names()
    assert {"model", "limits.bar", "models.servers.NAME.base_url"} <= set(names)
    assert len(names) == len(set(names))
