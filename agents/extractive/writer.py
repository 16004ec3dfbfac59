"""The writer: words the report from records; every assertion cites the claims it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.extractive.answer import answer
from agents.extractive.asked import sides
from agents.extractive.concepts import Concept, concepts, names_a_thing
from agents.extractive.contradictions import contradictions
from agents.extractive.coverage import Coverage
from agents.extractive.direction import asks_direction
from agents.extractive.fit import NAMED, combination, core
from agents.extractive.frequencies import Frequencies, background
from agents.extractive.headline import headline
from agents.extractive.limitations import limitations, open_parts
from agents.extractive.opening import abstract, introduction, title
from agents.extractive.results import results
from agents.extractive.revision import raised
from agents.extractive.standing import Bar, shown, strength_of, strength_of_side
from agents.extractive.terms import terms
from litassay.types import Draft, EvidenceBase, Review


@dataclass(frozen=True)
class ExtractiveWriter:
    """Orders and connects verified claims by rule; it never words a finding of its own."""

    frequencies: Frequencies = field(default_factory=background)

    async def write(
        self, base: EvidenceBase, previous: Draft | None = None, reviews: Sequence[Review] = ()
    ) -> Draft:
        """The draft; with `previous` and `reviews` the next revision, held to a higher bar."""
        bar = raised(base, reviews) if previous else Bar()
        direct, taken = self._direct(base), sides(base)
        used = shown(base, direct, bar, taken) or shown(base, direct, sides=taken)
        sided = asks_direction(base.question.text)
        strength = strength_of_side(used) if sided else strength_of(used)
        lead = headline(base, used, strength)
        limits = limitations(base, used)
        return Draft(
            title=title(base, used),
            abstract=abstract(base, used, lead, strength),
            introduction=introduction(base),
            answer=answer(base, used, lead, strength, open_parts(base, used)),
            strength=strength,
            results=results(base, used),
            contradictions=contradictions(base, used),
            limitations=limits,
            revision=previous.revision + 1 if previous else 0,
        )

    def _direct(self, base: EvidenceBase) -> frozenset[str]:
        """Ids of the claims that, with their paper's title, name the question's combination."""
        question = base.question.text
        found = concepts(question, self.frequencies)
        coverage = Coverage(self.frequencies)
        papers = base.papers_by_id()
        kept = set()
        for claim in base.claims:
            paper = papers.get(claim.paper_id)
            said, title = terms(claim.text), terms(paper.title if paper else "")
            own = [c for c in core(found) if coverage.of(c, [said]) >= NAMED]
            both = [c for c in found if coverage.of(c, [said, title]) >= NAMED]
            if own and _combines(found, both, asks_direction(question)):
                kept.add(claim.id)
        return frozenset(kept)


def _combines(found: Sequence[Concept], named: Sequence[Concept], sided: bool) -> bool:
    """True when the question's combination is named.

    A question that takes a side needs what it is about and another core concept; any other
    question its two weightiest concepts.
    """
    needed = core(found)
    if sided:
        subject = next((c for c in needed if names_a_thing(c)), None)
        return subject in named and sum(c in named for c in needed) >= min(2, len(needed))
    return bool(found) and all(c in named for c in combination(found))
