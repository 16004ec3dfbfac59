"""The blinded dossier: what every reviewer, model or measured, is given of a run.

Works stand under pseudonyms, names are taken out of all text, and every quote is looked up in the
stored document, so that a reviewer judges what is there and not what is said to be there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from agents.dossier.blinding import Blind, blind
from agents.law.counting import tally
from agents.law.groups import groups
from agents.law.rules import check_quote
from litassay.types import (
    Asked,
    Case,
    Claim,
    Dossier,
    Draft,
    Evidence,
    EvidenceBase,
    FindingCase,
    Opinion,
    Proof,
    ResultGroup,
    ReviewFinding,
    Span,
    Statement,
    Verification,
    Weight,
    Work,
)


def dossier(base: EvidenceBase, draft: Draft) -> Dossier:
    """The case file of a draft. Papers that are not handed in count as not holding any quote."""
    names = _pseudonyms(base)
    mask = blind(base.papers)
    show = _Shower(names, base, mask)
    checks = base.verifications_by_claim()
    return Dossier(
        question=base.question.text,
        sub_questions=tuple((s.id, s.text) for s in base.sub_questions),
        draft=_blind_draft(draft, mask),
        claims=tuple(show.case(c, checks.get(c.id)) for c in base.claims),
        findings=tuple(show.finding(f) for f in base.findings),
        works=_works(base, names, mask),
        searches=tuple(
            Asked(
                source=s.source,
                query=s.query_sent,
                status=s.status,
                detail=s.detail,
                hits=len(s.hits),
            )
            for s in base.searches
        ),
        rejected=tuple(sorted(Counter(r.reason for r in base.rejected).items())),
    )


def _pseudonyms(base: EvidenceBase) -> Mapping[str, str]:
    """Paper id to `P1`, `P2`, …: in the order of the claims, then of the screening, then by id."""
    order: dict[str, None] = {}
    for claim in base.claims:
        order.setdefault(claim.paper_id)
    for decision in base.screening:
        order.setdefault(decision.paper_id)
    for paper_id in sorted([p.id for p in base.papers] + _evidence_papers(base)):
        order.setdefault(paper_id)
    return {paper_id: f"P{n}" for n, paper_id in enumerate(order, 1)}


def _evidence_papers(base: EvidenceBase) -> list[str]:
    spans = [e.span.paper_id for v in base.verifications for e in v.evidence]
    others = [p for v in base.verifications for p in (*v.corroborated_by, *v.contradicted_by)]
    weighed = [w.paper_id for f in base.findings for w in f.weights]
    return [*spans, *others, *weighed]


def _works(base: EvidenceBase, names: Mapping[str, str], mask: Blind) -> tuple[Work, ...]:
    papers = base.papers_by_id()
    decisions = {d.paper_id: d for d in base.screening}
    not_read = dict(base.not_read)
    found = []
    for paper_id, name in names.items():
        paper, decision = papers.get(paper_id), decisions.get(paper_id)
        found.append(
            Work(
                name=name,
                title=mask.redact(paper.title) if paper else "",
                included=decision.included if decision else False,
                grade=decision.grade if decision else None,
                relevance=decision.relevance if decision else None,
                reason=decision.reason if decision else None,
                screened=decision is not None,
                retracted=paper.retracted if paper else False,
                preprint=paper.preprint if paper else False,
                flagged=bool(paper and paper.flags),
                not_read=not_read.get(paper_id, ""),
            )
        )
    return tuple(found)


class _Shower:
    """Turns claims and evidence into their blinded form."""

    def __init__(self, names: Mapping[str, str], base: EvidenceBase, mask: Blind) -> None:
        self._names, self._papers, self._mask = names, base.papers_by_id(), mask
        used = [d.paper_id for d in base.screening if d.included]
        gone = {p.id for p in base.papers if p.retracted}
        self._used = {p: names[p] for p in used if p not in gone}

    def case(self, claim: Claim, seen: Verification | None) -> Case:
        redact = self._mask.redact
        return Case(
            id=claim.id,
            text=redact(claim.text),
            work=self._names[claim.paper_id],
            locator=claim.span.locator,
            quote=redact(claim.span.quote),
            found=self._found(claim.span),
            sub_questions=claim.sub_questions,
            benchmarks=claim.benchmarks,
            verdict=seen.verdict if seen else None,
            confidence=seen.confidence if seen else None,
            grounded=bool(seen and seen.grounded),
            proofs=tuple(self._proof(e) for e in seen.evidence) if seen else (),
            corroborated_by=self._known(seen.corroborated_by) if seen else (),
            contradicted_by=self._known(seen.contradicted_by) if seen else (),
            reason=redact(seen.reason) if seen else "",
        )

    def finding(self, finding: ReviewFinding) -> FindingCase:
        """A finding with its opinions and the most that its counts may be."""
        backed = {w.paper_id: w.stance for w in finding.weights if self._backed(w)}
        weighed_ids = {w.paper_id for w in finding.weights}
        weighed = (self._papers.get(w.paper_id) for w in finding.weights)
        most = tally(backed, groups([p for p in weighed if p is not None]))
        return FindingCase(
            id=finding.id,
            text=self._mask.redact(finding.text),
            sub_question=finding.sub_question,
            asked=finding.asked,
            claim_ids=finding.claim_ids,
            opinions=tuple(self._opinion(w) for w in finding.weights if w.stance != "silent"),
            groups_for=finding.groups_for,
            groups_against=finding.groups_against,
            groups_mixed=finding.groups_mixed,
            most_for=most.yes,
            most_against=most.no,
            left_out=tuple(n for p, n in self._used.items() if p not in weighed_ids),
            verdict=finding.verdict,
            confidence=finding.confidence,
            certainty=finding.certainty,
        )

    def _backed(self, weight: Weight) -> bool:
        return bool(weight.spans) and all(self._found(s) for s in weight.spans)

    def _opinion(self, weight: Weight) -> Opinion:
        return Opinion(
            work=self._names[weight.paper_id],
            stance=weight.stance,
            quotes=tuple(self._mask.redact(s.quote) for s in weight.spans),
            found=self._backed(weight),
            indirect=weight.indirect,
        )

    def _proof(self, evidence: Evidence) -> Proof:
        return Proof(
            work=self._names[evidence.span.paper_id],
            locator=evidence.span.locator,
            quote=self._mask.redact(evidence.span.quote),
            found=self._found(evidence.span),
            stance=evidence.stance,
            score=evidence.score,
            notes=evidence.notes,
        )

    def _known(self, paper_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._names[p] for p in paper_ids)

    def _found(self, span: Span) -> bool:
        paper = self._papers.get(span.paper_id)
        return paper is not None and not check_quote(span, paper)


def _blind_draft(draft: Draft, mask: Blind) -> Draft:
    def blinded(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
        return tuple(Statement(text=mask.redact(s.text), claim_ids=s.claim_ids) for s in statements)

    groups = tuple(
        ResultGroup(sub_question=g.sub_question, statements=blinded(g.statements))
        for g in draft.results
    )
    return draft.model_copy(
        update={
            "title": mask.redact(draft.title),
            "abstract": blinded(draft.abstract),
            "introduction": blinded(draft.introduction),
            "answer": blinded(draft.answer),
            "results": groups,
            "contradictions": blinded(draft.contradictions),
            "limitations": blinded(draft.limitations),
        }
    )
