"""Measures the merging of records on a labelled set: precision and recall over pairs of records."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import comb
from pathlib import Path
from typing import NamedTuple

from agents.works.merging import merge_works
from litassay.errors import InputError
from litassay.evals.perturbation import draw, perturbed
from litassay.evals.recorded_records import recorded_records
from litassay.types import Paper, WorkIds

COPIES = 2
"""Perturbed copies of each drawn record."""


VERSIONS = {
    "10.1101/2024.04.01.587366": "10.1016/j.xgen.2025.100814",
    "10.48550/arxiv.2304.05376": "10.1038/s42256-024-00832-8",
    "10.1002/essoar.10504562.2": "10.1002/essoar.10504562.1",
}
"""DOIs of versions among the recorded records, checked by hand: a preprint and its published form
(the second was retitled), and two versions of one preprint."""


class Labelled(NamedTuple):
    """A record and the work that it is of."""

    paper: Paper
    work: str
    changes: tuple[str, ...] = ()


class PairScore(NamedTuple):
    """How the pairs of a set were decided."""

    name: str
    records: int
    works: int
    pairs: int
    """Pairs of records of one work."""
    precision: float
    recall: float
    missed: tuple[tuple[str, int], ...] = ()
    """Changes in records that were left apart from their work, commonest first."""


def score(name: str, labelled: Sequence[Labelled]) -> PairScore:
    """Merge the records and compare with the labels."""
    work_of = {one.paper.id: one.work for one in labelled}
    merged = merge_works([one.paper for one in labelled])
    groups = [Counter(work_of[i] for i in (p.id, *p.merged_ids)) for p in merged]
    right = sum(comb(n, 2) for group in groups for n in group.values())
    said = sum(comb(group.total(), 2) for group in groups)
    sizes = Counter(work_of.values())
    true = sum(comb(n, 2) for n in sizes.values())
    return PairScore(
        name,
        len(work_of),
        len(sizes),
        true,
        right / said if said else 1.0,
        right / true if true else 1.0,
        _missed(labelled, merged),
    )


def _missed(labelled: Sequence[Labelled], merged: Iterable[Paper]) -> tuple[tuple[str, int], ...]:
    alone = {p.id for p in merged if not p.merged_ids}
    found = Counter("+".join(one.changes) for one in labelled if one.paper.id in alone)
    found.pop("", None)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))[:8]


def recorded_set(folder: Path, *, with_ids: bool) -> tuple[Labelled, ...]:
    """Different records of the same DOIs and their versions, from all exchanges and databases.

    Args:
        folder: The recorded exchanges.
        with_ids: False takes every identifier away, so that only the metadata decides, and keeps
            the records that have year and authors to decide by.
    """
    by_doi: dict[str, dict[str, Paper]] = defaultdict(dict)
    for record in recorded_records(folder):
        paper = record.paper
        if not paper or not paper.ids.doi:
            continue
        if with_ids or (paper.authors and paper.year):
            work = VERSIONS.get(paper.ids.doi, paper.ids.doi)
            by_doi[work].setdefault(paper.model_dump_json(), paper)
    labelled = []
    for doi, papers in sorted(by_doi.items()):
        for n, paper in enumerate(papers.values()):
            update: dict[str, object] = {"id": f"{n}:{paper.id}"}
            if not with_ids:
                update["ids"] = WorkIds()
            labelled.append(Labelled(paper.model_copy(update=update), doi))
    return tuple(labelled)


def perturbed_set(papers: Sequence[Paper], works: int) -> tuple[Labelled, ...]:
    """Records with perturbed copies, and among them the records that are hardest to tell apart.

    Half of the works are drawn; the others are those by the first authors who wrote most, whose
    titles are most alike. Works that were printed twice under one title are left out.
    """
    printed = Counter(_letters(p.title) for p in papers)
    papers = [p for p in papers if printed[_letters(p.title)] == 1]
    by_author: Mapping[str, list[Paper]] = _by_first_author(papers)
    busiest = sorted(by_author.values(), key=lambda group: (-len(group), group[0].id))
    hard = [paper for group in busiest for paper in group][: works // 2]
    taken = {p.id for p in hard}
    others = sorted((p for p in papers if p.id not in taken), key=lambda p: draw(p.id))
    labelled = []
    for paper in (*hard, *others[: works - len(hard)]):
        labelled.append(Labelled(paper, paper.id))
        for copy in range(COPIES):
            new, changes = perturbed(paper, copy)
            labelled.append(Labelled(new, paper.id, changes))
    return tuple(labelled)


def _letters(title: str) -> str:
    return "".join(c for c in title.casefold() if c.isalnum())


def _by_first_author(papers: Iterable[Paper]) -> dict[str, list[Paper]]:
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        groups[paper.authors[0] if paper.authors else ""].append(paper)
    groups.pop("", None)
    return groups


def read_records(path: Path) -> tuple[Paper, ...]:
    """The records of a JSON Lines file with id, title, authors, year, doi (`.gz` or not).

    Raises:
        InputError: it cannot be read as one.
    """
    try:
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        rows = [json.loads(line) for line in raw.splitlines() if line]
        return tuple(
            Paper(
                id=f"acl:{row['id']}",
                title=row["title"],
                authors=tuple(row["authors"]),
                year=int(row["year"]),
                ids=WorkIds(acl=row["id"], doi=(row.get("doi") or "").lower() or None),
                found_in=("acl",),
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path.name!r} holds no records: {error}") from error
