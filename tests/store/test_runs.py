"""Run folders: made, found, locked, refused, never half-written."""

import multiprocessing
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litassay.errors import RunError, StorageError
from litassay.types import Question
from store.manifest import Manifest, installed_versions
from store.runs import RunFolder, default_folder, find_runs, slug


@pytest.fixture
def first():
    return Manifest(
        run_id="r1",
        question=Question(text="Does it work?"),
        nonce="n",
        configuration={"model": "extractive"},
        versions=installed_versions(),
        started="2026-01-31T14:25:01Z",
    )


def test_a_run_is_found_again_with_its_manifest(tmp_path, first):
    RunFolder.create(tmp_path / "runs" / "a", first)
    again = RunFolder.open(tmp_path / "runs" / "a")
    assert again.manifest == first
    assert not again.manifest.complete
    assert dict(first.versions)["litassay"]


def test_the_manifest_is_replaced_whole(tmp_path, first):
    folder = RunFolder.create(tmp_path / "a", first)
    folder.write_manifest(first.model_copy(update={"exit_code": 3, "ended": "later"}))
    assert folder.manifest.complete
    assert sorted(p.name for p in folder.path.iterdir()) == [".lock", "manifest.json"]


def test_a_folder_with_something_else_is_refused_and_not_touched(tmp_path, first):
    (tmp_path / "letters.txt").write_text("dear")
    with pytest.raises(RunError, match="is not empty and holds no run"):
        RunFolder.create(tmp_path, first)
    assert (tmp_path / "letters.txt").read_text() == "dear"
    assert not (tmp_path / "manifest.json").exists()


def test_a_folder_with_another_run_is_refused(tmp_path, first):
    RunFolder.create(tmp_path / "a", first)
    with pytest.raises(RunError, match=r"already holds a run.*resume"):
        RunFolder.create(tmp_path / "a", first)


def test_a_file_is_no_folder(tmp_path, first):
    (tmp_path / "a").write_text("")
    with pytest.raises(RunError, match="is a file"):
        RunFolder.create(tmp_path / "a", first)
    with pytest.raises(RunError, match="is not a folder"):
        RunFolder.open(tmp_path / "a")


def test_a_damaged_manifest_is_named(tmp_path, first):
    folder = RunFolder.create(tmp_path / "a", first)
    (folder.path / "manifest.json").write_text('{"manifest": 1}')
    with pytest.raises(RunError, match=r"manifest\.json of 'a' cannot be read: run_id"):
        _ = folder.manifest


def _second_process(path, results):
    try:
        with RunFolder.open(path).lock():
            results.put("held")
    except RunError as error:
        results.put(str(error))


def test_a_second_process_is_refused_while_the_first_holds_the_folder(tmp_path, first):
    folder = RunFolder.create(tmp_path / "a", first)
    spawned = multiprocessing.get_context("spawn")
    results = spawned.Queue()
    with folder.lock():
        process = spawned.Process(target=_second_process, args=(folder.path, results))
        process.start()
        assert "is in use by another process" in results.get(timeout=60)
        process.join()
    process = spawned.Process(target=_second_process, args=(folder.path, results))
    process.start()
    assert results.get(timeout=60) == "held"
    process.join()


def test_a_write_that_fails_leaves_the_old_file(tmp_path, first, monkeypatch):
    folder = RunFolder.create(tmp_path / "a", first)
    folder.write_text("report.md", "old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match=r"report\.md.*No space left"):
        folder.write_text("report.md", "new")
    assert folder.read_text("report.md") == "old"
    assert sorted(p.name for p in folder.path.iterdir()) == [".lock", "manifest.json", "report.md"]


def test_forgetting_progress_keeps_the_journal(tmp_path, first):
    folder = RunFolder.create(tmp_path / "a", first)
    folder.journal().append("model", {}, {})
    folder.checkpoints.write_bytes(b"x")
    folder.forget_progress()
    assert not folder.checkpoints.exists()
    assert len(folder.journal(growing=False).entries) == 1


def test_default_folders_do_not_collide(tmp_path):
    one = default_folder("What is Δ in BERT?", "20260131-142501", tmp_path)
    assert one.name == "20260131-142501-what-is-in-bert"
    one.mkdir(parents=True)
    assert default_folder("What is Δ in BERT?", "20260131-142501", tmp_path).name.endswith("-2")


@given(st.text())
def test_a_slug_is_a_plain_file_name(text):
    made = slug(text)
    assert made
    assert len(made) <= 48
    assert Path(made).name == made
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_runs_are_listed_by_name(tmp_path, first):
    for name in ("b", "a"):
        RunFolder.create(tmp_path / name, first)
    (tmp_path / "c").mkdir()
    assert [r.path.name for r in find_runs(tmp_path)] == ["a", "b"]
    assert find_runs(tmp_path / "none") == []
