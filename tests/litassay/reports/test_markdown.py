"""The main part in Markdown: the answer first, findings weighed, one numbering, old reports."""

import json
import re
from pathlib import Path

import pytest

from litassay.reports.build import build_report
from litassay.reports.checks import faults
from litassay.reports.document import Report
from litassay.reports.markdown import render
from litassay.reports.markdown_appendix import render_appendix

RECORDINGS = sorted((Path(__file__).parents[2] / "recordings").glob("*/report.json"))


def test_page_one_holds_answer_certainty_findings_and_rating_in_this_order(weighed):
    text = render(build_report(weighed))
    assert text.index("## Answer") < 120
    order = ["## Answer", "## How certain", "## Summary of findings", "## Rating", "## Findings"]
    assert [text.index(h) for h in order] == sorted(text.index(h) for h in order)
    assert "**Low certainty**: further papers are likely to change it." in text
    assert "papers disagree; only abstracts were read" in text
    assert "**5.0 of 10: usable report**" in text
    assert "At most 5: Asserted although refuted" in text


def test_the_table_of_findings_counts_groups_and_names_papers(weighed):
    text = render(build_report(weighed))
    row = next(line for line in text.splitlines() if line.startswith("| The method"))
    assert "| 1: [\\[1\\]](#ref-1), [\\[3\\]](#ref-3) | 1: [\\[2\\]](#ref-2) |" in row
    assert "papers that share an author" in text


def test_a_finding_shows_the_best_quote_of_each_side(weighed):
    text = render(build_report(weighed))
    for side in ("For", "Against", "Both ways"):
        assert re.search(rf"- {side}: “Method \d improves accuracy", text)


def test_a_reader_sees_one_numbering_and_every_link_has_its_target(weighed):
    report = build_report(weighed)
    main, appendix = render(report), render_appendix(report)
    anchors = {name: set(re.findall(r'<a id="([\w-]+)">', text))
               for name, text in (("report.md", main), ("appendix.md", appendix))}  # fmt: skip
    for here, text in (("report.md", main), ("appendix.md", appendix)):
        for file, anchor in re.findall(r"\]\(([\w.]*)#([\w-]+)\)", text):
            assert anchor in anchors[file or here], (file, anchor)
    page_one = re.sub(r"\]\([^)]*\)", "]", main.split("## Rating")[0])
    assert not re.findall(r"\bc\d+\b", page_one)


def test_findings_are_checked_like_claims(weighed):
    report = build_report(weighed)
    papers = weighed.base.papers_by_id()
    assert faults(report, papers) == ()
    (finding,) = report.findings
    span = finding.papers[0].spans[0].model_copy(update={"quote": "Made up."})
    bad = finding.papers[0].model_copy(update={"spans": (span,)})
    changed = finding.model_copy(update={"papers": (bad, *finding.papers[1:])})
    broken = report.model_copy(update={"findings": (changed,)})
    assert faults(broken, papers) == ("f1: quote is not in its document",)


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda p: p.parent.name)
def test_the_main_part_is_short_and_a_report_of_schema_1_0_still_renders(path):
    stored = json.loads(path.read_text("utf-8"))
    assert len(render(Report.model_validate(stored)).split()) <= 2500
    old = {n: v for n, v in stored.items() if n not in ("findings", "short_title")}
    report = Report.model_validate({**old, "schema_version": "1.0"})
    assert "## Answer" in render(report)
    assert "## Provenance" in render_appendix(report)
