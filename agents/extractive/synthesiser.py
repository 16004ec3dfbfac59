"""The synthesiser without a language model: the asked proposition, and themes of what stands.

It words nothing of its own: a theme is the sentence of its lead claim.
"""

from dataclasses import dataclass

from agents.extractive.asked import has_direction, proposition
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
        """At most four a sub-question, in their order; the asked proposition is the first.

        Beside the asked proposition stand only themes of several papers: what one paper says is
        already counted there.
        """
        checked = base.verifications_by_claim()
        claims = [c for c in base.claims if (v := checked.get(c.id)) and v.verdict == "SUPPORTED"]
        parts = [part.id for part in base.sub_questions]
        if not claims or not parts:
            return ()
        asked = has_direction(base.question)
        filed: dict[str, list[Theme]] = {part: [] for part in parts}
        for theme in themes(claims, self.embedder.embed([c.text for c in claims])):
            part = _part(theme, parts)
            first = asked and part == parts[0]
            if len(filed[part]) < MOST - first and (theme.papers > 1 or not first):
                filed[part].append(theme)
        ids = tuple(c.id for c in claims)
        lead = (proposition(base.question, parts[0], ids),) if asked else ()
        placed = [(part, theme) for part in parts for theme in filed[part]]
        return (*lead, *(_proposed(n, *at) for n, at in enumerate(placed, 1 + len(lead))))


def _part(theme: Theme, parts: list[str]) -> str:
    """The sub-question that most of the theme's claims are filed under; the first on a tie."""
    votes = {part: sum(part in c.sub_questions for c in theme.claims) for part in parts}
    return max(parts, key=lambda part: (votes[part], -parts.index(part)))


def _proposed(number: int, part: str, theme: Theme) -> ProposedFinding:
    return ProposedFinding(
        id=f"f{number}",
        text=_sentence(theme.lead),
        sub_question=part,
        claim_ids=tuple(c.id for c in theme.claims),
    )


def _sentence(claim: Claim) -> str:
    return " ".join(claim.text.split())
