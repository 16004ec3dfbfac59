"""Reports from runs of the graph with doubles: arithmetic, citations, schema, honesty."""

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.reports.build import build_report
from litassay.reports.checks import faults
from litassay.reports.document import Report
from litassay.reports.markdown import render
from litassay.reports.markdown_appendix import render_appendix
from litassay.reports.methodology import methodology, prisma
from litassay.types import (
    Claim,
    Draft,
    Evidence,
    EvidenceBase,
    Hit,
    Paper,
    Plan,
    Provenance,
    Query,
    Question,
    Rating,
    ResultGroup,
    Review,
    RunResult,
    ScreeningDecision,
    SearchOutcome,
    Span,
    Statement,
    SubQuestion,
    Verification,
    Version,
)

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "report.schema.json"


def paper(number):
    text = f"Method {number} improves accuracy by {number} points."
    return Paper(id=f"p{number}", title=f"A <b>title</b> {number}", abstract=text, year=2020)


def span(of):
    return Span(paper_id=of.id, passage=0, start=0, end=len(of.abstract), quote=of.abstract)


def decision(of, included=True):
    return ScreeningDecision(
        paper_id=of.id,
        included=included,
        relevance=0.5,
        reason=None if included else "off_topic",
        explanation="Because of its words.",
        sub_questions=("q1",),
    )


def result(claims=2, papers=4, budget=""):
    works = tuple(paper(n) for n in range(1, papers + 1))
    made = tuple(
        Claim(id=f"c{n}", text=w.abstract, span=span(w), sub_questions=("q1",))
        for n, w in enumerate(works[:claims], 1)
    )
    checks = tuple(
        Verification(
            claim_id=c.id,
            verdict="SUPPORTED",
            confidence=0.9,
            grounded=True,
            evidence=(Evidence(span=c.span, stance="SUPPORTS", score=0.9),),
            reason="Its source says so.",
        )
        for c in made
    )
    query = Query(text="q", sub_question="q1")
    hits = tuple(Hit(paper_id=w.id, rank=n) for n, w in enumerate(works, 1))
    searches = tuple(
        SearchOutcome(source=s, query=query, query_sent="q", status="ok", hits=hits)
        for s in ("one", "two")
    )
    known = EvidenceBase(
        question=Question(text="Does it help?"),
        plans=(Plan(sub_questions=(SubQuestion(id="q1", text="Does it?"),), queries=(query,)),),
        searches=searches,
        papers=works,
        screening=tuple(decision(w, n < 3) for n, w in enumerate(works)),
        claims=made,
        verifications=checks,
    )
    said = tuple(Statement(text=c.text, claim_ids=(c.id,)) for c in reversed(made))
    draft = Draft(
        title="Does it help?",
        abstract=(Statement(text="Four papers were read."),),
        introduction=(Statement(text="The question matters."),),
        answer=said,
        strength="moderate" if made else "insufficient",
        results=(ResultGroup(sub_question="q1", statements=said),),
        limitations=(Statement(text="Only abstracts were read."),),
    )
    rating = Rating(score=7.0, ungated=7.0, interval=(6.0, 8.0), dimensions=(), reviewers=1)
    review = Review(reviewer="one", scores=(), overall=7.0, reason="Sound.")
    origin = Provenance(
        litassay="0", crew=(), confidence="", prompt_set="none", sources=("one",), configuration=()
    )
    return RunResult(
        base=known,
        versions=(Version(draft=draft, reviews=(review,), rating=rating),),
        published=0,
        provenance=origin,
        budget_reached=budget,
    )


def by_id(made):
    return made.base.papers_by_id()


def test_references_are_numbered_by_first_mention_and_all_are_cited():
    made = result()
    report = build_report(made)
    assert [r.paper_id for r in report.references] == ["p2", "p1"]
    assert report.answer[0].citations == (1,)
    assert faults(report, by_id(made)) == ()


def test_flow_of_records_accounts_for_every_work():
    flow = build_report(result()).methodology.prisma
    assert (flow.identified, flow.duplicates, flow.screened) == (8, 4, 4)
    assert (flow.included, flow.cited, flow.without_claims) == (3, 2, 1)


@given(st.lists(st.sampled_from(["in", "off_topic", "no_text", "retracted"]), max_size=12),
       st.integers(0, 12), st.integers(1, 3))  # fmt: skip
def test_flow_always_adds_up(fates, cited, sources):
    works = [paper(n) for n in range(len(fates))]
    decisions = tuple(
        decision(w, f == "in").model_copy(update={"reason": None if f == "in" else f})
        for w, f in zip(works, fates, strict=True)
    )
    query = Query(text="q")
    hits = tuple(Hit(paper_id=w.id, rank=1) for w in works)
    searches = tuple(
        SearchOutcome(source=str(n), query=query, query_sent="", status="ok", hits=hits)
        for n in range(sources)
    )
    known = EvidenceBase(
        question=Question(text="?"), plans=(), searches=searches, papers=tuple(works),
        screening=decisions, claims=(), not_read=tuple((w.id, "no text") for w in works[1::2]),
    )  # fmt: skip
    flow = prisma(known, {w.id for w in works[:cited]})  # raises when it does not add up
    assert flow.screened == len(works)
    assert flow.included == fates.count("in")


@given(st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 5), st.integers(0, 2)),
    max_size=40,
))  # fmt: skip
def test_a_record_is_identified_once_for_each_source_whatever_the_queries(found):
    """Each tuple says that a query of a source returned a version of a work."""
    ids = {(s, q): [] for s, q, _, _ in found}
    for source, query, work, version in found:
        ids[source, query].append(f"p{work}" if version == 0 else f"p{work}v{version}")
    searches = tuple(
        SearchOutcome(
            source=source, query=Query(text=str(query)), query_sent="", status="ok",
            hits=tuple(Hit(paper_id=i, rank=n) for n, i in enumerate(dict.fromkeys(named), 1)),
        )
        for (source, query), named in ids.items()
    )  # fmt: skip
    works = [paper(n) for n in sorted({work for _, _, work, _ in found})]
    known = EvidenceBase(
        question=Question(text="?"), plans=(), searches=searches, papers=tuple(works),
        screening=tuple(decision(w) for w in works), claims=(),
    )  # fmt: skip
    made = methodology(known, ())
    flow = made.prisma
    assert flow.identified == len({(s, work, version) for s, _, work, version in found})
    assert flow.identified == sum(row.records for row in made.sources)
    assert flow.duplicates == flow.identified - len(works) >= 0
    assert sum(q.records for q in made.queries) >= flow.identified


def test_many_queries_of_one_library_identify_its_records_once():
    made = result()
    (one, _) = made.base.searches
    asked = tuple(one.model_copy(update={"query": Query(text=f"q{n}")}) for n in range(10))
    known = made.base.model_copy(update={"searches": asked})
    flow = methodology(known, ()).prisma
    assert (flow.identified, flow.duplicates, flow.screened) == (4, 0, 4)


def test_json_follows_the_published_schema():
    report = build_report(result())
    schema = json.loads(SCHEMA.read_text())
    assert schema == Report.model_json_schema(mode="serialization")
    jsonschema.validate(json.loads(report.model_dump_json()), schema)


def test_report_reads_back_to_the_same_value():
    report = build_report(result())
    assert Report.model_validate_json(report.model_dump_json()) == report


def test_markdown_has_every_section_and_no_markup_from_titles():
    report = build_report(result())
    text = render(report) + render_appendix(report)
    order = ("Answer", "How certain", "Rating", "Findings", "Contradictions",
             "Limitations of this run", "References", "Methods", "Reviewers", "Claims",
             '<a id="claims"></a>Claims and their evidence', "Abstract", "Introduction",
             '<a id="queries"></a>Queries', '<a id="unused"></a>Papers not used',
             "Provenance")  # fmt: skip
    places = [text.index(f"\n## {heading}\n") for heading in order]
    assert places == sorted(places)
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert "Method 1 improves accuracy by 1 points" in text


def test_insufficient_evidence_is_said_first():
    made = result(claims=0)
    assert build_report(made).status == "insufficient_evidence"
    assert "Insufficient evidence" in render(build_report(made))[:600]


def test_budget_goes_before_strength():
    assert build_report(result(budget="1,000 tokens were spent.")).status == "budget_reached"


def test_a_changed_quote_is_found():
    made = result()
    claim = made.base.claims[0]
    bad = claim.span.model_copy(update={"quote": claim.span.quote.replace("improves", "harms")})
    claims = (claim.model_copy(update={"span": bad}), *made.base.claims[1:])
    known = made.base.model_copy(update={"claims": claims})
    broken = made.model_copy(update={"base": known})
    assert faults(build_report(broken), by_id(broken)) == ("c1: quote is not in its document",)


def test_a_statement_about_an_unknown_claim_cannot_be_published():
    made = result()
    version = made.versions[0]
    draft = version.draft.model_copy(
        update={"answer": (Statement(text="Invented.", claim_ids=("c99",)),)}
    )
    broken = made.model_copy(update={"versions": (version.model_copy(update={"draft": draft}),)})
    with pytest.raises(KeyError, match="c99"):
        build_report(broken)


def test_a_claim_that_was_not_checked_shows_in_counts_and_status():
    made = result()
    first, *rest = made.base.verifications
    unchecked = Verification(
        claim_id=first.claim_id, verdict="NOT_CHECKED", reason="The server failed."
    )
    known = made.base.model_copy(update={"verifications": (unchecked, *rest)})
    report = build_report(made.model_copy(update={"base": known}))
    assert report.status == "unchecked_claims"
    assert dict(report.verdicts)["NOT_CHECKED"] == 1
    assert "Not everything was checked" in render(report)
