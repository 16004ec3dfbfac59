"""The synthesiser without a language model: themes of the claims that stand.

It words nothing of its own: a finding is the sentence of its lead claim.
"""

from dataclasses import dataclass

from agents.extractive.themes import Theme, themes
from litassay.ports import Embedder
from litassay.types import Claim, EvidenceBase, ProposedFinding

MOST = 4
"""Findings for each sub-question."""


@dataclass(frozen=True)
class ExtractiveSynthesiser:
    """Implements `Synthesiser`."""

    embedder: Embedder

    async def synthesise(self, base: EvidenceBase) -> tuple[ProposedFinding, ...]:
        """At most four themes a sub-question, in the order of the sub-questions."""
        checked = base.verifications_by_claim()
        claims = [c for c in base.claims if (v := checked.get(c.id)) and v.verdict == "SUPPORTED"]
        found = themes(claims, self.embedder.embed([c.text for c in claims]))
        parts = [part.id for part in base.sub_questions]
        filed: dict[str, list[Theme]] = {part: [] for part in parts}
        for theme in found:
            part = _part(theme, parts)
            if part and len(filed[part]) < MOST:
                filed[part].append(theme)
        placed = [(part, theme) for part in parts for theme in filed[part]]
        return tuple(_proposed(n, part, theme) for n, (part, theme) in enumerate(placed, 1))


def _part(theme: Theme, parts: list[str]) -> str:
    """The sub-question that most of the theme's claims are filed under; the first on a tie."""
    votes = {part: sum(part in c.sub_questions for c in theme.claims) for part in parts}
    return max(parts, key=lambda part: (votes[part], -parts.index(part)), default="")


def _proposed(number: int, part: str, theme: Theme) -> ProposedFinding:
    return ProposedFinding(
        id=f"f{number}",
        text=_sentence(theme.lead),
        sub_question=part,
        claim_ids=tuple(c.id for c in theme.claims),
    )


def _sentence(claim: Claim) -> str:
    return " ".join(claim.text.split())
