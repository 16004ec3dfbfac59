"""What `litassay doctor` says of the databases."""

from pydantic import SecretStr

from litassay.cli.doctor_sources import examine_sources
from litassay.config.sources import SOURCE_NAMES, SourceSettings
from litassay.sources.build import build_ledger

NOW = 1_800_000_000.0


def test_a_fresh_home(tmp_path):
    found = examine_sources(SourceSettings(), tmp_path, NOW)
    assert [name for _, name, _ in found] == list(SOURCE_NAMES)
    words = {name: text for _, name, text in found}
    assert "set OPENALEX_API_KEY" in words["openalex"]
    assert "about 100 of 100 requests today" in words["openalex"]
    assert "0 requests today, no daily limit" in words["arxiv"]


def test_what_was_asked_and_what_is_left(tmp_path):
    ledger = build_ledger(tmp_path)
    for _ in range(3):
        ledger.take_turn("api.openalex.org", NOW, 0.1, 100, 60)
    told = {
        "x-ratelimit-limit": "1000",
        "x-ratelimit-remaining": "970",
        "x-ratelimit-reset": "3600",
    }
    ledger.note_answer("api.openalex.org", NOW, 200, told, 0)
    ledger.note_answer("export.arxiv.org", NOW, 429, {}, 54_000)
    settings = SourceSettings(openalex_api_key=SecretStr("never-shown-key"))
    found = {name: (mark, text) for mark, name, text in examine_sources(settings, tmp_path, NOW)}
    mark, text = found["openalex"]
    assert (mark, text) == (
        "ok",
        "with a key; 3 requests today, 970 of 1000 credits until 2027-01-15T09:00:00Z",
    )
    mark, text = found["arxiv"]
    assert mark == "--"
    assert text.endswith("refuses until 2027-01-15T23:00:00Z")
    assert "never-shown" not in str(found)
