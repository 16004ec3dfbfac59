"""A reviewer with a language model: one rubric file, one blinded dossier, one review."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents.asking.answers import ReviewAnswer, ScoreAnswer
from agents.asking.asker import Asker
from agents.asking.documents import resolve
from agents.asking.failure import why
from agents.law.grounding import publishable
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.prompting.fence import fence
from litassay.prompting.prompt import Prompt
from litassay.types import Audit, DimensionScore, Dossier, Message, MissingReview, Review

_SHARED = 0.4
"""Least share of a reason's content stems that dossier or rubric hold."""
Show = Callable[[Dossier, int], str]
"""(dossier, tokens) → its text, with fewer claims where it would not fit."""


@dataclass(frozen=True)
class ModelReviewer:
    """Implements `Reviewer`; scores only the dimensions that its prompt names."""

    name: str
    asker: Asker
    prompt: Prompt
    nonce: str
    show: Show

    async def review(self, seen: Audit) -> Review | MissingReview:
        """Never raises for a failing model: a missing review lowers n."""
        fixed = tokens.count(self.prompt.system + self.prompt.user + seen.dossier.question) + 100
        dossier = ""

        def prompt(window: int) -> Sequence[Message]:
            nonlocal dossier
            dossier = self.show(seen.dossier, self.asker.room(window, fixed))
            offered = {
                "dossier": fence(dossier, "dossier", self.nonce),
                "question": seen.dossier.question,
            }
            return self.prompt.render(**offered)

        stage = f"reviewer:{self.name}"
        try:
            heard = await self.asker.ask(
                stage, prompt, ReviewAnswer, lambda a: self._complaints(a, seen.dossier)
            )
        except (ModelError, BudgetReached) as error:
            return MissingReview(reviewer=self.name, reason=why(error))
        scores = self._scores(heard.answer, seen.dossier, dossier)
        if not scores:
            return MissingReview(
                reviewer=self.name,
                reason="model failure (invalid_answer): it scored none of its dimensions",
            )
        return Review(
            reviewer=self.name,
            scores=tuple(scores),
            overall=round(heard.answer.overall, 2),
            reason=self._reason(heard.answer.reason, dossier) or "No usable reason was given.",
            model=heard.model or self.asker.seat.model,
        )

    def _complaints(self, answer: ReviewAnswer, seen: Dossier) -> list[str]:
        given = {s.dimension for s in answer.scores}
        lost = [d for d in self.prompt.front.dimensions if d not in given]
        problems = [f"scores: there is none for {', '.join(lost)}"] if lost else []
        known = [c.id for c in seen.claims]
        problems += [
            f"scores.{s.dimension}: it names claims that are not in the dossier"
            for s in answer.scores
            if len(resolve(s.claims, known)) < len(set(s.claims))
        ]
        problems += [
            f"scores.{s.dimension}: give a reason" for s in answer.scores if not s.reason.strip()
        ]
        return problems

    def _reason(self, text: str, dossier: str) -> str:
        """A reason may use the words of the dossier and of the rubric, else it is not shown."""
        rubric = f"{self.prompt.system}\n{self.prompt.user}"
        return publishable(text, dossier, rubric, share=_SHARED)

    def _scores(self, answer: ReviewAnswer, seen: Dossier, dossier: str) -> list[DimensionScore]:
        """The first score of each of its dimensions that has a usable reason."""
        found: list[DimensionScore] = []
        for dimension in self.prompt.front.dimensions:
            score = _first(answer.scores, dimension)
            reason = self._reason(score.reason, dossier) if score else ""
            if score is None or not reason:
                continue
            found.append(
                DimensionScore(
                    dimension=dimension,
                    score=None if score.score is None else round(score.score, 2),
                    reason=reason,
                    claim_ids=resolve(score.claims, [c.id for c in seen.claims]),
                )
            )
        return found


def _first(scores: Sequence[ScoreAnswer], dimension: str) -> ScoreAnswer | None:
    return next((s for s in scores if s.dimension == dimension), None)
