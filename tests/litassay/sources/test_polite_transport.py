"""Manners: turns, budgets, retries, the cache and its validators, over processes."""

import asyncio
import itertools
import json
import multiprocessing

import httpx2
import pytest

from litassay.sources.doubles import StoppedTime
from litassay.sources.http_cache import HttpCache
from litassay.sources.polite_transport import HostLimits, Patience, PoliteTransport
from litassay.sources.quota_ledger import QuotaLedger

URL = "https://api.example.org/works?q=1"


def response(status, headers=None, body=b""):
    return httpx2.Response(status, headers=headers or {}, content=body)


class World:
    """A transport that answers as told, on a stopped clock."""

    def __init__(self, tmp_path, *replies, limits=None, **patience):
        self.time = StoppedTime()
        self.replies = list(replies)
        self.asked: list[tuple[float, httpx2.Request]] = []
        self.under_way = self.most_under_way = 0
        self.ledger = QuotaLedger(tmp_path / "quota")
        self.transport = PoliteTransport(
            httpx2.MockTransport(self._answer),
            self.ledger,
            HttpCache(tmp_path / "cache", 3600, 10_000_000),
            {"api.example.org": limits or HostLimits(0, 4)},
            Patience(**patience),
            self.time.clock,
        )

    async def _answer(self, request):
        self.asked.append((self.time.moment, request))
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply() if callable(reply) else response(*reply)

    async def get(self, url=URL, **headers):
        request = httpx2.Request("GET", url, headers=headers)
        return await self.transport.handle_async_request(request)


async def test_requests_keep_their_distance_over_processes(tmp_path):
    limits = HostLimits(3.0, 1)
    world = World(tmp_path, (200,), limits=limits)
    for n in range(3):
        await world.get(f"{URL}&n={n}")
    other = World(tmp_path, (200,), limits=limits)
    other.time.moment = world.time.moment
    await other.get(f"{URL}&n=9")
    moments = [at for at, _ in world.asked + other.asked]
    assert [b - a for a, b in itertools.pairwise(moments)] == [3.0, 3.0, 3.0]


async def test_one_connection_at_a_time(tmp_path):
    world = World(tmp_path, (200,), limits=HostLimits(0, 1))
    await asyncio.gather(*(world.get(f"{URL}&n={n}") for n in range(4)))
    assert world.most_under_way == 1


async def test_several_connections_up_to_the_limit(tmp_path):
    world = World(tmp_path, (200,), limits=HostLimits(0, 3))
    await asyncio.gather(*(world.get(f"{URL}&n={n}") for n in range(9)))
    assert world.most_under_way == 3


async def test_a_daily_limit_refuses_until_midnight_and_starts_anew(tmp_path):
    world = World(tmp_path, (200,), limits=HostLimits(0, 4, daily=2))
    answers = [await world.get(f"{URL}&n={n}") for n in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert len(world.asked) == 2
    wait = int(answers[2].headers["retry-after"])
    assert (world.time.moment + wait) % 86_400 == 0
    world.time.moment += wait
    assert (await world.get(f"{URL}&n=4")).status_code == 200


async def test_a_spent_budget_that_the_service_announces_is_not_asked(tmp_path):
    told = {
        "x-ratelimit-limit": "1000",
        "x-ratelimit-remaining": "5",
        "x-ratelimit-reset": "11987",
        "x-ratelimit-credits-used": "10",
    }
    world = World(tmp_path, (200, told))
    assert (await world.get()).status_code == 200
    refused = await world.get(f"{URL}&n=2")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "11987")
    assert len(world.asked) == 1
    (quota,) = world.ledger.known().values()
    assert (quota.limit, quota.remaining, quota.cost, quota.used) == (1000, 5, 10, 1)


async def test_passing_failures_are_tried_again_with_growing_waits(tmp_path):
    world = World(tmp_path, (500,), httpx2.ConnectError("down"), (200, {}, b"x"))
    assert (await world.get()).content == b"x"
    assert world.time.waits == [1.0, 2.0]


async def test_other_failures_are_not(tmp_path):
    for reply in ((404,), (403,), (400,)):
        world = World(tmp_path, reply)
        assert (await world.get()).status_code == reply[0]
        assert len(world.asked) == 1


async def test_a_lasting_failure_is_the_answer(tmp_path):
    world = World(tmp_path, httpx2.ConnectError("down"))
    with pytest.raises(httpx2.ConnectError, match="down"):
        await world.get()
    assert len(world.asked) == 3


async def test_waits_never_add_up_beyond_the_ceiling(tmp_path):
    world = World(tmp_path, (503, {"retry-after": "8"}), attempts=9, retry_ceiling_s=20)
    assert (await world.get()).status_code == 503
    assert sum(world.time.waits) <= 20


async def test_a_body_too_long_is_refused(tmp_path):
    world = World(tmp_path, (200, {}, b"x" * 100), most_bytes=99)
    with pytest.raises(httpx2.DecodingError):
        await world.get()


async def test_a_fresh_answer_is_used_again_without_asking(tmp_path):
    world = World(tmp_path, (200, {"content-type": "text/x"}, b"one"))
    await world.get(f"{URL}&api_key=secret-1")
    again = await world.get(f"{URL}&api_key=other")
    assert (again.content, again.headers["content-type"]) == (b"one", "text/x")
    assert len(world.asked) == 1
    kept = [p.read_text() for p in (tmp_path / "cache").iterdir()]
    assert not any("secret" in text or "example" in text for text in kept)


async def test_a_stale_answer_is_checked_with_its_validators(tmp_path):
    headers = {"etag": '"v1"', "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT"}
    world = World(tmp_path, (200, headers, b"one"), (304,), (200, headers, b"two"))
    await world.get()
    world.time.moment += 3601
    assert (await world.get()).content == b"one"
    assert world.asked[1][1].headers["if-none-match"] == '"v1"'
    assert world.asked[1][1].headers["if-modified-since"].startswith("Mon")
    assert (await world.get()).content == b"one"
    assert len(world.asked) == 2
    assert (await world.get(**{"cache-control": "no-cache"})).content == b"two"


@pytest.mark.parametrize("reply", [(404, {}, b"x"), (200, {"cache-control": "no-store"}, b"x")])
async def test_what_may_not_be_kept_is_not(tmp_path, reply):
    world = World(tmp_path, reply)
    await world.get()
    await world.get()
    assert len(world.asked) == 2


async def test_a_damaged_cache_or_ledger_is_a_fresh_one(tmp_path):
    world = World(tmp_path, (200, {}, b"one"))
    await world.get()
    for folder in ("cache", "quota"):
        for file in (tmp_path / folder).iterdir():
            file.write_text('{"next_at": "soon"' if file.suffix == ".json" else "{")
    assert (await world.get()).content == b"one"
    assert len(world.asked) == 2


async def test_the_oldest_answers_go_first(tmp_path):
    world = World(tmp_path, lambda: httpx2.Response(200, content=b"x" * 1_000_000))
    for n in range(9):
        await world.get(f"{URL}&n={n}")
    size = sum(p.stat().st_size for p in (tmp_path / "cache").iterdir())
    assert size <= 10_000_000


def test_the_ledger_holds_times_and_counts_only(tmp_path):
    ledger = QuotaLedger(tmp_path)
    ledger.take_turn("api.example.org", 1000.0, 3.0, None, 60)
    ledger.take_turn("127.0.0.1:8080", 1000.0, 3.0, None, 60)
    assert list(ledger.known()) == ["127.0.0.1:8080", "api.example.org"]
    (file,) = tmp_path.glob("api*.json")
    assert set(json.loads(file.read_text())) == set(ledger.known()["api.example.org"]._fields)


def test_too_long_a_queue_is_refused(tmp_path):
    ledger = QuotaLedger(tmp_path)
    turns = [ledger.take_turn("h", 0.0, 3.0, None, 10) for _ in range(6)]
    assert [bool(t.refused) for t in turns] == [False, False, False, False, True, True]


async def test_a_rate_that_the_service_announces_is_kept(tmp_path):
    told = {"x-rate-limit-limit": "2", "x-rate-limit-interval": "1s"}
    world = World(tmp_path, (200, told))
    for n in range(3):
        await world.get(f"{URL}&n={n}")
    moments = [at for at, _ in world.asked]
    assert [b - a for a, b in itertools.pairwise(moments)] == [0.0, 0.5]


def take_turns(folder):
    ledger = QuotaLedger(folder)
    return [ledger.take_turn("h", 100.0, 3.0, None, 1e6).at for _ in range(10)]


def test_processes_share_the_ledger(tmp_path):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        turns = sorted(at for found in pool.map(take_turns, [tmp_path] * 2) for at in found)
    assert turns == [100.0 + 3.0 * n for n in range(20)]
