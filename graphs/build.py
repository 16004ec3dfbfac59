"""The state machine: which node follows which."""

from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from graphs import nodes, routes
from graphs.services import Services
from graphs.state import State

Graph = CompiledStateGraph[State, Services, State, State]


def build(services: Services, checkpointer: BaseCheckpointSaver[Any] | None = None) -> Graph:
    """Join nodes and routes for these services; the services also travel as run-time context."""
    graph = StateGraph(State, context_schema=Services)
    for name in ("plan", "retrieve", "screen", "follow", "extract", "collect", "verify", "cover"):
        graph.add_node(name, getattr(nodes, name))
    for name in ("write", "review", "rate"):
        graph.add_node(name, getattr(nodes, name))
    sources = tuple(s.name for s in services.sources)
    reviewers = tuple(r.name for r in services.crew.reviewers)
    limits = services.limits
    graph.add_edge(START, "plan")
    graph.add_conditional_edges("plan", routes.after_plan(sources), ["retrieve", "screen"])
    graph.add_edge("retrieve", "screen")
    graph.add_conditional_edges(
        "screen", routes.after_screen(limits), ["plan", "follow", "extract", "collect", "write"]
    )
    graph.add_edge("follow", "screen")
    graph.add_edge("extract", "collect")
    graph.add_conditional_edges("collect", routes.after_collect, ["verify", "cover"])
    graph.add_edge("verify", "cover")
    graph.add_conditional_edges("cover", routes.after_cover(limits), ["plan", "write"])
    graph.add_conditional_edges("write", routes.after_write(reviewers), ["review", "rate"])
    graph.add_edge("review", "rate")
    graph.add_conditional_edges("rate", routes.after_rate(limits), ["write", "__end__"])
    return graph.compile(checkpointer=checkpointer)
