"""Libraries whose vectors are in Chroma: in a folder, and on a real server on this machine."""

import gc
import socket
import subprocess
import sys
import time
import urllib.request
import warnings

import pytest

from litassay.doubles import Notebook
from litassay.errors import LibraryError, SettingsError, StorageError
from store.library import open_library
from store.library.addition import add_file
from store.library.registry import remove_library

pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
"""Chroma's client leaves its HTTP session to the garbage collector."""
SERVE = "from chromadb.cli.cli import app; app()"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a Chroma server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = tmp_path_factory.mktemp("chroma")
    arguments = ["run", "--path", str(data), "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        gc.collect()


@pytest.fixture(params=["folder", "server"])
def chroma(request, tmp_path, monkeypatch):
    address = (
        str(tmp_path / "db") if request.param == "folder" else request.getfixturevalue("server")
    )
    monkeypatch.setenv("LITASSAY_CHROMA", address)
    return address


def test_it_finds_what_a_library_with_files_finds(
    chroma, add, home, embedder, record, monkeypatch, topics
):
    records = [record(n) for n in range(80)]
    add(records, "shared")
    changed = [record(n, abstract=f"On zeppelins {n}.") if n < 3 else records[n] for n in range(80)]
    add(changed, "shared")
    monkeypatch.setenv("LITASSAY_CHROMA", "")
    add(records, "own")
    add(changed, "own")
    own = open_library("own", home, embedder)
    monkeypatch.setenv("LITASSAY_CHROMA", chroma)
    shared = open_library("shared", home, embedder)
    assert not (home / "libraries" / "shared" / "vectors").exists()
    for text in [*topics, "zeppelins"]:
        for years in [(None, None), (2018, 2020)]:
            one = pytest.approx([f.score for f in own.search(text, 8, *years).found], abs=0.1)
            assert [f.score for f in shared.search(text, 8, *years).found] == one
    own.close()
    shared.close()


def test_vectors_that_a_failure_left_are_written_again(
    chroma, add, home, embedder, record, write, tmp_path
):
    add([record(n) for n in range(10)], "shared")

    def dies(*_):
        raise StorageError("the disk is full")

    library = open_library("shared", home, embedder)
    path = write(tmp_path / "b.jsonl", [record(n) for n in range(10, 20)])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("store.library.writer.stage", dies)
        with pytest.raises(StorageError):
            add_file(path, "shared", home, embedder, {}, Notebook())
    before = library.search("machine translation", 20).found
    assert len(before) == 10
    add_file(path, "shared", home, embedder, {}, Notebook())
    assert library.search("machine translation", 20).found == before
    library.close()
    library = open_library("shared", home, embedder)
    assert len(library.search("machine translation", 20).found) == 20
    library.close()


def test_without_its_chroma_a_library_says_what_to_do(
    chroma, add, home, embedder, record, monkeypatch, tmp_path
):
    add([record(n) for n in range(3)], "shared")
    monkeypatch.setenv("LITASSAY_CHROMA", "")
    with pytest.raises(SettingsError, match=r"keeps its vectors in Chroma.*set LITASSAY_CHROMA"):
        open_library("shared", home, embedder)
    monkeypatch.setenv("LITASSAY_CHROMA", str(tmp_path / "another"))
    with pytest.raises(LibraryError, match="vectors are not in this Chroma"):
        open_library("shared", home, embedder)
    monkeypatch.setenv("LITASSAY_CHROMA", "http://127.0.0.1:9")
    with pytest.raises(StorageError, match=r"cannot be used.*LITASSAY_CHROMA"):
        open_library("shared", home, embedder)
    monkeypatch.setenv("LITASSAY_CHROMA", chroma)
    remove_library("shared", home)
    add([record(4)], "shared")
    library = open_library("shared", home, embedder)
    assert len(library.search("study", 5).found) == 1
    library.close()
