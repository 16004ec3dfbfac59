"""Identifiers in the forms in which people and services write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.text import identifiers


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://doi.org/10.1093/NAR/gkw1164", "10.1093/nar/gkw1164"),
        ("doi:10.1016/S0140-6736(24)02600-X.", "10.1016/s0140-6736(24)02600-x"),
        ("(see 10.5555/abc)", "10.5555/abc"),
        ("10.1890%2F0012-9615%281999%29069", "10.1890/0012-9615(1999)069"),
        ("10.5/x", None),
        ("", None),
        (None, None),
    ],
)
def test_doi(raw, expected):
    assert identifiers.doi(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("http://arxiv.org/abs/2202.12139v3", ("2202.12139", 3)),
        ("arXiv:0704.0001", ("0704.0001", None)),
        ("http://arxiv.org/abs/quant-ph/0201082v1", ("quant-ph/0201082", 1)),
        ("math.GT/0309136", ("math.GT/0309136", None)),
        ("10.48550/arXiv.2304.05376", ("2304.05376", None)),
        ("12345.67890", None),
        ("abc", None),
    ],
)
def test_arxiv(raw, expected):
    assert identifiers.arxiv(raw) == expected


def test_ids_inside_dois():
    assert identifiers.arxiv_of_doi("10.48550/arxiv.2304.05376") == "2304.05376"
    assert identifiers.arxiv_of_doi("10.5555/arxiv.2304.05376") is None
    assert identifiers.acl_of_doi("10.18653/v1/p19-1001") == "P19-1001"
    assert identifiers.acl_of_doi("10.18653/v1/2020.acl-main.447") == "2020.acl-main.447"
    assert identifiers.acl_of_doi("10.5555/p19-1001") is None


@pytest.mark.parametrize(
    "value", ["10.48550/arxiv.2304.05376", "10.1101/2024.04.01.587366", "10.1101/123456",
              "10.2139/ssrn.2250500", "10.5281/zenodo.1", "10.1002/essoar.10504562.1"]
)  # fmt: skip
def test_preprint_dois(value):
    assert identifiers.is_preprint_doi(value)


@pytest.mark.parametrize("value", ["10.1101/gr.123456.111", "10.1038/nature11476", None])
def test_other_dois(value):
    assert not identifiers.is_preprint_doi(value)


def test_versions_of_a_preprint_share_a_doi():
    assert identifiers.unversioned_doi("10.21203/rs.3.rs-1/v2") == "10.21203/rs.3.rs-1"
    assert identifiers.unversioned_doi("10.1002/essoar.1.2") == "10.1002/essoar.1"
    assert identifiers.unversioned_doi("10.1038/x.v2") == "10.1038/x.v2"


def test_pubmed_ids():
    assert identifiers.pmid("https://pubmed.ncbi.nlm.nih.gov/40120586") == "40120586"
    assert identifiers.pmid("") is None
    assert identifiers.pmcid("https://www.ncbi.nlm.nih.gov/pmc/articles/11116106") == "PMC11116106"
    assert identifiers.pmcid("PMC5828200") == "PMC5828200"
    assert identifiers.pmcid("none") is None


@given(st.text(max_size=60))
def test_any_text_is_survived_and_the_form_is_final(raw):
    found = identifiers.doi(raw)
    assert found is None or identifiers.doi(found) == found
    known = identifiers.arxiv(raw)
    assert known is None or identifiers.arxiv(known[0]) == (known[0], None)
    identifiers.pmid(raw)
    identifiers.pmcid(raw)


def test_files_named_by_an_id():
    assert identifiers.of_file_name("2203.00130v1") == ("arxiv", "2203.00130")
    assert identifiers.of_file_name("2020.acl-main.447") == ("acl", "2020.acl-main.447")
    assert identifiers.of_file_name("P19-1001") == ("acl", "P19-1001")
    assert identifiers.of_file_name("2203.00130-final") is None
    assert identifiers.of_file_name("132_automated") is None
