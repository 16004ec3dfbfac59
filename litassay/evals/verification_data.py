"""Labelled claims and documents for verification, read from the formats that data sets come in.

One record is one (claim, document): with gold documents that is what is judged. SciFact and
Citation-Integrity share a layout (corpus and claims as JSON lines); WiCE is JSON lines without a
corpus; SciTab and PubMedQA are single JSON files.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from litassay.errors import InputError
from litassay.types import Verdict
from litassay.types.record import Record

LABELS: dict[str, Verdict] = {
    "SUPPORT": "SUPPORTED", "SUPPORTS": "SUPPORTED", "SUPPORTED": "SUPPORTED",
    "CONTRADICT": "REFUTED", "REFUTE": "REFUTED", "REFUTES": "REFUTED", "REFUTED": "REFUTED",
    "NEI": "NOT_ENOUGH_INFO", "NOT ENOUGH INFO": "NOT_ENOUGH_INFO",
    "NOT_ENOUGH_INFO": "NOT_ENOUGH_INFO", "NOT_SUPPORTED": "NOT_ENOUGH_INFO",
    "PARTIALLY_SUPPORTED": "NOT_ENOUGH_INFO", "YES": "SUPPORTED", "NO": "REFUTED",
    "MAYBE": "NOT_ENOUGH_INFO",
}  # fmt: skip
"""Labels of the data sets, in capitals, to verdicts. What is supported in part is not enough."""


class LabelledDocument(Record):
    """A document as sentences."""

    id: str
    title: str
    sentences: tuple[str, ...]


class LabelledPair(Record):
    """A claim, a document that it cites, and what people say about the two."""

    claim_id: str
    claim: str
    document: LabelledDocument
    label: Verdict
    rationales: tuple[tuple[int, ...], ...] = ()
    """Each is a set of sentence indices that is enough by itself; none for NOT_ENOUGH_INFO."""


class LabelledClaims(Record):
    """A data set: its pairs, and the documents among which an open search may look."""

    name: str
    pairs: tuple[LabelledPair, ...]
    corpus: tuple[LabelledDocument, ...]
    has_rationales: bool
    """False when rationale sentences are not annotated in earnest."""


def read_claims_file(claims: Path, corpus: Path | None = None) -> LabelledClaims:
    """Read a labelled set, its format told by its shape.

    Args:
        claims: Claims of SciFact or Citation-Integrity (with `corpus`), or a whole WiCE, SciTab
            or PubMedQA file.
        corpus: The documents, for the first two.

    Raises:
        InputError: a file cannot be read, is not JSON, or has none of these layouts.
    """
    if corpus is not None:
        return _scifact(list(_lines(claims)), list(_lines(corpus)), claims.stem)
    if claims.suffix == ".jsonl":
        return _wice(list(_lines(claims)), claims.stem)
    stored = read_json(claims)
    if isinstance(stored, dict):
        return _pubmedqa(stored, claims.stem)
    return _scitab(stored, claims.stem)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {str(path)!r}: {error}") from error


def read_json(path: Path) -> Any:
    """The value in a JSON file. Raises InputError when it cannot be read or is none."""
    try:
        return json.loads(_text(path))
    except ValueError as error:
        raise InputError(f"{str(path)!r} is not JSON: {error}") from error


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except ValueError as error:
            raise InputError(f"line {number} of {str(path)!r} is not JSON: {error}") from error


def _label(written: str) -> Verdict:
    try:
        return LABELS[written.upper()]
    except KeyError:
        raise InputError(
            f"unknown label {written!r}", f"known are {', '.join(sorted(LABELS))}"
        ) from None


def _scifact(
    claims: list[dict[str, Any]], corpus: list[dict[str, Any]], name: str
) -> LabelledClaims:
    try:
        documents = {
            str(d["doc_id"]): LabelledDocument(
                id=str(d["doc_id"]), title=d.get("title") or "", sentences=tuple(d["abstract"])
            )
            for d in corpus
        }
        pairs = tuple(
            _scifact_pair(c, documents[str(cited)]) for c in claims for cited in c["cited_doc_ids"]
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"{name}: not in SciFact's layout, {error!r} is missing") from error
    listed = {r for p in pairs for r in p.rationales}
    return LabelledClaims(
        name=name,
        pairs=pairs,
        corpus=tuple(documents.values()),
        has_rationales=bool(listed - {(0,)}),
    )


def _scifact_pair(claim: dict[str, Any], document: LabelledDocument) -> LabelledPair:
    found = claim.get("evidence", {}).get(document.id, [])
    return LabelledPair(
        claim_id=str(claim["id"]),
        claim=claim["claim"],
        document=document,
        label=_label(found[0]["label"]) if found else "NOT_ENOUGH_INFO",
        rationales=tuple(tuple(e["sentences"]) for e in found),
    )


def _wice(rows: list[dict[str, Any]], name: str) -> LabelledClaims:
    try:
        pairs = tuple(
            LabelledPair(
                claim_id=str(i),
                claim=row["claim"],
                document=LabelledDocument(id=str(i), title="", sentences=tuple(row["evidence"])),
                label=_label(row["label"]),
                rationales=tuple(tuple(r) for r in row.get("supporting_sentences", ())),
            )
            for i, row in enumerate(rows)
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"{name}: not in WiCE's layout, {error!r} is missing") from error
    return LabelledClaims(
        name=name, pairs=pairs, corpus=tuple(p.document for p in pairs), has_rationales=True
    )


def _scitab(rows: list[dict[str, Any]], name: str) -> LabelledClaims:
    try:
        pairs = tuple(
            LabelledPair(
                claim_id=row["id"],
                claim=row["claim"],
                document=LabelledDocument(
                    id=row["id"], title=row["paper"], sentences=_table_lines(row)
                ),
                label=_label({"not enough info": "NEI"}.get(row["label"], row["label"])),
            )
            for row in rows
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"{name}: not in SciTab's layout, {error!r} is missing") from error
    return LabelledClaims(
        name=name, pairs=pairs, corpus=tuple(p.document for p in pairs), has_rationales=False
    )


def _table_lines(row: dict[str, Any]) -> tuple[str, ...]:
    """A table as sentences: its caption, then each row with its column names."""
    names = row["table_column_names"]
    lines = [row["table_caption"]]
    for cells in row["table_content_values"]:
        said = "; ".join(f"{n} {c}" for n, c in zip(names, cells, strict=False) if c)
        lines.append(said.replace("[BOLD]", "").replace("[ITALIC]", ""))
    return tuple(line for line in lines if line.strip())


def _pubmedqa(stored: dict[str, Any], name: str) -> LabelledClaims:
    from litassay.text.sentences import sentences

    try:
        pairs = tuple(
            LabelledPair(
                claim_id=key,
                claim=row["QUESTION"],
                document=LabelledDocument(
                    id=key,
                    title="",
                    sentences=tuple(s.text for part in row["CONTEXTS"] for s in sentences(part)),
                ),
                label=_label(row["final_decision"]),
            )
            for key, row in sorted(stored.items())
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"{name}: not in PubMedQA's layout, {error!r} is missing") from error
    return LabelledClaims(
        name=name, pairs=pairs, corpus=tuple(p.document for p in pairs), has_rationales=False
    )
