"""Progress: plain lines where nobody looks, one live line on a terminal, silence when asked."""

import io
import os
import pty
import subprocess
import sys

from litassay.cli.progress import LineProgress, NoProgress, progress_for
from litassay.cli.streams import one_line, printable

LIVE = """
from litassay.cli.progress import progress_for
progress = progress_for(False)
for n in range(3):
    progress.stage("extract", f"paper \\x1b[2J{n} [red]")
progress.note("one source failed")
progress.close()
print(type(progress).__name__)
"""


def test_lines_are_plain_and_not_too_many():
    out = io.StringIO()
    progress = LineProgress(out=out)
    for n in range(50):
        progress.stage("verify", f"claim\n{n}\x1b[31m", n, 50)
    progress.note("a \u202enote")
    assert out.getvalue() == "verify: claim 0[31m\nnote: a note\n"


def test_stages_that_alternate_are_not_said_each_time():
    out = io.StringIO()
    progress = LineProgress(out=out)
    for n in range(50):
        progress.stage("verify", f"claim {n}")
        progress.stage("model", f"{n + 1} calls")
    assert out.getvalue() == "verify: claim 0\nmodel: 1 calls\n"


def test_quiet_says_nothing(capsys):
    progress = progress_for(quiet=True)
    assert isinstance(progress, NoProgress)
    progress.stage("plan", "x")
    progress.note("y")
    progress.close()
    assert capsys.readouterr() == ("", "")


def test_a_terminal_sees_a_live_line():
    leader, follower = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-c", LIVE],
        stdout=subprocess.PIPE,
        stderr=follower,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
        check=True,
    )
    os.close(follower)
    seen = os.read(leader, 65536).decode()
    os.close(leader)
    assert done.stdout == b"LiveProgress\n"
    assert "extract·3" in seen
    assert "[red]" in seen  # what a document says is no markup
    assert "\x1b[2J" not in seen  # nor does it clear the screen
    assert "note: one source failed" in seen
    assert seen.endswith("\x1b[?25h") or "\x1b[2K" in seen  # the line is wiped, the cursor back


def test_what_is_printable():
    assert printable("a\x1b[0m\u202eb\nc\x85\u200bd") == "a[0mb\ncd"
    assert one_line(" a\n\tb  c ") == "a b c"
