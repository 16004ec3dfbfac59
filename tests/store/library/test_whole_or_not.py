"""An addition that fails at any byte: searches see the library before it, and it can go on.

Some sizes and moments are tried; `LITASSAY_SWEEP=1 pytest tests/store/library/test_whole_or_not.py`
tries every size in steps of 100 kB and of single kilobytes where files begin, and many moments.
"""

import os
import resource
import shutil
import signal
import subprocess
import time

import numpy as np
import pytest

from litassay.errors import StorageError
from litassay.types import Paper, Passage
from store.library.addition import add_papers
from store.library.intake import Intake, Item
from store.library.registry import open_library

SWEEP = bool(os.environ.get("LITASSAY_SWEEP"))
SIZES = range(100_000, 6_000_001, 100_000) if SWEEP else (200_000, 900_000, 1_900_000, 2_700_000)
LIMITS = (
    [*range(1_000, 60_000, 1_000), *range(100_000, 3_000_001, 100_000)]
    if SWEEP
    else (3_000, 40_000, 200_000, 700_000)
)
MOMENTS = range(20, 1_500, 15) if SWEEP else (50, 200, 500)
"""Milliseconds after which a process is killed."""


class Directions:
    """Gives every text a direction of its own, fast."""

    name, dimensions = "directions", 64

    def embed(self, texts):
        return np.array([self._one(text) for text in texts], np.float32).reshape(-1, 64)

    def _one(self, text):
        row = np.zeros(64, np.float32)
        for word in text.lower().split():
            row[sum(map(ord, word)) % 64] += 1
        return row / (np.linalg.norm(row) or 1)


class Silent:
    def stage(self, name, detail="", done=0, total=0):
        pass

    def note(self, text):
        pass


def paper(n, edition=""):
    body = "".join(f"Passage about topic{n * 7 % 901} and number {k}{edition}. " for k in range(6))
    return Paper(
        id=f"p{n}",
        title=f"Title {n} on subject{n % 53}{edition}",
        abstract=f"Words of paper {n} about thing{n % 97} {edition}",
        year=1990 + n % 30,
        full_text=(Passage(locator="§ 1", text=body),) if n % 3 == 0 else (),
    )


OLD = [paper(n) for n in range(300)]
NEW = [paper(n, " second") for n in range(100)] + [paper(n) for n in range(300, 2300)]
QUESTIONS = ["subject7 thing11", "topic70 number 3", "second edition of title 8", "paper 290"]


def add(folder, papers, source):
    items = (Item(number, one) for number, one in enumerate(papers, 1))
    return add_papers(folder, Directions(), source, Intake(len(papers), items), Silent())


def answers(home):
    library = open_library("lib", home, Directions())
    try:
        found = [library.search(text, 20).found for text in QUESTIONS]
        return library.collection(), found
    finally:
        library.close()


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """A library, what it answers, and what it answers when the addition has ended."""
    home = tmp_path_factory.mktemp("worlds")
    folder = home / "libraries" / "lib"
    add(folder, OLD, "old")
    kept = tmp_path_factory.mktemp("kept") / "lib"
    shutil.copytree(folder, kept)
    before = answers(home)
    add(folder, NEW, "new")
    return kept, before, answers(home)


def in_a_child(limit, home):
    """The exit status of a process that adds while no file may be larger than `limit` bytes."""
    child = os.fork()
    if child:
        return child
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    status = 1
    try:
        add(home / "libraries" / "lib", NEW, "new")
        status = 0
    except StorageError:
        status = 4
    finally:
        os._exit(status)


def ended(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def goes_on(home, worlds, status):
    """Before it is repeated all is as it was, unless the addition had ended; then all is there."""
    _, before, after = worlds
    now = answers(home)
    assert now in ((after,) if status == 0 else (before, after))
    add(home / "libraries" / "lib", NEW, "new")
    assert answers(home) == after


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("limit", LIMITS)
def test_no_file_may_grow(home, worlds, limit):
    shutil.copytree(worlds[0], home / "libraries" / "lib")
    status = ended(in_a_child(limit, home))
    assert status in (0, 4)
    goes_on(home, worlds, status)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_process_is_killed(home, worlds, moment):
    shutil.copytree(worlds[0], home / "libraries" / "lib")
    child = in_a_child(0, home)
    time.sleep(moment / 1000)
    os.kill(child, signal.SIGKILL)
    goes_on(home, worlds, ended(child))


@pytest.fixture
def disk(home):
    """A disk whose size can be changed."""
    mounted = False

    def sized(size):
        nonlocal mounted
        options = f"{'remount,' if mounted else ''}size={size}"
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(home)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode and not mounted:
            pytest.skip("no disk of a chosen size can be mounted here")
        assert not done.returncode
        mounted = True

    yield sized
    if mounted:
        subprocess.run(["umount", str(home)], check=True)


@pytest.mark.parametrize("room", SIZES)
def test_the_disk_is_full(home, worlds, disk, room):
    disk("100m")
    folder = home / "libraries" / "lib"
    shutil.copytree(worlds[0], folder)
    used = sum(-(-p.stat().st_size // 4096) * 4096 for p in home.rglob("*") if p.is_file())
    disk(used + room)
    try:
        add(folder, NEW, "new")
        status = 0
    except StorageError:
        status = 4
        assert answers(home) == worlds[1]
    disk("100m")
    goes_on(home, worlds, status)
