"""`litassay` as a process: its streams, its signals, its exit codes, its files."""

import json
import os
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

QUESTION = "Does contrastive pre-training improve the robustness of language models?"
ASK = ("ask", QUESTION, "--library", "sample")
PLAIN = re.compile(r"(note: .+|[a-z]+( \d+(/\d+)?)?(: .+)?)")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder of its own, and an environment that names nothing outside of it."""
    folder = tmp_path_factory.mktemp("process")
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("LITASSAY_", "OPENAI_"))}
    return folder, {**kept, "LITASSAY_HOME": str(folder / "home")}


def command(place, *arguments, limit=None, **changes):
    folder, env = place
    return subprocess.run(
        [sys.executable, "-m", "litassay", *arguments],
        cwd=folder,
        env={**env, **changes},
        capture_output=True,
        preexec_fn=limit,
        check=False,
        timeout=240,
    )


@pytest.fixture(scope="module")
def whole(place):
    """A run that nothing disturbed, made with --json."""
    return command(place, *ASK, "--out", "whole", "--json")


def report(place, name):
    return (place[0] / name / "report.md").read_bytes()


def test_json_is_all_that_stdout_holds_and_progress_is_plain_lines(place, whole):
    assert whole.returncode == 0
    assert whole.stdout == (place[0] / "whole" / "report.json").read_bytes()
    assert json.loads(whole.stdout)["status"] == "complete"
    lines = whole.stderr.decode().splitlines()
    assert [line for line in lines if not PLAIN.fullmatch(line)] == []
    assert {"plan", "retrieve", "screen", "write", "rate"} <= {
        re.split("[: ]", line)[0] for line in lines
    }


def test_a_report_is_printed_whole_whatever_the_locale(place, whole):
    for changes in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}):
        done = command(place, "report", "whole", **changes)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout == report(place, "whole")


@pytest.mark.parametrize(
    ("end", "codes", "said"),
    [
        ("| head -c 1", {0, 141}, ""),
        ("| true", {0, 141}, ""),
        (">&-", {0}, ""),
        (">&- 2>&-", {0}, ""),
        ("> /dev/full", {4}, "No space left on device"),
    ],
)
def test_a_stream_that_is_closed_or_full_is_no_bug(place, whole, end, codes, said):
    folder, env = place
    script = f"set -o pipefail; {sys.executable} -m litassay report whole {end}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode in codes
    assert said in done.stderr
    assert done.stderr.count("\n") == (1 if said else 0)


def test_of_two_at_once_one_wins_quietly_and_the_other_says_why_not(place, whole):
    folder, env = place
    env = {**env, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "litassay", *ASK, "--out", "both", "-q"],
            cwd=folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ended = sorted((p.wait(240), *p.communicate()) for p in both)
    assert ended[0] == (0, "both/report.md\n", "")
    assert ended[1][:2] == (2, "")
    assert re.search(r"already holds a run|in use by another process", ended[1][2])
    assert report(place, "both") == report(place, "whole")


@pytest.mark.parametrize(
    ("sent", "stage"), [(signal.SIGINT, "retrieve"), (signal.SIGTERM, "verify")]
)
def test_an_interrupted_run_says_how_to_go_on_and_does(place, whole, sent, stage):
    folder, env = place
    name = f"stopped at {stage}"
    process = subprocess.Popen(
        [sys.executable, "-m", "litassay", *ASK, "--out", name],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    next(line for line in process.stderr if line.startswith(stage))
    process.send_signal(sent)
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out) == (130, "")
    said = f"litassay: interrupted; continue with: litassay resume '{name}'"
    assert err.splitlines()[-1] == said
    assert not list(Path(folder, name).glob("report.*"))
    assert json.loads(Path(folder, name, "manifest.json").read_text())["exit_code"] == 130
    assert command(place, "resume", name, "-q").returncode == 0
    assert report(place, name) == report(place, "whole")


def test_a_full_disk_stops_a_run_that_can_be_resumed(place, whole):
    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))

    done = command(place, *ASK, "--out", "small", "-q", limit=small)
    assert (done.returncode, done.stdout) == (4, b"")
    line = done.stderr.decode()
    assert line.endswith("continue with: litassay resume small\n")
    assert line.count("\n") == 1
    assert not list(Path(place[0], "small").glob("report.*"))
    assert command(place, "resume", "small", "-q").returncode == 0
    assert report(place, "small") == report(place, "whole")


def test_without_any_home_folder_it_says_what_to_set(place):
    if os.getuid() != 0 and "HOME" not in os.environ:
        pytest.skip("the user of this process has no home folder to take away")
    code = (
        "import os, pwd, sys; os.environ.pop('HOME', None); os.environ.pop('LITASSAY_HOME', None)\n"
        "def none(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = none\n"
        "sys.argv = ['litassay', 'library', 'list']\n"
        "from litassay.cli.app import main; main()"
    )
    folder, env = place
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "set LITASSAY_HOME" in done.stderr
    assert done.stderr.count("\n") == 1


def test_help_is_quick(place):
    def seconds(*arguments):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=place[0])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    bar = min(seconds("-c", "import typer, rich") for _ in range(2))
    for words in ([], ["ask"], ["library", "add"], ["eval"], ["doctor"]):
        assert min(seconds("-m", "litassay", *words, "--help") for _ in range(2)) <= 3 * bar
