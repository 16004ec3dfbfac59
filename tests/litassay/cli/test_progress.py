"""Progress: plain lines where nobody looks, one live line on a terminal, silence when asked."""

import io
import os
import pty
import re
import subprocess
import sys

from litassay.cli.progress import LineProgress, NoProgress, progress_for
from litassay.cli.streams import one_line, printable
from litassay.wiring.stages import Stage

LIVE = """
from litassay.cli.progress import progress_for
progress = progress_for(False)
progress.stage("plan", "round 0")
for n in range(3):
    progress.stage("extract", f"paper \\x1b[2J{n} [red]")
for n in range(3):
    progress.stage("verify", "a very long text that does not fit on the line of a terminal " * 3)
progress.note("one source failed")
progress.close()
print(type(progress).__name__)
"""


def told(*details, name="extract"):
    stage = Stage(name)
    for detail in details:
        stage.tell(detail, 0, 0)
    return str(stage)


def test_a_stage_says_all_that_it_told_not_the_first_of_it():
    assert told("1 claims", "3 claims", "0 claims") == "extract 3: 4 claims"
    assert told("c1 SUPPORTED", "c2 SUPPORTED", "c3 REFUTED", name="verify") == (
        "verify 3: 2 SUPPORTED, 1 REFUTED"
    )
    assert told("round 0", name="plan") == "plan: round 0"
    assert told("b: 40 records", "a: 2 records", name="retrieve") == (
        "retrieve 2: b: 40 records, a: 2 records"
    )
    assert told("one", "two", "three", "four", "five", name="review") == "review 5: five"
    assert told("6.1/10 WATCHLIST", "6.9/10 PUBLIC_RECORD", name="rate") == (
        "rate 2: 6.9/10 PUBLIC_RECORD"
    )
    assert told("1 calls", "2 calls", name="model") == "model 2: 2 calls"


def test_what_a_later_round_tells_again_is_counted_once():
    again = told("c1 SUPPORTED", "c2 SUPPORTED", "c1 REFUTED", "c2 SUPPORTED", name="verify")
    assert again == "verify 2: 1 REFUTED, 1 SUPPORTED"
    assert told("f1", "f2", "f1", name="weigh") == "weigh 2"


def test_lines_are_plain_and_come_when_the_next_stage_begins():
    out = io.StringIO()
    progress = LineProgress(out=out)
    for _ in range(50):
        progress.stage("extract", "2 claims\x1b[31m")
    assert out.getvalue() == ""
    progress.stage("verify", "claim", 1, 50)
    progress.note("a \u202enote")
    progress.close()
    assert out.getvalue() == "extract 50: 100 claims[31m\nnote: a note\nverify 1/50: claim\n"


def test_stages_that_alternate_are_not_said_each_time():
    out = io.StringIO()
    progress = LineProgress(out=out)
    for n in range(50):
        progress.stage("verify", f"c{n} SUPPORTED")
        progress.stage("model", f"{n + 1} calls")
    progress.close()
    lines = out.getvalue().splitlines()
    assert lines[0] == "verify: c0 SUPPORTED"
    assert lines[1] == "verify 50: 50 SUPPORTED"
    assert len(lines) == 3


def test_a_long_stage_is_said_while_it_works(monkeypatch):
    clock = iter(range(0, 1000, 1))
    monkeypatch.setattr("litassay.cli.progress.time.monotonic", lambda: next(clock))
    out = io.StringIO()
    progress = LineProgress(out=out)
    for _ in range(9):
        progress.stage("extract", "1 claims")
    assert 2 <= len(out.getvalue().splitlines()) <= 5


def test_quiet_says_nothing(capsys):
    progress = progress_for(quiet=True)
    assert isinstance(progress, NoProgress)
    progress.stage("plan", "x")
    progress.note("y")
    progress.close()
    assert capsys.readouterr() == ("", "")


def test_a_terminal_of_80_columns_sees_one_line_that_fits():
    leader, follower = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", LIVE],
        stdout=subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
        check=True,
    )
    os.close(follower)
    seen = os.read(leader, 65536).decode()
    os.close(leader)
    assert done.stdout == b"LiveProgress\n"
    assert "\x1b[2J" not in seen  # what a document says does not clear the screen
    assert "note: one source failed" in seen
    assert seen.endswith("\x1b[?25h") or "\x1b[2K" in seen  # the line is wiped, the cursor back
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", seen)
    assert max(map(len, re.split(r"[\r\n]", plain))) <= 80


def test_what_is_printable():
    assert printable("a\x1b[0m\u202eb\nc\x85d") == "a[0mb\ncd"
    assert one_line(" a\n\tb  c ") == "a b c"
