"""References as files: read back by our own readers and by pandoc, whatever a title holds."""

import json
import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litassay.reports.build import build_report
from litassay.reports.citation_files import bibtex, csl, keys, name_parts, ris
from litassay.reports.document import Reference
from store.library.readers import read


def reference(number=1, **fields):
    given = {
        "paper_id": f"p{number}", "authors": ("Ada van der Berg", "OpenAI"), "year": 2024,
        "title": "A title", "venue": "Journal of Tests", "doi": "10.1234/x", "url": "",
        "found_in": (), "preprint": False, "retracted": False, "flags": (),
    }  # fmt: skip
    return Reference(number=number, **{**given, **fields})


def back(tmp_path, text, name):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return [item.outcome for item in read(path, {}).items]


def as_read(text):
    """Our readers take `<b>`, `<i>` and `$x$` in an export for what they are: not words."""
    return re.sub(r"</?[bi]>|\$", "", text)


FORMATS = ((bibtex, "refs.bib"), (ris, "refs.ris"), (csl, "refs.json"))


@pytest.mark.parametrize(("write", "name"), FORMATS)
def test_our_own_readers_read_back_what_was_written(tmp_path, weighed, write, name):
    references = build_report(weighed).references
    papers = back(tmp_path, write(references), name)
    assert [p.title for p in papers] == [as_read(r.title) for r in references]
    assert [p.year for p in papers] == [r.year for r in references]
    assert [p.ids.doi for p in papers] == [r.doi for r in references]
    assert [as_read(p.venue) for p in papers] == [as_read(r.venue) for r in references]
    assert all(p.authors[-1] == "Ann Lee" for p in papers)


@pytest.mark.parametrize(("write", "form"), [(bibtex, "bibtex"), (csl, "csljson")])
def test_a_second_parser_reads_the_same(weighed, write, form):
    pypandoc = pytest.importorskip("pypandoc", reason="pandoc (extra office) is not installed")
    references = build_report(weighed).references
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", form, "-t", "csljson"],
        input=write(references).encode(), capture_output=True, check=True,
    )  # fmt: skip
    items = json.loads(done.stdout)
    assert len(items) == len(references)
    assert {i["DOI"] for i in items} == {r.doi for r in references}
    assert {i["author"][-1]["family"] for i in items} == {"Lee"}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_title_survives_bibtex(text):
    from bibtexparser.entrypoint import parse_string

    library = parse_string(bibtex([reference(title=f"Study {text} end")]))
    assert library.failed_blocks == []
    assert len(library.entries) == 1


def test_names_keep_their_particles():
    assert name_parts("Ada van der Berg") == ("Ada", "van der", "Berg", "")
    assert name_parts("OpenAI").family == "OpenAI"
    assert name_parts("").family == ""


def test_keys_are_unique():
    made = keys([reference(n) for n in range(1, 40)])
    assert len(set(made.values())) == 39
    assert made[1] == "berg2024"


def test_nothing_is_written_of_no_references():
    assert bibtex([]) == ris([]) == ""
    assert json.loads(csl([])) == []
