"""The synthesis reviewer: whether the report joins several works or retells one."""

from collections import Counter
from dataclasses import dataclass

from agents.extractive.reviewers.scoring import review, score, share
from litassay.text.words import stems
from litassay.types import Audit, Case, DimensionScore, Review

ENOUGH_WORKS = 8
"""Works from which more add nothing to the score."""
SAME = 0.8
"""Jaccard similarity of two claims' words from which the second says nothing new."""


@dataclass(frozen=True)
class SynthesisReviewer:
    """Spread over works, parts that join works, claims that repeat one another."""

    name: str = "synthesis"

    async def review(self, seen: Audit) -> Review:
        """Score novelty (what the report adds beyond any one source) and answers_question."""
        return review(self.name, seen, _beyond_one(seen), _covers(seen))


def _beyond_one(seen: Audit) -> DimensionScore:
    by_work = Counter(c.work for c in seen.sound)
    top = share(max(by_work.values(), default=0), len(seen.sound))
    joined, parts = _joined(seen)
    twice = repeats(seen.shown)
    spread = min(1.0, len(by_work) / ENOUGH_WORKS)
    value = 10 * (
        0.45 * spread + 0.25 * (1 - max(0.0, top - 0.4) / 0.6) + 0.3 * share(joined, parts)
    )
    value *= 1 - min(0.8, 3 * share(len(twice), len(seen.shown)))
    if len(by_work) < 2:
        value = min(value, 2.0)
    reason = (
        f"The claims that stand come from {len(by_work)} works, {top:.0%} from one of them; "
        f"{joined} of {parts} findings or parts join two works or more; {len(twice)} claims "
        f"repeat another."
    )
    return score("novelty", value, reason, twice or seen.sound)


def _covers(seen: Audit) -> DimensionScore:
    """Whether every part of the report rests on a claim that stands and is on the question."""
    good = {c.id for c in seen.sound} - {c.id for c in seen.off}
    draft = seen.dossier.draft
    answered = any(i in good for s in draft.answer for i in s.claim_ids)
    groups = [any(i in good for s in g.statements for i in s.claim_ids) for g in draft.results]
    expected = max(len(groups), len(seen.dossier.sub_questions), 1)
    value = 4.0 * answered + 6.0 * share(sum(groups), expected)
    reason = (
        f"{sum(groups)} of {expected} parts of the question and "
        f"{'the' if answered else 'no'} answer rest on a verified claim that is on the question."
    )
    return score("answers_question", value, reason, seen.sound)


def _joined(seen: Audit) -> tuple[int, int]:
    """Parts (the answer and each group of results) that cite two works or more, and all parts.

    Where findings were weighed: those that two independent groups speak to, and all of them.
    """
    findings = seen.dossier.findings
    if findings:
        heard = (f.groups_for + f.groups_against + f.groups_mixed for f in findings)
        return sum(n > 1 for n in heard), len(findings)
    work_of = {c.id: c.work for c in seen.sound}
    draft = seen.dossier.draft
    parts = [draft.answer, *(g.statements for g in draft.results)]
    cited = [{work_of[i] for s in part for i in s.claim_ids if i in work_of} for part in parts]
    return sum(len(works) > 1 for works in cited), len(parts)


def repeats(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """Claims of the same work that say again what an earlier one said."""
    found: list[Case] = []
    kept: list[tuple[Case, frozenset[str]]] = []
    for case in cases:
        here = frozenset(stems(case.text))
        again = any(
            case.work == other.work and len(here & there) >= SAME * max(1, len(here | there))
            for other, there in kept
        )
        if again:
            found.append(case)
        else:
            kept.append((case, here))
    return tuple(found)
