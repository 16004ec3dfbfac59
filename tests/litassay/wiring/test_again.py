"""A question asked once more, with other papers and without asking anything twice."""

import json

import pytest

from litassay.config.settings import Settings
from litassay.doubles import Notebook
from litassay.errors import InputError, LibraryError, StorageError
from litassay.types import Question
from litassay.wiring.again import ask_again
from litassay.wiring.rerun import replay, resume
from litassay.wiring.run import ask
from store.library.library import Library

SETTINGS = Settings(library=("sample",), max_papers=3, rerank="none")
ASKED = Question(
    text="Does contrastive learning with adversarial perturbations make BERT more robust?",
    max_papers=3,
)


def lines(folder):
    return (folder / "journal.jsonl").read_text("utf-8").splitlines()


@pytest.fixture
def first(tmp_path, monkeypatch):
    monkeypatch.setenv("LITASSAY_HOME", str(tmp_path / "home"))
    return ask(ASKED, SETTINGS, tmp_path / "first", Notebook())


def test_the_same_question_with_other_papers_asks_only_for_them(first, tmp_path):
    out = first.report.references[0].paper_id
    new_one = first.report.screened_out[-1].paper_id
    wanted = {"include": (new_one,), "exclude": (out,)}
    second = ask_again(first.folder.path, {}, wanted, tmp_path / "second", Notebook())
    old, new = lines(first.folder.path), lines(second.folder.path)
    assert new[: len(old)] == old
    sent = [json.loads(line)["request"]["query"] for line in new[len(old) :]]
    assert {"text": new_one, "paper": new_one} in sent
    said = {s.paper_id: s.reason for s in second.report.screened_out}
    assert said[out] == "excluded"
    assert new_one not in said
    assert out not in {r.paper_id for r in second.report.references}
    assert replay(second.folder.path, None, Notebook()).difference == ""


def test_a_paper_that_no_library_holds_is_said_before_anything_is_written(first, tmp_path):
    with pytest.raises(LibraryError, match="holds a paper 'acl:nope'"):
        ask_again(first.folder.path, {}, {"include": ("acl:nope",)}, tmp_path / "third", Notebook())
    many = {"include": ("a", "b", "c", "d")}
    with pytest.raises(InputError, match="3 are read at most"):
        ask_again(first.folder.path, {}, many, tmp_path / "third", Notebook())
    assert not (tmp_path / "third").exists()


def test_a_finished_run_in_which_something_failed_asks_only_that_again(
    first, tmp_path, monkeypatch
):
    search, asked = Library.search, []

    def failing(self, *args):
        asked.append(args)
        if len(asked) == 1:
            raise StorageError("the disk is gone")
        return search(self, *args)

    monkeypatch.setattr(Library, "search", failing)
    broken = ask(ASKED, SETTINGS, tmp_path / "broken", Notebook())
    before = len(asked)
    again = resume(broken.folder.path, Notebook(), retry_failed=True)
    assert asked[before:] == asked[:1]
    assert [r.paper_id for r in again.report.references] == [
        r.paper_id for r in first.report.references
    ]
