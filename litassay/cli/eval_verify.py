"""`litassay eval verify`: the verifier on labelled claims."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from agents.extractive.verifier import Judge
    from litassay.ports import Embedder


def verify(
    claims: Annotated[
        Path, typer.Option("--claims", help="Claims of SciFact or Citation-Integrity (JSONL), or "
                           "a WiCE, SciTab or PubMedQA file.")
    ],
    corpus: Annotated[
        Path | None, typer.Option("--corpus", help="Documents of SciFact or Citation-Integrity.")
    ] = None,
    verifier: Annotated[
        str, typer.Option("--verifier", help="extractive, or nli:MODEL_OR_PATH.")
    ] = "extractive",
    weights: Annotated[
        Path | None, typer.Option("--weights", help="Weights made by `eval train verifier`.")
    ] = None,
    search: Annotated[
        bool, typer.Option("--search", help="Search the corpus instead of taking gold documents.")
    ] = False,
    plot: Annotated[
        Path | None, typer.Option("--plot", help="Write the reliability plot here (PNG or SVG).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the scores as JSON.")] = False,
) -> None:  # fmt: skip
    """Judge labelled claims and score verdicts, rationales and calibration."""
    from litassay.evals.verification_report import page

    shown = measure(claims, corpus, verifier, weights, search)
    if plot is not None:
        from litassay.evals.reliability_plot import draw

        draw(shown["reliability"], shown["data"], plot)
    typer.echo(json.dumps(shown, indent=2) if as_json else page(shown))


def measure(
    claims: Path, corpus: Path | None, verifier: str, weights: Path | None, search: bool
) -> dict[str, Any]:
    """The scores of a verifier on a labelled set."""
    from litassay.evals.verification import with_gold_documents, with_search
    from litassay.evals.verification_baselines import majority, single_features
    from litassay.evals.verification_data import read_claims_file
    from litassay.evals.verification_report import as_dict
    from litassay.models.embedding import WordLlamaEmbedder

    data, embedder = read_claims_file(claims, corpus), WordLlamaEmbedder()
    stored = stored_weights(weights)
    judge = judge_named(verifier, stored, embedder)
    if search:
        return as_dict(with_search(data, judge, embedder), {}, data.has_rationales, data.name)
    baselines = {"majority": majority(data)}
    baselines |= single_features(data, stored["baselines"], embedder)
    measured = with_gold_documents(data, judge, embedder)
    return as_dict(measured, baselines, data.has_rationales, data.name)


def stored_weights(path: Path | None) -> dict[str, Any]:
    """The content of a weights file, the shipped one when none is named.

    Raises:
        InputError: the file cannot be read or is not JSON.
    """
    from agents.extractive.stance import shipped_json
    from litassay.evals.verification_data import read_json

    stored: dict[str, Any] = shipped_json() if path is None else read_json(path)
    return stored


def judge_named(verifier: str, stored: dict[str, Any], embedder: "Embedder") -> "Judge":
    """The judge that an option names.

    Raises:
        SettingsError: there is no such verifier.
    """
    from agents.extractive.stance import StanceReader, Weights
    from litassay.errors import SettingsError

    if verifier.startswith("nli:"):
        from agents.extractive.entailment import EntailmentJudge
        from litassay.models.nli import NliModel

        return EntailmentJudge(NliModel(verifier.removeprefix("nli:")))
    if verifier != "extractive":
        raise SettingsError(f"unknown verifier {verifier!r}", "use extractive or nli:MODEL_OR_PATH")
    return StanceReader(embedder, Weights.from_json(stored))
