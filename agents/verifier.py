"""The verifier with a language model: whether a paper carries its claims, held to the rules.

The claims of one paper are checked in one call against that paper's own text. What other papers
say is asked of review findings, not of single claims.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.asking.answers import StancesAnswer
from agents.asking.asker import Asker, Heard
from agents.asking.documents import shown
from agents.asking.failure import stops_run, why
from agents.law.confidence import ModelCalibration
from agents.law.rules import check, check_results, weigh
from agents.law.stance_votes import Vote, votes
from agents.law.verdict import verdict
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.prompting.fence import fence
from litassay.prompting.prompt import Prompt
from litassay.text.injection import instruction_like
from litassay.text.quotes import find_quote, locate
from litassay.text.sentences import sentences
from litassay.types import Claim, Evidence, Message, Paper, Span, Verification

_LEAST_QUOTE = 2
_BESIDE = 2
"""Sentences before and after a quote that are read with it."""
_FIRST = 2
"""Sentences at the beginning of a paper that are read too."""
_MOST = 3000
"""Most tokens of a document: its abstract, and the passages nearest to the claims' quotes."""


@dataclass(frozen=True)
class ModelVerifier:
    """Implements `Verifier`: one call a paper and sample."""

    asker: Asker
    prompt: Prompt
    nonce: str
    samples: int = 1
    calibration: ModelCalibration | None = None

    async def verify_claims(
        self, claims: Sequence[Claim], papers: Sequence[Paper]
    ) -> tuple[Verification, ...]:
        """Check each claim against its own paper; against all of them where that is not there.

        Raises ModelError when no call can succeed; other failures are NOT_CHECKED.
        """
        known = {p.id: p for p in papers if not p.retracted and _has_text(p)}
        own = {c.paper_id: known[c.paper_id] for c in claims if c.paper_id in known}
        documents = own or known
        if not documents:
            reason = "no text: no retrieved document holds a passage to check"
            return tuple(_not_checked(c, reason) for c in claims)
        groups = [
            (paper, [c for c in claims if not own or c.paper_id == paper.id])
            for paper in documents.values()
        ]
        read = await asyncio.gather(*(self._document(p, some) for p, some in groups))
        found: dict[str, list[tuple[Evidence, float]]] = {c.id: [] for c in claims}
        failed: dict[str, str] = {}
        for (paper, some), outcome in zip(groups, read, strict=True):
            for claim, label in zip(some, _labels(some), strict=True):
                if isinstance(outcome, str):
                    failed.setdefault(claim.id, outcome)
                else:
                    vote = outcome[label]
                    found[claim.id].append((_evidence(claim, paper, vote), vote.agreement))
        reasons = {c.id: failed.get(c.id, "its source is not among the documents") for c in claims}
        return tuple(
            self._judge(c, found[c.id]) if found[c.id] else _not_checked(c, reasons[c.id])
            for c in claims
        )

    async def _document(self, paper: Paper, claims: Sequence[Claim]) -> Mapping[str, Vote] | str:
        """A vote on each claim, by label; or why there is none."""
        outcomes = await asyncio.gather(
            *(self._sample(paper, claims, n) for n in range(self.samples)), return_exceptions=True
        )
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and _must_raise(outcome):
                raise outcome
        heard = [o.answer.stances for o in outcomes if isinstance(o, Heard)]
        if heard:
            return votes(heard, _labels(claims))
        return next(why(o) for o in outcomes if isinstance(o, ModelError | BudgetReached))

    async def _sample(
        self, paper: Paper, claims: Sequence[Claim], sample: int
    ) -> Heard[StancesAnswer]:
        listed = [
            f"{label}: {' '.join(claim.text.split())}"
            for label, claim in zip(_labels(claims), claims, strict=True)
        ]
        fixed = tokens.count(self.prompt.system + self.prompt.user + "\n".join(listed)) + 100
        quotes = " ".join(f"{c.span.quote} {c.text}" for c in claims)

        def prompt(window: int) -> Sequence[Message]:
            room = min(_MOST, self.asker.room(window, fixed))
            return self.prompt.render(
                document=shown(_around(paper, claims), quotes, room, self.nonce),
                claims=fence("\n".join(listed), "claims", self.nonce),
            )

        return await self.asker.ask(
            "verifier", prompt, StancesAnswer, lambda a: _complaints(a, claims, paper), sample
        )

    def _judge(self, claim: Claim, found: Sequence[tuple[Evidence, float]]) -> Verification:
        concluded = verdict(claim, [evidence for evidence, _ in found])
        agreement = sum(share for _, share in found) / len(found)
        raw, known = concluded.raw * agreement, self.calibration
        note = f" {self.samples} samples agree to {agreement:.0%}." if self.samples > 1 else ""
        return concluded.verification.model_copy(
            update={
                "confidence": round(known.probability(raw) if known else raw, 4),
                "reason": concluded.verification.reason + note,
            }
        )


def _has_text(paper: Paper) -> bool:
    return any(p.text.strip() for p in paper.passages)


def _around(paper: Paper, claims: Sequence[Claim]) -> Paper:
    """What is read of a paper: its first sentences and those around the quotes of its claims.

    The first ones say what "our model" is. Sentences that speak to a machine are left out, and so
    is all that the claims do not rest on: what a document brings in beside them cannot vote.
    """
    spans = [c.span for c in claims if c.span.points_at(paper)]
    if not spans:
        return paper
    kept = []
    for n, passage in enumerate(paper.passages):
        said = sentences(passage.text)
        near = {
            i + step
            for i, s in enumerate(said)
            for span in spans
            if span.passage == n and s.start < span.end and span.start < s.end
            for step in range(-_BESIDE, _BESIDE + 1)
        } | (set(range(_FIRST)) if n == 0 else set())
        text = " ".join(
            s.text for i, s in enumerate(said) if i in near and not instruction_like(s.text)
        )
        kept += [passage.model_copy(update={"text": text})] if text else []
    return paper.model_copy(update={"abstract": "", "full_text": tuple(kept)})


def _labels(claims: Sequence[Claim]) -> list[str]:
    """Names that do not change when the claims of a run are numbered anew."""
    return [f"s{n}" for n in range(1, len(claims) + 1)]


def _must_raise(outcome: BaseException) -> bool:
    """A bug, an interruption, or a failure that no further call can mend."""
    if isinstance(outcome, ModelError):
        return stops_run(outcome)
    return not isinstance(outcome, BudgetReached)


def _not_checked(claim: Claim, reason: str) -> Verification:
    return Verification(claim_id=claim.id, verdict="NOT_CHECKED", reason=reason)


def _complaints(answer: StancesAnswer, claims: Sequence[Claim], paper: Paper) -> list[str]:
    labels = _labels(claims)
    given = {s.claim for s in answer.stances}
    problems = [f"stances: there is none for {name}" for name in labels if name not in given]
    return problems + [
        f"{s.claim}: the quote is not in the document; copy it exactly"
        for s in answer.stances
        if s.claim in labels and s.stance != "NEUTRAL" and _place(s.quote, paper) is None
    ]


def _place(quote: str, paper: Paper) -> Span | None:
    """Where a quote stands; a single word is none: it would be found in any document."""
    return locate(quote, paper) if len(quote.split()) >= _LEAST_QUOTE else None


def _evidence(claim: Claim, paper: Paper, vote: Vote) -> Evidence:
    """The model's stance after the rules; a stance without its quote is none."""
    own = claim.span if claim.span.points_at(paper) else None
    said = _place(vote.quote, paper)
    notes: tuple[str, ...] = ()
    stance, score = vote.stance, vote.probability
    if stance != "NEUTRAL" and said is None:
        stance, notes = "NEUTRAL", ("the model's quote is not in this document",)
    span = _decisive(own, said) or _first(paper)
    if stance != "NEUTRAL":  # the rules say nothing of what is neutral
        text = " ".join(s.quote for s in (own, said) if s is not None)
        context = f"{paper.title} {paper.passages[span.passage].text}"
        base = (*check(claim.text, text, context), *check_results(claim.benchmarks, text, context))
        stance, score, more = weigh(stance, score, base)
        notes += more
    return Evidence(
        span=span, stance=stance, score=round(min(1.0, max(0.0, score)), 4), notes=notes
    )


def _decisive(own: Span | None, said: Span | None) -> Span | None:
    """The claim's own quote where the model points into it, else what it points at."""
    if own is None or said is None:
        return own or said
    same = own.passage == said.passage and own.start < said.end and said.start < own.end
    return own if same or find_quote(said.quote, own.quote) else said


def _first(paper: Paper) -> Span:
    """The first passage, for a stance that rests on no sentence."""
    n, passage = next((n, p) for n, p in enumerate(paper.passages) if p.text.strip())
    return Span(
        paper_id=paper.id, passage=n, start=0, end=len(passage.text), quote=passage.text,
        locator=passage.locator,
    )  # fmt: skip
