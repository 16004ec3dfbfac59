"""Planted defects in claims and their evidence. Each is seeded; None when it cannot be planted."""

from random import Random

from litassay.evals.edits import Report, map_statements, replace_checks, replace_claims, supported
from litassay.text.quantities import Quantity, quantities
from litassay.text.sentences import sentences
from litassay.types import Claim, Paper, Span, Statement, Verification

SHARE = 0.3
"""Share of the shown claims that a defect of single claims touches."""


def _some(report: Report, draw: Random) -> list[Claim]:
    """A few of the shown claims, at least one."""
    shown = list(report.shown)
    return draw.sample(shown, min(len(shown), max(1, round(SHARE * len(shown)))))


def _check(report: Report, claim: Claim) -> Verification:
    return report.base.verifications_by_claim().get(claim.id) or supported(claim)


def _spans(paper: Paper) -> list[Span]:
    """Whole sentences of the abstract, long enough to be claims."""
    return [
        Span(paper_id=paper.id, passage=0, start=s.start, end=s.end, quote=s.text)
        for s in sentences(paper.abstract)
        if len(s.text) >= 50 and s.text.endswith(".")
    ]


def _put(report: Report, spans: list[Span]) -> Report | None:
    """The shown claims replaced by what these spans say, all of them marked as supported."""
    if not spans:
        return None
    changed = {
        c.id: c.model_copy(
            update={"text": s.quote, "span": s, "benchmarks": (), "relevance": c.relevance}
        )
        for n, c in enumerate(report.shown)
        for s in [spans[n % len(spans)]]
    }
    checks = {i: supported(c) for i, c in changed.items()}
    return replace_checks(replace_claims(report, changed), checks)


def one_paper(report: Report, _: Report, draw: Random) -> Report | None:
    """All claims are sentences of one of the papers."""
    cited = {c.paper_id for c in report.shown}
    papers = [p for p in report.base.papers if p.id in cited and len(_spans(p)) > 2]
    return _put(report, _spans(draw.choice(papers))) if papers else None


def off_question(report: Report, other: Report, draw: Random) -> Report | None:
    """The claims are those of another question's report, with its papers."""
    taken = list(other.shown)
    draw.shuffle(taken)
    here = {p.id for p in report.base.papers}
    added = tuple(p for p in other.base.papers if p.id not in here)
    papers = tuple(sorted((*report.base.papers, *added), key=lambda p: p.id))
    return _put(report.with_findings(papers=papers), [c.span for c in taken])


def quote_altered(report: Report, _: Report, draw: Random) -> Report | None:
    """A word inside is left out of some quotes, wherever they are used."""
    changed, checks = {}, {}
    for claim in _some(report, draw):
        words = claim.span.quote.split(" ")
        if len(words) < 3:
            continue
        gone = draw.randrange(1, len(words) - 1)  # without its first or last word it still stands
        quote = " ".join(w for n, w in enumerate(words) if n != gone)
        span = claim.span.model_copy(update={"quote": quote})
        changed[claim.id] = claim.model_copy(update={"span": span})
        check = _check(report, claim)
        evidence = tuple(
            e.model_copy(update={"span": span}) if e.span == claim.span else e
            for e in check.evidence
        )
        checks[claim.id] = check.model_copy(update={"evidence": evidence})
    return replace_checks(replace_claims(report, changed), checks) if changed else None


def quote_of_another_paper(report: Report, _: Report, draw: Random) -> Report | None:
    """Some claims are laid to a paper that does not say them."""
    others = [p for p in report.base.papers if p.abstract]
    changed = {}
    for claim in _some(report, draw):
        if not any(p.id != claim.paper_id for p in others):
            return None
        wrong = draw.choice([p for p in others if p.id != claim.paper_id])
        span = claim.span.model_copy(update={"paper_id": wrong.id})
        changed[claim.id] = claim.model_copy(update={"span": span})
    return replace_claims(report, changed) if changed else None


def quotes_exchanged(report: Report, _: Report, draw: Random) -> Report | None:
    """Two claims of different papers rest on each other's quotes."""
    shown = report.shown
    pairs = [(a, b) for a in shown for b in shown if a.paper_id < b.paper_id]
    if not pairs:
        return None
    a, b = draw.choice(pairs)
    changed = {
        a.id: a.model_copy(update={"span": b.span}),
        b.id: b.model_copy(update={"span": a.span}),
    }
    checks = {i: supported(c) for i, c in changed.items()}
    return replace_checks(replace_claims(report, changed), checks)


def number_changed(report: Report, _: Report, draw: Random) -> Report | None:
    """One number of one claim, and of the sentences that tell it, is another number."""
    with_numbers = [(c, q) for c in report.shown for q in _figures(c.text)]
    if not with_numbers:
        return None
    claim, number = draw.choice(with_numbers)
    text = _other_number(claim.text, number, draw)
    return replace_claims(report, {claim.id: claim.model_copy(update={"text": text})})


def number_changed_in_text(report: Report, _: Report, draw: Random) -> Report | None:
    """One number of one sentence of the report is another number; the claim stays right."""
    groups = [s for g in report.draft.results for s in g.statements if s.claim_ids]
    with_numbers = [(s, q) for s in groups for q in _figures(s.text)]
    if not with_numbers:
        return None
    wrong, number = draw.choice(with_numbers)
    text = _other_number(wrong.text, number, draw)

    def change(statement: Statement) -> Statement:
        same = statement == wrong
        return statement.model_copy(update={"text": text}) if same else statement

    return Report(report.base, map_statements(report.draft, change))


def _figures(text: str) -> list[Quantity]:
    """Numbers written in digits, years left out: those of citations are taken out when blinding."""
    found = (q for q in quantities(text) if q.unit != "calendar")
    return [q for q in found if any(ch.isdigit() for ch in q.text)]


def _other_number(text: str, number: Quantity, draw: Random) -> str:
    digits = [n for n in range(number.start, number.end) if text[n].isdigit()]
    at = digits[0]
    other = draw.choice([d for d in "123456789" if d != text[at]])
    return text[:at] + other + text[at + 1 :]


def refuted_shown(report: Report, _: Report, draw: Random) -> Report | None:
    """The documents refute some claims, and the report tells them as before."""
    return _against(report, draw, verdict="REFUTED")


def verdict_forged(report: Report, _: Report, draw: Random) -> Report | None:
    """The evidence refutes some claims, but their verdict still says that it supports them."""
    return _against(report, draw, verdict="SUPPORTED")


def _against(report: Report, draw: Random, verdict: str) -> Report | None:
    checks = {}
    for claim in _some(report, draw):
        check = _check(report, claim)
        evidence = tuple(e.model_copy(update={"stance": "REFUTES"}) for e in check.evidence)
        checks[claim.id] = check.model_copy(
            update={"evidence": evidence, "verdict": verdict, "corroborated_by": ()}
        )
    return replace_checks(report, checks) if checks else None


def duplicated(report: Report, _: Report, draw: Random) -> Report | None:
    """Half of the claims are there twice, and told twice."""
    shown = list(report.shown)
    twice = draw.sample(shown, max(1, len(shown) // 2)) if shown else []
    if not twice or not report.draft.results:
        return None
    copies = [c.model_copy(update={"id": f"{c.id}x"}) for c in twice]
    checks = [_check(report, c).model_copy(update={"claim_id": f"{c.id}x"}) for c in twice]
    told = tuple(Statement(text=c.text, claim_ids=(c.id,)) for c in copies)
    first, *rest = report.draft.results
    fuller = first.model_copy(update={"statements": (*first.statements, *told)})
    return report.with_findings(
        claims=(*report.base.claims, *copies),
        verifications=(*report.base.verifications, *checks),
    ).with_draft(results=(fuller, *rest))


def truncated(report: Report, _: Report, draw: Random) -> Report | None:
    """Claims are cut at 120 characters, wherever that falls."""
    cut = {
        c.id: c.model_copy(update={"text": c.text[:120]})
        for c in report.shown
        if len(c.text) > 125 and draw.random() < 0.8
    }
    return replace_claims(report, cut) if cut else None


def confident_over_nothing(report: Report, _: Report, __: Random) -> Report | None:
    """No claim could be verified, and the report is as confident as can be."""
    checks = {
        c.id: _check(report, c).model_copy(
            update={
                "verdict": "NOT_ENOUGH_INFO",
                "grounded": False,
                "corroborated_by": (),
                "evidence": (),
            }
        )
        for c in report.base.claims
    }
    return replace_checks(report, checks).with_draft(strength="strong") if checks else None


def retracted_source(report: Report, _: Report, draw: Random) -> Report | None:
    """The paper behind some of the claims is retracted."""
    sources = sorted({c.paper_id for c in report.shown})
    if not sources:
        return None
    gone = draw.choice(sources)
    papers = tuple(
        p.model_copy(update={"retracted": True}) if p.id == gone else p for p in report.base.papers
    )
    return report.with_findings(papers=papers)


def half_unverified(report: Report, _: Report, draw: Random) -> Report | None:
    """Half of the claims told as findings were never verified."""
    shown = list(report.shown)
    checks = {
        c.id: Verification(
            claim_id=c.id, verdict="NOT_CHECKED", reason="The model's server did not answer."
        )
        for c in draw.sample(shown, (len(shown) + 1) // 2)
    }
    return replace_checks(report, checks) if checks else None
