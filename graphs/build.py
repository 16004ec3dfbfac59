"""The state machine: which node follows which."""

from collections.abc import Mapping
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from graphs import nodes, routes
from graphs.services import Services
from graphs.state import State

NODES: Mapping[str, Any] = {
    "plan": nodes.plan,
    "retrieve": nodes.retrieve,
    "merge": nodes.merge,
    "screen": nodes.screen,
    "follow": nodes.follow,
    "extract": nodes.extract,
    "collect": nodes.collect,
    "verify": nodes.verify,
    "synthesise": nodes.synthesise,
    "weigh": nodes.weigh,
    "cover": nodes.cover,
    "write": nodes.write,
    "audit": nodes.audit,
    "review": nodes.review,
    "rate": nodes.rate,
}
"""In the order of a run. A node that a `Send` reaches takes its task in the place of the state."""
Graph = CompiledStateGraph[State, Services, State, State]


def build(services: Services, checkpointer: BaseCheckpointSaver[Any] | None = None) -> Graph:
    """Join nodes and routes for these services; the services also travel as run-time context."""
    graph = StateGraph(State, context_schema=Services)
    for name, node in NODES.items():
        graph.add_node(name, node)
    sources = tuple(s.name for s in services.sources)
    reviewers = tuple(r.name for r in services.crew.reviewers)
    limits = services.limits
    graph.add_edge(START, "plan")
    graph.add_conditional_edges("plan", routes.after_plan(sources), ["retrieve", "merge"])
    graph.add_edge("retrieve", "merge")
    graph.add_edge("merge", "screen")
    graph.add_conditional_edges(
        "screen", routes.after_screen(limits), ["plan", "follow", "extract", "collect", "write"]
    )
    graph.add_edge("follow", "merge")
    graph.add_edge("extract", "collect")
    graph.add_conditional_edges("collect", routes.after_collect, ["verify", "synthesise"])
    graph.add_edge("verify", "synthesise")
    graph.add_conditional_edges("synthesise", routes.after_synthesise, ["weigh", "cover"])
    graph.add_edge("weigh", "cover")
    graph.add_conditional_edges("cover", routes.after_cover(limits), ["plan", "write"])
    graph.add_edge("write", "audit")
    graph.add_conditional_edges("audit", routes.after_audit(reviewers), ["review", "rate"])
    graph.add_edge("review", "rate")
    graph.add_conditional_edges("rate", routes.after_rate(limits), ["write", "__end__"])
    return graph.compile(checkpointer=checkpointer)
