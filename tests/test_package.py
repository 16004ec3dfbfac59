"""What is installed: all packages with their data, and no tests."""

import subprocess
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("agents", "graphs", "prompts", "store", "litassay")
DATA = {
    "agents/extractive/background.tsv",
    "agents/extractive/weights/stance.json",
    "litassay/models/prices.toml",
    "litassay/py.typed",
    "litassay/sample/README.md",
    "litassay/sample/papers.jsonl",
    "prompts/default/planner.md",
    "prompts/default/writer.md",
}


@pytest.fixture(scope="module")
def installed():
    """The paths that the wheel would hold."""
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling builds the wheel")
    builder = wheel.WheelBuilder(str(ROOT))
    return {str(f.distribution_path).replace("\\", "/") for f in builder.recurse_included_files()}


def test_every_file_of_the_packages_is_installed(installed):
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", *PACKAGES],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this checkout has no git to ask which files belong to it")
    present = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    assert present - installed == set()
    assert present >= DATA


def test_no_test_is_installed(installed):
    assert {path.split("/")[0] for path in installed} == set(PACKAGES)
    assert not [path for path in installed if "test_" in path or path.endswith("conftest.py")]


def test_the_command_is_there():
    (script,) = entry_points(group="console_scripts", name="litassay")
    module, _, function = script.value.partition(":")
    assert callable(getattr(import_module(module), function))
