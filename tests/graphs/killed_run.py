"""A run of doubles that kills its own process (kill -9) at a chosen moment; see test_resume.py."""

import asyncio
import os
import signal

from agents.crew import Crew
from graphs.run import run as run_graph
from graphs.services import Services
from graphs.state import State
from litassay.config.limits import Limits
from litassay.doubles import (
    AbstractReader,
    FirstRetriever,
    FixedPanel,
    FixedReviewer,
    FixedStance,
    ListPlanner,
    ListSource,
    ListWriter,
    OneFinding,
    WholeAbstract,
    WordScreener,
)
from litassay.types import ChatReply, ChatRequest, Message, Paper, Question, Verification
from store.checkpoints import checkpointer, has_progress
from store.exchanges import Exchanges
from store.recorded_model import RecordedModel
from store.recorded_source import RecordedSource
from store.runs import RunFolder

PAPERS = tuple(
    Paper(id=f"p{n}", title=f"Paper {n}", abstract=f"A useful finding {n}.") for n in range(4)
)


class Killer:
    """Dies at the n-th event of its kind; 0 never."""

    def __init__(self, at):
        self.left = at

    def tick(self):
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class KillingProgress(Killer):
    """Dies in the middle of a node."""

    def stage(self, name, detail="", done=0, total=0):
        self.tick()

    def note(self, text):
        pass


class PaidModel:
    """Writes every call that is really made into a file outside of the run."""

    def __init__(self, bill):
        self.bill = bill

    async def complete(self, request):
        await asyncio.sleep(0)
        with self.bill.open("a") as file:
            file.write(request.messages[0].content + "\n")
        return ChatReply(text=f"checked {request.messages[0].content}", model="m")


class ModelVerifier:
    def __init__(self, model):
        self.model = model

    async def verify_claims(self, claims, papers):
        return tuple([await self.verify(claim) for claim in claims])

    async def verify(self, claim):
        asked = Message(role="user", content=claim.text)
        reply = await self.model.complete(
            ChatRequest(stage="verifier", model="m", messages=(asked,))
        )
        return Verification(
            claim_id=claim.id, verdict="SUPPORTED", confidence=0.9, grounded=True, reason=reply.text
        )


def services(folder, bill, progress):
    exchanges = Exchanges(folder.journal())
    answers = {"a": PAPERS[:3], "b": PAPERS[1:]}
    return Services(
        crew=Crew(
            planner=ListPlanner((("a", "b"),)),
            retriever=FirstRetriever(),
            screener=WordScreener("useful"),
            extractor=WholeAbstract(),
            verifier=ModelVerifier(RecordedModel(PaidModel(bill), exchanges)),
            synthesiser=OneFinding(),
            weigher=FixedStance(),
            writer=ListWriter(),
            reviewers=(FixedReviewer("x"), FixedReviewer("y"), FixedReviewer("z", None)),
            panel=FixedPanel((4.0, 5.0)),
        ),
        sources=tuple(
            RecordedSource(name, ListSource(name, answers), exchanges) for name in ("one", "two")
        ),
        reader=AbstractReader(),
        shelf=folder.shelf(),
        progress=progress,
        limits=Limits(revisions=1),
    )


async def go(path, bill, event=0, checkpoint=0):
    """Begin or go on, dying at an event inside a node or after a written checkpoint."""
    folder = RunFolder.open(path)
    made = services(folder, bill, KillingProgress(event))
    killer = Killer(checkpoint)
    async with checkpointer(folder.checkpoints, also=(State,)) as saver:
        put = saver.aput

        async def put_and_die(*args):
            result = await put(*args)
            killer.tick()
            return result

        saver.aput = put_and_die
        question = None if await has_progress(saver, "run") else Question(text="Is it useful?")
        return await run_graph(made, question, saver)
