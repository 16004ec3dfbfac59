"""Merging records of one work: what is joined, what is not, and what the merged record keeps."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.works.merging import merge_works
from litassay.types import Paper, WorkIds


def paper(name: str, title: str, year: int | None = 2020, authors=("Ada Byron",), **rest) -> Paper:
    ids = WorkIds(**rest.pop("ids", {}))
    found_in = rest.pop("found_in", (name.partition(":")[0],))
    return Paper(
        id=name, title=title, year=year, authors=authors, ids=ids, found_in=found_in, **rest
    )


TITLE = "Neural measures of careful reading in long documents"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"ids": {"doi": "10.1/a"}}, {"ids": {"doi": "10.1/a"}, "title": "Another spelling"}),
        ({"ids": {"arxiv": "2001.00001"}}, {"ids": {"doi": "10.48550/arxiv.2001.00001"}}),
        ({"ids": {"acl": "2020.acl-main.447"}}, {"ids": {"doi": "10.18653/v1/2020.acl-main.447"}}),
        ({"ids": {"acl": "P19-1001"}}, {"ids": {"doi": "10.18653/v1/p19-1001"}}),
        ({}, {"title": TITLE.upper() + "."}),
        ({}, {"title": "Neural measures of carefull reading in long documents"}),
        ({}, {"title": TITLE + ": a study of ten years"}),
        ({}, {"authors": ("Byron, A.",)}),
        ({"preprint": True}, {"year": 2022}),
        ({"title": "On pre-training at scale"}, {"title": "On pretraining at scale"}),
        ({"title": "Étude of <i>E. coli</i> growth"}, {"title": "Etude of E. coli growth"}),
        ({"title": "RETRACTED: " + TITLE}, {}),
    ],
)  # fmt: skip
def test_one_work(one, other):
    one, other = (
        {"title": TITLE, "name": n} | d for n, d in (("crossref:1", one), ("arxiv:2", other))
    )
    assert len(merge_works([paper(**one), paper(**other)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"ids": {"doi": "10.1/a"}}, {"ids": {"doi": "10.1/b"}}),
        ({"ids": {"arxiv": "2001.00001"}}, {"ids": {"arxiv": "2001.00002"}}),
        ({}, {"title": "Neural measures of careless reading in long documents"}),
        ({}, {"title": "Erratum: " + TITLE}),
        ({}, {"title": "Reply to: " + TITLE}),
        ({}, {"year": 2024}),
        ({}, {"authors": ("Charles Babbage",)}),
        ({"title": "Results of task 1 in detail"}, {"title": "Results of task 2 in detail"}),
        ({"title": "Careful reading, part I"}, {"title": "Careful reading, part II"}),
        ({"title": "Supervised parsing of text"}, {"title": "Unsupervised parsing of text"}),
        ({"title": "Parsing of English text"}, {"title": "Parsing of Spanish text"}),
    ],
)
def test_two_works(one, other):
    one, other = (
        {"title": TITLE, "name": n} | d for n, d in (("crossref:1", one), ("arxiv:2", other))
    )
    assert len(merge_works([paper(**one), paper(**other)])) == 2


def test_identifiers_that_exclude_each_other_keep_a_third_from_joining_both():
    published = paper("crossref:a", TITLE, ids={"doi": "10.1/a"})
    reprinted = paper("crossref:b", TITLE, ids={"doi": "10.1/b"})
    bare = paper("arxiv:c", TITLE)
    assert len(merge_works([bare, reprinted, published])) == 2


def test_the_published_version_is_cited_and_everything_is_kept():
    preprint = paper(
        "arxiv:2001.00001",
        TITLE,
        year=2020,
        preprint=True,
        abstract="A whole abstract of the preprint.",
        authors=("Ada Byron", "Charles Babbage"),
        ids={"arxiv": "2001.00001", "arxiv_version": 2, "doi": "10.48550/arxiv.2001.00001"},
        full_text_url="https://arxiv.org/pdf/2001.00001v2",
        flags=("odd",),
    )
    published = paper(
        "crossref:10.1/a",
        TITLE,
        year=2021,
        venue="Journal of Reading",
        abstract="A whole abs...",
        ids={"doi": "10.1/a"},
        citation_count=7,
        retracted=True,
        authors=("A. Byron",),
    )
    (work,) = merge_works([preprint, published])
    assert (work.id, work.year, work.venue) == ("crossref:10.1/a", 2021, "Journal of Reading")
    assert work.abstract == preprint.abstract
    assert work.authors == preprint.authors
    assert (work.ids.doi, work.ids.arxiv, work.ids.arxiv_version) == ("10.1/a", "2001.00001", 2)
    assert "doi:10.48550/arxiv.2001.00001" in work.ids.also
    assert work.merged_ids == ("arxiv:2001.00001",)
    assert work.found_in == ("arxiv", "crossref")
    assert ("abstract", "arxiv") in work.provenance
    assert not any(field == "title" for field, _ in work.provenance)
    assert work.retracted
    assert not work.preprint
    assert work.citation_count == 7
    assert work.flags == ("odd",)


_WORDS = st.sampled_from(["alpha", "beta", "gamma", "delta", "1", "2", "of", "parsing", "parsings"])
_PAPERS = st.builds(
    lambda n, words, year, who, doi, arxiv, preprint: Paper(
        id=f"x:{n}",
        title=" ".join(words),
        year=year,
        authors=who,
        ids=WorkIds(doi=doi, arxiv=arxiv),
        preprint=preprint,
    ),
    st.integers(0, 30),
    st.lists(_WORDS, min_size=1, max_size=5),
    st.sampled_from([None, 2019, 2020, 2021]),
    st.sampled_from([(), ("Ada Byron",), ("A. Byron", "C. Babbage"), ("Charles Babbage",)]),
    st.sampled_from([None, None, "10.1234/a", "10.1234/b"]),
    st.sampled_from([None, None, "2001.00001", "2001.00002"]),
    st.booleans(),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PAPERS, max_size=12), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_nothing_is_lost(papers: list[Paper], rnd: random.Random):
    merged = merge_works(papers)
    shuffled = list(papers)
    rnd.shuffle(shuffled)
    assert merge_works(shuffled) == merged
    names = [name for work in merged for name in (work.id, *work.merged_ids)]
    assert sorted(names) == sorted({p.id for p in papers})
    for name in ("doi", "arxiv"):
        said = {getattr(p.ids, name) for p in papers if getattr(p.ids, name)}
        kept = {getattr(w.ids, name) for w in merged}
        kept |= {i.partition(":")[2] for w in merged for i in w.ids.also}
        assert said <= kept


@settings(max_examples=50, deadline=None)
@given(st.lists(_PAPERS, max_size=10))
def test_merging_again_changes_nothing(papers: list[Paper]):
    once = merge_works(papers)
    assert [w.id for w in merge_works(once)] == [w.id for w in once] or len(
        merge_works(once)
    ) < len(once)
