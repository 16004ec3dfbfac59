"""The pytest plugin, as a prompt author uses it: record, replay, change a prompt, record again."""

import shutil
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEST = """
def test_my_extractor(replayed_run):
    run = replayed_run(
        "recordings/glue",
        prompts="prompts",
        question="Does adversarial training improve robustness on GLUE?",
        settings={
            "library": ["sample"], "model": "scripted:crew.toml", "max_papers": 2,
            "reviewers": ["candour"], "limits": {"rounds": 0, "screened": 20},
        },
        recorded_with="a script",
    )
    assert run.report.status == "complete"
    assert run.difference == ""
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "test_prompt.py").write_text(TEST)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "prompts").mkdir()
    shutil.copy(ROOT / "prompts" / "default" / "extractor.md", tmp_path / "prompts")
    shutil.copy(ROOT / "tests" / "recordings" / "scripts" / "crew.toml", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_pytest(project, capsys, *options):
    plugins = ["-p", "no:cacheprovider", "-p", "no:asyncio"]
    if not any(e.value == "litassay.testing" for e in entry_points(group="pytest11")):
        plugins += ["-p", "litassay.testing"]  # a checkout whose entry point is not installed yet
    code = pytest.main([str(project), *plugins, *options])
    return code, capsys.readouterr().out


def test_record_replay_change_record(project, capsys):
    code, out = run_pytest(project, capsys)
    assert code == 1
    assert "recordings/glue' is not a folder" in out
    assert run_pytest(project, capsys, "--record")[0] == 0
    recording = project / "recordings" / "glue"
    assert sorted(p.name for p in recording.iterdir()) == [
        "appendix.md", "journal.jsonl", "manifest.json", "prompts", "report.json", "report.md",
    ]  # fmt: skip
    first = (recording / "journal.jsonl").read_text()
    (project / "crew.toml").unlink()  # nothing goes live from here
    assert run_pytest(project, capsys)[0] == 0

    prompt = project / "prompts" / "extractor.md"
    prompt.write_text(prompt.read_text().replace("at most 6 claims", "at most 2 claims"))
    code, out = run_pytest(project, capsys)
    assert code == 1
    assert "model request of 'extractor' is not in the journal" in out
    assert "Give at most 2 claims" in out
    assert "Traceback" not in out

    shutil.copy(ROOT / "tests" / "recordings" / "scripts" / "crew.toml", project)
    assert run_pytest(project, capsys, "--record")[0] == 0
    assert run_pytest(project, capsys)[0] == 0
    second = (recording / "journal.jsonl").read_text()
    assert "Give at most 2 claims" in second
    assert "Give at most 6 claims" in first


def pytest_process(*options):
    """pytest in a process of its own, in the folder of the project."""
    plugins = ["-p", "no:cacheprovider"]
    if not any(e.value == "litassay.testing" for e in entry_points(group="pytest11")):
        plugins += ["-p", "litassay.testing"]
    command = [sys.executable, "-m", "pytest", "-q", *plugins, *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_a_script_that_is_gone_is_said_in_a_line(project):
    (project / "crew.toml").unlink()
    worker = pytest_process("--record")
    out = worker.communicate(timeout=200)[0]
    assert worker.returncode == 1
    assert "not recorded: the script 'crew.toml' cannot be read" in out
    assert "Traceback" not in out


def test_two_workers_that_record_the_same_leave_one_whole_recording(project):
    test = (project / "test_prompt.py").read_text()
    (project / "test_again.py").write_text(test.replace("my_extractor", "it_again"))
    workers = [pytest_process("--record", name) for name in ("test_prompt.py", "test_again.py")]
    said = [worker.communicate(timeout=200)[0] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], said
