"""When to try again: tenacity with a ceiling on attempts and on all waiting together."""

from collections.abc import Callable
from typing import Any

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception
from tenacity.stop import stop_base
from tenacity.wait import wait_base

from litassay.config.models import ServerSettings
from litassay.models.refusals import Attempt

_FIRST_S = 0.5
_GROWTH = 2.0
_LONGEST_S = 30.0


Tell = Callable[[str], None]


def retrying(settings: ServerSettings, sleep: Callable[[float], Any], tell: Tell) -> AsyncRetrying:
    """Retries what is retryable, telling why; the last error is raised as it is."""

    def waiting(state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome else None
        of = "" if _limited(error) else f" of {settings.max_attempts}"
        tell(
            f"{error or 'failed'}; attempt {state.attempt_number + 1}{of} in "
            f"{state.upcoming_sleep:.0f} s"
        )

    return AsyncRetrying(
        before_sleep=waiting,
        retry=retry_if_exception(lambda e: isinstance(e, Attempt) and e.retryable),
        wait=_Wait(),
        stop=_Stop(settings),
        sleep=sleep,
        reraise=True,
    )


def _limited(error: BaseException | None) -> bool:
    return isinstance(error, Attempt) and error.code == "rate_limited"


class _Wait(wait_base):
    """What the server asks for; else 0.5 s, doubled each time, at most 30 s.

    There is no jitter: the number of requests under way is limited per server, and a replayed
    run does not wait at all.
    """

    def __call__(self, retry_state: RetryCallState) -> float:
        error = retry_state.outcome.exception() if retry_state.outcome else None
        asked = error.wait_s if isinstance(error, Attempt) else None
        if asked is not None:
            return asked
        return min(_LONGEST_S, _FIRST_S * _GROWTH ** (retry_state.attempt_number - 1))


class _Stop(stop_base):
    """Stops before a wait that would go over the ceiling, not after it.

    A limit of requests or tokens a minute passes by itself: only the ceiling on waiting ends that.
    """

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings

    def __call__(self, retry_state: RetryCallState) -> bool:
        waited = retry_state.idle_for + retry_state.upcoming_sleep
        over = waited > self._settings.max_wait_s
        error = retry_state.outcome.exception() if retry_state.outcome else None
        limited = _limited(error)
        if over and isinstance(error, Attempt):
            error.hint = (
                f"waiting {waited:.0f} s would go over max_wait_s = {self._settings.max_wait_s:g}"
            )
        return over or (not limited and retry_state.attempt_number >= self._settings.max_attempts)
