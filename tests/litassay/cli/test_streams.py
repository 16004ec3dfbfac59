"""What others wrote cannot steer a terminal, and JSON stays what it was."""

import io
import json
import subprocess
import sys

import pytest

from litassay.cli.streams import _Result, one_line, printable

STEERS = ("\x1b[2J", "\x9b31m", "\x07", "\u202e", "\u2066", "\x08", "\r", "\x1b]0;t\x07")


@pytest.mark.parametrize("steers", STEERS)
def test_a_result_steers_nothing_and_json_keeps_its_value(steers):
    raw = io.BytesIO()
    out = _Result(raw, "utf-8")
    value = {"title": f"a{steers}b"}
    out.write(json.dumps(value, ensure_ascii=False))
    out.flush()
    text = raw.getvalue().decode()
    assert json.loads(text) == value
    assert not set(steers) & set(text) - set("[2J]0;t31m")


@pytest.mark.parametrize("steers", STEERS)
def test_a_message_holds_nothing_that_steers(steers):
    assert printable(f"a{steers}b\tc\n").isprintable() is False  # tab and line end stay
    assert one_line(f"a{steers}b").isprintable()


def test_a_manifest_cannot_steer_the_terminal(tmp_path):
    folder = tmp_path / "runs" / "bad"
    folder.mkdir(parents=True)
    manifest = {
        "run_id": "\x1b[31mr",
        "question": {"text": "q \x1b]0;owned\x07 \u202e w?"},
        "nonce": "n",
        "configuration": {},
        "started": "2026-01-31T14:25:01Z",
        "models": [["planner\x9b2J", "\x1b[1m"]],
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for command in (["list"], ["show", str(folder)], ["show", "--json", str(folder)]):
        done = subprocess.run(
            [sys.executable, "-m", "litassay", "runs", *command],
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        text = done.stdout.decode() + done.stderr.decode()
        assert "w?" in text
        assert not set(text) & {"\x1b", "\x9b", "\x07", "\u202e"}
