"""What the library commands print, as text or JSON. Pure functions."""

import json
from collections.abc import Sequence
from typing import Any

from litassay.types import Paper
from store.library.addition import Added
from store.library.holdings import Held
from store.library.intake import BadRecord
from store.library.library import Answer
from store.library.registry import Listed

BAD_SHOWN = 20
"""Bad records that are named one by one; `--json` names all."""


def added_page(name: str, added: Added, as_json: bool) -> str:
    """What an addition did, bad records first."""
    if as_json:
        bad = [_bad(record) for record in added.bad]
        counts = {k: v for k, v in added.counts().items() if k != "bad"}
        changes = [change._asdict() for change in added.changes]
        return _json({"library": name, **counts, "total": added.total, "bad": bad,
                      "changes": changes, "notes": added.notes})  # fmt: skip
    lines = [f"note: {note}" for note in added.notes]
    lines += [f"skipped {b.place}: {b.why}" for b in added.bad[:BAD_SHOWN]]
    if len(added.bad) > BAD_SHOWN:
        lines.append(f"skipped {len(added.bad) - BAD_SHOWN:,} more (--json names them all)")
    lines += [f"{change.id}: {change.what}" for change in added.changes[:BAD_SHOWN]]
    if len(added.changes) > BAD_SHOWN:
        lines.append(f"and {len(added.changes) - BAD_SHOWN:,} more (--json names them all)")
    summary = ", ".join(f"{count:,} {what}" for what, count in added.counts().items())
    return "\n".join([*lines, f"{name}: {summary}; {added.total:,} papers in the library"])


def _bad(record: BadRecord) -> dict[str, Any]:
    item = {"item": record.item} if record.item else {}
    return {"line": record.line, **item, "why": record.why}


def list_page(libraries: Sequence[Listed], as_json: bool) -> str:
    """A line for each library."""
    if as_json:
        return _json([one._asdict() for one in libraries])
    head = ("NAME", "PAPERS", "SIZE", "ADDED", "STATE")
    rows = [(o.name, f"{o.papers:,}", _size(o.size), o.added or "-", o.state) for o in libraries]
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[4]])
        for row in [head, *rows]
    )


def found_page(answer: Answer, as_json: bool) -> str:
    """The papers found, best first."""
    if as_json:
        hits = [
            {"score": f.score, "passages": f.passages, **f.paper.model_dump(mode="json")}
            for f in answer.found
        ]
        return _json({"hits": hits})
    if not answer.found:
        return "nothing found"
    return "\n".join(
        f"{rank:>3}. {f.paper.title} ({f.paper.year or 'no year'})\n"
        f"     {f.paper.id}  score {f.score:.2f}  {f.paper.venue}".rstrip()
        for rank, f in enumerate(answer.found, 1)
    )


def papers_page(papers: Sequence[Held], as_json: bool) -> str:
    """A line for each paper of a library."""
    if as_json:
        return _json([one._asdict() for one in papers])
    return "\n".join(f"{p.id}  {p.title} ({p.year or 'no year'})" for p in papers)


def paper_page(paper: Paper, as_json: bool) -> str:
    """All that a library holds of one paper; of the full text where its passages stand."""
    if as_json:
        return _json(paper.model_dump(mode="json"))
    ids = [f"{k}:{v}" for k, v in paper.ids.model_dump(exclude_none=True).items() if k != "also"]
    lines = [f"{paper.title} ({paper.year or 'no year'})", f"id: {paper.id}"]
    lines += [f"also: {', '.join([*ids, *paper.ids.also])}"] if ids or paper.ids.also else []
    lines += [f"authors: {'; '.join(paper.authors)}"] if paper.authors else []
    lines += [f"venue: {paper.venue}"] if paper.venue else []
    lines += ["RETRACTED"] if paper.retracted else []
    lines += [f"note: {flag}" for flag in paper.flags]
    lines += [f"{field}: {source}" for field, source in paper.provenance]
    lines += ["", paper.abstract] if paper.abstract else ["", "no abstract"]
    size = sum(len(passage.text) for passage in paper.full_text)
    lines += (
        [f"\nfull text: {len(paper.full_text):,} passages, {size:,} characters"] if size else []
    )
    return "\n".join(
        lines + [f"  {place}" for place in dict.fromkeys(p.locator for p in paper.full_text)]
    )


def _size(size: int) -> str:
    """Bytes for a reader."""
    return f"{size / 1e6:,.1f} MB"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
