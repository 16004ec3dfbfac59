"""What each agent hands to its prompt; `litassay prompts check` holds prompt sets to it."""

from collections.abc import Mapping

from litassay.prompting.contract import Contract

CONTRACTS: Mapping[str, Contract] = {
    "planner": Contract("plan", frozenset({"question"}), frozenset({"years", "form"})),
    "planner-refine": Contract(
        "queries",
        frozenset({"question", "sub_questions", "gaps", "tried"}),
        frozenset({"years", "form"}),
    ),
    "screener": Contract(
        "decisions", frozenset({"question", "documents"}), frozenset({"sub_questions"})
    ),
    "extractor": Contract(
        "claims", frozenset({"question", "document"}), frozenset({"sub_questions"})
    ),
    "verifier": Contract("stances", frozenset({"claims", "document"})),
    "synthesiser": Contract("findings", frozenset({"question", "sub_questions", "claims"})),
    "weigher": Contract("weights", frozenset({"finding", "papers"}), frozenset({"question"})),
    "writer": Contract(
        "draft",
        frozenset({"question", "claims", "sub_questions"}),
        frozenset({"revision"}),
    ),
    "reviewer": Contract("review", frozenset({"dossier"}), frozenset({"question"})),
}
"""By prompt name; `reviewer` holds for every `reviewer-NAME`."""
