"""What is only needed to measure is not needed to ask, and its absence is said."""

import subprocess
import sys

import pytest

from litassay.cli import ending
from litassay.errors import SettingsError
from litassay.extras import EXTRAS, extra_of, require

ASK = """
import sys
from importlib.abc import MetaPathFinder

class Absent(MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in ("matplotlib", "scipy", "sklearn", "pandas"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
from litassay.cli.app import main
main()
"""


def litassay(folder, *arguments):
    return subprocess.run(
        [sys.executable, "-c", ASK, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def test_a_question_is_answered_and_replayed_without_the_extra_eval(home):
    question = "Does contrastive pre-training improve the robustness of language models?"
    asked = litassay(home, "ask", "--library", "sample", "--out", "run", "-q", question)
    assert asked.returncode in (0, 3), asked.stderr
    replayed = litassay(home, "replay", "run", "-q")
    assert replayed.returncode == 0, replayed.stderr


def test_a_command_that_needs_it_says_so_in_one_line(home):
    (home / "plan.toml").write_text("")
    done = litassay(home, "experiment", "plan.toml")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "litassay[eval]" in done.stderr


def test_a_module_that_is_missed_half_way_is_no_traceback(monkeypatch, capsys):
    def miss(*_):
        raise ModuleNotFoundError("No module named 'sklearn.svm'", name="sklearn.svm")

    monkeypatch.setattr(ending, "_invoke", miss)
    assert ending.run(None, []) == 2
    assert "litassay[eval]" in capsys.readouterr().err


def test_a_module_of_no_extra_is_a_bug():
    assert extra_of("litassay.nowhere") == ""
    assert extra_of("sklearn.linear_model") == "eval"


def test_an_extra_that_is_there_is_enough(monkeypatch):
    monkeypatch.setitem(EXTRAS, "eval", ("json",))
    require("eval")
    monkeypatch.setitem(EXTRAS, "eval", ("json", "no_such_module"))
    with pytest.raises(SettingsError, match="no_such_module"):
        require("eval")
