"""What a run will cost at most, from its settings alone."""

from pathlib import Path

from litassay.config.settings import Settings
from litassay.models.estimate import StageEstimate, Workload, estimate
from litassay.models.prices import load_prices
from litassay.wiring.crew import models_of, uses_models
from litassay.wiring.prompts import load_prompts

MOST_CLAIMS = 6
"""Claims of one paper that the extractor may give at most."""


def at_most(settings: Settings) -> StageEstimate | None:
    """An upper bound for a run: every paper gives its most claims, every answer is repaired once.

    None where no language model is asked.

    Raises:
        PromptError: a prompt is not valid.
    """
    rows = estimate_run(settings, MOST_CLAIMS)
    if not rows:
        return None
    whole = rows[-1]
    return whole._replace(
        calls=2 * whole.calls,
        prompt_tokens=2 * whole.prompt_tokens,
        completion_tokens=2 * whole.completion_tokens,
        usd=None if whole.usd is None else 2 * whole.usd,
    )


def estimate_run(settings: Settings, claims: float = 3.0) -> tuple[StageEstimate, ...]:
    """One row for each role that a language model fills, and their sum; empty without one.

    Args:
        settings: Those of the run.
        claims: How many a paper gives.

    Raises:
        PromptError: a prompt is not valid.
    """
    models = models_of(settings)
    if not uses_models(models):
        return ()
    prompts = load_prompts(Path(settings.prompts) if settings.prompts else None)
    work = Workload(
        screened=settings.limits.screened,
        papers=settings.max_papers,
        claims_per_paper=claims,
        reviewers=settings.reviewers or prompts.reviewers,
        revisions=settings.limits.revisions,
        rounds=settings.limits.rounds,
        works=_works(settings),
    )
    rows = estimate(models, prompts, load_prices(models.prices), work)
    return (*rows, _sum(rows))


def _works(settings: Settings) -> int | None:
    """Records of the libraries together; None where databases are asked, or one is not indexed."""
    from store.library.registry import list_libraries
    from store.library.shelves import default_home

    if settings.source or settings.limits.snowball or not settings.library:
        return None
    held = {one.name: one.papers for one in list_libraries(default_home())}
    found = [held.get(name, 0) for name in settings.library]
    return sum(found) if all(found) else None


def _sum(rows: tuple[StageEstimate, ...]) -> StageEstimate:
    known = [row.usd for row in rows if row.usd is not None]
    return StageEstimate(
        stage="all together",
        model="",
        calls=sum(row.calls for row in rows),
        prompt_tokens=sum(row.prompt_tokens for row in rows),
        completion_tokens=sum(row.completion_tokens for row in rows),
        usd=sum(known) if len(known) == len(rows) else None,
    )
