"""Importing does nothing: no environment read, no file written, nothing heavy before a command."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("agents", "graphs", "store", "prompts", "litassay")
HEAVY = {
    "chromadb", "httpx2", "langgraph", "matplotlib", "numpy", "openai", "pydantic", "pypdfium2",
    "rapidfuzz", "rich", "scipy", "sentencex", "sklearn", "snowballstemmer",
    "tiktoken", "torch", "wordllama",
}  # fmt: skip
VENDORS = {"openai", "chromadb", "httpx2", "httpx", "langgraph", "matplotlib"}

WATCH = '''
"""Import the modules named on the command line; print what they did and what they brought."""
import importlib, json, os, sys
roots, stdlib = tuple(sys.argv[1].split(":")), os.path.dirname(os.__file__)
acts = ("os.mkdir", "os.remove", "os.rename", "os.putenv", "socket.connect", "subprocess.Popen")
events = []

def culprit():
    """The file of ours that acts itself, below frames of the standard library; else nothing."""
    frame = sys._getframe(2)
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(roots):
            return file
        if not file.startswith((stdlib, "<frozen", "<string>")) or "site-packages" in file:
            return ""
        frame = frame.f_back
    return ""

def hook(event, args):
    writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
    if (writes and "__pycache__" not in str(args[0])) or event in acts:
        if culprit():
            events.append([culprit(), event, str(args[0])])

class Environment(type(os.environ)):
    def __getitem__(self, key):
        if culprit():
            events.append([culprit(), "environment", str(key)])
        return super().__getitem__(key)

sys.addaudithook(hook)
os.environ.__class__ = Environment
for name in sys.argv[2:]:
    importlib.import_module(name)
print(json.dumps({"events": events, "modules": sorted({m.split(".")[0] for m in sys.modules})}))
'''


def modules():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            dotted = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            yield dotted.removesuffix(".__init__")


def imported(folder, *names):
    roots = ":".join(f"{ROOT / package}/" for package in PACKAGES)
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error", "-c", WATCH, roots, *names],
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_no_module_of_ours_acts_when_it_is_imported(tmp_path):
    names = list(modules())
    assert len(names) > 150
    assert imported(tmp_path, *names)["events"] == []
    assert list(tmp_path.iterdir()) == []


def test_the_watch_sees_what_it_watches_for(tmp_path):
    bad = "import os\nos.environ.get('HOME')\nopen('written', 'w').close()\n"
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents" / "bad.py").write_text(bad)
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCH, f"{tmp_path / 'agents'}/", "bad"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
        env={"PYTHONPATH": str(tmp_path / "agents")},
    )
    kinds = [event[1] for event in json.loads(done.stdout)["events"]]
    assert kinds == ["environment", "open"]


def test_the_command_line_imports_nothing_heavy(tmp_path):
    assert not HEAVY & set(imported(tmp_path, "litassay.cli.app")["modules"])


@pytest.mark.parametrize("kind", ["agents", "litassay.types", "litassay.ports", "litassay.text"])
def test_agents_and_values_bring_no_vendor(tmp_path, kind):
    names = [n for n in modules() if n == kind or n.startswith(f"{kind}.")]
    assert not VENDORS & set(imported(tmp_path, *names)["modules"])
