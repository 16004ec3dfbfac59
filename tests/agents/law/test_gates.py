import pytest

from agents.law.audit import audit
from agents.law.gates import RULES, gates
from litassay.evals.defects import plant
from litassay.evals.edits import replace_claims
from litassay.types import Query, SearchOutcome, Statement
from tests.agents.sound_report import CLAIMS, PAPERS, SOUND, rate, told

BY_NAME = {r.name: r for r in RULES}


def applied(report):
    return [g.name for g in gates(audit(*report))]


def only(*claims):
    """The sound report telling these claims alone."""
    ids = {c.id for c in claims}
    groups = tuple(
        g.model_copy(update={"statements": tuple(told(c) for c in claims)})
        for g in SOUND.draft.results[:1]
    )
    kept = tuple(v for v in SOUND.base.verifications if v.claim_id in ids)
    return SOUND.with_findings(claims=claims, verifications=kept).with_draft(
        abstract=(), answer=(told(claims[0]),), results=groups
    )


def test_no_gate_applies_to_a_sound_report():
    assert applied(SOUND) == []


def test_names_are_unique_and_ordered_by_cap():
    assert len(BY_NAME) == len(RULES)
    assert [r.cap for r in RULES] == sorted(r.cap for r in RULES)


@pytest.mark.parametrize(
    ("kind", "gate"),
    [
        ("one_paper", "one_work"),
        ("quote_altered", "altered_quote"),
        ("quote_of_another_paper", "altered_quote"),
        ("quotes_exchanged", "number_differs"),
        ("number_changed", "number_differs"),
        ("number_changed_in_text", "number_differs"),
        ("refuted_shown", "refuted_shown"),
        ("verdict_forged", "refuted_shown"),
        ("half_unverified", "mostly_unverified"),
        ("duplicated", "padded"),
        ("retracted_source", "retracted"),
        ("confident_over_nothing", "no_verified_claim"),
        ("citations_swapped", "miscited"),
        ("negated", "miscited"),
        ("limitations_removed", "no_limitations"),
        ("empty_answer", "empty_answer"),
        ("contradictions_removed", "contradictions_hidden"),
        ("source_failure_hidden", "failure_hidden"),
    ],
)
def test_a_planted_defect_meets_its_gate(kind, gate):
    found = [applied(p.damaged) for seed in range(4) if (p := plant(kind, SOUND, SOUND, seed))]
    assert any(gate in names for names in found), found


def test_the_rating_is_at_most_the_lowest_cap():
    for kind in ("quote_altered", "empty_answer", "duplicated"):
        pair = plant(kind, SOUND, SOUND, 0)
        rating = rate(pair.damaged)
        assert rating.gates
        assert rating.score <= min(g.cap for g in rating.gates)
        assert all(g.reason for g in rating.gates)


def test_claims_off_the_question_are_capped_at_four():
    other = SOUND.with_findings(
        question=SOUND.base.question.model_copy(
            update={"text": "Does sleep deprivation impair memory in mice?"}
        ),
        plans=(),
    )
    rating = rate(other)
    assert "off_question" in [g.name for g in rating.gates]
    assert rating.score <= 4


def test_half_of_the_claims_off_the_question_is_enough():
    swapped = {
        c.id: c.model_copy(update={"span": PAPER_SPAN, "text": PAPER_SPAN.quote})
        for c in CLAIMS[:4]
    }
    report = replace_claims(SOUND.with_findings(papers=(*PAPERS, MICE)), swapped)
    assert "off_question" in applied(report)


def test_few_claims_are_thin():
    assert "thin" in applied(only(CLAIMS[0], CLAIMS[1]))
    assert "thin" not in applied(only(*CLAIMS[:3]))


def test_a_disclosed_failure_caps_mildly():
    failed = SearchOutcome(
        source="crossref", query=Query(text="q"), query_sent="q", status="timeout"
    )
    searches = (*SOUND.base.searches, failed)
    hidden = SOUND.with_findings(searches=searches)
    said = Statement(text="The source crossref did not answer in time.")
    told_of = hidden.with_draft(limitations=(*SOUND.draft.limitations, said))
    assert applied(hidden) == ["failure_hidden", "source_failed"]
    assert applied(told_of) == ["source_failed"]
    assert rate(hidden).score <= 5 < rate(told_of).score <= 8


def test_a_step_too_strong_is_overstated_and_two_are_overclaimed():
    moderate = only(*CLAIMS[:4]).with_draft(strength="strong")
    assert "overstated" in applied(moderate)
    limited = only(*CLAIMS[:2]).with_draft(strength="strong")
    assert "overclaimed" in applied(limited)


def test_assertions_without_claims_are_listed():
    loose = tuple(
        Statement(text=f"Quantum annealing doubles the yield of barley in region {n}.")
        for n in "AB"
    )
    report = SOUND.with_draft(answer=(*SOUND.draft.answer, *loose))
    assert "uncited" in applied(report)


def _mice():
    from litassay.text.quotes import locate
    from litassay.types import Paper

    said = "Mice that were kept awake forgot the maze within two days."
    paper = Paper(id="lib:mice", title="Sleep and memory", abstract=said)
    return paper, locate(said, paper)


MICE, PAPER_SPAN = _mice()


def test_findings_with_groups_on_both_sides_have_to_be_told():
    assert "contradictions_hidden" not in applied(SOUND)
    hidden = SOUND.with_draft(contradictions=())
    found = {g.name: g.reason for g in gates(audit(*hidden))}
    assert found["contradictions_hidden"].endswith("f2.")


def _screened(grade, base=SOUND.base):
    return tuple(d.model_copy(update={"grade": grade}) for d in base.screening)


def test_claims_of_background_works_and_indirect_evidence_are_capped():
    assert "mostly_background" not in applied(SOUND.with_findings(screening=_screened("direct")))
    assert "mostly_background" in applied(SOUND.with_findings(screening=_screened("background")))
    apart = tuple(
        f.model_copy(
            update={"weights": tuple(w.model_copy(update={"indirect": True}) for w in f.weights)}
        )
        for f in SOUND.base.findings
    )
    assert "indirect_only" in applied(SOUND.with_findings(findings=apart))


def test_findings_must_count_what_is_quoted_and_ask_every_work():
    first, *rest = SOUND.base.findings
    inflated = first.model_copy(update={"groups_for": first.groups_for + 1})
    assert "counts_inflated" in applied(SOUND.with_findings(findings=(inflated, *rest)))
    fewer = first.model_copy(update={"weights": first.weights[1:]})
    assert "works_left_out" in applied(SOUND.with_findings(findings=(fewer, *rest)))
