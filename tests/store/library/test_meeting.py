"""Which records of a batch, of its file and of the library are one work."""

from litassay.types import Paper, WorkIds
from store.library.intake import Item
from store.library.meeting import are_one, meet


def paper(name, title="A study of tides", **ids):
    return Paper(id=name, title=title, ids=WorkIds(**ids))


def nothing(papers):
    return {}


def test_two_records_of_one_doi_are_one_paper_and_the_second_is_told():
    met = meet([Item(1, paper("doi:10.5555/a")), Item(9, paper("doi:10.5555/a"))], nothing)
    assert met.added == len(met.papers) == 1
    assert [c.what for c in met.changes] == ["repeated at line 9: adds nothing"]


def test_a_local_id_of_another_paper_is_named_and_skipped():
    met = meet([Item(1, paper("local:1")), Item(2, paper("local:1", "On soil acids"))], nothing)
    assert len(met.papers) == 1
    assert "repeats the id local:1 of another paper" in met.bad[0].why


def test_a_record_under_another_id_joins_the_work_whose_identifier_it_shares():
    old = paper("acl:2020.x-y.1", doi="10.5555/a")
    new = paper("doi:10.5555/a", doi="10.5555/a", pmid="7")
    met = meet([Item(1, new)], lambda papers: {new.id: old})
    assert (met.changed, met.papers[0].id, met.papers[0].ids.pmid) == (1, "acl:2020.x-y.1", "7")


def test_a_chapter_with_the_doi_of_its_book_stays_a_paper_of_its_own():
    book = paper("acl:2020.x-y.0", "Proceedings of the Workshop", doi="10.5555/a")
    chapter = paper("doi:10.5555/a", "Soil acids and glacier melt", doi="10.5555/a")
    assert not are_one(book, chapter)
    met = meet([Item(1, chapter)], lambda papers: {chapter.id: book})
    assert (met.added, met.papers) == (1, (chapter,))
