"""The model crew of one run: which role is filled by which model, with which prompt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents.asking.asker import Asker, Seat
from agents.asking.rungs import Rungs
from agents.crew import Crew
from agents.dossier.page import render, render_case
from agents.extractor import ModelExtractor
from agents.law.confidence import ModelCalibration
from agents.planner import ModelPlanner
from agents.reviewer import ModelReviewer
from agents.screener import ModelScreener
from agents.synthesiser import ModelSynthesiser
from agents.verifier import ModelVerifier
from agents.weigher import ModelWeigher
from agents.writer import ModelWriter
from litassay import tokens
from litassay.config.models import ModelSettings, ModelsSettings, Role, Structured
from litassay.errors import SettingsError
from litassay.ports import ChatModel, Reviewer
from litassay.prompting.prompt_set import PromptSet
from litassay.types import Dossier

_SCRIPTED = "scripted:"
_STEP = 512
"""Tokens."""


@dataclass(frozen=True)
class Staffing:
    """What every model agent of a run shares."""

    chat: ChatModel
    settings: ModelsSettings
    prompts: PromptSet
    nonce: str
    """Random text of the run, kept in its manifest: documents cannot know it."""
    window: Callable[[ModelSettings], int]
    """Context window of a model in tokens."""
    boolean: bool = False
    """Whether any source takes Boolean queries."""


def build_model_crew(staffing: Staffing, extractive: Crew, reviewers: Sequence[str] = ()) -> Crew:
    """Fill each role as the settings say; a role set to `extractive` keeps its measured agent.

    Args:
        staffing: models, prompts and settings.
        extractive: the measured agents: they fill their roles, and planner and writer are the
            fallbacks of the model's.
        reviewers: names on the panel; empty for every `reviewer-NAME` of the prompt set.

    Raises:
        PromptError, SettingsError: a named reviewer does not exist.
    """
    settings, prompts, nonce = staffing.settings, staffing.prompts, staffing.nonce
    rungs = Rungs(staffing.chat)

    def asker(chosen: ModelSettings) -> Asker:
        return Asker(staffing.chat, _seat(chosen, staffing), rungs)

    def wanted(role: Role) -> Asker | None:
        chosen = settings.for_role(role)
        return None if chosen.model == "extractive" else asker(chosen)

    plan, screen, extract = wanted("planner"), wanted("screener"), wanted("extractor")
    verify, write = wanted("verifier"), wanted("writer")
    bring, weigh = wanted("synthesiser"), wanted("weigher")
    return Crew(
        planner=ModelPlanner(
            plan,
            prompts["planner"],
            prompts["planner-refine"],
            extractive.planner,
            staffing.boolean,
        )
        if plan
        else extractive.planner,
        retriever=extractive.retriever,
        screener=ModelScreener(screen, prompts["screener"], nonce, settings.screen_batch)
        if screen
        else extractive.screener,
        extractor=ModelExtractor(extract, prompts["extractor"], nonce)
        if extract
        else extractive.extractor,
        verifier=_verifier(verify, staffing) if verify else extractive.verifier,
        synthesiser=ModelSynthesiser(bring, prompts["synthesiser"], nonce, extractive.synthesiser)
        if bring
        else extractive.synthesiser,
        weigher=ModelWeigher(weigh, prompts["weigher"], nonce) if weigh else extractive.weigher,
        writer=ModelWriter(write, prompts["writer"], nonce, extractive.writer)
        if write
        else extractive.writer,
        reviewers=_panel(staffing, extractive.reviewers, reviewers, asker),
        panel=extractive.panel,
        most_claims={} if screen or extract else extractive.most_claims,
    )


def _verifier(asker: Asker, staffing: Staffing) -> ModelVerifier:
    """The verifier with a language model, its confidence calibrated when the settings say how.

    Raises:
        SettingsError: the calibration was learnt for another verifier.
    """
    settings, prompt = staffing.settings, staffing.prompts["verifier"]
    known = None
    if settings.calibration:
        known = ModelCalibration.model_validate_json(settings.calibration)
        known.check(asker.seat.model, settings.samples, prompt.digest)
    return ModelVerifier(
        asker,
        prompt,
        staffing.nonce,
        settings.samples,
        known,
    )


def _panel(
    staffing: Staffing,
    measured: Sequence[Reviewer],
    names: Sequence[str],
    asker: Callable[[ModelSettings], Asker],
) -> tuple[Reviewer, ...]:
    """Model reviewers, and the measured ones that are named or fill the role."""
    settings, prompts = staffing.settings, staffing.prompts
    by_name = {r.name: r for r in measured}
    usual = tuple(by_name) if settings.for_role("reviewer").model == "extractive" else None
    found: list[Reviewer] = []
    for name in names or sorted({*(usual or prompts.reviewers), *settings.reviewers}):
        chosen = settings.for_reviewer(name)
        measures = chosen.model == "extractive"
        if name in by_name and (measures or name not in prompts.reviewers):
            found.append(by_name[name])
        elif measures:
            raise SettingsError(
                f"there is no measured reviewer {name!r}", f"there are: {', '.join(by_name)}"
            )
        else:
            prompt = prompts[f"reviewer-{name}"]
            found.append(ModelReviewer(name, asker(chosen), prompt, staffing.nonce, show))
    return tuple(found)


def _seat(chosen: ModelSettings, staffing: Staffing) -> Seat:
    model = chosen.model or ""
    scripted = model.startswith(_SCRIPTED)
    server = "scripted" if scripted else chosen.server
    structured: Structured = (
        "json_schema" if scripted else staffing.settings.server(chosen.server).structured
    )
    return Seat(
        model="scripted" if scripted else model,
        server=server,
        max_tokens=chosen.max_tokens or staffing.settings.max_tokens,
        context_window=staffing.window(chosen),
        temperature=None if chosen.temperature == "unset" else chosen.temperature,
        reasoning_effort=chosen.reasoning_effort or None,
        seed=chosen.seed,
        structured=structured,
    )


def show(whole: Dossier, limit: int) -> str:
    """The blinded dossier with as many claims as fit, those that the draft cites first.

    Claims that are left out are named. Neutral evidence and repeated quotes are never in it.

    The limit is rounded down to a step, so that reviewers of nearly equal prompts judge the same
    page.
    """
    limit -= limit % _STEP
    page = render(whole)
    if tokens.count(page) <= limit:
        return page
    cited = {case.id for case in whole.shown()}
    ranked = sorted(whole.claims, key=lambda c: c.id not in cited)
    left = limit - tokens.count(_page(whole, set()))
    # naming what is left out is counted in: the page without any claim names them all
    kept = tokens.pack([f"{render_case(c)}\n" for c in ranked], left)
    return _page(whole, {ranked[i].id for i in kept})


def _page(whole: Dossier, kept: set[str]) -> str:
    claims = tuple(c for c in whole.claims if c.id in kept)
    left_out = [c.id for c in whole.claims if c.id not in kept]
    return render(whole.model_copy(update={"claims": claims}), left_out)
