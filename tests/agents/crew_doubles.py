"""What the tests of the model crew share: a model that answers from a list, papers, findings."""

import asyncio
import json

from agents.asking.asker import Asker, Seat
from agents.asking.contracts import CONTRACTS
from agents.asking.rungs import Rungs
from litassay.errors import ModelError
from litassay.prompting.prompt_set import load
from litassay.text.quotes import locate
from litassay.types import (
    ChatReply,
    Claim,
    Draft,
    EvidenceBase,
    Paper,
    Plan,
    Query,
    Question,
    ResultGroup,
    Statement,
    SubQuestion,
    Verification,
)

PROMPTS = load(None, CONTRACTS)
NONCE = "nonce"
QUESTION = Question(text="Does adversarial training improve robustness on GLUE?", max_papers=5)
PLAN = Plan(
    sub_questions=(
        SubQuestion(id="q1", text="How does adversarial training change robustness on GLUE?"),
        SubQuestion(id="q2", text="How does adversarial training change clean accuracy on GLUE?"),
    ),
    queries=(Query(text="adversarial training GLUE"),),
)
ABSTRACT = (
    "We study adversarial training for language models. "
    "Adversarial training raises robust accuracy on GLUE by 5.2 points over fine-tuning. "
    "Clean accuracy on GLUE does not change."
)
PAPER = Paper(id="p1", title="Adversarial training for language models", abstract=ABSTRACT)
OTHER = Paper(
    id="p2",
    title="A replication on GLUE",
    abstract="Again, adversarial training raises robust accuracy on GLUE by 5.2 points.",
)
QUOTE = "Adversarial training raises robust accuracy on GLUE by 5.2 points over fine-tuning."

PLAIN = Draft(
    title="plain",
    abstract=(Statement(text="Plain abstract.", claim_ids=("c1",)),),
    introduction=(Statement(text="Plain introduction."),),
    answer=(Statement(text="Plain answer.", claim_ids=("c1",)),),
    strength="limited",
    results=(
        ResultGroup(sub_question="q1", statements=(Statement(text="Plain.", claim_ids=("c1",)),)),
        ResultGroup(sub_question="q2", statements=()),
    ),
    contradictions=(Statement(text="Plain contradiction."),),
    limitations=(Statement(text="A source failed."),),
)


class Says:
    """Gives its replies in order; an exception among them is raised; the last one stays."""

    def __init__(self, *replies):
        self.replies = list(replies)
        self.asked = []

    async def complete(self, request):
        self.asked.append(request)
        await asyncio.sleep(0)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return ChatReply(text=reply if isinstance(reply, str) else json.dumps(reply), model="m")

    @property
    def prompt(self):
        return self.asked[0].messages[1].content


def asker(model, window=8192):
    seat = Seat(model="m", structured="json_schema", max_tokens=500, context_window=window)
    return Asker(model, seat, Rungs(model))


def failure(code):
    return ModelError(f"it failed with {code}", code=code)


def claim(text=QUOTE, quote=QUOTE, paper=PAPER, claim_id="c1", **more):
    return Claim(id=claim_id, text=text, span=locate(quote, paper), **{"relevance": 0.9, **more})


def base(*claims, verdict="SUPPORTED", papers=(PAPER, OTHER)):
    claims = claims or (claim(),)
    checks = tuple(
        Verification(claim_id=c.id, verdict=verdict, confidence=0.8, grounded=True) for c in claims
    )
    return EvidenceBase(
        question=QUESTION,
        plans=(PLAN,),
        searches=(),
        papers=papers,
        screening=(),
        claims=claims,
        verifications=checks,
    )
