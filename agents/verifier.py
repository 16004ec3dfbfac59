"""The verifier with a language model: stances on passages, cross-checked by rule."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from agents.asking.answers import StanceAnswer, StancesAnswer
from agents.asking.asker import Asker, Heard
from agents.asking.failure import stops_run, why
from agents.law.confidence import ModelCalibration
from agents.law.rules import check, weigh
from agents.law.stance_votes import Vote, votes
from agents.law.verdict import verdict
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.prompting.fence import fence
from litassay.prompting.prompt import Prompt
from litassay.text.injection import instruction_like
from litassay.text.quotes import find_quote
from litassay.types import Claim, Evidence, Paper, Span, Verification

Candidates = Callable[[Claim, Sequence[Paper]], Sequence[Span]]
"""Passages that may speak to a claim, most promising first."""
_LEAST_QUOTE = 2


@dataclass(frozen=True)
class ModelVerifier:
    """Implements `Verifier`: one call a claim and sample over the best passages of all papers."""

    asker: Asker
    prompt: Prompt
    nonce: str
    candidates: Candidates
    passages: int = 6
    samples: int = 1
    calibration: ModelCalibration | None = None

    async def verify_claims(
        self, claims: Sequence[Claim], papers: Sequence[Paper]
    ) -> tuple[Verification, ...]:
        """Raises ModelError when no call can succeed; other failures are NOT_CHECKED."""
        return tuple(await asyncio.gather(*(self.verify(claim, papers) for claim in claims)))

    async def verify(self, claim: Claim, papers: Sequence[Paper]) -> Verification:
        """Raises ModelError when no call can succeed; other failures are NOT_CHECKED."""
        known = {p.id: p for p in papers if not p.retracted}
        spans = self._spans(claim, known)
        if not spans:
            return _not_checked(claim, "no text: no retrieved document holds a passage to check")
        names = {f"e{n}": span for n, span in enumerate(spans, start=1)}
        outcomes = await asyncio.gather(
            *(self._sample(claim, names, known, n) for n in range(self.samples)),
            return_exceptions=True,
        )
        heard = [o.answer for o in outcomes if isinstance(o, Heard)]
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and _must_raise(outcome):
                raise outcome
        failed = [o for o in outcomes if isinstance(o, ModelError | BudgetReached)]
        if not heard:
            return _not_checked(claim, why(failed[0]))
        return self._judge(claim, names, known, votes([a.stances for a in heard], list(names)))

    async def _sample(
        self, claim: Claim, names: Mapping[str, Span], papers: Mapping[str, Paper], sample: int
    ) -> Heard[StancesAnswer]:
        shown = "\n\n".join(
            fence(f"From: {_title(papers[s.paper_id])}\n{s.quote}", name, self.nonce)
            for name, s in names.items()
        )
        messages = self.prompt.render(claim=fence(claim.text, "claim", self.nonce), passages=shown)
        return await self.asker.ask(
            "verifier", messages, StancesAnswer, lambda a: _complaints(a, names), sample
        )

    def _spans(self, claim: Claim, papers: Mapping[str, Paper]) -> list[Span]:
        """The claim's own quote and the best other passages that fit, none of them twice."""
        own = papers.get(claim.paper_id)
        first = [claim.span] if own is not None and claim.span.points_at(own) else []
        rest = [s for s in self.candidates(claim, list(papers.values())) if _usable(s, papers)]
        spans: list[Span] = []
        for span in (*first, *rest):
            if not any(_overlap(span, other) for other in spans):
                spans.append(span)
        spans = spans[: self.passages]
        fixed = tokens.count(self.prompt.system + self.prompt.user + claim.text) + 100
        seat = self.asker.seat
        room = tokens.room(seat.context_window, seat.max_tokens, fixed)
        texts = [f"{_title(papers[s.paper_id])}\n{s.quote}" + " " * 60 for s in spans]
        kept = tokens.pack(texts, room - 60 * len(spans))
        return [spans[i] for i in kept]

    def _judge(
        self,
        claim: Claim,
        names: Mapping[str, Span],
        papers: Mapping[str, Paper],
        stances: Mapping[str, Vote],
    ) -> Verification:
        evidence = [_evidence(claim, span, papers, stances[n]) for n, span in names.items()]
        agreement = sum(v.agreement for v in stances.values()) / len(stances)
        found = verdict(claim, evidence)
        raw = found.raw * agreement
        known = self.calibration
        note = f" {self.samples} samples agree to {agreement:.0%}." if self.samples > 1 else ""
        return found.verification.model_copy(
            update={
                "confidence": round(known.probability(raw) if known else raw, 4),
                "reason": found.verification.reason + note,
            }
        )


def _must_raise(outcome: BaseException) -> bool:
    """A bug, an interruption, or a failure that no further call can mend."""
    if isinstance(outcome, ModelError):
        return stops_run(outcome)
    return not isinstance(outcome, BudgetReached)


def _not_checked(claim: Claim, reason: str) -> Verification:
    return Verification(claim_id=claim.id, verdict="NOT_CHECKED", reason=reason)


def _title(paper: Paper) -> str:
    return " ".join(paper.title.split())


def _usable(span: Span, papers: Mapping[str, Paper]) -> bool:
    return span.paper_id in papers and not instruction_like(span.quote)


def _overlap(one: Span, other: Span) -> bool:
    same = (one.paper_id, one.passage) == (other.paper_id, other.passage)
    return same and one.start < other.end and other.start < one.end


def _complaints(answer: StancesAnswer, names: Mapping[str, Span]) -> list[str]:
    problems = [
        f"stances: there is none for {name}"
        for name in names
        if name not in {s.passage for s in answer.stances}
    ]
    return problems + [
        f"{stance.passage}: the quote is not in the passage; copy it exactly"
        for stance in answer.stances
        if stance.passage in names and not _quoted(stance, names[stance.passage])
    ]


def _quoted(stance: StanceAnswer, span: Span) -> bool:
    """True when a stance is neutral or its quote stands in the passage."""
    return stance.stance == "NEUTRAL" or _stands(stance.quote, span)


def _stands(quote: str, span: Span) -> bool:
    """A single word is no quote: it would be found in any passage."""
    return len(quote.split()) >= _LEAST_QUOTE and find_quote(quote, span.quote) is not None


def _evidence(claim: Claim, span: Span, papers: Mapping[str, Paper], vote: Vote) -> Evidence:
    """The model's stance after the rules; a stance without its quote is none."""
    notes: tuple[str, ...] = ()
    stance, score = vote.stance, vote.probability
    if stance != "NEUTRAL" and not _stands(vote.quote, span):
        stance, notes = "NEUTRAL", ("the model's quote is not in this passage",)
    paper = papers[span.paper_id]
    context = f"{paper.title} {paper.passages[span.passage].text}"
    if stance != "NEUTRAL":  # the rules say nothing of what is neutral
        stance, score, more = weigh(stance, score, check(claim.text, span.quote, context))
        notes += more
    return Evidence(
        span=span, stance=stance, score=round(min(1.0, max(0.0, score)), 4), notes=notes
    )
