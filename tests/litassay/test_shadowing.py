"""A user's own folder named `agents`, or another distribution's, and what is said of it."""

import os
import subprocess
import sys

from litassay.shadowing import HOME, shadows


def python(folder, *arguments):
    """A new process that runs in a folder with an `agents` of its own."""
    (folder / "agents").mkdir()
    (folder / "agents" / "__init__.py").write_text("raise RuntimeError('a stranger')")
    found = {**os.environ, "PYTHONPATH": str(folder), "LITASSAY_HOME": str(folder / "home")}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=found, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip


def test_here_nothing_is_shadowed():
    assert shadows() == ()
    assert (HOME / "litassay").is_dir()


def test_the_command_line_finds_its_own_packages(tmp_path):
    done = python(tmp_path, "-m", "litassay", "prompts", "check")
    assert done.returncode == 0, done.stderr
    assert "prompts are valid" in done.stdout


def test_a_library_user_is_told_which_folder_is_in_the_way(tmp_path):
    code = "from litassay.shadowing import check; check()"
    done = python(tmp_path, "-c", f"import sys; sys.path.append({str(HOME)!r}); {code}")
    assert done.returncode == 1
    assert str(tmp_path / "agents") in done.stderr
    assert "environment of its own" in done.stderr
