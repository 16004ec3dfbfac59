import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.types import WorkIds
from store.library.shelfmark import normal_acl, paper_id


@pytest.mark.parametrize(
    ("text", "acl"),
    [
        ("2020.acl-main.447", "2020.acl-main.447"),
        ("https://aclanthology.org/W18-4518/", "W18-4518"),
        ("acl:2022.findings-naacl.8", "2022.findings-naacl.8"),
        ("31715818", None),
        ("2020.acl", None),
    ],
)
def test_acl_ids_are_known_by_their_shape(text, acl):
    assert normal_acl(text) == acl


@pytest.mark.parametrize(
    ("own", "ids", "expected"),
    [
        ("x", WorkIds(acl="W18-1", doi="10.1000/a"), "acl:W18-1"),
        ("x", WorkIds(doi="10.1000/a", arxiv="2004.1"), "doi:10.1000/a"),
        ("x", WorkIds(arxiv="2004.14975"), "arxiv:2004.14975"),
        ("x", WorkIds(doi="10.48550/arxiv.2004.14975", arxiv="2004.14975"), "arxiv:2004.14975"),
        ("my key", WorkIds(), "local:my_key"),
        ("acl:W18-1", WorkIds(doi="10.1000/a"), "acl:W18-1"),
    ],
)
def test_the_best_identifier_makes_the_id(own, ids, expected):
    assert paper_id(own, ids, "T", 2020, ()) == expected


@given(st.text(min_size=1), st.none() | st.integers(1500, 2030))
def test_records_without_identifiers_have_a_stable_id(title, year):
    one = paper_id("", WorkIds(), title, year, ("A B",))
    assert one == paper_id("", WorkIds(), title, year, ("a b",))
    assert one.startswith("work:")
    assert " " not in one


def test_case_and_punctuation_of_a_title_do_not_change_its_id():
    ids = {paper_id("", WorkIds(), t, 2020, ()) for t in ("A Study: of x", "a study of X.")}
    assert len(ids) == 1
