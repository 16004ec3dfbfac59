"""The door for Python users, as its own documentation shows it."""

import pytest

from litassay.api import Engine, Paper, ask, read_report, replay, resume
from litassay.errors import InputError, LibraryError, RunError, SettingsError

QUESTION = "Does adversarial training improve robustness on GLUE?"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(tmp_path_factory.mktemp("home")))
        with Engine(library=["sample"], max_papers=3) as made:
            yield made


def test_one_engine_asks_replays_and_reads(engine, tmp_path):
    answer = engine.ask(QUESTION, out=tmp_path / "one")
    assert answer.exit_code in (0, 3)
    assert answer.report == read_report(answer.path)
    assert replay(answer.path, tmp_path / "again").difference == ""
    assert resume(answer.path).report == answer.report  # it had ended: nothing is asked
    second = engine.ask("Does contrastive pre-training improve robustness?", out=tmp_path / "two")
    assert second.report.question.text != answer.report.question.text


def test_a_library_is_searched_and_a_claim_is_checked(engine):
    (best, *_) = engine.search("adversarial training for robust text classifiers", limit=3)
    sentence = best.abstract.split(". ")[0].rstrip(".") + "."
    found = engine.check(sentence)
    assert found.verdict == "SUPPORTED"
    assert best.id in {s.paper.id for s in found.sources if s.verdict == "SUPPORTED"}
    near = engine.check("Adversarial training helps.")
    assert near.verdict == "NOT_CHECKED"  # sharing a topic is not support
    assert all(s.evidence and "for a reader" in s.reason for s in near.sources)
    for source in found.sources:
        assert all(e.span.points_at(source.paper) for e in source.evidence)


def test_a_claim_is_checked_against_a_paper_of_ones_own(engine):
    paper = Paper(
        id="own", title="Irrigation at night",
        abstract="Irrigation at night lowered water use by 18 % compared with irrigation at noon.",
    )  # fmt: skip
    said = {s.paper.id: s for s in engine.check(paper.abstract, [paper]).sources}["own"]
    assert said.verdict == "SUPPORTED"
    other = paper.abstract.replace("18 %", "81 %")
    wrong = {s.paper.id: s for s in engine.check(other, [paper]).sources}["own"]
    assert wrong.verdict != "SUPPORTED"


def test_mistakes_are_typed(tmp_path, engine):
    with pytest.raises(SettingsError):
        Engine(librarry=["sample"])
    with pytest.raises(LibraryError, match="nowhere"):
        ask(QUESTION, out=tmp_path / "x", library=["nowhere"])
    with pytest.raises(RunError, match="is not a report"):
        read_report(tmp_path)
    with pytest.raises(InputError, match="no claim"):
        engine.check("  ")
