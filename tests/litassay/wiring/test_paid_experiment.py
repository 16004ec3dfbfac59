"""An experiment with a model that costs money, on a server: only what changed is paid again."""

import asyncio
import json
import threading
from collections import Counter
from contextlib import contextmanager

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.doubles import Notebook
from litassay.errors import LitassayError, RunError
from litassay.evals.experiment_plan import load_plan
from litassay.models.diligent import ROLES, DiligentModel, task
from litassay.models.loopback import ChatServer, error, schema_of, serving
from litassay.wiring.experiment import bases
from litassay.wiring.rerun import resume
from litassay.wiring.results import load_result
from store.runs import RunFolder
from tests.litassay.wiring.fewer_claims import fewer_claims

PLAN = """
name = "priced"
questions = ["Does adversarial training improve the robustness of language models?"]
[settings]
library = ["sample"]
model = "m"
max_papers = 3
reviewers = ["evidence", "candour"]
limits = {rounds = 0, revisions = 0, screened = 20}
[settings.models]
context_window = 32768
[settings.models.prices.m]
prompt = 2.0
completion = 8.0
[settings.models.servers.default]
max_attempts = 1
[[variant]]
name = "default"
[[variant]]
name = "fewer"
[variant.settings]
prompts = "fewer"
[[variant]]
name = "frugal"
[variant.settings]
prompts = "fewer"
[variant.settings.models.budget]
max_usd = 0.02
"""
USD_A_TOKEN = (2.0e-6, 8.0e-6)


class Service:
    """The diligent model on a server; from the `limit`-th request on it is down."""

    def __init__(self, limit=10**6):
        self.limit = limit
        self.roles = Counter()
        self._plain = serving(DiligentModel())

    async def answer(self, body):
        if sum(self.roles.values()) >= self.limit:
            return error(503, "down for a while")
        self.roles[ROLES[task(schema_of(body))]] += 1
        return await self._plain(body)


@contextmanager
def served(limit=10**6):
    """A server in a thread of its own, and what it was asked by role."""
    service, ready, done = Service(limit), threading.Event(), threading.Event()
    server = ChatServer(service.answer)

    async def serve():
        async with server:
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    assert ready.wait(10)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", server.url)
        patch.setenv("OPENAI_API_KEY", "sk-planted-0123456789abcdef")
        yield service
    done.set()
    thread.join(10)


def command(*arguments):
    result = CliRunner().invoke(app, [str(a) for a in arguments])
    failed = result.exception
    code = failed.exit_code if isinstance(failed, LitassayError) else result.exit_code
    return code, result.stdout, f"{result.stderr}\n{failed}"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The experiment, step by step: (folder, what each step said, who was asked in it)."""
    folder = tmp_path_factory.mktemp("priced")
    fewer_claims(folder)
    (folder / "plan.toml").write_text(PLAN)
    (folder / "litassay.toml").touch()
    out, said, asked = folder / "out", {}, {}
    again = ("experiment", folder / "plan.toml", "--out", out, "--quiet")
    steps = {
        "nothing yet": (0, (*again, "--estimate")),
        "base": (10**6, None),
        "estimate": (0, (*again, "--estimate")),
        "outage": (2, again),
        "resume": (10**6, ("resume", out / "fewer" / "q1-0", "--quiet")),
        "finish": (10**6, again),
        "nothing": (0, (*again, "--json")),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(folder / "home"))
        patch.setenv("LITASSAY_CONFIG", str(folder / "litassay.toml"))
        for name, (limit, arguments) in steps.items():
            with served(limit) as service:
                if arguments:
                    said[name] = command(*arguments)
                else:
                    bases(load_plan(folder / "plan.toml"), out, Notebook())
            asked[name] = service.roles
    return out, said, asked


def entries(path):
    return RunFolder.open(path).journal(growing=False).entries


def test_the_base_is_paid_and_the_rest_is_forecast(made):
    out, said, asked = made
    code, page, _ = said["estimate"]
    assert code == 0
    assert asked["nothing yet"] == asked["estimate"] == Counter()
    assert set(asked["base"]) >= {"planner", "screener", "extractor", "verifier", "writer"}
    row = next(line.split() for line in page.splitlines() if line.startswith("fewer"))
    extracted = [e for e in entries(out / "default" / "q1-0") if e.stage == "extractor"]
    low, high = map(int, row[3].split("-"))
    assert low == len(extracted) == asked["base"]["extractor"] > 1
    assert high >= sum(asked["base"].values())
    assert float(row[-1].split("-")[0]) > 0


def test_only_the_changed_stage_is_paid_for(made):
    out, _, asked = made
    paid = asked["outage"] + asked["resume"]
    assert set(paid) - {"probe"} == {"extractor"}
    assert paid["extractor"] == asked["base"]["extractor"]  # none of them twice
    base = {(e.key, e.ask) for e in entries(out / "default" / "q1-0")}
    answered = [e for e in entries(out / "fewer" / "q1-0") if not e.failed]
    new = [e for e in answered if (e.key, e.ask) not in base]
    assert {e.stage for e in new} == {"extractor"}


def test_an_outage_in_a_variant_is_resumed_by_itself(made):
    _, said, asked = made
    assert said["outage"][0] == 4
    assert "litassay resume" in said["outage"][2]
    assert said["resume"][0] in (0, 3)
    assert "report.md" in said["resume"][1]
    assert asked["resume"]["extractor"] > 0


def test_the_forecast_of_cost_is_what_was_paid(made):
    """The double says the same for both prompts, so even its answers are forecast right."""
    out, said, _ = made
    row = next(x.split() for x in said["estimate"][1].splitlines() if x.startswith("fewer"))
    spend = RunFolder.open(out / "fewer" / "q1-0").manifest.spend
    paid = sum(s.usd for s in spend if s.stage == "extractor")
    assert float(row[-1].split("-")[0]) == pytest.approx(paid, abs=1e-4)
    (extractor,) = [s for s in spend if s.stage == "extractor"]
    tokens = (extractor.prompt_tokens, extractor.completion_tokens)
    assert paid == pytest.approx(tokens[0] * USD_A_TOKEN[0] + tokens[1] * USD_A_TOKEN[1])


def test_what_is_copied_counts_towards_the_budget_of_a_variant(made):
    """Nothing of it is refused, as it costs nothing; but it leaves less for what goes live."""
    out, said, asked = made
    assert said["finish"][0] == 0
    assert asked["finish"]["extractor"] == 0
    frugal = RunFolder.open(out / "frugal" / "q1-0")
    assert frugal.manifest.exit_code == 5
    assert "max_usd" in load_result(frugal).budget_reached


def test_it_is_compared_and_nothing_is_paid_again(made):
    out, said, asked = made
    assert asked["nothing"] == Counter()
    assert said["nothing"][0] == 0
    found = json.loads((out / "experiment.json").read_text())
    usd = {name: dict(means)["usd"] for name, means in found["means"]}
    assert usd["default"] > 0
    assert usd["frugal"] < usd["default"]


def test_a_variant_is_not_resumed_without_its_base(made, tmp_path):
    """Its journal alone would pay again for what the base run paid."""
    out, _, _ = made
    lone = RunFolder.open(out / "fewer" / "q1-0")
    moved = tmp_path / "moved"
    moved.mkdir()
    manifest = lone.manifest.model_copy(update={"exit_code": None, "ended": None})
    (moved / "manifest.json").write_text(manifest.model_dump_json())
    code, _, message = command("resume", moved, "--quiet")
    assert code == 2
    assert "belongs to an experiment, and its base run is not found" in message
    with pytest.raises(RunError, match="give the `litassay experiment` command again"):
        resume(moved, Notebook())


def test_the_limits_of_a_variant_are_those_of_its_plan(made):
    out, _, _ = made
    code, _, message = command("resume", out / "frugal" / "q1-0", "--max-usd", "5", "--quiet")
    assert code == 2
    assert "whose runs share their limits; set them in the settings of another plan" in message
