"""`litassay verify`: what a library or given texts say of one claim."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from litassay.errors import InputError

if TYPE_CHECKING:
    from litassay.types import CheckedSource, ClaimCheck

Claim = Annotated[str, typer.Argument(metavar="CLAIM", help="One sentence, in quotes.")]
Libraries = Annotated[
    list[str] | None, typer.Option("--library", "-l", help="A local library; may be repeated.")
]
Texts = Annotated[
    list[Path] | None, typer.Option("--text", metavar="FILE", help="A plain text; may be repeated.")
]
Found = Annotated[
    int, typer.Option("--papers", min=1, max=200, help="Papers of each library to look at.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON on stdout.")]
_WORDS = {
    "SUPPORTED": "supported",
    "REFUTED": "refuted",
    "NOT_ENOUGH_INFO": "not enough information",
    "NOT_CHECKED": "not checked",
}


def verify(
    claim: Claim,
    library: Libraries = None,
    text: Texts = None,
    papers: Found = 10,
    as_json: Json = False,
) -> None:
    """Say whether a library or given texts support or refute CLAIM, with the sentences that do.

    Texts are judged by the trained verifier. Papers that a library is searched for share the
    claim's topic, which is not support: their nearest sentences are shown for you to judge.

    Exit codes: 0 supported, 2 usage, 3 refuted, not enough information, or not judged.
    """
    if not library and not text:
        raise InputError("there is nothing to check it against", "name a --library or a --text")
    from litassay.models.embedding import WordLlamaEmbedder
    from litassay.wiring.verifying import ClaimDesk, text_paper
    from store.library import open_library
    from store.library.shelves import default_home

    given = [text_paper(path) for path in text or ()]
    opened = [open_library(n, default_home(), WordLlamaEmbedder()) for n in library or ()]
    found = ClaimDesk(opened).check(claim, given, papers)
    typer.echo(found.model_dump_json(indent=2) if as_json else _page(found))
    raise typer.Exit(0 if found.verdict == "SUPPORTED" else 3)


def _page(found: "ClaimCheck") -> str:
    sure = "" if found.confidence is None else f" (probability {found.confidence:.2f})"
    told = [s for s in found.sources if s.verdict in ("SUPPORTED", "REFUTED")]
    near = [s for s in found.sources if s.verdict == "NOT_CHECKED" and s.evidence]
    silent = len(found.sources) - len(told) - len(near)
    lines = [f"{_WORDS[found.verdict]}{sure}: {found.claim}"]
    lines += [line for source in told for line in _source(source)]
    if near:
        lines.append("\nNearest in the library, not judged; read them:")
        lines += [line for source in near for line in _source(source)]
    if silent:
        lines.append(f"\n{silent} other document{'' if silent == 1 else 's'}: nothing on it.")
    return "\n".join(lines)


def _source(source: "CheckedSource") -> list[str]:
    paper = source.paper
    who = ", ".join(paper.authors[:3]) + (" and others" if len(paper.authors) > 3 else "")
    about = f"{who} ({paper.year or 'n.d.'}). {paper.title}" if who else paper.title
    judged = source.verdict in ("SUPPORTED", "REFUTED")
    sure = "" if source.confidence is None else f" {source.confidence:.2f}"
    head = f"{_WORDS[source.verdict]}{sure}: {about}" if judged else about
    quotes = [e for e in source.evidence if e.stance != "NEUTRAL"][:2] or source.evidence[:1]
    return [f"\n{head} [{paper.id}]"] + [
        f"    “{e.span.quote}” ({e.span.locator}, characters {e.span.start}–{e.span.end})"
        for e in quotes
    ]
