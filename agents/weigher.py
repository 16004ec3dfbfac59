"""The weigher with a language model: one finding before the best passages of all papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.asking.answers import WeightAnswer, WeightsAnswer
from agents.asking.asker import Asker
from agents.asking.failure import stops_run, why
from litassay import tokens
from litassay.errors import BudgetReached, ModelError
from litassay.prompting.fence import fence
from litassay.prompting.prompt import Prompt
from litassay.text.injection import instruction_like
from litassay.text.quotes import locate
from litassay.text.sentences import sentences
from litassay.text.words import stems
from litassay.types import Claim, Paper, ProposedFinding, Question, Span, Weighing, Weight

CLAIMS = 3
"""Claims of one paper that are shown, the most relevant first."""
NEAREST = 2
"""Further sentences of each paper, those nearest to the finding."""
_FENCE = 60
"""Tokens of a fence and its label."""
_LEAST_QUOTE = 3
"""Words: fewer would be found in any paper."""


@dataclass(frozen=True)
class ModelWeigher:
    """Implements `Weigher`: as few calls a finding as the model's window allows."""

    asker: Asker
    prompt: Prompt
    nonce: str

    async def weigh(
        self,
        question: Question,
        finding: ProposedFinding,
        papers: Sequence[Paper],
        claims: Sequence[Claim],
    ) -> Weighing:
        """Raises ModelError when no call can succeed; other failures leave it unweighed."""
        readable = [p for p in papers if not p.retracted]
        shown = self._shown(finding, readable, claims)
        weights: dict[str, Weight] = {}
        notes: list[str] = []
        for part in self._parts(question, finding, shown):
            try:
                given = await self._ask(question, finding, part)
            except (ModelError, BudgetReached) as error:
                if isinstance(error, ModelError) and stops_run(error):
                    raise
                return Weighing(finding_id=finding.id, note=f"It was not weighed: {why(error)}.")
            for paper in part:
                weight, note = _weight(given.get(part[paper].name), part[paper].paper)
                weights[paper] = weight
                notes += [note] if note else []
        silent = (Weight(paper_id=p.id, stance="silent") for p in papers)
        return Weighing(
            finding_id=finding.id,
            weights=tuple(weights.get(w.paper_id, w) for w in silent),
            note=" ".join(notes),
        )

    def _shown(
        self, finding: ProposedFinding, papers: Sequence[Paper], claims: Sequence[Claim]
    ) -> dict[str, "_Shown"]:
        """Paper id → its label and text; papers with nothing to show are left out (silent)."""
        found = {}
        for n, paper in enumerate(papers, 1):
            said = sorted(
                (c for c in claims if c.paper_id == paper.id),
                key=lambda c: (c.id not in finding.claim_ids, -c.relevance, c.id),
            )
            quotes = [c.span.quote for c in said[:CLAIMS]]
            quotes += _nearest(paper, finding.text)
            lines = [q for q in dict.fromkeys(quotes) if not instruction_like(q)]
            if lines:
                title = " ".join(paper.title.split())
                text = f"Title: {title}\n" + "\n".join(lines)
                found[paper.id] = _Shown(f"p{n}", paper, text)
        return found

    def _parts(
        self, question: Question, finding: ProposedFinding, shown: Mapping[str, "_Shown"]
    ) -> list[dict[str, "_Shown"]]:
        """The papers in as few groups as fit into the window."""
        fixed = self.prompt.system + self.prompt.user + question.text + finding.text
        seat = self.asker.seat
        room = tokens.room(seat.context_window, seat.max_tokens, tokens.count(fixed) + _FENCE)
        parts: list[dict[str, _Shown]] = []
        left = 0
        for paper_id, one in shown.items():
            size = tokens.count(one.text) + _FENCE
            if not parts or size > left:
                parts.append({})
                left = room
            parts[-1][paper_id] = one
            left -= size
        return parts

    async def _ask(
        self, question: Question, finding: ProposedFinding, part: Mapping[str, "_Shown"]
    ) -> dict[str, WeightAnswer]:
        messages = self.prompt.render(
            question=question.text,
            finding=fence(finding.text, "finding", self.nonce),
            papers="\n\n".join(fence(s.text, s.name, self.nonce) for s in part.values()),
        )
        names = {s.name: s.paper for s in part.values()}
        heard = await self.asker.ask(
            "weigher", lambda _: messages, WeightsAnswer, lambda a: _complaints(a, names)
        )
        return {w.document: w for w in heard.answer.papers}


@dataclass(frozen=True)
class _Shown:
    """A paper as the model sees it."""

    name: str
    paper: Paper
    text: str


def _nearest(paper: Paper, text: str) -> list[str]:
    """The sentences that share most stems with a text, in the order of the paper."""
    wanted = set(stems(text))
    said = [s.text for passage in paper.passages for s in sentences(passage.text)]
    order = sorted(range(len(said)), key=lambda n: (-len(wanted & set(stems(said[n]))), n))
    return [said[n] for n in sorted(order[:NEAREST])]


def _complaints(answer: WeightsAnswer, names: Mapping[str, Paper]) -> list[str]:
    given = {w.document: w for w in answer.papers}
    found = [f"papers: there is none for {name}" for name in names if name not in given]
    return found + [
        f"{name}: the quote is not in this paper; copy it exactly"
        for name, weight in given.items()
        if name in names and weight.stance != "silent" and _span(weight, names[name]) is None
    ]


def _span(weight: WeightAnswer, paper: Paper) -> Span | None:
    """Where the quote stands in the paper; None for one that is not there, or too short."""
    if len(weight.quote.split()) < _LEAST_QUOTE:
        return None
    return locate(weight.quote, paper)


def _weight(given: WeightAnswer | None, paper: Paper) -> tuple[Weight, str]:
    """The paper's weight after its quote was looked up, and a note when that dropped a stance."""
    silent = Weight(paper_id=paper.id, stance="silent")
    if given is None or given.stance == "silent":
        return silent, ""
    span = _span(given, paper)
    if span is None:
        return silent, f"A stance was left out: its quote is not in “{paper.title}”."
    return Weight(
        paper_id=paper.id,
        stance=given.stance,
        spans=(span,),
        probability=round(min(1.0, max(0.0, given.probability)), 4),
        indirect=given.indirect,
    ), ""
