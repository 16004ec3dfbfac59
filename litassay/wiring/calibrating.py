"""A model verifier on labelled pairs: each reply is in a journal, so that a stopped one goes on."""

import asyncio
import hashlib
import os
import secrets as random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agents.law.confidence import ModelCalibration
from agents.staffing import Staffing, build_model_crew
from agents.verifier import ModelVerifier
from litassay.config.models import BudgetSettings, ModelsSettings
from litassay.config.settings import Settings
from litassay.errors import SettingsError, StorageError
from litassay.evals.model_calibration import Heard, figures, learn
from litassay.evals.verification_data import LabelledClaims, LabelledPair
from litassay.models.embedding import WordLlamaEmbedder
from litassay.models.stack import ModelStack, build_chat_model
from litassay.ports import Progress
from litassay.prompting.prompt_set import PromptSet
from litassay.types import Claim, Paper, Span
from litassay.wiring.crew import extractive_crew, models_of
from litassay.wiring.prompts import load_prompts
from litassay.wiring.run import secret_values
from store.atomic import write_atomically
from store.exchanges import Exchanges
from store.journal import FILE_NAME, Journal
from store.recorded_model import RecordedModel
from store.secrets import Secrets

_NONCE = "nonce"
_ELSEWHERE = "claim"
"""Id of the paper that makes the claim: none of those read, as when a claim is corroborated."""


def calibrate(
    settings: Settings, data: LabelledClaims, most: int, folder: Path, progress: Progress
) -> tuple[ModelCalibration, dict[str, Any]]:
    """Ask the verifier about labelled pairs and learn what its confidence is worth.

    Args:
        settings: Name the verifier's model, its samples, server and prompts.
        data: Labelled pairs.
        most: Pairs that are asked about: those whose hash is smallest.
        folder: Where the replies are kept; what it holds is not asked again.
        progress: Told of every verdict.

    Raises:
        SettingsError: the verifier is no language model, or a key is missing.
        ModelError: no call can succeed.
        InputError: too few pairs got a verdict.
    """
    started = time.perf_counter()
    models = _verifier_alone(models_of(settings))
    prompts = load_prompts(Path(settings.prompts) if settings.prompts else None)
    nonce = _prepared(folder)
    journal = Journal(folder / FILE_NAME)
    exchanges = Exchanges(journal, secrets=Secrets(secret_values(settings)), forget_failures=True)
    stack = build_chat_model(models, os.environ, lambda model: RecordedModel(model, exchanges))
    verifier = _verifier(settings, models, stack, prompts, nonce)
    pairs = sorted(data.pairs, key=_order)[:most]
    try:
        heard = asyncio.run(_ask(verifier, stack, pairs, progress))
    finally:
        journal.close()
    learnt = learn(heard)
    seat, digest = verifier.asker.seat, prompts["verifier"].digest
    known = learnt.calibration(seat.model, models.samples, digest, data.name)
    return known, figures(learnt, known, time.perf_counter() - started)


def _verifier_alone(models: ModelsSettings) -> ModelsSettings:
    """The same models with no other role filled, the whole budget the verifier's."""
    budget = models.budget.model_dump() | {"shares": {"verifier": 1.0}}
    change = {
        "model": "extractive",
        "roles": {"verifier": models.for_role("verifier")},
        "reviewers": {},
        "calibration": "",
        "budget": BudgetSettings.model_validate(budget),
    }
    return models.model_copy(update=change)


def _prepared(folder: Path) -> str:
    """The folder made, and the random text of its prompts, the same when it is gone on with."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / _NONCE).exists():
            return (folder / _NONCE).read_text("utf-8")
    except OSError as error:
        raise StorageError(f"{str(folder)!r} cannot be used: {error.strerror or error}") from error
    nonce = random.token_hex(16)
    write_atomically(folder / _NONCE, nonce)
    return nonce


def _verifier(
    settings: Settings, models: ModelsSettings, stack: ModelStack, prompts: PromptSet, nonce: str
) -> ModelVerifier:
    embedder = WordLlamaEmbedder()
    staffing = Staffing(stack.chat, models, prompts, nonce, stack.prices.window)
    found = build_model_crew(staffing, extractive_crew(settings, embedder)).verifier
    if not isinstance(found, ModelVerifier):
        raise SettingsError(
            "only a language model's confidence is calibrated with this", "name one with --model"
        )
    return found


def _order(pair: LabelledPair) -> str:
    return hashlib.sha256(f"{pair.claim_id}\x00{pair.document.id}".encode()).hexdigest()


async def _ask(
    verifier: ModelVerifier, stack: ModelStack, pairs: Sequence[LabelledPair], progress: Progress
) -> list[Heard]:
    done = 0

    async def one(pair: LabelledPair) -> Heard:
        nonlocal done
        (found,) = await verifier.verify_claims([_claim(pair)], [_paper(pair)])
        done += 1
        progress.stage("verify", found.verdict, done, len(pairs))
        raw = found.confidence or 0.0
        return Heard(pair.claim_id, pair.label, found.verdict, raw, found.reason)

    try:
        return list(await asyncio.gather(*map(one, pairs)))
    finally:
        await stack.close()


def _claim(pair: LabelledPair) -> Claim:
    span = Span(
        paper_id=_ELSEWHERE, passage=0, start=0, end=len(pair.claim), quote=pair.claim,
        locator="abstract",
    )  # fmt: skip
    return Claim(id=pair.claim_id, text=pair.claim, span=span)


def _paper(pair: LabelledPair) -> Paper:
    document = pair.document
    return Paper(
        id=f"document {document.id}",
        title=document.title,
        abstract=" ".join(s.strip() for s in document.sentences),
    )
