"""The writer with a language model: statements over a closed list of checked claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.asking.answers import DraftAnswer, StatementAnswer
from agents.asking.asker import Asker
from agents.asking.documents import paper_label, resolve, sub_question_list
from agents.asking.failure import unusable, why
from agents.law.grounding import publishable
from agents.law.statement_faults import statement_fault
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.ports import Writer
from litassay.prompting.fence import fence
from litassay.prompting.prompt import Prompt
from litassay.types import (
    Claim,
    Draft,
    EvidenceBase,
    Message,
    ResultGroup,
    Review,
    ReviewFinding,
    Statement,
)

_MOST_TITLE = 200
_GOOD = 7.0
"""Score from which a remark asks for nothing."""
MENDABLE = frozenset(
    {
        "answers_question",
        "citation_grounding",
        "numerical_consistency",
        "novelty",
        "uncertainty_disclosure",
    }
)
"""Dimensions whose faults lie in the words; the others ask for other evidence."""


@dataclass(frozen=True)
class ModelWriter:
    """Implements `Writer`.

    The model words title, abstract, introduction, answer and results. Strength, contradictions
    and limitations are worded from records by the fallback, so that no model can hide them; the
    fallback writes everything when there is nothing to cite or the answer cannot be used.
    """

    asker: Asker
    prompt: Prompt
    nonce: str
    fallback: Writer

    async def write(
        self, base: EvidenceBase, previous: Draft | None = None, reviews: Sequence[Review] = ()
    ) -> Draft:
        """Raises ModelError when the server cannot be reached or refuses."""
        plain = await self.fallback.write(base, previous, reviews)
        revision = _revision(previous, reviews, self.nonce)
        offered = self._citable(base, self.asker.seat.context_window, revision)
        if not offered:
            return plain
        citable = dict(offered)

        def prompt(window: int) -> Sequence[Message]:
            fitting = self._citable(base, window, revision)
            citable.clear()
            citable.update(fitting)
            return self.prompt.render(
                question=base.question.text,
                sub_questions=sub_question_list(base.sub_questions),
                claims=self._shown(base, citable),
                revision=revision,
            )

        try:
            heard = await self.asker.ask(
                "writer", prompt, DraftAnswer, lambda a: _complaints(a, base, citable)
            )
        except (ModelError, BudgetReached) as error:
            if isinstance(error, ModelError) and not unusable(error):
                raise
            return _with_limitation(plain, f"The text was written without the model, {why(error)}.")
        return _draft(heard.answer, base, citable, plain)

    def _citable(self, base: EvidenceBase, window: int, revision: str) -> dict[str, Claim]:
        """Supported claims by id that fit into the prompt, most relevant first."""
        checks = base.verifications_by_claim()
        fine = [
            c
            for c in base.claims
            if (v := checks.get(c.id)) is not None and v.verdict == "SUPPORTED"
        ]
        fine.sort(key=lambda c: (-c.relevance, -(checks[c.id].confidence or 0.0), c.id))
        fixed = tokens.count(self.prompt.system + self.prompt.user + base.question.text + revision)
        room = self.asker.room(window, fixed + 400)
        kept = tokens.pack([_line(c, base) for c in fine], room)
        return {fine[i].id: fine[i] for i in kept}

    def _shown(self, base: EvidenceBase, citable: Mapping[str, Claim]) -> str:
        claims = [_line(claim, base) for claim in citable.values()]
        found = [_finding_line(f) for f in base.findings]
        lines = ["Findings:", *found, "", "Claims:", *claims] if found else claims
        return fence("\n".join(lines), "claims", self.nonce)


def _line(claim: Claim, base: EvidenceBase) -> str:
    found = base.verifications_by_claim()[claim.id]
    about = ", ".join(claim.sub_questions) or "no sub-question"
    others = (
        f"{len(found.corroborated_by)} other works agree, {len(found.contradicted_by)} disagree"
    )
    where = f"{paper_label(claim.paper_id, base)}; {about}"
    return f"{claim.id} ({where}; probability {found.confidence or 0:.2f}; {others}): {claim.text}"


def _finding_line(finding: ReviewFinding) -> str:
    """A finding as the writer sees it: what it says, and how it was counted."""
    heard = finding.groups_for + finding.groups_against + finding.groups_mixed
    return (
        f"{finding.id} ({finding.sub_question}; {finding.groups_for} of {heard} independent groups "
        f"for, {finding.groups_against} against; certainty {finding.certainty}; from "
        f"{', '.join(finding.claim_ids)}): {finding.text}"
    )


def _complaints(answer: DraftAnswer, base: EvidenceBase, citable: Mapping[str, Claim]) -> list[str]:
    sections = [("abstract", answer.abstract), ("answer", answer.answer)]
    sections += [(f"results {r.sub_question}", r.statements) for r in answer.results]
    problems = [] if answer.answer else ["answer: it is empty"]
    for name, statements in sections:
        for n, statement in enumerate(statements):
            fault = statement_fault(statement, base, citable, cited=True)
            problems += [f"{name}.{n}: {fault}"] if fault else []
    for n, statement in enumerate(answer.introduction):
        fault = statement_fault(statement, base, citable, cited=False)
        problems += [f"introduction.{n}: {fault}"] if fault else []
    return problems


def _draft(
    answer: DraftAnswer, base: EvidenceBase, citable: Mapping[str, Claim], plain: Draft
) -> Draft:
    """The model's sound statements; a section of which nothing is left is the fallback's."""
    dropped = 0

    def sound(given: Sequence[StatementAnswer], cited: bool) -> tuple[Statement, ...]:
        nonlocal dropped
        fine = [s for s in given if not statement_fault(s, base, citable, cited)]
        dropped += len(given) - len(fine)
        known = list(citable)
        return tuple(
            Statement(text=" ".join(s.text.split()), claim_ids=resolve(s.claims, known))
            for s in fine
        )

    known = [s.id for s in base.sub_questions]
    by_part = {
        part: sound(group.statements, True)
        for group in reversed(answer.results)
        for part in resolve([group.sub_question], known)
    }
    groups = tuple(
        ResultGroup(sub_question=g.sub_question, statements=by_part[g.sub_question])
        if by_part.get(g.sub_question)
        else g
        for g in plain.results
    )
    draft = plain.model_copy(
        update={
            "title": _title(answer.title, base, citable) or plain.title,
            "abstract": sound(answer.abstract, True) or plain.abstract,
            "introduction": sound(answer.introduction, False) or plain.introduction,
            "answer": _led(sound(answer.answer, True), plain, base) or plain.answer,
            "results": groups,
        }
    )
    if not dropped:
        return draft
    what = "1 sentence" if dropped == 1 else f"{dropped} sentences"
    return _with_limitation(
        draft, f"The writing model proposed {what} that the checked claims do not carry; left out."
    )


def _led(said: tuple[Statement, ...], plain: Draft, base: EvidenceBase) -> tuple[Statement, ...]:
    """The model's sentences behind the counted answer, which no model words; empty for none."""
    return (*plain.answer[:1], *said) if said and base.findings else said


def _title(text: str, base: EvidenceBase, citable: Mapping[str, Claim]) -> str:
    """The title without a full stop; empty when it is too long or about something else."""
    asked = (base.question.text, *(s.text for s in base.sub_questions))
    title = publishable(text.strip().rstrip("."), *asked, *(c.text for c in citable.values()))
    return title if len(title) <= _MOST_TITLE else ""


def _with_limitation(draft: Draft, text: str) -> Draft:
    return draft.model_copy(update={"limitations": (*draft.limitations, Statement(text=text))})


def _revision(previous: Draft | None, reviews: Sequence[Review], nonce: str) -> str:
    """The last version, whole, and what its reviewers found that other words can mend.

    Empty for the first version, and when nothing was found of that kind: more evidence, other
    papers or a failed source are nothing that a writer can give.
    """
    if previous is None:
        return ""
    remarks = [
        f"- {s.dimension}: {s.score:g} of 10. {s.reason}"
        for r in reviews
        for s in r.scores
        if s.score is not None and s.score < _GOOD and s.dimension in MENDABLE
    ]
    if not remarks:
        return ""
    text = f"Last version:\n{_version(previous)}\n\nReviewers:\n" + "\n".join(remarks)
    return fence(text, "reviews", nonce)


def _version(draft: Draft) -> str:
    """What the writer wrote, section by section; limitations and contradictions are not its own."""
    sections = [("title", draft.title)]
    named = (("abstract", draft.abstract), ("introduction", draft.introduction))
    sections += [(name, _lines(said)) for name, said in (*named, ("answer", draft.answer))]
    sections += [(f"results {g.sub_question}", _lines(g.statements)) for g in draft.results]
    return "\n".join(f"{name}: {text}" for name, text in sections if text)


def _lines(said: Sequence[Statement]) -> str:
    return " ".join(f"{s.text} [{', '.join(s.claim_ids)}]" for s in said)
