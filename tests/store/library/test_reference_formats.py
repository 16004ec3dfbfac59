import pytest

from litassay.errors import InputError
from store.library.intake import BadRecord
from store.library.readers import read

BIB = r"""
@string{conf = "Proceedings"}
@comment{not an entry}
@inproceedings{a-2020,
    title = "A {BERT}-based \textit{study} of {\'e}t{\'e} \& 5{\%} gains",
    author = {Knuth, Donald E. and {The Group and Co} and M{\"u}ller, J{\'e}r{\^o}me and others},
    booktitle = conf, year = 2020,
    url = "https://aclanthology.org/2020.acl-main.1/",
    abstract = "We gain 5{\%} on GLUE.",
}
@article{b, title={unclosed

@article{a-2020, title={Same key}, eprint={2004.14975v2}, archivePrefix={arXiv}}
@book{c, title={twice}, title={twice}}
@book{d, year = {2020}}
"""
RIS = (
    "TY  - JOUR\r\nAU  - Smith, Ann\r\nAU  - Li, B.\r\nTI  - A study\r\nPY  - 2020/05/01\r\n"
    "JO  - J. X\r\nDO  - https://doi.org/10.1000/ABC\r\nAB  - Some abstract.\r\nER  - \r\n\r\n"
    "TY  - JOUR\r\nAU  - Nobody\r\nER  - \r\n"
    "TY  - CONF\r\nT1  - Second\r\nY1  - 2019///\r\n"
)
CSL = """[
 {"id": "x", "title": "One", "author": [{"family": "Doe", "given": "Jo"}, {"literal": "WHO"}],
  "issued": {"date-parts": [[2020, 5]]}, "DOI": "10.1000/ABC", "container-title": "J",
  "abstract": "<jats:p>We show <jats:italic>p</jats:italic> < 0.05 for <x, y>.</jats:p>"},
 5,
 {"id": "y", "title": ["Two", "b"], "issued": {"raw": "2021-01-02"}},
 {"id": "z"}
]"""


def parsed(tmp_path, name, text, encoding="utf-8"):
    (tmp_path / name).write_text(text, encoding)
    intake = read(tmp_path / name, {})
    outcomes = [item.outcome for item in intake.items]
    assert len(outcomes) == intake.total
    good = [o for o in outcomes if not isinstance(o, BadRecord)]
    return good, [o for o in outcomes if isinstance(o, BadRecord)]


def test_bibtex(tmp_path):
    (first, second, third), bad = parsed(tmp_path, "a.bib", BIB)
    assert first.id == "acl:2020.acl-main.1"
    assert first.title == "A BERT-based study of été & 5% gains"
    assert first.authors == ("Donald E. Knuth", "The Group and Co", "Jérôme Müller")
    assert (first.venue, first.year, first.abstract) == (
        "Proceedings", 2020, "We gain 5% on GLUE.",
    )  # fmt: skip
    assert (second.id, second.title, second.ids.arxiv_version) == (
        "arxiv:2004.14975", "Same key", 2,
    )  # fmt: skip
    assert third.title == "twice"
    assert [b.line for b in bad] == [11, 15]
    assert bad[0].why.startswith("not BibTeX: Unexpected block start")
    assert bad[1].why == "no title"


def test_ris(tmp_path):
    (first, second), bad = parsed(tmp_path, "a.ris", RIS)
    assert (first.id, first.title, first.year) == ("doi:10.1000/abc", "A study", 2020)
    assert (first.authors, first.venue) == (("Ann Smith", "B. Li"), "J. X")
    assert first.abstract == "Some abstract."
    assert (second.title, second.year) == ("Second", 2019)
    assert bad == [BadRecord(11, "no title")]


def test_csl_json(tmp_path):
    (first, second), bad = parsed(tmp_path, "a.json", CSL)
    assert (first.id, first.year, first.venue) == ("doi:10.1000/abc", 2020, "J")
    assert first.authors == ("Jo Doe", "WHO")
    assert first.abstract == "We show p < 0.05 for <x, y>."
    assert (second.title, second.year) == ("Two b", 2021)
    assert bad == [BadRecord(5, "not a JSON object", 2), BadRecord(7, "no title", 4)]


def test_csl_json_in_an_object_of_items(tmp_path):
    (paper,), bad = parsed(tmp_path, "a.json", '{"items": [{"title": "One"}]}')
    assert (paper.title, bad) == ("One", [])


@pytest.mark.parametrize("name", ["a.bib", "a.ris", "a.json"])
@pytest.mark.parametrize("text", ["", "nothing here", "[1", "{}", "[]", "\x00\x01"])
def test_files_without_records_are_refused(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError):
        read(tmp_path / name, {})


@pytest.mark.parametrize(("name", "text"), [("a.bib", BIB), ("a.ris", RIS), ("a.json", CSL)])
def test_utf_16_is_refused_in_words(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-16")
    with pytest.raises(InputError, match="UTF-16"):
        read(tmp_path / name, {})
