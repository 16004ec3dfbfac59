"""What a run will cost at most, before it is made: calls, tokens and money by role."""

from typing import NamedTuple

from litassay import tokens
from litassay.config.models import ModelSettings, ModelsSettings, Role
from litassay.models.prices import Prices
from litassay.prompting.prompt_set import PromptSet

ABSTRACT = 183
"""Tokens of an abstract: mean over 2,000 abstracts of the ACL Anthology, 2016-2024."""
CLAIM = 45
"""Tokens of a claim with its quote's label."""
PASSAGE = 100
"""Tokens of a passage shown to the weigher or a reviewer, with its fence."""

FINDINGS = 8
"""Findings that are weighed: four for each of two sub-questions."""


class Workload(NamedTuple):
    """How much there is to do; `screened` and `papers` are the limits of the run."""

    screened: int = 100
    papers: int = 20
    claims_per_paper: float = 3.0
    reviewers: tuple[str, ...] = ()
    revisions: int = 1
    rounds: int = 0
    works: int | None = None
    """Works that there are to screen at all; None where that is not known."""


class StageEstimate(NamedTuple):
    """One role, or one reviewer."""

    stage: str
    model: str
    calls: int
    prompt_tokens: int
    completion_tokens: int
    usd: float | None
    """None when the price is not known."""


def estimate(
    settings: ModelsSettings, prompts: PromptSet, prices: Prices, work: Workload
) -> tuple[StageEstimate, ...]:
    """One row for each role that a language model fills, in the order of the run.

    Prompts are counted from the prompt set; documents by the means above; answers by what the
    roles' shapes come to, or the limit of tokens where that is less. Papers are read and verified
    once, and a call each; every round may bring as many other works to screen and other findings,
    and is counted in full. Repairs of malformed answers are not counted.
    """
    claims = round(work.papers * work.claims_per_paper)
    drafts, passes = 1 + work.revisions, 1 + work.rounds
    batches = passes * -(-work.screened // settings.screen_batch)
    if work.works is not None:  # each round's last batch may be a small one
        batches = min(batches, -(-work.works // settings.screen_batch) + work.rounds)
    rows: list[StageEstimate] = []

    def add(role: Role, prompt: str, calls: int, variable: int, answer: int) -> None:
        chosen = settings.for_role(role)
        rows.extend(_row(role, chosen, prices, calls, _fixed(prompts, prompt) + variable, answer))

    add("planner", "planner", 1, 50, 500)
    add("planner", "planner-refine", work.rounds, 600, 300)
    add("screener", "screener", batches, settings.screen_batch * (ABSTRACT + 60) + 150,
        45 * settings.screen_batch)  # fmt: skip
    add("extractor", "extractor", work.papers, ABSTRACT + 200, 450)
    each = round(work.claims_per_paper)
    add("verifier", "verifier", work.papers * settings.samples, ABSTRACT + each * CLAIM + 60,
        70 * each)  # fmt: skip
    found = min(FINDINGS, max(1, round(claims / 3)))
    add("synthesiser", "synthesiser", passes, claims * CLAIM + 200, 60 * found)
    add("weigher", "weigher", found * passes, work.papers * (PASSAGE + 2 * CLAIM) + 60,
        50 * work.papers)  # fmt: skip
    add("writer", "writer", drafts, claims * CLAIM + 200, 900)
    page = claims * (CLAIM + 2 * PASSAGE) + 1500
    for name in work.reviewers:
        chosen = settings.for_reviewer(name)
        if name not in prompts.reviewers:
            continue
        fixed = _fixed(prompts, f"reviewer-{name}")
        shown = min(page, tokens.room(prices.window(chosen), chosen.max_tokens or 2048, fixed))
        rows += _row(f"reviewer:{name}", chosen, prices, drafts, fixed + shown, 350)
    return tuple(rows)


def _fixed(prompts: PromptSet, name: str) -> int:
    prompt = prompts[name]
    return tokens.count(prompt.system + prompt.user)


def _row(
    stage: str, chosen: ModelSettings, prices: Prices, calls: int, prompt: int, answer: int
) -> list[StageEstimate]:
    model = chosen.model or ""
    if model == "extractive" or not calls:
        return []
    scripted = model.startswith("scripted:")
    answer = min(answer, chosen.max_tokens or answer)
    usd = prices.usd(model, "scripted" if scripted else chosen.server, calls * prompt,
                     calls * answer)  # fmt: skip
    return [StageEstimate(stage, model, calls, calls * prompt, calls * answer, usd)]
