"""How papers are shown to a language model: whole sentences, best passages first, fenced."""

from collections.abc import Sequence
from typing import NamedTuple

from litassay import tokens
from litassay.prompting.fence import fence
from litassay.text.sentences import sentences
from litassay.text.words import stems
from litassay.types import EvidenceBase, Paper, SubQuestion

_PIECE = 400
"""Tokens above which a passage is cut between its sentences."""
_FENCE = 60
"""Tokens of a fence and its label."""


class Piece(NamedTuple):
    """A verbatim stretch of a passage."""

    locator: str
    text: str


def shown(paper: Paper, question: str, limit: int, nonce: str, label: str = "document") -> str:
    """A paper's title and the pieces of its text that fit into `limit` tokens, fenced.

    The abstract goes first, then the pieces nearest to the question by shared stems; they are
    shown in the order of the text. Where not even the first piece fits, the sentences nearest to
    the question are shown, whole. Authors and venue are never shown. Empty when not one sentence
    fits: a paper without its text is not shown.
    """
    title = " ".join(paper.title.split())
    left = limit - tokens.count(title) - _FENCE
    pieces = [p for p in _pieces(paper) if p.text.strip()]
    wanted = set(stems(question))
    order = sorted(range(len(pieces)), key=lambda i: (-_rank(pieces[i], wanted), i))
    kept = tokens.pack([f"[{pieces[i].locator}]\n{pieces[i].text}\n" for i in order], left)
    chosen = sorted(order[k] for k in kept)
    body = "\n\n".join(f"[{pieces[i].locator}]\n{pieces[i].text}" for i in chosen)
    if order and 0 not in kept:  # the best piece itself is too long
        place = pieces[order[0]].locator
        whole = " ".join(p.text for p in paper.passages if p.locator == place)
        short = shortened(whole, wanted, left - tokens.count(place) - 4)
        body = f"[{place}, in part]\n{short}" if short else body
    return fence(f"Title: {title}\n\n{body}", label, nonce) if body else ""


def shortened(text: str, wanted: set[str], limit: int) -> str:
    """The whole sentences of a text that fit, in its order, the nearest to the stems first.

    Among equals the later one goes first: results stand at the end of an abstract. Where something
    between two of them is left out, a mark says so.
    """
    said = sentences(text)
    order = sorted(range(len(said)), key=lambda i: (-len(wanted & set(stems(said[i].text))), -i))
    kept = tokens.pack([f"{said[i].text} [...] " for i in order], limit)
    chosen = sorted(order[k] for k in kept)
    return " ".join(
        f"{'[...] ' if i > 0 and i - 1 not in chosen else ''}{said[i].text}" for i in chosen
    )


def sub_question_list(parts: Sequence[SubQuestion]) -> str:
    """One sub-question a line, with its id."""
    return "\n".join(f"{p.id}: {' '.join(p.text.split())}" for p in parts)


def paper_label(paper_id: str, base: EvidenceBase) -> str:
    """`P3, 2021`: a paper by its place in the screening and its year, never by names."""
    place = next((n for n, d in enumerate(base.screening, 1) if d.paper_id == paper_id), 0)
    paper = base.papers_by_id().get(paper_id)
    return f"P{place or '?'}{f', {paper.year}' if paper and paper.year else ''}"


def resolve(given: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The known ids among those given, in the order known; `2` stands for `q2` or `c2`."""
    wanted = {g.strip().lower() for g in given}
    return tuple(k for k in known if k.lower() in wanted or k[1:] in wanted)


def _pieces(paper: Paper) -> list[Piece]:
    return [Piece(p.locator, text) for p in paper.passages for text in split(p.text, _PIECE)]


def _rank(piece: Piece, wanted: set[str]) -> float:
    """Share of the wanted stems in the piece; 2 for the abstract."""
    if piece.locator == "abstract":
        return 2.0
    return len(wanted & set(stems(piece.text))) / max(1, len(wanted))


def split(text: str, limit: int) -> tuple[str, ...]:
    """Cut a text that is longer than `limit` tokens between sentences.

    The pieces are verbatim stretches of the text. A single sentence over the limit is left out.
    """
    if tokens.count(text) <= limit:
        return (text,)
    pieces: list[str] = []
    start = end = size = 0
    for sentence in sentences(text):
        length = tokens.count(sentence.text) + 1
        if size and size + length > limit:
            pieces.append(text[start:end])
            size = 0
        if length <= limit:
            start = sentence.start if not size else start
            end, size = sentence.end, size + length
    return (*pieces, text[start:end]) if size else tuple(pieces)
