"""What every test has: no network but loopback, a home of its own, the real data if present."""

import socket
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
LOOPBACK = ("127.", "::1", "localhost")


class NetworkRefused(AssertionError):
    """A test tried to reach something that is not on this machine."""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """Refuse every connection and every look-up that leaves the machine."""
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_local(address[0]):
            raise NetworkRefused(f"a test tried to connect to {address!r}")
        return connect(self, address)

    def guarded_lookup(host, *args, **kwargs):
        if host is not None and not _is_local(_text(host)):
            raise NetworkRefused(f"a test tried to look up {host!r}")
        return lookup(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_lookup)


def _text(host):
    return host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)


def _is_local(host):
    return str(host).startswith(LOOPBACK)


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """A home of its own for libraries and ledgers, and no settings from outside."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("LITASSAY_HOME", str(folder))
    settings = folder / "litassay.toml"
    settings.touch()
    monkeypatch.setenv("LITASSAY_CONFIG", str(settings))
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def shared():
    """The folder of real data beside the project; a test that needs it skips without it."""
    if not (SHARED / "data").is_dir():
        pytest.skip("the real data set beside the project (shared/data) is not here")
    return SHARED
