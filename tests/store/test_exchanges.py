"""Record, resume, experiment, replay: who is asked, and that timing changes nothing."""

import asyncio
import os
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litassay.errors import ModelError, ReplayDiverged, RunError, StorageError
from store.exchanges import Exchanges
from store.journal import Journal
from store.secrets import Secrets


class World:
    """Answers every ask with a new number, after a random wait."""

    def __init__(self, seed=0):
        self.random = random.Random(seed)
        self.asked = 0

    async def __call__(self):
        await asyncio.sleep(self.random.random() / 1000)
        self.asked += 1
        return {"text": f"answer {self.asked}"}


async def refuse():
    raise AssertionError("a live call was made")


async def test_a_replay_is_answered_from_the_journal_alone(tmp_path):
    journal = Journal(tmp_path / "j")
    world = World()
    first = await Exchanges(journal).answer("model", {"q": 1}, world)
    again = await Exchanges(Journal(tmp_path / "j"), live=False).answer("model", {"q": 1}, refuse)
    assert first == again == {"text": "answer 1"}


async def test_the_second_ask_of_a_task_is_a_new_ask(tmp_path):
    exchanges, world = Exchanges(Journal(tmp_path / "j")), World()
    answers = [await exchanges.answer("http", {"url": "u"}, world) for _ in range(3)]
    assert [a["text"] for a in answers] == ["answer 1", "answer 2", "answer 3"]


async def test_two_tasks_that_ask_the_same_share_one_answer(tmp_path):
    exchanges, world = Exchanges(Journal(tmp_path / "j")), World()
    asks = (exchanges.answer("http", {"url": "u"}, world) for _ in range(5))
    answers = await asyncio.gather(*asks)
    assert world.asked == exchanges.live_calls == 1
    assert {a["text"] for a in answers} == {"answer 1"}


async def retrying_tasks(exchanges, world, plan, shuffle):
    """Every task asks its own list of requests in turn; what each of them saw, by task."""

    async def task(wanted):
        seen = []
        for name in wanted:
            await asyncio.sleep(shuffle.random() / 2000)
            seen.append((await exchanges.answer("http", {"url": name}, world))["text"])
        return seen

    return await asyncio.gather(*(task(wanted) for wanted in plan))


@settings(deadline=None, max_examples=30)
@given(
    plan=st.lists(st.lists(st.sampled_from("abc"), max_size=5), min_size=1, max_size=6),
    seed=st.integers(0, 99),
)
def test_timing_changes_nothing_in_a_replay(tmp_path_factory, plan, seed):
    path = tmp_path_factory.mktemp("j") / "j"

    async def both():
        shuffle = random.Random(seed)
        recorded = await retrying_tasks(Exchanges(Journal(path)), World(seed), plan, shuffle)
        closed = Exchanges(Journal(path), live=False)
        return recorded, await retrying_tasks(closed, refuse, plan, random.Random(seed + 1))

    recorded, replayed = asyncio.run(both())
    assert recorded == replayed


async def test_a_cancelled_ask_got_no_answer_and_is_asked_again(tmp_path):
    exchanges, world = Exchanges(Journal(tmp_path / "j")), World()

    async def forever():
        await asyncio.sleep(60)

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await exchanges.answer("http", {"url": "u"}, forever)
    assert (await exchanges.answer("http", {"url": "u"}, world))["text"] == "answer 1"
    assert [e.ask for e in Journal(tmp_path / "j").entries] == [0]


async def test_a_failure_is_an_answer_and_is_asked_again_only_when_wanted(tmp_path):
    async def fails():
        raise ModelError("the server is down", code="unreachable", retryable=True)

    asked = {"model": "m"}
    answer = await Exchanges(Journal(tmp_path / "j")).answer("model", asked, fails)
    assert (answer["error"], answer["code"]) == ("ModelError", "unreachable")
    same = await Exchanges(Journal(tmp_path / "j")).answer("model", asked, refuse)
    assert same == answer
    retried = Exchanges(Journal(tmp_path / "j"), forget_failures=True)
    assert (await retried.answer("model", asked, World()))["text"] == "answer 1"
    replayed = Exchanges(Journal(tmp_path / "j"), live=False)
    assert (await replayed.answer("model", asked, refuse))["text"] == "answer 1"


async def test_a_user_error_ends_the_run_and_is_no_answer(tmp_path):
    async def fails():
        raise RunError("not an answer of the world")

    with pytest.raises(RunError):
        await Exchanges(Journal(tmp_path / "j")).answer("model", {}, fails)
    assert Journal(tmp_path / "j").entries == []


async def test_an_experiment_copies_unchanged_answers_and_asks_the_others(tmp_path):
    base, world = Journal(tmp_path / "base"), World()
    await Exchanges(base).answer("model", {"q": 1}, world)
    variant = Exchanges(Journal(tmp_path / "variant"), base=base.entries)
    await variant.answer("model", {"q": 1}, refuse)
    await variant.answer("model", {"q": 2}, world)
    assert variant.live_calls == 1
    replay = Exchanges(Journal(tmp_path / "variant"), live=False)  # the variant stands alone
    assert (await replay.answer("model", {"q": 1}, refuse))["text"] == "answer 1"


async def test_watchers_hear_of_each_new_entry_once(tmp_path):
    exchanges, heard = Exchanges(Journal(tmp_path / "j")), []
    exchanges.watch(lambda entry: heard.append(entry.n))
    await asyncio.gather(*(exchanges.answer("model", {"q": 1}, World()) for _ in range(3)))
    assert heard == [1]
    assert [e.n for e in Exchanges(Journal(tmp_path / "j")).remembered] == [1]


async def test_a_divergence_shows_what_changed(tmp_path):
    journal = Journal(tmp_path / "j")
    messages = [{"role": "user", "content": "Find the claims.\nBe brief.\nQuote them."}]
    await Exchanges(journal).answer("model", {"model": "m", "messages": messages}, World())
    await Exchanges(journal).answer("model", {"model": "m", "messages": []}, World())
    changed = [{"role": "user", "content": "Find the claims.\nBe thorough.\nQuote them."}]
    replay = Exchanges(Journal(tmp_path / "j"), live=False)
    with pytest.raises(ReplayDiverged) as caught:
        await replay.answer("model", {"model": "m", "messages": changed}, refuse, "extractor")
    text = str(caught.value)
    assert "model request of 'extractor'" in text
    assert "nearest is line 1" in text
    assert "-    content:" not in text  # only the line that changed
    assert "Be brief." in text
    assert "+      Be thorough." in text
    assert replay.diverged is caught.value
    assert caught.value.exit_code == 6


async def test_a_call_that_is_made_once_more_is_a_divergence(tmp_path):
    journal = Journal(tmp_path / "j")
    await Exchanges(journal).answer("http", {"url": "u"}, World())
    replay = Exchanges(Journal(tmp_path / "j"), live=False)
    await replay.answer("http", {"url": "u"}, refuse)
    with pytest.raises(ReplayDiverged, match=r"recorded 1 times .* once more"):
        await replay.answer("http", {"url": "u"}, refuse)


async def test_secrets_are_masked_in_request_and_answer(tmp_path):
    async def echo():
        return {"text": "your key is hush-hush-42, is it?"}

    exchanges = Exchanges(Journal(tmp_path / "j"), secrets=Secrets(["hush-hush-42"]))
    answer = await exchanges.answer("model", {"prompt": "hush-hush-42"}, echo)
    assert answer == {"text": "your key is [secret], is it?"}
    assert b"hush-hush" not in (tmp_path / "j").read_bytes()


@pytest.mark.parametrize(("kind", "synced"), [("model", True), ("http", True), ("library", False)])
async def test_what_was_paid_for_is_on_the_disk_before_it_is_used(
    tmp_path, monkeypatch, kind, synced
):
    sizes = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda f: (real(f), sizes.append(os.fstat(f).st_size)))
    exchanges = Exchanges(Journal(tmp_path / "j"))
    await exchanges.answer(kind, {"q": 1}, World())
    assert ((tmp_path / "j").stat().st_size in sizes) is synced


async def test_what_another_journal_holds_is_not_waited_for(tmp_path, monkeypatch):
    base = Journal(tmp_path / "base")
    await Exchanges(base).answer("model", {"q": 1}, World())
    (tmp_path / "own").touch()  # the folder of a new file is synchronised
    monkeypatch.setattr(os, "fsync", lambda _: pytest.fail("it is on the disk already"))
    copying = Exchanges(Journal(tmp_path / "own"), base=base.entries)
    assert await copying.answer("model", {"q": 1}, refuse) == {"text": "answer 1"}


async def test_an_answer_that_the_disk_refuses_is_not_used(tmp_path, monkeypatch):
    journal = Journal(tmp_path / "j")
    exchanges = Exchanges(journal)
    await exchanges.answer("model", {"q": 1}, World())

    def broken(_):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", broken)
        with pytest.raises(StorageError, match="Input/output error"):
            await exchanges.answer("model", {"q": 2}, World())
    await exchanges.answer("model", {"q": 3}, World())
    kept = [e.request for e in Journal(tmp_path / "j").entries]
    assert kept == [{"q": 1}, {"q": 2}, {"q": 3}], "it was paid for: a resumed run may use it"


async def test_answers_of_one_moment_are_synchronised_together(tmp_path, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(os, "fsync", lambda f: (time.sleep(0.02), real(f), synced.append(f)))
    exchanges = Exchanges(Journal(tmp_path / "j"))
    asks = [exchanges.answer("model", {"q": n}, World()) for n in range(40)]
    assert len(await asyncio.gather(*asks)) == 40
    assert len(synced) <= 6, "the new file's folder, and a few batches"
