"""The extractor with a language model: claims with verbatim quotes, which are looked up."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.asking.answers import BenchmarkAnswer, ClaimAnswer, ClaimsAnswer
from agents.asking.asker import Asker
from agents.asking.documents import resolve, shown, sub_question_list
from agents.asking.failure import refused, stops_run, why
from agents.law.claim_faults import Fault, fault
from agents.law.grounding import publishable, share_from
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.prompting.prompt import Prompt
from litassay.text.quantities import quantities
from litassay.text.quotes import locate
from litassay.types import (
    BenchmarkResult,
    Claim,
    Extraction,
    Message,
    Paper,
    Plan,
    Question,
    RejectedClaim,
)

WITHHELD = "(not shown: its words are not those of the document)"
_MOST = 8
_RELEVANT_FROM = 5.0
_REASONS = {
    "quote_not_found": "its quote is not in the document; copy the words exactly",
    "not_in_quote": "its quote does not say so",
    "instruction_like": "it is an instruction or a question, not a finding",
    "not_self_contained": "it is not one whole sentence",
}


@dataclass(frozen=True)
class ModelExtractor:
    """Implements `Extractor`: one call a paper."""

    asker: Asker
    prompt: Prompt
    nonce: str

    async def extract(self, question: Question, plan: Plan, paper: Paper) -> Extraction:
        """Raises ModelError when no call can succeed; other failures are `not_read`."""
        if not any(p.text.strip() for p in paper.passages):
            return Extraction(paper_id=paper.id, not_read="no text")
        parts = sub_question_list(plan.sub_questions)
        fixed = tokens.count(self.prompt.system + self.prompt.user + question.text + parts)

        def prompt(window: int) -> Sequence[Message]:
            room = self.asker.room(window, fixed)
            return self.prompt.render(
                question=question.text,
                sub_questions=parts,
                document=shown(paper, f"{question.text} {parts}", room, self.nonce),
            )

        try:
            heard = await self.asker.ask(
                "extractor", prompt, ClaimsAnswer, lambda a: _complaints(a, paper)
            )
        except (ModelError, BudgetReached) as error:
            if isinstance(error, ModelError) and stops_run(error):
                raise
            return Extraction(paper_id=paper.id, not_read=why(error), refused=refused(error))
        return _extraction(heard.answer, plan, paper)


def _complaints(answer: ClaimsAnswer, paper: Paper) -> list[str]:
    return [
        f"claims.{n}: {_REASONS[found]}"
        for n, claim in enumerate(answer.claims)
        if (found := fault(claim.text, claim.quote, paper)) is not None
    ]


def _extraction(answer: ClaimsAnswer, plan: Plan, paper: Paper) -> Extraction:
    claims: list[Claim] = []
    rejected: list[RejectedClaim] = []
    for given in answer.claims:
        reason = fault(given.text, given.quote, paper) or _unwanted(given, claims)
        if reason:
            shown = publishable(given.text, paper.title, *(p.text for p in paper.passages))
            rejected.append(RejectedClaim(paper_id=paper.id, text=shown or WITHHELD, reason=reason))
        elif len(claims) < _MOST:
            claims.append(_claim(given, plan, paper, f"x{len(claims) + 1}"))
    return Extraction(paper_id=paper.id, claims=tuple(claims), rejected=tuple(rejected))


def _unwanted(given: ClaimAnswer, kept: Sequence[Claim]) -> Fault | None:
    if given.relevance < _RELEVANT_FROM:
        return "off_question"
    text = " ".join(given.text.split()).lower()
    return "duplicate" if any(c.text.lower() == text for c in kept) else None


def _claim(given: ClaimAnswer, plan: Plan, paper: Paper, claim_id: str) -> Claim:
    span = locate(given.quote, paper)
    assert span is not None, "a claim without its quote has a fault"
    return Claim(
        id=claim_id,
        text=" ".join(given.text.split()),
        span=span,
        sub_questions=resolve(given.sub_questions, [s.id for s in plan.sub_questions]),
        relevance=round(given.relevance / 10, 4),
        benchmarks=tuple(
            _benchmark(b, paper) for b in given.benchmarks if _measured(b, span.quote)
        ),
    )


def _measured(given: BenchmarkAnswer, quote: str) -> bool:
    """True when the value, or the difference, is a number of the quote."""
    numbers = {abs(q.value) for q in quantities(quote)}
    return any(v is not None and abs(v) in numbers for v in (given.value, given.delta))


def _benchmark(given: BenchmarkAnswer, paper: Paper) -> BenchmarkResult:
    """Fields whose words are not the paper's are left out."""
    texts = (paper.title, *(p.text for p in paper.passages))
    fields = {
        name: None if isinstance(value, str) and share_from(value, *texts) < 1 else value
        for name, value in given.model_dump().items()
    }
    return BenchmarkResult.model_validate(fields)
