"""References and citations of a paper as searches that the report can show."""

import pytest

from litassay.loopback import LoopbackServer, Reply
from litassay.sources.build import build_client, build_snowball, build_transport
from litassay.sources.doubles import StoppedTime, settings_for
from litassay.sources.invented import service, works
from litassay.types import Paper, Query, WorkIds

BOTH = ("openalex", "semanticscholar")
QUERY = Query(text="q", sub_question="q2", round=1)
SEED = Paper(id="x", title="Seed", ids=WorkIds(openalex="W7", s2="a" * 40, doi="10.5555/x"))


def answering(openalex_ok=True):
    def answer(asked):
        if asked.path == "/works":
            return service("openalex", works(9))(asked) if openalex_ok else Reply(403)
        reply = service("semanticscholar", works(9))(asked)
        end = b"citedPaper" if asked.path.endswith("references") else b"citingPaper"
        body = reply.body.replace(b'{"paperId"', b'{"' + end + b'": {"paperId"')
        return reply._replace(body=body.replace(b'}]}, {"c', b'}]}}, {"c')[:-2] + b"}]}")

    return answer


async def roll(tmp_path, paper, answer, names=BOTH, query=QUERY, limit=5):
    async with LoopbackServer(answer) as server:
        settings = settings_for(server.url)
        transport = build_transport(settings, tmp_path, clock=StoppedTime().clock)
        async with build_client(transport, settings) as client:
            snowball = build_snowball(names, settings, client)
            return await snowball.around(paper, query, limit), server.asked


async def test_openalex_by_its_own_filters(tmp_path):
    results, asked = await roll(tmp_path, SEED, answering())
    assert [a.params["filter"] for a in asked] == ["cited_by:W7", "cites:W7"]
    assert [r.outcome.status for r in results] == ["ok", "ok"]
    assert all(len(r.papers) == 5 for r in results)
    assert results[0].outcome.query.text == "references of Seed"
    assert (results[0].outcome.query.sub_question, results[0].outcome.query.round) == ("q2", 1)


async def test_semantic_scholar_where_openalex_fails_and_the_failure_is_shown(tmp_path):
    results, asked = await roll(tmp_path, SEED, answering(openalex_ok=False))
    assert [(r.outcome.source, r.outcome.status) for r in results] == [
        ("openalex", "auth"),
        ("semanticscholar", "ok"),
    ] * 2
    assert [a.path for a in asked if a.path != "/works"] == [
        f"/paper/{'a' * 40}/references",
        f"/paper/{'a' * 40}/citations",
    ]


@pytest.mark.parametrize(
    ("ids", "path"),
    [
        ({"doi": "10.1002/(sici)1<1::aid#2>3"}, "/paper/DOI:10.1002/%28sici%291%3C1::aid%232%3E3"),
        ({"arxiv": "2001.00001"}, "/paper/ARXIV:2001.00001"),
        ({"pmid": "123"}, "/paper/PMID:123"),
    ],
)
async def test_a_paper_by_any_id_that_semantic_scholar_knows(tmp_path, ids, path):
    paper = Paper(id="x", title="Seed", ids=WorkIds(**ids))
    _, asked = await roll(tmp_path, paper, answering())
    assert [a.path for a in asked] == [f"{path}/references", f"{path}/citations"]


async def test_a_paper_that_nobody_knows_is_not_asked_for(tmp_path):
    odd = Paper(id="x", title="Seed", ids=WorkIds(openalex="W1,cites:W2"))
    assert await roll(tmp_path, odd, answering()) == ((), [])


async def test_years_are_kept_to(tmp_path):
    query = QUERY.model_copy(update={"year_from": 2018, "year_to": 2019})
    results, _ = await roll(tmp_path, SEED, answering(), query=query, limit=9)
    for result in results:
        assert {p.year for p in result.papers} == {2018, 2019}
        assert [h.rank for h in result.outcome.hits] == [1, 2]
