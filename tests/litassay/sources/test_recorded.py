"""The adapters against what the services really answered."""

import pytest

from litassay.loopback import Reply
from litassay.sources.doubles import serving
from litassay.sources.recorded import read_exchanges
from litassay.types import Query

QUERY = Query(text="testing")
HOSTS = {
    "arxiv": "export.arxiv.org/api/query",
    "openalex": "api.openalex.org/works?",
    "semanticscholar": "api.semanticscholar.org/graph/v1/paper/search",
    "crossref": "api.crossref.org/",
}


@pytest.fixture(scope="module")
def exchanges():
    from pathlib import Path

    root = Path(__file__).resolve().parents[3].parent
    path = root / "shared" / "data" / "api_recorded" / "exchanges.jsonl.gz"
    if not path.exists():
        pytest.skip("the recorded exchanges are not here")
    return read_exchanges(path)


def of(exchanges, name):
    return [e for e in exchanges if HOSTS[name] in e.url and e.method == "GET"]


async def ask(tmp_path, name, reply):
    async with serving(name, tmp_path, lambda _: reply, attempts=1) as setting:
        return await setting.source.search(QUERY, 1000)


@pytest.mark.parametrize("name", HOSTS)
async def test_every_recorded_answer_is_an_outcome(exchanges, name, tmp_path):
    """Whatever is served, also another kind of answer than was asked for, ends in a status."""
    for n, exchange in enumerate(of(exchanges, name)[::3]):
        result = await ask(tmp_path / str(n), name, exchange.reply())
        assert result.outcome.failed or result.papers or result.outcome.status == "empty"
        assert result.outcome.status != "empty" or not result.papers
        if exchange.status != 200:
            assert result.outcome.failed


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(400, "malformed"), (404, "malformed"), (500, "unreachable"), (504, "timeout")],
)
async def test_recorded_failures_of_crossref(exchanges, status, outcome, tmp_path):
    found = [e for e in of(exchanges, "crossref") if e.status == status]
    assert found
    result = await ask(tmp_path, "crossref", found[0].reply())
    assert result.outcome.status == outcome
    assert result.outcome.detail.startswith(f"HTTP {status}")
    assert "<html" not in result.outcome.detail


async def test_recorded_refusals_of_arxiv_and_semantic_scholar(exchanges, tmp_path):
    (bad,) = [e for e in of(exchanges, "arxiv") if e.status == 400]
    result = await ask(tmp_path / "a", "arxiv", bad.reply())
    assert result.outcome.status == "malformed"
    assert "incorrect id format" in result.outcome.detail
    (forbidden,) = [e for e in exchanges if e.status == 403]
    result = await ask(tmp_path / "b", "semanticscholar", forbidden.reply())
    assert result.outcome.status == "auth"


@pytest.mark.parametrize(
    ("name", "status", "body", "outcome"),
    [
        ("europepmc", 200, b'{"version":"6.9"}', "malformed"),
        ("openalex", 400, b'{"error":"Invalid query.","message":"x"}', "malformed"),
        ("openalex", 200, b'{"error":"Invalid query.","message":"x"}', "malformed"),
        ("crossref", 400, b'{"status":"failed","message":[{"message":"Integer"}]}', "malformed"),
        ("crossref", 200, b'{"status":"failed","message":[{"message":"Integer"}]}', "malformed"),
        ("semanticscholar", 429, b'{"message":"Too Many Requests.","code":"429"}', "rate_limited"),
        ("semanticscholar", 200, b'{"message":"Internal error"}', "malformed"),
        ("arxiv", 429, b"Rate exceeded.", "rate_limited"),
    ],
)  # fmt: skip
async def test_errors_as_they_were_observed(name, status, body, outcome, tmp_path):
    kind = "application/atom+xml" if name == "arxiv" else "application/json"
    result = await ask(tmp_path, name, Reply(status, (("content-type", kind),), body))
    assert (result.outcome.status, result.papers) == (outcome, ())


async def test_a_real_page_of_arxiv(exchanges, tmp_path):
    (page,) = [e for e in of(exchanges, "arxiv") if "start=0&max_results=15" in e.url]
    async with serving("arxiv", tmp_path, lambda _: page.reply()) as setting:
        result = await setting.source.search(QUERY, 15)
    assert result.outcome.total == 214_881
    first = result.papers[0]
    assert first.id == "arxiv:2202.12139"
    assert first.ids.doi == "10.1109/icstw55395.2022.00035"
    assert first.venue.startswith("Artificial Intelligence in Software Testing")
    assert first.full_text_url == "https://arxiv.org/pdf/2202.12139v1"
    assert not first.preprint
