"""The planner: reads a question by rule and words sub-questions and searches, without a model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from agents.extractive.concepts import Concept, concepts, names_a_thing
from agents.extractive.feedback import feedback_terms, nearest
from agents.extractive.fit import core
from agents.extractive.frequencies import Frequencies, background
from agents.extractive.queries import build, distinct, first_queries, names
from agents.extractive.spelling import readings, reread
from agents.extractive.subquestions import parts
from agents.extractive.terms import terms
from litassay.types import EvidenceBase, Plan, Query, Question, SubQuestion

_NEW_TERMS = 4


@dataclass(frozen=True)
class ExtractivePlanner:
    """Sub-questions from the question's own clauses; queries from its concepts."""

    frequencies: Frequencies = field(default_factory=background)

    async def plan(self, question: Question) -> Plan:
        """The first round; its note says which words were read in two ways."""
        found = concepts(question.text, self.frequencies)
        asked = tuple(
            SubQuestion(id=f"q{n}", text=text)
            for n, text in enumerate(parts(question.text), start=1)
        )
        theirs = [(part, concepts(part.text, self.frequencies)) for part in asked]
        other = readings(question.text, self.frequencies)
        reading = reread(question.text, other) if other else ""
        queries = first_queries(question, found, theirs, reading)
        return Plan(sub_questions=asked, queries=queries, notes=_read_as(other))

    async def refine(self, base: EvidenceBase, gaps: Sequence[str]) -> Plan:
        """Searches that were not tried, with words of the nearest papers; notes say why."""
        turn = 1 + max((p.round for p in base.plans), default=0)
        tried = tuple(q for p in base.plans for q in p.queries)
        found = concepts(base.question.text, self.frequencies)
        new = self._new_words(base, tried)
        wanted = [s for s in base.sub_questions if s.id in gaps]
        if wanted:
            queries = self._for_gaps(base.question, wanted, found, new, turn)
        else:
            queries = self._wider(base.question, found, new, turn)
        fresh = distinct(queries, tried)
        why, how = _notes(base, wanted, _dropped(found), new)
        return Plan(
            sub_questions=base.sub_questions,
            queries=fresh,
            round=turn,
            notes=f"{why}: {how if fresh else 'no search was left that had not been tried'}.",
        )

    def _new_words(self, base: EvidenceBase, tried: Sequence[Query]) -> tuple[str, ...]:
        known = {t for q in tried for t in terms(q.text)}
        papers = nearest(base)
        return feedback_terms(papers, known, self.frequencies, _NEW_TERMS) if papers else ()

    def _wider(
        self, question: Question, found: Sequence[Concept], new: Sequence[str], turn: int
    ) -> list[Query]:
        """The question without its least telling concept, other names, and each core concept."""
        needed = core(found)
        kept = [c for c in found if c != _dropped(found)] or list(found)
        queries = [build(question, names(kept), kept, turn=turn)]
        if new:
            queries.append(build(question, f"{names(needed)} {' '.join(new)}", needed, turn=turn))
        for concept in needed:
            others = " ".join(c.name for c in needed if c != concept)
            queries += [
                build(question, f"{variant} {others}", needed, turn=turn)
                for variant in concept.variants[:2]
            ]
            if names_a_thing(concept):
                queries.append(build(question, concept.name, [concept], turn=turn))
        return queries

    def _for_gaps(
        self,
        question: Question,
        wanted: Sequence[SubQuestion],
        found: Sequence[Concept],
        new: Sequence[str],
        turn: int,
    ) -> list[Query]:
        """For each open sub-question its concepts with the question's, and with new words."""
        queries = []
        for part in wanted:
            theirs = core(concepts(part.text, self.frequencies)) or core(found)
            both = [*core(found), *(c for c in theirs if c not in found)]
            queries.append(build(question, names(both), both, part.id, turn))
            text = f"{part.text.rstrip('?.')} {' '.join(new)}".strip()
            queries.append(build(question, text, theirs, part.id, turn))
        return queries


def _dropped(found: Sequence[Concept]) -> Concept | None:
    """The least telling of several concepts."""
    return min(found, key=lambda c: c.weight) if len(found) > 1 else None


def _read_as(other: Mapping[str, str]) -> str:
    """Words of the question that may be misspelt, each with what it was also read as."""
    said = [f"“{word}” was also read as “{right}”" for word, right in other.items()]
    return f"{'; '.join(said)}." if said else ""


def _notes(
    base: EvidenceBase, wanted: Sequence[SubQuestion], dropped: Concept | None, new: Sequence[str]
) -> tuple[str, str]:
    """Why this round was needed, and what it does differently."""
    if wanted:
        names_ = ", ".join(s.id for s in wanted)
        why = f"No verified claim answered {names_}"
        how = (
            "it is searched for on its own"
            if len(wanted) == 1
            else "each is searched for on its own"
        )
    else:
        kept = sum(d.included for d in base.screening)
        seen = sum(d.judged for d in base.screening)
        why = f"Only {kept} of {seen} screened papers were relevant"
        how = "the core concepts are searched for one by one"
        how += f" and without “{dropped.name}”" if dropped else ""
    words = (
        f", with words that titles of the nearest papers share ({', '.join(new)})" if new else ""
    )
    return why, f"{how}{words}"
