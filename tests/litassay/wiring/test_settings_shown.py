"""Which settings the provenance of a report shows."""

import pytest

from litassay.config.settings import Settings
from litassay.wiring.settings_shown import settings_shown


def shown(language_models=False, **chosen):
    configuration = Settings.model_validate(chosen).public()
    return dict(settings_shown(configuration, language_models=language_models))


def parts(names):
    return {name.split(".")[1] for name in names if name.startswith("sources.")}


def test_a_run_over_a_library_shows_no_database_and_no_language_model():
    found = shown(library=("acl",))
    assert found["library"] == "acl"
    assert found["limits.rounds"] == "2"
    assert not [name for name in found if name.startswith(("sources.", "models."))]


def test_databases_that_were_asked_are_shown_and_no_others():
    found = shown(source=("arxiv",), sources={"arxiv": {"base_url": "http://mirror"}})
    assert found["sources.arxiv.base_url"] == "http://mirror"
    assert not {"openalex", "crossref", "semanticscholar"} & parts(found)
    assert {"europepmc", "unpaywall", "arxiv_documents", "timeout_s"} <= parts(found)


def test_without_full_texts_their_services_are_not_shown():
    found = shown(source=("arxiv",), sources={"documents": {"enabled": False}})
    assert not {"europepmc", "unpaywall", "arxiv_documents"} & parts(found)


def test_citations_are_followed_in_databases_that_are_shown():
    assert {"openalex", "semanticscholar"} <= parts(shown(library=("a",), limits={"snowball": 2}))


def test_models_are_shown_where_one_was_used():
    found = shown(language_models=True, model="m")
    assert found["models.max_tokens"] == "2048"
    assert not [name for name in found if "budget" in name]
    limited = shown(language_models=True, model="m", models={"budget": {"max_tokens": 9}})
    assert limited["models.budget.shares.writer"] == "0.1"


@pytest.mark.parametrize("language_models", [False, True])
def test_what_an_older_configuration_lacks_is_no_fault(language_models):
    assert settings_shown({"model": "extractive"}, language_models=language_models) == (
        ("model", "extractive"),
    )
