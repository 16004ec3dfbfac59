"""A model that does every task plainly and at once: the double for measuring what a run costs.

It tells the tasks apart by the schema that it is asked for. It plans from the question's own
words, finds every paper relevant, takes three sentences of each paper as claims, and supports
what shares its words. It is deterministic, and no measure of quality.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from litassay import tokens
from litassay.text.sentences import sentences
from litassay.text.words import stems
from litassay.types import ChatReply, ChatRequest

_FENCED = re.compile(r"<<<DATA (\w+) (\S+)\n(.*?)\nDATA \1>>>", re.DOTALL)
_CLAIM = re.compile(r"^(c\d+) \(([^;)]*);[^)]*\): (.+)$", re.MULTILINE)
_DIMENSION = re.compile(r"^`(\w+)`$", re.MULTILINE)
_QUESTION = re.compile(r"^Question: (.+)$", re.MULTILINE)
_CLAIMS_A_PAPER = 3
_AGREES = 0.6
"""Share of a claim's stems that a passage must hold to be called support."""
_REASON = "The claims and quotes of the report carry its answer."


class DiligentModel:
    """Implements `ChatModel`."""

    async def complete(self, request: ChatRequest) -> ChatReply:
        """The plain answer to the task that the schema stands for."""
        shown = next(m.content for m in request.messages if m.role == "user")
        system = next((m.content for m in request.messages if m.role == "system"), "")
        text = json.dumps(_TASKS[task(request.response_schema)](shown, system))
        return ChatReply(
            text=text,
            model=request.model,
            prompt_tokens=tokens.count_messages(request.messages),
            completion_tokens=tokens.count(text),
        )


def task(schema: dict[str, Any] | None) -> str:
    """The last field of the wanted object, which names the task; `ready` without a schema."""
    fields = list((schema or {}).get("properties", {}))
    return next((f for f in ("sub_questions", "title", "scores") if f in fields), "") or (
        fields[-1] if fields else "ready"
    )


def _plan(shown: str, _: str) -> dict[str, Any]:
    question = (_QUESTION.search(shown) or [""])[0].removeprefix("Question: ")
    return {"sub_questions": [question], "queries": [{"sub_question": "q1", "text": question}]}


def _decisions(shown: str, _: str) -> dict[str, Any]:
    return {
        "decisions": [
            {"document": m[2], "relevance": 8, "sub_questions": ["q1"], "reason": ""}
            for m in _FENCED.finditer(shown)
        ]
    }


def _claims(shown: str, _: str) -> dict[str, Any]:
    text = "\n".join(m[3] for m in _FENCED.finditer(shown))
    abstract = text.partition("[abstract]\n")[2] or text
    said = [s.text for s in sentences(abstract)][-_CLAIMS_A_PAPER:]
    return {
        "claims": [
            {"text": s, "quote": s, "sub_questions": ["q1"], "relevance": 8, "benchmarks": []}
            for s in said
        ]
    }


def _stances(shown: str, _: str) -> dict[str, Any]:
    fenced = [(m[2], m[3]) for m in _FENCED.finditer(shown)]
    claim = set(stems(next((text for name, text in fenced if name == "claim"), "")))
    found = []
    for name, text in fenced:
        quote = text.partition("\n")[2]
        agrees = len(claim & set(stems(quote))) >= _AGREES * len(claim)
        found.append(
            {
                "passage": name,
                "stance": "SUPPORTS" if agrees else "NEUTRAL",
                "probability": 0.9,
                "quote": quote if agrees else "",
                "reason": "",
            }
        )
    return {"stances": [s for s in found if s["passage"] != "claim"]}


def _draft(shown: str, _: str) -> dict[str, Any]:
    said = [{"text": m[3], "claims": [m[1]]} for m in _CLAIM.finditer(shown)]
    question = (_QUESTION.search(shown) or [""])[0].removeprefix("Question: ")
    return {
        "title": question.rstrip("?"),
        "abstract": said[:2],
        "introduction": [],
        "answer": said[:4],
        "results": [{"sub_question": "q1", "statements": said[:12]}],
    }


def _review(_: str, system: str) -> dict[str, Any]:
    scores = [
        {"dimension": name, "score": 8, "reason": _REASON, "claims": []}
        for name in _DIMENSION.findall(system)
    ]
    return {"scores": scores, "overall": 8, "reason": _REASON}


_TASKS: dict[str, Callable[[str, str], dict[str, Any]]] = {
    "ready": lambda *_: {"ready": True},
    "sub_questions": _plan,
    "queries": lambda shown, system: {"queries": _plan(shown, system)["queries"]},
    "decisions": _decisions,
    "claims": _claims,
    "stances": _stances,
    "title": _draft,
    "scores": _review,
}
ROLES = {
    "ready": "probe",
    "sub_questions": "planner",
    "queries": "planner",
    "decisions": "screener",
    "claims": "extractor",
    "stances": "verifier",
    "title": "writer",
    "scores": "reviewer",
}
"""The role that gives each task."""
