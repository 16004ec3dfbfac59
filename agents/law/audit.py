"""The rule checks of one dossier, made once and read by reviewers and gates alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from agents.dossier.building import dossier
from agents.dossier.records import Case, Dossier
from agents.law.disclosure import Due, contested, disclosed, divided, due
from agents.law.soundness import asserts, faults, misquoted, statement_faults
from agents.law.topic import off_question, relevance
from litassay.types import Draft, EvidenceBase, Statement


@dataclass(frozen=True)
class Audit:
    """What the rules found."""

    dossier: Dossier
    shown: tuple[Case, ...]
    """Claims that the report asserts."""
    sound: tuple[Case, ...]
    """Those of them that stand."""
    faults: Mapping[str, tuple[str, ...]]
    """What is wrong with each asserted claim, by id; only those with a fault."""
    checked: tuple[tuple[Statement, tuple[str, ...]], ...]
    """Every statement that cites claims, with what is wrong between it and them."""
    uncited: tuple[Statement, ...]
    """Statements of abstract, answer and results that assert something and cite nothing."""
    relevance: Mapping[str, float]
    """0 to 1 for each asserted claim."""
    off: tuple[Case, ...]
    """Asserted claims that are off the question."""
    due: tuple[Due, ...]
    """What the report has to say of itself."""
    made: frozenset[str]
    """Names of those that it says."""

    @property
    def broken(self) -> tuple[tuple[Statement, tuple[str, ...]], ...]:
        """Statements with a fault."""
        return tuple(pair for pair in self.checked if pair[1])

    @property
    def works(self) -> frozenset[str]:
        """Works that the sound claims come from."""
        return frozenset(c.work for c in self.sound)

    @property
    def support(self) -> frozenset[str]:
        """Works behind the sound claims: their own and those that corroborate them."""
        return self.works | {w for c in self.sound for w in c.corroborated_by}

    @property
    def contested(self) -> tuple[Case, ...]:
        """Claims, asserted or refuted, that a quoted span speaks against."""
        return contested(self.dossier)

    @property
    def divided(self) -> tuple[Case, ...]:
        """Supported claims that answer the question both ways; empty when they agree."""
        return divided(self.dossier)

    @property
    def undisclosed(self) -> tuple[Due, ...]:
        """What the report keeps to itself."""
        return tuple(d for d in self.due if d.name not in self.made)


@lru_cache(maxsize=2)
def audit(base: EvidenceBase, draft: Draft) -> Audit:
    """Blind the draft and check it."""
    case_file = dossier(base, draft)
    shown = case_file.shown()
    told = tuple((s, False) for s in case_file.assertions())
    statements = (*told, *((s, True) for s in case_file.draft.contradictions))
    answering = (*case_file.draft.abstract, *case_file.body())
    owed = due(case_file)
    wrong = {c.id: found for c in shown if (found := _faults(c, case_file))}
    return Audit(
        dossier=case_file,
        shown=shown,
        sound=tuple(c for c in shown if c.verdict == "SUPPORTED" and c.id not in wrong),
        faults=wrong,
        checked=tuple(
            (s, statement_faults(s, case_file, both_sides=both))
            for s, both in statements
            if s.claim_ids
        ),
        uncited=tuple(s for s in answering if not s.claim_ids and asserts(s, case_file)),
        relevance={c.id: relevance(c, case_file) for c in shown},
        off=tuple(c for c in shown if off_question(c, case_file)),
        due=owed,
        made=frozenset(d.name for d in owed if disclosed(d, case_file)),
    )


def _faults(case: Case, dossier: Dossier) -> tuple[str, ...]:
    other = ("its quote does not say this, another claim's does",)
    return (*faults(case), *(other if misquoted(case, dossier) else ()))
