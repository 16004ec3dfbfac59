"""The open full text of a paper: where it is sought, what is kept, what is said when it fails."""

import pytest

from litassay.config.sources import DocumentLimits, ServiceSettings
from litassay.loopback import LoopbackServer, Reply
from litassay.sources.build import build_client, build_reader, build_transport
from litassay.sources.doubles import StoppedTime, settings_for
from litassay.types import Paper, WorkIds

TITLE = "Careful reading of long documents"
JATS = (
    '<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "x.dtd"><article><front>'
    "<article-meta><title-group><article-title>" + TITLE + "</article-title></title-group>"
    "<abstract><p>An abstract of the work.</p></abstract></article-meta></front><body><sec>"
    "<label>1</label><title>Methods</title><p>We read forty documents with care and counted "
    "what was understood.</p></sec></body></article>"
).encode()
XML = (("content-type", "application/xml"),)


def paper(**changes):
    values = {"id": "x:1", "title": TITLE, "ids": WorkIds(pmcid="PMC123")}
    return Paper(**(values | changes))


async def read(home, one, answer, **changes):
    async with LoopbackServer(answer) as server:
        settings = settings_for(server.url, **changes)
        transport = build_transport(settings, home, clock=StoppedTime().clock)
        async with build_client(transport, settings) as client:
            if "{url}" in one.full_text_url:
                url = one.full_text_url.replace("{url}", server.url)
                one = one.model_copy(update={"full_text_url": url})
            return await build_reader(settings, client).read(one), server.asked


async def test_jats_by_pmc_id(tmp_path):
    found, asked = await read(tmp_path, paper(), lambda _: Reply(200, XML, JATS))
    assert [a.path for a in asked] == ["/PMC123/fullTextXML"]
    (passage,) = found.full_text
    assert passage.locator == "§ 1 Methods"
    assert passage.text.startswith("We read forty documents")
    assert found.abstract == "An abstract of the work."
    assert found.full_text_url.endswith("/PMC123/fullTextXML")
    assert found.flags == ()


async def test_an_abstract_that_is_known_is_kept(tmp_path):
    found, _ = await read(tmp_path, paper(abstract="Known."), lambda _: Reply(200, XML, JATS))
    assert found.abstract == "Known."


async def test_arxiv_html_before_pdf_where_there_is_one(tmp_path):
    one = paper(ids=WorkIds(arxiv="2401.00001", arxiv_version=2))
    found, asked = await read(tmp_path, one, lambda _: Reply(404))
    assert [a.path for a in asked] == ["/html/2401.00001v2", "/pdf/2401.00001v2"]
    assert found.full_text == ()
    assert found.flags[0].startswith("full text not read: malformed: HTTP 404")
    older = paper(ids=WorkIds(arxiv="cs/0101001"))
    _, asked = await read(tmp_path, older, lambda _: Reply(404))
    assert [a.path for a in asked] == ["/pdf/cs/0101001"]


async def test_the_next_place_is_tried(tmp_path):
    one = paper(full_text_url="{url}/open.xml")
    answers = {"/open.xml": Reply(200, XML, JATS)}
    found, asked = await read(tmp_path, one, lambda a: answers.get(a.path, Reply(404)))
    assert len(asked) == 2
    assert found.full_text


async def test_a_file_of_another_work_is_not_taken(tmp_path):
    one = paper(ids=WorkIds(), title="Sparse kernels for turbulence", full_text_url="{url}/a.xml")
    found, _ = await read(tmp_path, one, lambda _: Reply(200, XML, JATS))
    assert found.full_text == ()
    assert "another work" in found.flags[0]


async def test_unpaywall_is_asked_where_nothing_else_is_known(tmp_path):
    one = paper(ids=WorkIds(doi="10.5555/a(1)b"))

    def answer(asked):
        if asked.path.startswith("/10.5555"):
            assert asked.params == {"email": "me@example.org"}
            place = '{"best_oa_location": {"url_for_pdf": "http://%s/x.xml"}}'
            return Reply(body=(place % asked.headers["host"]).encode())
        return Reply(200, XML, JATS)

    found, asked = await read(tmp_path, one, answer, crossref_mailto="me@example.org")
    assert len(asked) == 2
    assert found.full_text
    found, asked = await read(tmp_path, one, answer)
    assert asked == []
    assert found == one


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/x.pdf", "http://169.254.169.254/latest", "file:///etc/hosts", "x"]
)
async def test_private_and_odd_addresses_are_not_asked(tmp_path, url):
    found, asked = await read(tmp_path, paper(ids=WorkIds(), full_text_url=url), lambda _: Reply())
    assert asked == []
    assert found.full_text == ()
    assert found.flags[0].startswith("full text not read: ")


async def test_too_large_a_file_is_refused(tmp_path):
    limits = DocumentLimits(megabytes=0.5)
    found, _ = await read(
        tmp_path, paper(), lambda _: Reply(200, XML, JATS + b" " * 600_000), documents=limits
    )
    assert found.full_text == ()
    assert "longer than" in found.flags[0]


async def test_it_can_be_turned_off(tmp_path):
    off = DocumentLimits(enabled=False)
    _, asked = await read(tmp_path, paper(), lambda _: Reply(200, XML, JATS), documents=off)
    assert asked == []


async def test_a_service_elsewhere_is_asked_at_its_own_address(tmp_path):
    async with LoopbackServer(lambda _: Reply(200, XML, JATS)) as other:
        there = ServiceSettings(base_url=other.url)
        found, asked = await read(tmp_path, paper(), lambda _: Reply(404), europepmc=there)
        assert asked == []
        assert found.full_text
