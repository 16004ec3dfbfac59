"""Who fills each role, from settings."""

import unicodedata
from dataclasses import replace
from pathlib import Path

from agents.calibration import Calibration
from agents.crew import Crew
from agents.extractive.benchmarks import benchmarks
from agents.extractive.direction import DirectionReader
from agents.extractive.extractor import ExtractiveExtractor
from agents.extractive.planner import ExtractivePlanner
from agents.extractive.reviewers import WEIGHTS, extractive_reviewers
from agents.extractive.screener import ExtractiveScreener
from agents.extractive.stance import StanceReader
from agents.extractive.synthesiser import ExtractiveSynthesiser
from agents.extractive.verifier import ExtractiveVerifier
from agents.extractive.weigher import ExtractiveWeigher
from agents.extractive.writer import ExtractiveWriter
from agents.law.confidence import ModelCalibration
from agents.panel import ReviewPanel
from agents.retriever import MergingRetriever
from agents.staffing import Staffing, build_model_crew
from litassay.config.models import ROLES, ModelsSettings
from litassay.config.settings import Settings
from litassay.errors import InputError, SettingsError
from litassay.models.embedding import WordLlamaEmbedder
from litassay.models.stack import ModelStack
from litassay.ports import Embedder, Reviewer, SentenceVectors, Verifier
from litassay.prompting.prompt_set import PromptSet
from litassay.types import Record

EXTRACTIVE = "extractive"
NLI = "nli:"


def models_of(settings: Settings) -> ModelsSettings:
    """The settings of models with the shortcuts `model` and `verifier` filled in."""
    chosen: dict[str, object] = {"model": settings.model}
    name = settings.verifier
    if name:
        own = settings.models.for_role("verifier")
        model = EXTRACTIVE if name.startswith(NLI) else name
        roles = {**settings.models.roles, "verifier": own.model_copy(update={"model": model})}
        chosen["roles"] = roles
    return settings.models.model_copy(update=chosen)


def uses_models(models: ModelsSettings) -> bool:
    """True when any role or reviewer is filled by a language model."""
    seats = [*(models.for_role(r) for r in ROLES), *map(models.for_reviewer, models.reviewers)]
    return any(seat.model != EXTRACTIVE for seat in seats)


def check_script(question: str, settings: Settings) -> None:
    """Refuse what the extractive planner cannot read, before anything is searched.

    Raises:
        InputError: most letters of the question are of another script than Latin.
    """
    letters = [c for c in question if c.isalpha()]
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if models_of(settings).for_role("planner").model == EXTRACTIVE and latin * 2 < len(letters):
        raise InputError(
            "without a language model only questions in English are understood",
            "ask in English, or name a --model",
        )


def with_calibration(settings: Settings) -> Settings:
    """The settings with the content of the calibration files in the place of their paths.

    Raises:
        SettingsError: a file cannot be read, or holds no such calibration.
    """
    panel = _content(settings.calibration, Calibration, "panel")
    verifier = _content(settings.models.calibration, ModelCalibration, "calibrate")
    models = settings.models.model_copy(update={"calibration": verifier})
    return settings.model_copy(update={"calibration": panel, "models": models})


def _content(written: str, kind: type[Record], command: str) -> str:
    """The JSON of a setting that holds a path, or that JSON already, or nothing."""
    if not written or written.startswith("{"):
        return written
    try:
        return kind.model_validate_json(Path(written).read_text("utf-8")).model_dump_json()
    except (OSError, ValueError):
        raise SettingsError(
            f"{written!r} holds no calibration of this kind",
            f"write one with `litassay eval {command} --save FILE`",
        ) from None


def _calibration(settings: Settings) -> Calibration | None:
    text = settings.calibration
    return Calibration.model_validate_json(text) if text else None


def extractive_crew(
    settings: Settings, embedder: Embedder, vectors: SentenceVectors | None = None
) -> Crew:
    """The crew without a language model; its verifier may be an NLI model.

    `vectors` decide between the most relevant papers, where there are any.
    """
    return Crew(
        planner=ExtractivePlanner(),
        retriever=MergingRetriever(),
        screener=ExtractiveScreener(embedder, vectors),
        extractor=ExtractiveExtractor(embedder, benchmarks),
        verifier=_verifier(settings, embedder),
        synthesiser=ExtractiveSynthesiser(embedder),
        weigher=ExtractiveWeigher(DirectionReader(embedder), StanceReader(embedder), embedder),
        writer=ExtractiveWriter(),
        reviewers=extractive_reviewers(embedder),
        panel=ReviewPanel(_calibration(settings), WEIGHTS),
        most_claims={"partial": 1},
    )


def reviewer_names() -> tuple[str, ...]:
    """Names of the measured reviewers."""
    return tuple(reviewer.name for reviewer in extractive_reviewers(WordLlamaEmbedder()))


def build_crew(
    settings: Settings,
    embedder: Embedder,
    vectors: SentenceVectors | None,
    stack: ModelStack | None,
    prompts: PromptSet | None,
    nonce: str,
) -> Crew:
    """The crew of a run; without a model stack every role is extractive.

    Raises:
        SettingsError: a named reviewer does not exist.
        PromptError: a named reviewer has no prompt.
    """
    crew = extractive_crew(settings, embedder, vectors)
    if stack is not None and prompts is not None:
        staffing = Staffing(
            chat=stack.chat,
            settings=models_of(settings),
            prompts=prompts,
            nonce=nonce,
            window=stack.prices.window,
            boolean=bool(settings.source),
        )
        staffed = build_model_crew(staffing, crew, settings.reviewers)
        return replace(staffed, panel=_panel(settings, crew.reviewers, staffed.reviewers))
    if settings.reviewers:
        return replace(crew, reviewers=_named(settings.reviewers, crew))
    return crew


def _panel(
    settings: Settings, measured: tuple[Reviewer, ...], seated: tuple[Reviewer, ...]
) -> ReviewPanel:
    """The weights of measured reviewers are not those of models under the same names."""
    ours = {r.name for r in seated if r in measured}
    return ReviewPanel(
        _calibration(settings), {name: w for name, w in WEIGHTS.items() if name in ours}
    )


def _named(names: tuple[str, ...], crew: Crew) -> tuple[Reviewer, ...]:
    known = {r.name: r for r in crew.reviewers}
    missing = [name for name in names if name not in known]
    if missing:
        raise SettingsError(
            f"there is no reviewer {missing[0]!r}", f"the panel has {', '.join(sorted(known))}"
        )
    return tuple(known[name] for name in names)


def _verifier(settings: Settings, embedder: Embedder) -> Verifier:
    if not settings.verifier.startswith(NLI):
        return ExtractiveVerifier(embedder)
    from agents.extractive.entailment import EntailmentJudge
    from litassay.models.nli import NliModel

    model = NliModel(settings.verifier.removeprefix(NLI))
    return ExtractiveVerifier(embedder, EntailmentJudge(model))
