"""Section `[sources]`: defaults, keys of the environment, what is secret."""

import pytest
from pydantic import ValidationError

from litassay.config.sources import SOURCE_NAMES, ServiceSettings, SourceSettings


def test_every_source_has_a_service():
    services = SourceSettings().services()
    assert set(SOURCE_NAMES) < set(services)
    assert services["arxiv"].interval_s == 3.0
    assert services["arxiv"].concurrency == 1


def test_keys_of_the_environment_fill_what_is_not_set():
    environment = {
        "OPENALEX_API_KEY": "from-env",
        "S2_API_KEY": "s2-key",
        "CROSSREF_MAILTO": "a@b.c",
    }
    found = SourceSettings(openalex_api_key="from-file").with_environment(environment)
    assert found.openalex_api_key.get_secret_value() == "from-file"
    assert found.s2_api_key.get_secret_value() == "s2-key"
    assert found.crossref_mailto == "a@b.c"
    assert set(found.secrets()) == {"from-file", "s2-key", "a@b.c"}
    assert SourceSettings().with_environment({"S2_API_KEY": "  "}).s2_api_key is None


def test_keys_are_not_printed():
    settings = SourceSettings(openalex_api_key="very-secret", s2_api_key="very-secret")
    assert "very-secret" not in repr(settings)
    assert "very-secret" not in settings.model_dump_json()


@pytest.mark.parametrize(
    "bad",
    [
        {"timeout": 3},
        {"timeout_s": 0},
        {"arxiv": {"base_url": "ftp://x"}},
        {"arxiv": {"base": "x"}},
    ],
)
def test_a_misspelt_or_impossible_setting_is_an_error(bad):
    with pytest.raises(ValidationError):
        SourceSettings(**bad)


def test_an_address_has_no_trailing_slash():
    assert ServiceSettings(base_url="https://mirror/x/").base_url == "https://mirror/x"
