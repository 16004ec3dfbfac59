"""Running the graph to its end, from a question or from where a checkpoint left it."""

from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver

from graphs.build import build
from graphs.services import Services
from graphs.state import State
from litassay.types import Question

STEPS = 200
"""More supersteps than the limits on rounds and revisions can ever need."""


async def run(
    services: Services,
    question: Question | None,
    checkpointer: BaseCheckpointSaver[Any] | None = None,
    thread: str = "run",
) -> State:
    """The final state. Without a question the run of this thread goes on from its checkpoint."""
    graph = build(services, checkpointer)
    config: RunnableConfig = {"configurable": {"thread_id": thread}, "recursion_limit": STEPS}
    start = State(question=question) if question is not None else None
    values = await graph.ainvoke(start, config, context=services)
    return State(**values)
