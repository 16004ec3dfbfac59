"""How a run that stopped is left behind: its manifest, its message, its folder."""

from datetime import UTC, datetime

import pytest

from litassay.config.settings import Settings
from litassay.errors import (
    InputError,
    Interrupted,
    LibraryError,
    LitassayError,
    ModelError,
    SettingsError,
    StorageError,
)
from litassay.types import Question
from litassay.wiring import run as wiring
from litassay.wiring.services import World
from store.exchanges import Exchanges
from store.runs import RunFolder

QUESTION = Question(text="Does it work?")


@pytest.fixture
def folder(tmp_path):
    first = wiring.first_manifest(QUESTION, Settings(), None, datetime.now(UTC))
    return RunFolder.create(tmp_path / "a run", first)


def stopped_by(folder, error, monkeypatch):
    """The error that a run ends with when its work raises `error`."""

    async def fail(*_):
        raise error

    monkeypatch.setattr(wiring, "_execute", fail)
    with pytest.raises(LitassayError) as caught:
        wiring.finish(folder, Settings(), World(), Exchanges(folder.journal()), None)
    return caught.value


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (StorageError("full", "free space"), 4, "free space, then continue with: "),
        (ModelError("down", code="server"), 4, "down; continue with: "),
        (KeyboardInterrupt(), 130, "interrupted; continue with: "),
    ],
)
def test_what_can_be_continued_says_how(folder, monkeypatch, error, code, said):
    raised = stopped_by(folder, error, monkeypatch)
    assert raised.exit_code == code
    assert said in str(raised)
    assert str(raised).endswith(f"litassay resume '{folder.path}'")
    assert folder.manifest.exit_code == code
    assert folder.manifest.ended


def test_a_users_error_is_not_to_be_continued(folder, monkeypatch):
    raised = stopped_by(folder, LibraryError("gone", "add it again"), monkeypatch)
    assert str(raised) == "gone; add it again"
    assert folder.manifest.exit_code == 2


def test_a_disk_that_refuses_the_manifest_too_does_not_hide_why(folder, monkeypatch):
    def refuse(self, changed):
        raise StorageError("the manifest could not be written")

    monkeypatch.setattr(RunFolder, "write_manifest", refuse)
    raised = stopped_by(folder, StorageError("the journal could not be written"), monkeypatch)
    assert str(raised).startswith("the journal could not be written; continue with")


def test_an_interruption_is_an_error_of_its_own(folder, monkeypatch):
    assert isinstance(stopped_by(folder, KeyboardInterrupt(), monkeypatch), Interrupted)


def test_the_folder_can_be_locked_again_afterwards(folder, monkeypatch):
    stopped_by(folder, StorageError("full"), monkeypatch)
    with folder.lock():
        pass


def test_a_run_that_could_not_begin_leaves_nothing(tmp_path, monkeypatch):
    async def fail(*_):
        raise SettingsError("no such reviewer")

    monkeypatch.setattr(wiring, "_execute", fail)
    with pytest.raises(SettingsError):
        wiring.ask(QUESTION, Settings(library=("sample",)), tmp_path / "run", None)
    assert not (tmp_path / "run").exists()


def test_a_run_that_has_asked_something_is_kept(folder):
    (folder.path / "journal.jsonl").write_text("{}\n")
    folder.discard_unless_begun()
    assert folder.path.is_dir()


@pytest.mark.parametrize("text", ["对抗训练能提高鲁棒性吗?", "Помогает ли обучение?"])
def test_another_script_is_refused_where_no_model_reads_it(tmp_path, text):
    with pytest.raises(InputError, match="only questions in English"):
        wiring.ask(Question(text=text), Settings(library=("sample",)), tmp_path / "run", None)
    assert not (tmp_path / "run").exists()
