"""`litassay eval retrieve`: how well the library's index finds the documents that claims cite."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from litassay.evals.retrieval import RankerScores, RetrievalScores


def retrieve(
    corpus: Annotated[
        Path, typer.Option("--corpus", help="Documents: doc_id, title, abstract (SciFact's JSONL).")
    ],
    claims: Annotated[
        Path, typer.Option("--claims", help="Claims: claim, cited_doc_ids (SciFact's JSONL).")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Index the corpus, search every claim, and score the rankings (nDCG@10, recall)."""
    from litassay.cli.progress_bar import bar_for
    from litassay.evals.retrieval import measure, read_claims, read_corpus
    from litassay.models.embedding import WordLlamaEmbedder

    documents, labelled = read_corpus(corpus), read_claims(claims)
    with bar_for(quiet) as progress:
        scores = measure(documents, labelled, WordLlamaEmbedder(), progress)
    shown = as_dict(scores)
    typer.echo(json.dumps(shown, indent=2) if as_json else page(scores))


def as_dict(scores: "RetrievalScores") -> dict[str, Any]:
    """The scores with the names that others use; those of the fused ranking at the top."""
    rankers = {name: _named(one) for name, one in scores.rankers.items()}
    return {
        **rankers["fused"],
        "documents": scores.documents,
        "claims": scores.claims,
        "rankers": rankers,
        "seconds": {
            "index": round(scores.seconds_index, 2),
            "search": round(scores.seconds_search, 2),
        },
    }


def page(scores: "RetrievalScores") -> str:
    """The scores as a table."""
    lines = [
        f"{scores.claims:,} claims, {scores.documents:,} documents",
        f"{'':<10}{'nDCG@10':>8}  {'95 % interval':<15}{'recall@10':>10}{'recall@100':>11}",
    ]
    for name, one in scores.rankers.items():
        low, high = one.ndcg_10_interval
        lines.append(
            f"{name:<10}{one.ndcg_10:>8.4f}  {low:.4f}–{high:.4f}  "
            f"{one.recall_10:>10.4f}{one.recall_100:>11.4f}"
        )
    per_claim = 1000 * scores.seconds_search / scores.claims
    lines.append(f"indexed in {scores.seconds_index:.1f} s, {per_claim:.0f} ms a search")
    return "\n".join(lines)


def _named(one: "RankerScores") -> dict[str, Any]:
    return {
        "ndcg@10": round(one.ndcg_10, 4),
        "ndcg@10_interval": [round(bound, 4) for bound in one.ndcg_10_interval],
        "recall@10": round(one.recall_10, 4),
        "recall@100": round(one.recall_100, 4),
    }
