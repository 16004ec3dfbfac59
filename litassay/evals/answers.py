"""Do reports answer? Their claims and references against papers that readers judged.

A claim from a paper that nobody judged says nothing either way: it is left out of the shares, and
the share of claims that were judged is reported beside them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from litassay.evals.judgments import JudgedQuestion
from litassay.types import Claim, Record, RunResult, Span

RESAMPLES = 1_000
"""Of the bootstrap over questions."""
SEED = 20240811


class Answered(Record):
    """What one report's claims rest on."""

    id: str
    empty: bool
    """Insufficient evidence: the report names no finding."""
    rating: float
    claims: int
    """Claims verified as supported."""
    judged: int
    """Of these, from papers that readers judged."""
    relevant: int
    """Of those, from papers that answer at least in part."""
    answering: int
    """Of those, resting on a sentence that readers marked as answering."""
    relevant_papers: int
    """Judged papers that answer at least in part."""
    cited: int
    """Of these, in the list of references."""
    seconds: float

    @property
    def share(self) -> float | None:
        """Judged claims that come from relevant papers; None where none was judged."""
        return self.relevant / self.judged if self.judged else None


class Share(NamedTuple):
    """A ratio of sums over questions, with its 95 % percentile bootstrap over questions."""

    value: float
    low: float
    high: float


class AnswerScores(Record):
    """All of the measurement."""

    questions: int
    claims_from_relevant: Share
    claims_that_answer: Share
    relevant_cited: Share
    empty: int
    rating_spearman: float | None
    """Rank correlation of rating and share of judged claims from relevant papers."""
    judged: float
    """Share of the claims that come from judged papers."""
    by_question: tuple[Answered, ...]


def answered(
    question: JudgedQuestion, result: RunResult, cited: Sequence[str], seconds: float
) -> Answered:
    """Count one report; `cited` are the ids of its references."""
    supported = {v.claim_id for v in result.base.verifications if v.verdict == "SUPPORTED"}
    claims = [c for c in result.base.claims if c.id in supported]
    judged = [(c, j) for c in claims if (j := question.of(c.paper_id)) is not None]
    named = [j for p in cited if (j := question.of(p)) is not None]
    return Answered(
        id=question.id,
        empty=result.final.draft.strength == "insufficient",
        rating=result.final.rating.score,
        claims=len(claims),
        judged=len(judged),
        relevant=sum(j.relevant for _, j in judged),
        answering=sum(j.relevant and _answers(c, j.findings) for c, j in judged),
        relevant_papers=sum(j.relevant for j in question.judgments),
        cited=sum(j.relevant for j in named),
        seconds=round(seconds, 2),
    )


def _answers(claim: Claim, findings: Sequence[tuple[int, int]]) -> bool:
    return any(_overlaps(claim.span, start, end) for start, end in findings)


def _overlaps(span: Span, start: int, end: int) -> bool:
    """Findings are marked in the abstract, which is a paper's first passage."""
    return span.passage == 0 and span.start < end and start < span.end


def score(rows: Sequence[Answered]) -> AnswerScores:
    """The measurement over all questions."""
    claims = sum(r.claims for r in rows)
    return AnswerScores(
        questions=len(rows),
        claims_from_relevant=_share([r.relevant for r in rows], [r.judged for r in rows]),
        claims_that_answer=_share([r.answering for r in rows], [r.judged for r in rows]),
        relevant_cited=_share([r.cited for r in rows], [r.relevant_papers for r in rows]),
        empty=sum(r.empty for r in rows),
        rating_spearman=_spearman(rows),
        judged=round(sum(r.judged for r in rows) / claims, 4) if claims else 0.0,
        by_question=tuple(rows),
    )


def _share(parts: Sequence[int], wholes: Sequence[int]) -> Share:
    part, whole = np.array(parts, np.float64), np.array(wholes, np.float64)
    drawn = np.random.default_rng(SEED).integers(0, len(part), (RESAMPLES, len(part)))
    values = _ratio(part[drawn].sum(axis=1), whole[drawn].sum(axis=1))
    low, high = np.percentile(values, [2.5, 97.5])
    middle = _ratio(part.sum(keepdims=True), whole.sum(keepdims=True))[0]
    return Share(round(float(middle), 4), round(float(low), 4), round(float(high), 4))


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    """0 where there is nothing to divide by."""
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _spearman(rows: Sequence[Answered]) -> float | None:
    """None where ratings or shares do not vary."""
    from scipy.stats import spearmanr

    told = [(r.rating, r.share) for r in rows if r.share is not None]
    ratings, shares = [rating for rating, _ in told], [share for _, share in told]
    if len(told) < 3 or len(set(ratings)) == 1 or len(set(shares)) == 1:
        return None
    return round(float(spearmanr(ratings, shares).statistic), 4)
