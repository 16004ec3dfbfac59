"""The words of a library's units in tantivy: BM25 with early termination. It knows no records.

The index of each moment is a folder of its own. The next moment begins as links to its files,
which tantivy never changes once they are written; so a folder that is searched stays as it is.
"""

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from litassay.errors import StorageError
from litassay.text.words import STOP_WORDS
from store.library.schema import damaged, refused_by_disk

if TYPE_CHECKING:
    from tantivy import Index, Query, Schema, TextAnalyzer

MAX_TERMS = 64
"""Distinct words of a query that are looked up; questions have fewer."""
_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 60
_HEAP = 48_000_000
"""Bytes that tantivy may hold before it writes a segment."""
_META = "meta.json"


class Years(NamedTuple):
    """A range of years, both included."""

    first: int
    last: int
    undated: bool = True
    """Whether what has no year counts as inside."""


class Entry(NamedTuple):
    """A unit as the word index takes it."""

    unit: int
    text: str
    year: int | None


def years_between(
    year_from: int | None, year_to: int | None, *, undated: bool = True
) -> Years | None:
    """The range, None when it is open on both sides."""
    if year_from is None and year_to is None:
        return None
    return Years(max(year_from or 0, 0), 9999 if year_to is None else max(year_to, 0), undated)


class Words:
    """One moment's word index, open for searching."""

    def __init__(self, folder: Path) -> None:
        """Open the index.

        Raises:
            LibraryError: There is none, or it is damaged.
        """
        self._name = folder.parent.name
        self._scratch: TemporaryDirectory[str] | None = None
        self._analyzer = analyzer()
        with _sealed(self._name):
            if folder.is_dir() and not writable(folder):
                self._scratch = _linked(folder)
                folder = Path(self._scratch.name)
            self._schema, index = _opened(folder, self._analyzer)
            self._searcher = index.searcher()

    def close(self) -> None:
        """Let go of what was made to search."""
        if self._scratch:
            self._scratch.cleanup()

    def best(self, text: str, n: int, years: Years | None) -> dict[int, float]:
        """BM25 of the `n` units that fit the text best, by unit; higher is better.

        A unit without a year is inside of any range of years that keeps those.
        """
        with _sealed(self._name):
            query = self._query(text)
            if query is None:
                return {}
            return self._found(self._among(query, self._in_years(years)) if years else query, n)

    def scores(self, text: str, units: Sequence[int]) -> dict[int, float]:
        """BM25 of those of the units that share a word with the text."""
        from tantivy import Query

        with _sealed(self._name):
            query = self._query(text)
            if query is None or not units:
                return {}
            among = Query.term_set_query(self._schema, "unit", list(units))
            return self._found(self._among(query, among), len(units))

    def _query(self, text: str) -> "Query | None":
        """Any of the text's words; None when it has none. Nothing in a text is read as syntax."""
        from tantivy import Occur, Query

        terms = [Query.term_query(self._schema, "text", t, "freq") for t in self._terms(text)]
        return Query.boolean_query([(Occur.Should, term) for term in terms]) if terms else None

    def _terms(self, text: str) -> list[str]:
        """Stems of distinct words in order; those of stop words only if there is no other."""
        words = list(dict.fromkeys(_WORD.findall(text.lower())))
        kept = [w for w in words if w not in STOP_WORDS] or words
        return self._analyzer.analyze(" ".join(kept[:MAX_TERMS]))

    def _in_years(self, years: Years) -> "Query":
        from tantivy import FieldType, Occur, Query

        inside = Query.range_query(self._schema, "year", FieldType.Unsigned, *years[:2])
        if not years.undated:
            return inside
        dated = Query.range_query(self._schema, "year", FieldType.Unsigned, 0, 9999)
        without = Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, dated)])
        return Query.boolean_query([(Occur.Should, inside), (Occur.Should, without)])

    def _among(self, query: "Query", limits: "Query") -> "Query":
        """The query for those units only; being one of them counts nothing."""
        from tantivy import Occur, Query

        free = Query.const_score_query(limits, 0.0)
        return Query.boolean_query([(Occur.Must, query), (Occur.Must, free)])

    def _found(self, query: "Query", n: int) -> dict[int, float]:
        hits = self._searcher.search(query, n, count=False).hits
        units = self._searcher.fast_field_values("unit", [address for _, address in hits])
        return {int(u or 0): float(score) for u, (score, _) in zip(units, hits, strict=True)}


def analyzer() -> "TextAnalyzer":
    """How text becomes terms: lower case, no accents, Porter's English stems."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    steps = (Filter.remove_long(_LONGEST_WORD), Filter.lowercase(), Filter.ascii_fold())
    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for step in (*steps, Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()


def write_words(old: Path | None, new: Path, gone: Iterable[range], added: Iterable[Entry]) -> None:
    """Make the index of the next moment in `new`: that of `old` without `gone`, with `added`.

    Raises:
        StorageError: The disk is full or refuses; `old` is as it was.
    """
    from tantivy import Document, FieldType, Query

    with _sealed(new.parent.name, writing=True):
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        if old is not None:
            _link(old, new)
        schema, index = _opened(new, analyzer(), create=old is None)
        writer = index.writer(_HEAP, 1)
        for numbers in gone:
            bounds = (numbers.start, numbers.stop - 1)
            dead = Query.range_query(schema, "unit", FieldType.Unsigned, *bounds)
            writer.delete_documents_by_query(dead)
        for one in added:
            document = Document()
            document.add_unsigned("unit", one.unit)
            document.add_text("text", one.text)
            if one.year is not None and one.year >= 0:
                document.add_unsigned("year", one.year)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()


def _schema() -> "Schema":
    from tantivy import SchemaBuilder

    builder = SchemaBuilder()
    builder.add_unsigned_field("unit", indexed=True, fast=True)
    builder.add_unsigned_field("year", fast=True)
    builder.add_text_field("text", tokenizer_name="stems", index_option="freq")
    return builder.build()


def _opened(
    folder: Path, stems: "TextAnalyzer", *, create: bool = False
) -> tuple["Schema", "Index"]:
    from tantivy import Index

    if not create and not (folder / _META).is_file():
        raise damaged(folder.parent.name, "its word index is missing")
    index = Index(_schema(), path=str(folder)) if create else Index.open(str(folder))
    index.register_tokenizer("stems", stems)
    return index.schema, index


def _link(old: Path, new: Path) -> None:
    """The files of `old` in `new` too: linked where the disk can, else copied."""
    for path in old.iterdir():
        if path.name.endswith(".lock"):
            continue
        try:
            (new / path.name).hardlink_to(path)
        except OSError:
            shutil.copyfile(path, new / path.name)


def writable(folder: Path) -> bool:
    """Whether this process may write in the folder; false on a read-only mount."""
    return os.access(folder, os.W_OK)


def _linked(folder: Path) -> "TemporaryDirectory[str]":
    """A folder that may be written, with links to an index that may not: tantivy locks it."""
    try:
        scratch = TemporaryDirectory(prefix="litassay-words-")
        for path in folder.iterdir():
            if not path.name.endswith(".lock"):
                (Path(scratch.name) / path.name).symlink_to(path.resolve())
    except OSError as error:
        raise StorageError(
            f"library {folder.parent.name!r} cannot be written, and no folder could be made to "
            f"search it: {error}",
            "free space for temporary files (TMPDIR), or correct the library's permissions",
        ) from error
    return scratch


@contextmanager
def _sealed(name: str, *, writing: bool = False) -> Iterator[None]:
    """Turn tantivy's errors into ours: what fails in writing is the disk's."""
    try:
        yield
    except (ValueError, RuntimeError) as error:
        raise (refused_by_disk if writing else damaged)(name, error) from error
    except OSError as error:
        raise refused_by_disk(name, error) from error
