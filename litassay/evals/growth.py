"""Measures how a library grows: time, memory, disk, search, and what is still found in it.

The papers are real ones with their sentences shuffled among each other, which keeps the words and
their frequencies; the documents that claims cite stand among them.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from litassay.errors import StorageError
from litassay.evals.retrieval import DEPTH, LabelledClaim, ndcg
from litassay.ports import Embedder, Progress
from litassay.types import Paper
from store.library.library import Library
from store.library.packed import unpacked

FILE = "added.jsonl"
_MEASURE = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
sys.exit(status)
"""


class Size(NamedTuple):
    """A library of one size."""

    papers: int
    add_seconds: float
    """CPU of all additions so far."""
    add_memory: float
    """MB that the last addition took at most."""
    disk: float
    """MB."""
    open_ms: float
    """CPU."""
    search_ms: Mapping[str, float]
    """CPU of a search at the median and the 95th percentile."""
    ndcg_10: float
    """Of the claims, among all papers."""
    ndcg_10_planted: float
    """The same with the other papers taken out of each ranking: what size costs beyond them."""


def grow(
    papers: Path,
    planted: Sequence[Paper],
    claims: Sequence[LabelledClaim],
    sizes: Sequence[int],
    home: Path,
    embedder: Embedder,
    progress: Progress,
) -> Iterator[Size]:
    """Add up to each size in turn (the command itself, in a process), and measure the library.

    Args:
        papers: JSON Lines with `title` and `abstract`, of which others are made.
        planted: What the claims cite; in the library from the beginning.
        claims: Searched at each size.
        sizes: Numbers of papers, rising.
        home: An empty folder.
        embedder: As the command's.
        progress: Told what is done.

    Raises:
        InputError, StorageError: The file cannot be read, the disk is full, an addition failed.
    """
    made = shuffled(papers, random.Random(0))  # noqa: S311 - reproducible, not secret
    have, seconds = 0, 0.0
    for size in sizes:
        progress.stage("grow", f"{size:,} papers", have, size)
        more = [] if have else [_row(p) for p in planted]
        wanted = size - have - len(more)
        _write(home / FILE, more, made, wanted)
        used, memory = _add(home)
        have, seconds = size, seconds + used
        yield _measured(home, size, seconds, memory, claims, {p.id for p in planted}, embedder)


def shuffled(path: Path, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Endlessly: a title of one paper and sentences of others, as many as an abstract has."""
    with unpacked(path) as file:
        rows = [json.loads(line) for line in file]
    texts = [r["abstract"] for r in rows if r.get("abstract")]
    sentences = [s for text in texts for s in text.split(". ") if s]
    lengths = [text.count(". ") + 1 for text in texts]
    number = 0
    while True:
        body = ". ".join(chance.choice(sentences) for _ in range(chance.choice(lengths)))
        title = chance.choice(rows)["title"]
        yield {"id": f"made{number}", "title": title, "abstract": body, "year": 2000 + number % 25}
        number += 1


def _row(paper: Paper) -> dict[str, Any]:
    return {"id": paper.id, "title": paper.title, "abstract": paper.abstract}


def _write(
    path: Path, rows: Sequence[dict[str, Any]], more: Iterator[dict[str, Any]], count: int
) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row) + "\n")
            for _ in range(count):
                file.write(json.dumps(next(more)) + "\n")
    except OSError as error:
        raise StorageError(f"cannot write {str(path)!r}: {error}") from error


def _add(home: Path) -> tuple[float, float]:
    """CPU seconds and MB of the command that adds the file.

    A process between measures it: to a child's peak the kernel counts what its parent held.
    """
    add = ["-m", "litassay", "library", "add", str(home / FILE), "--name", "grown", "-q"]
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _MEASURE, sys.executable, *add],
        env={**os.environ, "LITASSAY_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StorageError(f"adding ended with exit code {done.returncode}: {done.stderr}")
    seconds, kilobytes = done.stdout.split()[-2:]
    return float(seconds), float(kilobytes) / 1000


def _measured(
    home: Path,
    size: int,
    seconds: float,
    memory: float,
    claims: Sequence[LabelledClaim],
    planted: set[str],
    embedder: Embedder,
) -> Size:
    folder = home / "libraries" / "grown"
    embedder.embed(["warm"])
    began = time.process_time()
    library = Library(folder, embedder)
    opened = time.process_time() - began
    took, among, alone = [], [], []
    for claim in claims:
        began = time.process_time()
        matches = library.rank(claim.text, DEPTH).fused
        took.append(1000 * (time.process_time() - began))
        ranked = [match.id.removeprefix("local:") for match in matches]
        among.append(ndcg(ranked, claim.relevant))
        alone.append(ndcg([i for i in ranked if i in planted], claim.relevant))
    library.close()
    disk = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
    middle, high = np.percentile(took, [50, 95])
    return Size(
        papers=size,
        add_seconds=seconds,
        add_memory=memory,
        disk=disk,
        open_ms=1000 * opened,
        search_ms={"p50": float(middle), "p95": float(high)},
        ndcg_10=float(np.mean(among)),
        ndcg_10_planted=float(np.mean(alone)),
    )


def exponent(sizes: Sequence[Size]) -> float:
    """Slope of log CPU seconds of adding over log papers; 1 is linear."""
    logs = np.log([[s.papers, s.add_seconds] for s in sizes])
    return float(np.polyfit(logs[:, 0], logs[:, 1], 1)[0])
