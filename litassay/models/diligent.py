"""A model that does every task plainly and at once: the double for measuring what a run costs.

It tells the tasks apart by the schema that it is asked for. It plans from the question's own
words, finds every paper relevant, takes three sentences of each paper as claims (fewer where
its prompt says "at most N claims"), and supports what shares its words. Given judgements of
papers it screens and extracts by them, and searches as widely as a strong model does. It is
deterministic, and no measure of quality.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from litassay import tokens
from litassay.text.sentences import sentences
from litassay.text.words import stems
from litassay.types import ChatReply, ChatRequest

_FENCED = re.compile(r"<<<DATA (\w+) (\S+)\n(.*?)\nDATA \1>>>", re.DOTALL)
_CLAIM = re.compile(r"^(c\d+) \(([^;)]*);[^)]*\): (.+)$", re.MULTILINE)
_DIMENSION = re.compile(r"^`(\w+)`$", re.MULTILINE)
_QUESTION = re.compile(r"^Question: (.+)$", re.MULTILINE)
_TITLE = re.compile(r"^Title: (.+)$", re.MULTILINE)
_AT_MOST = re.compile(r"at most (\d+) claims")
_CLAIMS_A_PAPER = 3
_FINDINGS = 3
_WORDS_A_QUERY = 4
_QUERIES = 6
_AGREES = 0.6
"""Share of a claim's stems that a passage must hold to be called support."""
_REASON = "The claims and quotes of the report carry its answer."


class Judged(NamedTuple):
    """What readers said of a paper."""

    grade: int
    """3 direct, 2 partial, 1 background, 0 off topic."""
    findings: tuple[str, ...] = ()
    """Its sentences that answer, best first."""


class DiligentModel:
    """Implements `ChatModel`.

    Args:
        judged: Papers by title; one that is not among them is off topic. Without any, every
            paper is relevant.
    """

    def __init__(self, judged: Mapping[str, Judged] | None = None) -> None:
        self._judged = judged or {}

    async def complete(self, request: ChatRequest) -> ChatReply:
        """The plain answer to the task that the schema stands for."""
        shown = next(m.content for m in request.messages if m.role == "user")
        system = next((m.content for m in request.messages if m.role == "system"), "")
        text = json.dumps(_TASKS[task(request.response_schema)](shown, system, self._judged))
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


Papers = Mapping[str, Judged]
_ALL_RELEVANT = Judged(3)
_OFF_TOPIC = Judged(0)
_GRADES = ("off_topic", "background", "partial", "direct")
_OUT_OF_TEN = (1, 3, 6, 9)


def _of(title: str, papers: Papers) -> Judged:
    return papers.get(title.strip(), _OFF_TOPIC) if papers else _ALL_RELEVANT


def _asked(shown: str) -> str:
    return (_QUESTION.search(shown) or [""])[0].removeprefix("Question: ")


def _plan(shown: str, _: str, papers: Papers) -> dict[str, Any]:
    question = _asked(shown)
    if not papers:
        return {
            "sub_questions": [question],
            "queries": [{"sub_question": "q1", "text": question}],
        }
    words = question.rstrip("?").split()
    half = len(words) // 2
    parts = [question, f"What is known of {' '.join(words[half:])}?"]
    starts = range(0, max(1, len(words) - _WORDS_A_QUERY + 1), 2)
    texts = [question, *(" ".join(words[n : n + _WORDS_A_QUERY]) for n in starts)][:_QUERIES]
    queries = [{"sub_question": f"q{1 + n % 2}", "text": text} for n, text in enumerate(texts)]
    return {"sub_questions": parts, "queries": queries}


def _queries(shown: str, system: str, papers: Papers) -> dict[str, Any]:
    if not papers:
        return {"queries": _plan(shown, system, papers)["queries"]}
    words = _asked(shown).rstrip("?").split()
    starts = range(1, max(2, len(words) - 2), 2)
    texts = [" ".join(words[n : n + 3]) for n in starts][:_QUERIES]
    return {"queries": [{"sub_question": "q2", "text": text} for text in texts]}


def _decisions(shown: str, _: str, papers: Papers) -> dict[str, Any]:
    found = []
    for m in _FENCED.finditer(shown):
        grade = _of((_TITLE.search(m[3]) or ["", ""])[1], papers).grade
        parts = ["q1"] if grade > 1 else []
        decision = {"document": m[2], "grade": _GRADES[grade], "relevance": _OUT_OF_TEN[grade]}
        found.append({**decision, "sub_questions": parts, "reason": ""})
    return {"decisions": found}


def _claims(shown: str, system: str, papers: Papers) -> dict[str, Any]:
    text = "\n".join(m[3] for m in _FENCED.finditer(shown))
    abstract = text.partition("[abstract]\n")[2] or text
    judged = _of((_TITLE.search(text) or ["", ""])[1], papers)
    said = [s.text for s in sentences(abstract)][-_CLAIMS_A_PAPER:]
    said = [s for s in judged.findings if s in abstract] or said
    most = _AT_MOST.search(system)
    said = said[: int(most[1])] if most else said
    return {
        "claims": [
            {"text": s, "quote": s, "sub_questions": ["q1"], "relevance": 8, "benchmarks": []}
            for s in said
        ]
    }


def _stances(shown: str, *_: object) -> dict[str, Any]:
    fenced = {m[2]: m[3] for m in _FENCED.finditer(shown)}
    said = sentences(fenced["document"])
    found = []
    for line in fenced["claims"].splitlines():
        name, claim = line.split(": ", 1)
        wanted = set(stems(claim))
        best = max(said, key=lambda s: len(wanted & set(stems(s.text))), default=None)
        agrees = best is not None and len(wanted & set(stems(best.text))) >= _AGREES * len(wanted)
        found.append(
            {
                "claim": name,
                "stance": "SUPPORTS" if agrees else "NEUTRAL",
                "probability": 0.9,
                "quote": best.text if best is not None and agrees else "",
                "reason": "",
            }
        )
    return {"stances": found}


def _findings(shown: str, *_: object) -> dict[str, Any]:
    """The first claims, each as a finding of its own part; the first is the asked one."""
    said = [(m[1], m[3]) for m in _CLAIM.finditer(shown)][:_FINDINGS]
    ids = [i for i, _ in said]
    return {
        "findings": [
            {"sub_question": "q1", "text": text, "claims": ids, "asked": n == 0}
            for n, (_, text) in enumerate(said)
        ]
    }


def _weights(shown: str, *_: object) -> dict[str, Any]:
    """Support by the last sentence of every paper that is shown."""
    fenced = [(m[2], m[3].rpartition("\n")[2]) for m in _FENCED.finditer(shown)]
    return {
        "papers": [
            {"document": name, "stance": "supports", "quote": quote, "probability": 0.9,
             "indirect": False}
            for name, quote in fenced
            if name != "finding"
        ]
    }  # fmt: skip


def _draft(shown: str, *_: object) -> dict[str, Any]:
    said = [{"text": m[3], "claims": [m[1]]} for m in _CLAIM.finditer(shown)]
    question = _asked(shown)
    return {
        "title": question.rstrip("?"),
        "abstract": said[:2],
        "introduction": [],
        "answer": said[:4],
        "results": [{"sub_question": "q1", "statements": said[:12]}],
    }


def _review(shown: str, *_: object) -> dict[str, Any]:
    scores = [
        {"dimension": name, "score": 8, "reason": _REASON, "claims": []}
        for name in _DIMENSION.findall(shown)
    ]
    return {"scores": scores, "overall": 8, "reason": _REASON}


_TASKS: dict[str, Callable[[str, str, Papers], dict[str, Any]]] = {
    "ready": lambda *_: {"ready": True},
    "sub_questions": _plan,
    "queries": _queries,
    "decisions": _decisions,
    "claims": _claims,
    "stances": _stances,
    "findings": _findings,
    "papers": _weights,
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
    "findings": "synthesiser",
    "papers": "weigher",
    "title": "writer",
    "scores": "reviewer",
}
"""The role that gives each task."""
