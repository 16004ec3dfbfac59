"""What every adapter does when its service says that it was asked too often."""

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from litassay.config.sources import SOURCE_NAMES
from litassay.loopback import Reply
from litassay.sources.build import build_client, build_sources, build_transport
from litassay.sources.doubles import StoppedTime, serving, settings_for
from litassay.sources.invented import service, works
from litassay.types import Query

NAMES = SOURCE_NAMES
QUERY = Query(text="Does careful reading help?", concepts=(("careful reading",), ("help",)))


def limited(name: str, times: int, headers):
    """A service that says 429 so many times, then answers."""
    left = [times]

    def answer(asked):
        left[0] -= 1
        if left[0] >= 0:
            return Reply(429, (("content-type", "text/plain"), *headers), b"Rate exceeded.")
        return service(name, works(3))(asked)

    return answer


@pytest.mark.parametrize("name", NAMES)
async def test_a_short_wait_is_waited(name, tmp_path):
    answer = limited(name, 1, (("retry-after", "7"),))
    async with serving(name, tmp_path, answer) as setting:
        outcome = (await setting.source.search(QUERY, 3)).outcome
        assert outcome.status == "ok"
        assert sum(setting.time.waits) == pytest.approx(7.1)


@pytest.mark.parametrize("as_date", [False, True])
@pytest.mark.parametrize("name", NAMES)
async def test_a_long_wait_is_reported_and_kept_by_the_next_process(name, as_date, tmp_path):
    fake = StoppedTime()
    until = fake.moment + 54_000
    date = format_datetime(datetime.fromtimestamp(until, UTC), usegmt=True)
    now = format_datetime(datetime.fromtimestamp(fake.moment, UTC), usegmt=True)
    wait = ("retry-after", date if as_date else "54000")
    answer = limited(name, 99, (wait, ("date", now)))
    async with serving(name, tmp_path, answer) as setting:
        outcome = (await setting.source.search(QUERY, 3)).outcome
        assert setting.time.waits == []
    said = datetime.fromtimestamp(until, UTC).isoformat().replace("+00:00", "Z")
    assert (outcome.status, outcome.until) == ("rate_limited", said)

    transport = build_transport(settings_for(setting.server.url), tmp_path, clock=fake.clock)
    async with build_client(transport, settings_for(setting.server.url)) as client:
        (again,) = build_sources([name], settings_for(setting.server.url), client)
        outcome = (await again.search(QUERY, 3)).outcome
    assert (outcome.status, outcome.until) == ("rate_limited", said)


@pytest.mark.parametrize("name", NAMES)
async def test_no_word_of_how_long_ends_soon(name, tmp_path):
    async with serving(name, tmp_path, limited(name, 99, ())) as setting:
        outcome = (await setting.source.search(QUERY, 3)).outcome
        assert len(setting.server.asked) == 3
        assert sum(setting.time.waits) <= 20
    assert outcome.status == "rate_limited"
    assert outcome.until
