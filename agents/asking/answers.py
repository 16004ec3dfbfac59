"""What a language model is asked to answer, role by role, read leniently but never guessed."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

_FRACTION = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*(?:/|out of)\s*(\d+(?:\.\d+)?)\s*$")
_PERCENT = re.compile(r"^\s*(-?\d+(?:\.\d+)?)\s*%\s*$")


def _on_scale(top: float) -> BeforeValidator:
    """Reads `7`, `"7"`, `"7/10"`, `"70 %"` as a number from 0 to `top`; others are errors."""

    def read(value: Any) -> Any:
        number = _number(value, top)
        if isinstance(number, float) and not 0 <= number <= top:
            raise ValueError(f"must be from 0 to {top:g}, not {value!r}")
        return number

    return BeforeValidator(read)


def _number(value: Any, top: float) -> Any:
    if isinstance(value, bool):
        raise ValueError("must be a number, not true or false")
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, str):
        return value
    if fraction := _FRACTION.match(value):
        whole = float(fraction.group(2))
        if whole <= 0:
            raise ValueError(f"{value!r} is no score")
        return top * float(fraction.group(1)) / whole
    if percent := _PERCENT.match(value):
        return top * float(percent.group(1)) / 100
    if value.strip().lower() in ("", "null", "none", "n/a", "na"):
        return None
    return float(value.strip())


def _listed(value: Any) -> Any:
    """`null` is no item; a single item is a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _ids(value: Any) -> Any:
    """Ids as texts: `1`, `"1"`, `"q1"` and `"[q1]"` are left to the agent to resolve."""
    return [str(v).strip().strip("[]") for v in _listed(value)]


def _upper(value: Any) -> Any:
    return value.strip().upper().replace(" ", "_") if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.strip().lower().replace(" ", "_") if isinstance(value, str) else value


Ten = Annotated[float, _on_scale(10)]
MaybeTen = Annotated[float | None, _on_scale(10)]
One = Annotated[float, _on_scale(1)]
Id = Annotated[str, BeforeValidator(lambda v: _ids(v)[0] if _ids(v) else "")]
Ids = Annotated[list[str], BeforeValidator(_ids)]
MaybeNumber = Annotated[float | None, BeforeValidator(lambda v: None if v == "" else v)]


class Answer(BaseModel):
    """The shape of one answer; fields that were not asked for are dropped."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class QueryAnswer(Answer):
    """One search."""

    sub_question: Id = ""
    text: str
    concepts: Annotated[list[list[str]], BeforeValidator(_listed)] = []


class PlanAnswer(Answer):
    """The planner's first plan."""

    sub_questions: Annotated[list[str], BeforeValidator(_listed)]
    queries: list[QueryAnswer]


class RefineAnswer(Answer):
    """Further queries."""

    queries: list[QueryAnswer]


class DecisionAnswer(Answer):
    """What the screener says about one document."""

    document: Id
    grade: Annotated[
        Literal["direct", "partial", "background", "off_topic"], BeforeValidator(_lower)
    ]
    relevance: Ten
    sub_questions: Ids = []
    reason: str = ""


class ScreenAnswer(Answer):
    """Decisions about a batch of documents."""

    decisions: list[DecisionAnswer]


class BenchmarkAnswer(Answer):
    """A measured result; null where the text does not say."""

    task: str | None = None
    dataset: str | None = None
    metric: str | None = None
    value: MaybeNumber = None
    unit: str | None = None
    baseline: str | None = None
    delta: MaybeNumber = None


class ClaimAnswer(Answer):
    """One claim with its quote."""

    text: str
    quote: str
    sub_questions: Ids = []
    relevance: Ten
    benchmarks: Annotated[list[BenchmarkAnswer], BeforeValidator(_listed)] = []


class ClaimsAnswer(Answer):
    """The claims of one paper."""

    claims: list[ClaimAnswer]


class StanceAnswer(Answer):
    """What the document says about one claim."""

    claim: Id
    stance: Annotated[Literal["SUPPORTS", "REFUTES", "NEUTRAL"], BeforeValidator(_upper)]
    probability: One
    quote: Annotated[str, BeforeValidator(lambda v: v or "")] = ""
    reason: str = ""


class StancesAnswer(Answer):
    """One stance a claim."""

    stances: list[StanceAnswer]


class FindingAnswer(Answer):
    """One review finding."""

    sub_question: Id
    text: str
    claims: Ids = []
    asked: bool = False


class FindingsAnswer(Answer):
    """What several papers say together."""

    findings: list[FindingAnswer]


class WeightAnswer(Answer):
    """What one paper says of the finding."""

    document: Id
    stance: Annotated[Literal["supports", "refutes", "mixed", "silent"], BeforeValidator(_lower)]
    quote: Annotated[str, BeforeValidator(lambda v: v or "")] = ""
    probability: One = 0.5
    indirect: bool = False


class WeightsAnswer(Answer):
    """One weight a paper."""

    papers: list[WeightAnswer]


class StatementAnswer(Answer):
    """One sentence and the ids of the claims it rests on."""

    text: str
    claims: Ids = []


class ResultAnswer(Answer):
    """The statements about one sub-question."""

    sub_question: Id
    statements: list[StatementAnswer]


class DraftAnswer(Answer):
    """Everything that the writer words."""

    title: str
    abstract: list[StatementAnswer]
    introduction: list[StatementAnswer] = []
    answer: list[StatementAnswer]
    results: list[ResultAnswer] = []


class ScoreAnswer(Answer):
    """One dimension; null when it does not apply."""

    dimension: Annotated[str, BeforeValidator(_lower)]
    score: MaybeTen
    reason: str
    claims: Ids = []


class ReviewAnswer(Answer):
    """One reviewer's judgement."""

    scores: list[ScoreAnswer]
    overall: Ten
    reason: str


class ProbeAnswer(Answer):
    """The answer to the probe."""

    ready: bool


OUTPUTS: dict[str, type[Answer]] = {
    "plan": PlanAnswer,
    "queries": RefineAnswer,
    "decisions": ScreenAnswer,
    "claims": ClaimsAnswer,
    "stances": StancesAnswer,
    "findings": FindingsAnswer,
    "weights": WeightsAnswer,
    "draft": DraftAnswer,
    "review": ReviewAnswer,
}
"""Answers by the name that a prompt's front matter gives as its `output`."""
