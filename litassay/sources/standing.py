"""What each database still allows, from the ledger: what was asked, what is left, since when."""

from typing import NamedTuple

from litassay import retry_after
from litassay.config.sources import SOURCE_NAMES, SourceSettings
from litassay.sources.build import host_limits
from litassay.sources.fetcher import host_of
from litassay.sources.quota_ledger import DAY_S, HostQuota, QuotaLedger

_KEYS = {"openalex": "openalex_api_key", "semanticscholar": "s2_api_key"}
_KEY_NAMES = {"openalex": "OPENALEX_API_KEY", "semanticscholar": "S2_API_KEY"}


class SourceStanding(NamedTuple):
    """One database as its user stands with it now."""

    name: str
    base_url: str
    access: str
    """How it is asked: `with a key`, `without a key (set …)`, `no key needed`, …"""
    asked_today: int
    """Requests of this user since midnight (UTC), over all runs."""
    left: str
    """What is left today, in words."""
    until: str | None
    """When it may be asked again, where it may not now (ISO 8601, UTC)."""


def standings(
    settings: SourceSettings, ledger: QuotaLedger, now: float
) -> tuple[SourceStanding, ...]:
    """Every database, in the usual order; nothing is asked."""
    known = ledger.known()
    return tuple(_standing(name, settings, known, now) for name in SOURCE_NAMES)


def _standing(
    name: str, settings: SourceSettings, known: dict[str, HostQuota], now: float
) -> SourceStanding:
    base = settings.services()[name].base_url
    host = host_of(base)
    quota = known.get(host, HostQuota())
    used = quota.used if quota.day == int(now // DAY_S) else 0
    until = retry_after.iso(quota.blocked_until) if quota.blocked_until > now else None
    left = _left(quota, used, host_limits(settings)[host].daily, now)
    return SourceStanding(name, base, _access(name, settings), used, left, until)


def _access(name: str, settings: SourceSettings) -> str:
    if name in _KEYS:
        if getattr(settings, _KEYS[name]):
            return "with a key"
        return f"without a key (set {_KEY_NAMES[name]})"
    if name == "crossref":
        known = bool(settings.crossref_mailto)
        return "polite pool" if known else "public pool (set CROSSREF_MAILTO for the polite one)"
    return "no key needed"


def _left(quota: HostQuota, used: int, daily: int | None, now: float) -> str:
    if quota.remaining is not None and quota.resets_at > now:
        of = f" of {quota.limit:g}" if quota.limit is not None else ""
        return f"{quota.remaining:g}{of} credits until {retry_after.iso(quota.resets_at)}"
    if daily is not None:
        return f"about {max(0, daily - used)} of {daily} requests today"
    return "no daily limit"
