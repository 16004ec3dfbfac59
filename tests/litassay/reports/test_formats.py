"""PDF, Word, LaTeX, sheets and notes: what a reader of each gets back out."""

import csv
import io
import re
import zipfile

import pytest
import yaml
from markdown_it import MarkdownIt

from litassay.errors import InputError
from litassay.reports.build import build_report
from litassay.reports.notes import INDEX, notes
from litassay.reports.sheets import claims_sheet, findings_sheet

STYLE = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
<info><title>Short</title><id>short</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="title"/></layout></citation>
<bibliography><layout suffix="."><names variable="author"><name form="short"/></names>
<text prefix=" / " variable="title"/><date prefix=" / " variable="issued"><date-part name="year"/>
</date></layout></bibliography></style>
"""


def test_a_pdf_holds_the_answer_first_every_quote_and_no_date(weighed):
    pytest.importorskip("typst", reason="Typst (extra pdf) is not installed")
    import pypdfium2

    from litassay.reports.pdf import render_pdf

    made = render_pdf(build_report(weighed))
    assert made == render_pdf(build_report(weighed))
    document = pypdfium2.PdfDocument(made)
    pages = [page.get_textpage().get_text_range() for page in document]
    assert pages[0].index("Answer") < pages[0].index("Rating")
    text = re.sub(r"\s+", " ", " ".join(pages))
    for claim in build_report(weighed).claims:
        assert claim.quote.quote in text
    assert "<script>window.bad=1</script>" in text  # as words
    assert "#let x = 1" in text
    assert "Made by a program" in text


def test_word_and_latex_hold_the_text_as_text(weighed):
    pytest.importorskip("pypandoc", reason="pandoc (extra office) is not installed")
    from litassay.reports.office import render_office

    report = build_report(weighed)
    word = zipfile.ZipFile(io.BytesIO(render_office(report, "docx")))
    body = word.read("word/document.xml").decode()
    assert "&lt;script&gt;window.bad=1&lt;/script&gt;" in body
    assert "Summary of findings" in body
    latex = render_office(report, "latex").decode()
    assert r"\input{/etc" not in latex
    assert r"\textbackslash input" in latex
    assert latex.index("Answer") < latex.index("References")


def test_a_csl_style_words_the_references(weighed, tmp_path):
    pytest.importorskip("pypandoc", reason="pandoc (extra office) is not installed")
    from litassay.reports.office import in_style

    path = tmp_path / "short.csl"
    path.write_text(STYLE)
    references = build_report(weighed).references
    made = in_style(references, path)
    assert made.keys() == {r.number for r in references}
    assert re.fullmatch(r".*Müller, Lee / Title 1 .* / 2019\.", made[1])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no xml", "not XML"),
        ("<a/>", "no CSL style"),
        (STYLE.replace("<id>", '<link rel="independent-parent" href="http://x"/><id>'), "another"),
    ],
)
def test_what_is_no_style_is_refused_and_nothing_is_fetched(weighed, tmp_path, text, said):
    from litassay.reports.office import in_style

    path = tmp_path / "bad.csl"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        in_style(build_report(weighed).references, path)


def test_sheets_have_a_row_each_and_calculate_nothing(weighed):
    report = build_report(weighed)
    claims = list(csv.DictReader(io.StringIO(claims_sheet(report))))
    assert [r["id"] for r in claims] == [c.id for c in report.claims]
    assert {r["verdict"] for r in claims} == {"supported", "refuted"}
    (finding,) = csv.DictReader(io.StringIO(findings_sheet(report)))
    assert (finding["papers for"], finding["papers against"], finding["certainty"]) == (
        "1 3", "2", "low",
    )  # fmt: skip
    risky = report.claims[0].model_copy(update={"text": "=1+1"})
    changed = report.model_copy(update={"claims": (risky,)})
    (row,) = csv.DictReader(io.StringIO(claims_sheet(changed)))
    assert row["claim"] == "'=1+1"


def test_there_is_one_note_a_paper_and_every_link_leads_to_one(weighed):
    report = build_report(weighed)
    made = notes(report)
    assert len(made) == 1 + len(report.references)
    assert all(re.fullmatch(r"[\w\s-]+\.md", name) for name in made)
    for name, text in made.items():
        for target in re.findall(r"(?<!\\)\[\[([^\]|]+)", text):
            assert f"{target}.md" in made
        front = yaml.safe_load(text.split("---\n")[1])
        assert "litassay" in front["tags"]
        body = MarkdownIt("commonmark").render(text.split("---\n", 2)[2])
        assert "<script" not in body
        assert "<img" not in body
        assert name == INDEX or "## Claims" in text
