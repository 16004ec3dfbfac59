"""Runs against a loopback server with a fixed latency, for the measurement of what they cost."""

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from litassay.config.models import ModelsSettings, ServerSettings
from litassay.config.settings import Settings
from litassay.evals.model_cost import RunCost, run_cost
from litassay.models.diligent_server import diligent_server
from litassay.ports import Progress
from litassay.types import Question
from litassay.wiring.results import load_result
from litassay.wiring.run import ask

QUESTION = "Does adversarial training improve the robustness of language models?"
_AT_ONCE = 256


def measure(
    library: str, papers: Sequence[int], latency_s: float, progress: Progress
) -> tuple[RunCost, ...]:
    """One run for each number of papers, after one that loads what is loaded once.

    Raises:
        LibraryError: there is no such library.
    """
    _run(library, min(papers), 0.0, progress)
    return tuple(_run(library, most, latency_s, progress) for most in papers)


def _run(library: str, papers: int, latency_s: float, progress: Progress) -> RunCost:
    with diligent_server(latency_s) as server, tempfile.TemporaryDirectory() as scratch:
        own = ServerSettings(base_url=server.url, key_env="UNSET", concurrency=_AT_ONCE)
        settings = Settings(
            library=(library,),
            model="diligent",
            models=ModelsSettings(servers={"default": own}, context_window=32_768),
        )
        question = Question(text=QUESTION, max_papers=papers)
        begun, busy = time.perf_counter(), time.process_time()
        finished = ask(question, settings, Path(scratch) / "run", progress)
        wall, cpu = time.perf_counter() - begun, time.process_time() - busy
        result = load_result(finished.folder)
    checked = [v for v in result.base.verifications if v.verdict != "NOT_CHECKED"]
    asked = server.roles
    return run_cost(papers, latency_s, wall, cpu, asked, server.busiest, result.spend, len(checked))
