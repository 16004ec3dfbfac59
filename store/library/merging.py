"""A record that is known already meets another one of the same work: what is kept, field by field.

It decides nothing about which records are one work, and knows no files.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from litassay.text.words import words
from litassay.types import READ_FROM_PAGE, Paper, Passage, WorkIds

EDITED = "edited by hand"
"""The source, in a paper's provenance, of a field that the user wrote."""
_PLAIN = ("title", "authors", "year", "venue", "abstract", "url", "full_text_url")
"""Fields of which the better one is taken whole."""
_SCHEMES = ("doi", "arxiv", "pmid", "pmcid", "openalex", "s2", "acl")
_LEAST = 0.25
"""A text with less than this share of the other's characters is a part of it, not a correction."""
SHOWN = 60
"""Characters of a value in the line that says what changed."""


class Change(NamedTuple):
    """What became of one record in a library."""

    id: str
    what: str
    """In words: `added abstract; year 2019 → 2020; kept full text`."""


def merge(old: Paper, new: Paper, *, older_first: bool = False) -> Paper:
    """One record of both. Nothing that `old` has is lost to an emptier or a guessed value.

    What the user edited stands above what a record says, and that above what was guessed from a
    document; between equals the new one corrects the old, or the old one stands (`older_first`).
    A work that either calls retracted is retracted.
    """
    taken = {f for f in _PLAIN if _is_better(f, old, new, older_first=older_first)}
    values: dict[str, Any] = {field: getattr(new, field) for field in taken}
    text = _longer(old.full_text, new.full_text)
    return old.model_copy(
        update={
            **values,
            "ids": merged_ids(old.ids, new.ids),
            "retracted": old.retracted or new.retracted,
            "preprint": _is_preprint(old, new),
            "full_text": text,
            "file": (new.file or old.file) if text is new.full_text else (old.file or new.file),
            "found_in": _union(old.found_in, new.found_in),
            "merged_ids": tuple(i for i in _union(old.merged_ids, new.merged_ids) if i != old.id),
            "provenance": tuple(sorted(_provenance(old, new, taken))),
            "flags": _union(_flags(old, taken), _flags(new, set(_PLAIN) - taken)),
            "citation_count": old.citation_count
            if new.citation_count is None
            else new.citation_count,
        }
    )


def edited(paper: Paper, **values: Any) -> Paper:
    """The paper with fields as the user wants them; no later record changes these.

    Args:
        paper: As it is stored.
        values: title, authors, year, venue, abstract or url, in the types of `Paper`.
    """
    kept = {pair for pair in paper.provenance if pair[0] not in values}
    marks = kept | {(field, EDITED) for field in values}
    return paper.model_copy(update={**values, "provenance": tuple(sorted(marks))})


def difference(old: Paper, new: Paper, one: Paper) -> str:
    """What merging `new` into `old` changed, in words; empty where it changed nothing."""
    said = [_changed(field, old, one) for field in _PLAIN]
    said += [_changed(f"ids.{s}", old, one) for s in _SCHEMES]
    if one.full_text != old.full_text:
        said.append("new full text" if old.full_text else "added full text")
    if one.retracted != old.retracted:
        said.append("marked as retracted")
    if not any(said):
        return ""
    kept = [f for f in ("abstract", "full_text") if getattr(old, f) and not getattr(new, f)]
    said += [f"kept {' and '.join(kept).replace('_', ' ')}"] if kept else []
    return "; ".join(filter(None, said))


def merged_ids(old: WorkIds, new: WorkIds) -> WorkIds:
    """All identifiers of both; where they differ the new one is kept among `also`."""
    also = {*old.also, *new.also}
    values = old.model_dump()
    for scheme in _SCHEMES:
        was, is_now = getattr(old, scheme), getattr(new, scheme)
        values[scheme] = was or is_now
        if was and is_now and was != is_now:
            also.add(f"{scheme}:{is_now}")
    versions = [v for v in (old.arxiv_version, new.arxiv_version) if v]
    return WorkIds.model_validate(
        {**values, "arxiv_version": max(versions, default=None), "also": tuple(sorted(also))}
    )


def _is_better(field: str, old: Paper, new: Paper, *, older_first: bool) -> bool:
    """True when the new record's value replaces the old one's."""
    was, is_now = getattr(old, field), getattr(new, field)
    if not is_now or was == is_now:
        return False
    if not was:
        return True
    ranks = _rank(field, old), _rank(field, new)
    if ranks[0] != ranks[1]:
        return ranks[1] > ranks[0]
    return not (older_first or (field == "abstract" and _is_part(is_now, was)))


def _rank(field: str, paper: Paper) -> int:
    """How far a field can be trusted: guessed 0, recorded 1, written by the user 2."""
    sources = {source for name, source in paper.provenance if name == field}
    return 2 if EDITED in sources else 0 if READ_FROM_PAGE in sources else 1


def _is_part(text: str, whole: str) -> bool:
    """True when a text is cut from the other one, or so short that it cannot replace it."""
    return len(text) < _LEAST * len(whole) or words(text) == words(whole)[: len(words(text))]


def _longer(old: tuple[Passage, ...], new: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The new full text, unless it is a small part of the old one."""
    sizes = [sum(len(passage.text) for passage in text) for text in (old, new)]
    return new if sizes[1] >= _LEAST * sizes[0] and new else old


def _is_preprint(old: Paper, new: Paper) -> bool:
    """Either says so, and neither names a venue while it does not."""
    published = any(p.venue and not p.preprint for p in (old, new))
    return (old.preprint or new.preprint) and not published


def _provenance(old: Paper, new: Paper, taken: set[str]) -> Iterable[tuple[str, str]]:
    yield from (pair for pair in old.provenance if pair[0] not in taken)
    yield from (pair for pair in new.provenance if pair[0] in taken)


def _flags(paper: Paper, without: set[str]) -> tuple[str, ...]:
    """Its flags; one that begins with the name of a field that was not taken goes with it."""
    return tuple(f for f in paper.flags if f.partition(" ")[0] not in without)


def _union(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


def _changed(field: str, old: Paper, one: Paper) -> str:
    """`added year 2020`, `year 2019 → 2020`, or nothing."""
    was, is_now = _value(old, field), _value(one, field)
    if was == is_now:
        return ""
    name = field.removeprefix("ids.")
    if name == "abstract":
        return "new abstract" if was else "added abstract"
    return f"{name} {_short(was)} → {_short(is_now)}" if was else f"added {name} {_short(is_now)}"


def _value(paper: Paper, field: str) -> Any:
    head, _, tail = field.partition(".")
    value = getattr(paper, head)
    return getattr(value, tail) if tail else value


def _short(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, tuple) else str(value)
    return repr(text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…") if text else "none"
