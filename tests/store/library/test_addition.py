"""Additions that are killed, that meet a full disk, or that meet each other: real processes."""

import json
import signal
import subprocess
import sys
import time

import pytest

from litassay.errors import LibraryError
from litassay.models.embedding import WordLlamaEmbedder
from store.library import open_library
from store.library.lock import exclusive

ADD = """
import resource, signal, sys
from pathlib import Path
from litassay.errors import LitassayError
from litassay.models.embedding import WordLlamaEmbedder
from store.library import addition
from store.library.addition import add_file
home, path, batch, limit = sys.argv[1:5]
addition.BATCH = int(batch)
if int(limit):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
class Lines:
    def stage(self, name, detail="", done=0, total=0):
        print(name, done, total, flush=True)
    def note(self, text):
        print("note", text, flush=True)
try:
    added = add_file(Path(path), "lib", Path(home), WordLlamaEmbedder(), {}, Lines())
    print(added.counts(), flush=True)
except LitassayError as error:
    print(type(error).__name__, error, flush=True)
    sys.exit(error.exit_code)
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "many.jsonl"
    record = '{{"id": "r{0}", "title": "Paper {0}", "abstract": "Words of paper {0}. {1}"}}\n'
    path.write_text("".join(record.format(n, "more words " * 40) for n in range(1500)), "utf-8")
    return path


def start(home, path, batch=100, limit=0):
    command = [sys.executable, "-c", ADD, str(home), str(path), str(batch), str(limit)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def wait_for(process, text):
    for line in process.stdout:
        if text in line:
            return line
    raise AssertionError(f"the process ended without saying {text!r}")


def test_a_killed_addition_continues_where_it_stopped(home, file):
    embedder = WordLlamaEmbedder()
    process = start(home, file, batch=50)
    wait_for(process, "index 500 1500")
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with pytest.raises(LibraryError, match="is incomplete"):
        open_library("lib", home, embedder)
    again = start(home, file, batch=1000)
    out, _ = again.communicate(timeout=120)
    counts = json.loads(out.splitlines()[-1].replace("'", '"'))
    assert counts["unchanged"] >= 500
    assert counts["added"] + counts["unchanged"] == 1500
    library = open_library("lib", home, embedder)
    assert library.records.count() == 1500
    assert library.search("Words of paper 1499", 1).found[0].paper.id == "local:r1499"
    library.close()


def test_a_second_process_waits_for_the_first(home, file):
    with exclusive(home / "libraries" / "lib"):
        process = start(home, file, batch=1500)
        assert "another process is writing to library 'lib'" in wait_for(process, "note")
        time.sleep(0.1)
        assert process.poll() is None
    out, _ = process.communicate(timeout=120)
    assert "'added': 1500" in out


def test_a_library_in_use_cannot_be_had_twice(home):
    folder = home / "libraries" / "lib"
    in_use = pytest.raises(LibraryError, match="is in use by another process")
    with exclusive(folder), in_use, exclusive(folder):
        pass


def test_a_full_disk_leaves_no_library_where_none_was(home, file):
    start(home, file, limit=1_000).communicate(timeout=120)
    assert not (home / "libraries" / "lib").exists()
