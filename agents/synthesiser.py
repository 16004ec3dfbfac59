"""The synthesiser with a language model: findings over a closed list of claims that stand."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.asking.answers import FindingAnswer, FindingsAnswer, StatementAnswer
from agents.asking.asker import Asker
from agents.asking.documents import paper_label, resolve, sub_question_list
from agents.asking.failure import unusable
from agents.law.statement_faults import statement_fault
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.ports import Synthesiser
from litassay.prompting.fence import fence
from litassay.prompting.prompt import Prompt
from litassay.types import Claim, EvidenceBase, Message, ProposedFinding

MOST = 4
"""Findings for each sub-question."""


@dataclass(frozen=True)
class ModelSynthesiser:
    """Implements `Synthesiser`; the fallback proposes where the model's answer cannot be used."""

    asker: Asker
    prompt: Prompt
    nonce: str
    fallback: Synthesiser

    async def synthesise(self, base: EvidenceBase) -> tuple[ProposedFinding, ...]:
        """Raises ModelError when the server cannot be reached or refuses."""
        citable = self._citable(base, self.asker.seat.context_window)
        if not citable:
            return ()

        def prompt(window: int) -> Sequence[Message]:
            fitting = self._citable(base, window)
            citable.clear()
            citable.update(fitting)
            lines = "\n".join(labelled(claim, base) for claim in citable.values())
            return self.prompt.render(
                question=base.question.text,
                sub_questions=sub_question_list(base.sub_questions),
                claims=fence(lines, "claims", self.nonce),
            )

        try:
            heard = await self.asker.ask(
                "synthesiser", prompt, FindingsAnswer, lambda a: _complaints(a, base, citable)
            )
        except (ModelError, BudgetReached) as error:
            if isinstance(error, ModelError) and not unusable(error):
                raise
            return await self.fallback.synthesise(base)
        found = _proposed(heard.answer, base, citable)
        return found or await self.fallback.synthesise(base)

    def _citable(self, base: EvidenceBase, window: int) -> dict[str, Claim]:
        """Claims that stand and fit into the prompt, most relevant first."""
        checks = base.verifications_by_claim()
        fine = [c for c in base.claims if (v := checks.get(c.id)) and v.verdict == "SUPPORTED"]
        fine.sort(key=lambda c: (-c.relevance, c.id))
        fixed = tokens.count(self.prompt.system + self.prompt.user + base.question.text) + 400
        kept = tokens.pack([labelled(c, base) for c in fine], self.asker.room(window, fixed))
        return {fine[i].id: fine[i] for i in kept}


def labelled(claim: Claim, base: EvidenceBase) -> str:
    """The claim with its paper's label and year: names and venues are not shown."""
    parts = ", ".join(claim.sub_questions) or "no sub-question"
    return f"{claim.id} ({paper_label(claim.paper_id, base)}; {parts}): {claim.text}"


def _fault(finding: FindingAnswer, base: EvidenceBase, citable: Mapping[str, Claim]) -> str:
    if not resolve([finding.sub_question], [q.id for q in base.sub_questions]):
        return f"names a sub-question that is not in the list: {finding.sub_question[:20]}"
    if finding.asked:  # the question's own words; what the claims say of it is weighed
        return "" if resolve(finding.claims, list(citable)) else "cites no claim of the list"
    said = StatementAnswer(text=finding.text, claims=finding.claims)
    return statement_fault(said, base, citable, cited=True)


def _complaints(
    answer: FindingsAnswer, base: EvidenceBase, citable: Mapping[str, Claim]
) -> list[str]:
    found = [
        f"findings.{n}: {fault}"
        for n, finding in enumerate(answer.findings)
        if (fault := _fault(finding, base, citable))
    ]
    crowd = Counter(f.sub_question for f in answer.findings)
    found += [f"findings: more than {MOST} for {part}" for part, n in crowd.items() if n > MOST]
    return found


def _proposed(
    answer: FindingsAnswer, base: EvidenceBase, citable: Mapping[str, Claim]
) -> tuple[ProposedFinding, ...]:
    """The sound ones in the order of the sub-questions, the asked proposition first."""
    sound = [f for f in answer.findings if not _fault(f, base, citable)]
    first = next((f for f in sound if f.asked), None)
    kept: list[tuple[str, FindingAnswer]] = []
    for part in [q.id for q in base.sub_questions]:
        own = [f for f in sound if resolve([f.sub_question], [part])]
        own.sort(key=lambda f: f is not first)
        kept += [(part, f) for f in own[:MOST]]
    kept.sort(key=lambda pair: pair[1] is not first)
    return tuple(
        ProposedFinding(
            id=f"f{n}",
            text=" ".join(finding.text.split()),
            sub_question=part,
            claim_ids=resolve(finding.claims, list(citable)),
            asked=finding is first,
        )
        for n, (part, finding) in enumerate(kept, 1)
    )
