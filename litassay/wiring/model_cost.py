"""Runs against a loopback server with a fixed latency, for the measurement of what they cost."""

import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from litassay.config.models import ModelsSettings, ServerSettings
from litassay.config.settings import Settings
from litassay.evals.judged_questions import JudgedQuestion
from litassay.evals.model_cost import RunCost, run_cost
from litassay.models.diligent_server import diligent_server
from litassay.ports import Progress
from litassay.types import Question
from litassay.wiring.results import load_result
from litassay.wiring.run import ask

QUESTION = "Does adversarial training improve the robustness of language models?"
_AT_ONCE = 256
_RELEVANT = 2
"""Least grade of a paper that is worth reading."""


def measure(
    library: str, papers: Sequence[int], latency_s: float, progress: Progress
) -> tuple[RunCost, ...]:
    """One run for each number of papers, after one that loads what is loaded once.

    Raises:
        LibraryError: there is no such library.
    """
    _run(library, min(papers), 0.0, progress)
    return tuple(_run(library, most, latency_s, progress) for most in papers)


def measure_judged(
    library: str,
    questions: Sequence[JudgedQuestion],
    papers: int,
    latency_s: float,
    progress: Progress,
) -> tuple[RunCost, ...]:
    """One run for each question, screened and extracted as its readers judged.

    Raises:
        LibraryError: there is no such library.
    """
    return tuple(_run(library, papers, latency_s, progress, asked) for asked in questions)


def _run(
    library: str,
    papers: int,
    latency_s: float,
    progress: Progress,
    judged: JudgedQuestion | None = None,
) -> RunCost:
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "judged.json"
        if judged:
            file.write_text(json.dumps(judged.papers), "utf-8")
        with diligent_server(latency_s, file if judged else None) as server:
            own = ServerSettings(base_url=server.url, key_env="UNSET", concurrency=_AT_ONCE)
            settings = Settings(
                library=(library,),
                model="diligent",
                models=ModelsSettings(servers={"default": own}, context_window=32_768),
            )
            question = Question(text=judged.text if judged else QUESTION, max_papers=papers)
            begun, busy = time.perf_counter(), time.process_time()
            finished = ask(question, settings, Path(scratch) / "run", progress)
            wall, cpu = time.perf_counter() - begun, time.process_time() - busy
            result = load_result(finished.folder)
    base = result.base
    checked = [v for v in base.verifications if v.verdict != "NOT_CHECKED"]
    cost = run_cost(
        papers, latency_s, wall, cpu, server.roles, server.busiest, result.spend, len(checked)
    )
    if judged is None:
        return cost
    titles = {p.id: " ".join(p.title.split()) for p in base.papers}
    used = [judged.papers.get(titles[d.paper_id]) for d in base.screening if d.included]
    change = {
        "question": judged.id,
        "read": len(used),
        "relevant": sum(1 for p in used if p and p.grade >= _RELEVANT),
        "screened": sum(1 for d in base.screening if d.judged),
    }
    return cost.model_copy(update=change)
