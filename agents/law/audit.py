"""The audit of one draft: its blinded dossier and what the rules find in it, made once."""

from agents.dossier.building import dossier
from agents.law.disclosure import contested, disclosed, due
from agents.law.soundness import asserts, faults, misquoted, statement_faults
from agents.law.topic import off_question, relevance
from litassay.types import Audit, Case, Checked, Dossier, Draft, EvidenceBase


def audit(base: EvidenceBase, draft: Draft) -> Audit:
    """Blind the draft and check it."""
    return check(dossier(base, draft))


def check(case_file: Dossier) -> Audit:
    """What the rules find in a blinded dossier."""
    shown = case_file.shown()
    told = tuple((s, False) for s in case_file.assertions())
    statements = (*told, *((s, True) for s in case_file.draft.contradictions))
    answering = (*case_file.draft.abstract, *case_file.body())
    owed = due(case_file)
    return Audit(
        dossier=case_file,
        shown_ids=tuple(c.id for c in shown),
        faults={c.id: found for c in shown if (found := _faults(c, case_file))},
        checked=tuple(
            Checked(statement=s, faults=statement_faults(s, case_file, both_sides=both))
            for s, both in statements
            if s.claim_ids
        ),
        uncited=tuple(s for s in answering if not s.claim_ids and asserts(s, case_file)),
        relevance={c.id: relevance(c, case_file) for c in shown},
        off_ids=tuple(c.id for c in shown if off_question(c, case_file)),
        contested_ids=tuple(c.id for c in contested(case_file)),
        due=owed,
        made=tuple(sorted(d.name for d in owed if disclosed(d, case_file))),
    )


def _faults(case: Case, dossier: Dossier) -> tuple[str, ...]:
    other = ("its quote does not say this, another claim's does",)
    return (*faults(case), *(other if misquoted(case, dossier) else ()))
