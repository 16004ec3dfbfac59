"""Full texts are read once: a replay says what the file said then, whatever reads files now."""

import asyncio

import pytest

from litassay.config.settings import Settings
from litassay.config.sources import DocumentLimits
from litassay.doubles import Notebook
from litassay.errors import RunError
from litassay.loopback import LoopbackServer, Reply
from litassay.sources.doubles import settings_for
from litassay.sources.fulltext.document import Document, Place
from litassay.sources.invented import TOPICS, service, works
from litassay.types import Question
from litassay.wiring import reading
from litassay.wiring.reading import recorded_reading
from litassay.wiring.rerun import replay
from litassay.wiring.results import load_result
from litassay.wiring.run import ask
from store.exchanges import Exchanges
from store.journal import Journal
from store.rehearsal import Rehearsal

LIMITS = DocumentLimits()
JATS = (
    '<?xml version="1.0"?><article><front><article-meta><title-group><article-title>'
    f"Invented study of {' '.join(TOPICS)} long documents</article-title></title-group>"
    "</article-meta></front><body><sec><label>1</label><title>Results</title>"
    "<p>Aligning the sentences of long documents raised agreement by 7.5 points.</p>"
    "</sec></body></article>"
).encode()
FULL = Document((Place("§ 1 Results", "It was raised by 7.5 points."),), authors=("Ada Ament",))


async def said(content=b"a file", limits=LIMITS):
    return FULL


async def changed(content=b"a file", limits=LIMITS):
    return Document(refused="another parser reads nothing")


def answer(asked):
    if "/pdf/" in asked.path or "/html/" in asked.path:
        return Reply(200, (("content-type", "application/xml"),), JATS)
    return service("arxiv", works(6))(asked)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run over a database whose papers have full texts."""
    folder = tmp_path_factory.mktemp("texts")
    question = Question(text="How are long documents aligned and summarised?", max_papers=3)

    async def made():
        async with LoopbackServer(answer) as server:
            sources = settings_for(server.url, timeout_s=20.0)
            settings = Settings(source=("arxiv",), sources=sources, max_papers=3)
            return await asyncio.to_thread(ask, question, settings, folder / "run", Notebook())

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LITASSAY_HOME", str(folder / "home"))
        return asyncio.run(made()).folder


def test_a_run_with_full_texts_is_replayed_byte_by_byte(run, tmp_path):
    papers = load_result(run).base.papers
    assert any("7.5 points" in p.text for paper in papers for p in paper.full_text)
    assert replay(run.path, tmp_path / "out", Notebook()).difference == ""


def test_a_replay_does_not_read_files_again(run, tmp_path, monkeypatch):
    """So neither another parser nor a limit of time on a slower machine changes it."""
    monkeypatch.setattr(reading, "read_document_apart", changed)
    monkeypatch.setattr(reading.recorded_reading, "__defaults__", (changed,))
    assert replay(run.path, tmp_path / "out", Notebook()).difference == ""


async def test_what_a_file_said_is_kept_and_not_read_again(tmp_path):
    journal = Journal(tmp_path / "j")
    first = await recorded_reading(Exchanges(journal), said)(b"a file", LIMITS)
    assert first == FULL
    again = Exchanges(Journal(tmp_path / "j"), live=False)
    assert await recorded_reading(again, changed)(b"a file", LIMITS) == FULL
    copy = Exchanges(Journal(tmp_path / "other"), base=journal.entries)
    assert await recorded_reading(copy, changed)(b"a file", LIMITS) == FULL
    assert len(journal.entries) == 1


async def test_other_files_and_other_limits_are_read(tmp_path):
    exchanges = Exchanges(Journal(tmp_path / "j"))
    await recorded_reading(exchanges, said)(b"a file", LIMITS)
    read = recorded_reading(exchanges, changed)
    assert (await read(b"another file", LIMITS)).refused
    assert (await read(b"a file", DocumentLimits(pages=2))).refused


async def test_a_journal_without_readings_is_replayed_by_reading_again(tmp_path):
    """Journals of version 1 hold the files alone. Nothing is written by a replay."""
    Journal(tmp_path / "j").append("http", {"url": "u"}, {"status": 200})
    before = (tmp_path / "j").read_bytes()
    again = Exchanges(Journal(tmp_path / "j", growing=False), live=False)
    assert await recorded_reading(again, said)(b"a file", LIMITS) == FULL
    assert again.diverged is None
    assert (tmp_path / "j").read_bytes() == before


async def test_a_rehearsal_counts_no_reading_as_a_call(tmp_path):
    rehearsal = Rehearsal((), (), tmp_path / "nowhere")
    assert await recorded_reading(rehearsal, said)(b"a file", LIMITS) == FULL
    assert rehearsal.changed == []


async def test_a_document_of_another_version_is_refused(tmp_path):
    journal = Journal(tmp_path / "j")
    await recorded_reading(Exchanges(journal), said)(b"a file", LIMITS)
    entry = journal.entries[0]
    odd = entry.model_copy(update={"answer": {**entry.answer, "summary": "a field of later"}})
    with pytest.raises(RunError, match="a document that this version cannot use"):
        await recorded_reading(Exchanges(Journal(tmp_path / "k"), base=[odd]))(b"a file", LIMITS)
