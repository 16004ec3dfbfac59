"""What a report says of the library that was searched, in the run and in its replay."""

import shutil

import pytest

from litassay.config.settings import Settings
from litassay.doubles import Notebook
from litassay.types import Question
from litassay.wiring.rerun import replay
from litassay.wiring.run import _note_collections, ask
from litassay.wiring.services import World
from store.runs import RunFolder


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    root = tmp_path_factory.mktemp("collections")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(root / "home"))
        question = Question(text="Does adversarial training help on GLUE?", max_papers=3)
        made = ask(question, Settings(library=("sample",)), root / "run", Notebook())
    shutil.rmtree(root / "home")
    return made


def test_the_report_says_how_large_the_library_was_and_which(run):
    (held,) = run.report.provenance.collections
    assert (held.source, len(held.fingerprint)) == ("library:sample", 16)
    assert held.records > 10
    said = f"- library:sample held {held.records} records (fingerprint {held.fingerprint})."
    assert said in (run.folder.path / "report.md").read_text().replace("\\", "")
    assert RunFolder.open(run.folder.path).manifest.collections == (held,)


@pytest.mark.parametrize("begun", [True, False])
def test_what_is_resumed_keeps_what_its_first_answers_came_from(run, tmp_path, begun):
    copy = RunFolder(shutil.copytree(run.folder.path, tmp_path / "run"))
    copy.write_manifest(copy.manifest.model_copy(update={"collections": ()}))
    if not begun:
        (copy.path / "journal.jsonl").unlink()
    world = World(collections=run.report.provenance.collections)
    _note_collections(copy, world)
    assert copy.manifest.collections == (() if begun else world.collections)


def test_a_replay_without_the_library_says_the_same(run, tmp_path):
    assert replay(run.folder.path, tmp_path / "again", Notebook()).difference == ""


def test_records_are_identified_once_though_many_queries_return_them(run):
    (held,) = run.report.provenance.collections
    method = run.report.methodology
    assert len(method.queries) > 1
    assert method.prisma.identified <= held.records
    assert method.prisma.identified == sum(row.records for row in method.sources)
