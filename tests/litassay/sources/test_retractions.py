"""Retractions as each database says them."""

import json

import pytest

from agents.works.merging import merge_works
from litassay.loopback import Asked
from litassay.sources import arxiv, crossref, europepmc, openalex, semanticscholar
from litassay.sources.invented import service, works
from litassay.text.retraction import CONCERN, RETRACTS, said_in_note, said_in_title
from litassay.types import Paper, WorkIds

PARSERS = {
    "openalex": openalex.parse,
    "crossref": crossref.parse,
    "europepmc": europepmc.parse,
    "semanticscholar": semanticscholar.parse,
    "arxiv": arxiv.parse,
}


def page(name, *found):
    return PARSERS[name](service(name, found)(Asked("GET", "/", {}, {})).body).papers


@pytest.mark.parametrize("name", ["openalex", "crossref", "europepmc"])
def test_a_database_that_says_so(name):
    one, other = works(2)
    papers = page(name, one._replace(retracted=True), other)
    assert [p.retracted for p in papers] == [True, False]


@pytest.mark.parametrize("name", PARSERS)
@pytest.mark.parametrize(
    "said", ["RETRACTED: ", "Retracted Article: ", "WITHDRAWN: ", "[Retracted] "]
)
def test_a_title_that_says_so(name, said):
    (one,) = works(1)
    (paper,) = page(name, one._replace(title=said + one.title))
    assert paper.retracted


@pytest.mark.parametrize("title", ["Retracted papers and their citations", "Withdrawn behaviour"])
def test_a_title_about_retraction(title):
    assert not said_in_title(title)


def test_a_preprint_that_its_authors_withdrew():
    (one,) = works(1)
    (paper,) = page("arxiv", one._replace(abstract="This paper has been withdrawn by the author."))
    assert paper.retracted
    assert paper.flags == ("withdrawn from arXiv",)
    assert not said_in_note("We study how money is withdrawn from banks.")


def notice(kind="retraction"):
    return {
        "DOI": "10.5555/notice",
        "type": "journal-article",
        "title": ["Retraction: something"],
        "update-to": [{"DOI": "10.5555/INVENTED.1", "type": kind}],
    }


def crossref_page(*items):
    message = {"total-results": len(items), "items": list(items)}
    return crossref.parse(json.dumps({"status": "ok", "message": message}).encode()).papers


def test_a_notice_of_crossref_marks_the_work_it_is_about():
    work = {"DOI": "10.5555/invented.1", "title": ["Something"], "type": "journal-article"}
    first, second = crossref_page(work, notice())
    assert (first.retracted, second.retracted) == (True, False)
    assert second.flags == (f"{RETRACTS}doi:10.5555/invented.1",)
    first, second = crossref_page(work, notice("correction"))
    assert (first.retracted, second.flags) == (False, ())


def test_a_notice_from_one_database_marks_the_record_of_another():
    (announced,) = crossref_page(notice())
    paper = Paper(id="arxiv:1", title="Something", ids=WorkIds(doi="10.5555/invented.1"))
    merged = {p.id: p.retracted for p in merge_works([paper, announced])}
    assert merged == {"arxiv:1": True, "crossref:10.5555/notice": False}


def test_concerns_are_flags():
    work = {
        "DOI": "10.5555/x",
        "title": ["Something"],
        "type": "journal-article",
        "updated-by": [{"type": "expression_of_concern"}],
    }
    (paper,) = crossref_page(work)
    assert (paper.retracted, paper.flags) == (False, (CONCERN,))


def test_comments_of_europe_pmc():
    def record(**more):
        return {"id": "1", "source": "MED", "title": "Something.", **more}

    def comments(*kinds):
        listed = [{"id": "77", "type": kind} for kind in kinds]
        return {"commentCorrectionList": {"commentCorrection": listed}}

    taken_back = europepmc.parse_record(record(**comments("Retraction in")))
    assert taken_back.retracted
    notice = europepmc.parse_record(record(**comments("Retraction of")))
    assert (notice.retracted, notice.flags) == (False, (f"{RETRACTS}pmid:77",))
    doubted = europepmc.parse_record(record(**comments("Expression of concern in")))
    assert (doubted.retracted, doubted.flags) == (False, (CONCERN,))
