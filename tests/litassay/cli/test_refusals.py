"""Requests that cannot be served: one line, the right exit code, nothing written."""

import os
from pathlib import Path

import pytest

from litassay.cli.app import app
from litassay.cli.ending import run
from litassay.config.settings import PREFIX

QUESTION = "Does adversarial training make language models robust?"


@pytest.fixture(autouse=True)
def alone(monkeypatch, tmp_path, home):
    for name in [n for n in os.environ if n.startswith(PREFIX) and n != "LITASSAY_HOME"]:
        monkeypatch.delenv(name)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def refused(capsys, *arguments):
    """The exit code and the one line of a command that fails."""
    code = run(app, arguments)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("litassay: ")
    assert err.count("\n") == 1, err
    return code, err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["ask", ""], 2, "no words"),
        (["ask", " \n "], 2, "no words"),
        (["ask", "why " * 25_000], 2, "at most 2,000"),
        (["ask"], 2, "there is no question; ask it in quotes"),
        (["aks", QUESTION], 2, "Did you mean 'ask'"),
        (["ask", QUESTION, "--libary", "x"], 2, "--library"),
        (["ask", QUESTION, "--max-papers", "0"], 2, "'--max-papers'"),
        (["ask", QUESTION, "--from", "2021", "--to", "2020"], 2, "swap them"),
        (["ask", QUESTION, "--library", "sampel"], 2, "did you mean 'sample'?"),
        (["ask", QUESTION, "--library", "../x"], 2, "cannot be the name"),
        (["ask", QUESTION, "--source", "arxivv"], 2, "known: arxiv"),
        (["ask", QUESTION, "--library", "sample", "--prompts", "absent"], 2, "'absent'"),
        (["ask", QUESTION, "--library", "sample", "--model", "gpt"], 2, "OPENAI_API_KEY"),
        (["ask", QUESTION, "--library", "sample", "--model", "scripted:absent"], 2, "absent"),
        (["report", "absent"], 2, "'absent'"),
        (["report", "absent", "--format", "docx"], 2, "'absent'"),
        (["resume", "absent"], 2, "'absent'"),
        (["replay", "absent"], 2, "'absent'"),
        (["library", "search", "absent", "words"], 2, "known libraries: sample"),
        (["library", "add", "absent.jsonl", "--name", "x"], 2, "absent.jsonl"),
    ],
)
def test_it_is_refused_in_one_line_and_nothing_is_written(capsys, alone, arguments, code, said):
    got, line = refused(capsys, *arguments)
    assert (got, said in line) == (code, True), line
    left = {p.name for p in alone.rglob("*")}
    assert left <= {"runs"}, left
    assert not list(alone.glob("runs/*"))


def test_a_misspelt_variable_or_setting_is_refused(capsys, monkeypatch, alone):
    (alone / "litassay.toml").write_text("[limits]\nbarr = 3\n")
    assert "did you mean limits.bar?" in refused(capsys, "ask", QUESTION)[1]
    monkeypatch.setenv("LITASSAY_MODLE", "x")
    assert "did you mean LITASSAY_MODEL?" in refused(capsys, "ask", QUESTION)[1]


@pytest.mark.parametrize("out", ["file", "file/below", "full"])
def test_what_stands_where_the_run_should_be_is_left_alone(capsys, alone, out):
    (alone / "file").write_text("mine")
    (alone / "full").mkdir()
    (alone / "full" / "notes").write_text("mine")
    code, line = refused(capsys, "ask", QUESTION, "--library", "sample", "--out", out)
    assert code == 2
    assert "give --out a new or empty folder" in line
    assert {p.name for p in alone.rglob("*")} == {"file", "full", "notes"}


def test_a_run_that_is_there_is_left_alone(capsys, alone):
    (alone / "run").mkdir()
    (alone / "run" / "manifest.json").write_text("{}")
    code, line = refused(capsys, "ask", QUESTION, "--library", "sample", "--out", "run")
    assert (code, "already holds a run" in line) == (2, True)
    assert "litassay resume" in line
    assert [p.name for p in (alone / "run").iterdir()] == ["manifest.json"]


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder that no one can fill")
def test_a_folder_that_cannot_be_made_is_the_worlds_fault(capsys):
    code, line = refused(capsys, "ask", QUESTION, "--library", "sample", "--out", "/proc/run")
    assert code == 4
    assert "give --out a folder that can be written" in line


@pytest.mark.parametrize("damage", ["empty", "half", "text", "gone"])
@pytest.mark.parametrize("file", ["papers.sqlite", "vectors/exact.i8"])
def test_a_damaged_library_is_named_before_anything_is_written(capsys, alone, home, damage, file):
    (alone / "a.jsonl").write_text(
        "".join(f'{{"id": "p{n}", "title": "Robust {n}", "abstract": "It is."}}\n' for n in "abc")
    )
    assert run(app, ["library", "add", "a.jsonl", "--name", "mine", "-q"]) == 0
    capsys.readouterr()
    path = home / "libraries" / "mine" / file
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        kept = {"empty": b"", "half": content[: len(content) // 2], "text": b"x" * len(content)}
        path.write_bytes(kept[damage])
    code, line = refused(capsys, "ask", QUESTION, "--library", "mine", "--out", "run")
    assert code == 2
    assert "'mine' is damaged" in line
    assert "litassay library remove mine" in line
    assert not (alone / "run").exists()


def test_a_group_without_a_command_shows_its_help(capsys):
    assert run(app, ["library"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Usage: litassay library" in err
