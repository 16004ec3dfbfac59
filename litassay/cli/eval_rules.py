"""`litassay eval rules`: how often a rule blocks a claim that is known to be right."""

from pathlib import Path
from typing import Annotated

import typer

Claims = Annotated[
    list[Path],
    typer.Option("--claims", help="Claims with rationales (SciFact's layout); may be repeated."),
]
Corpus = Annotated[Path, typer.Option("--corpus", help="Their documents.")]
Examples = Annotated[
    bool, typer.Option("--examples", help="Print every claim that a rule blocked.")
]


def rules(claims: Claims, corpus: Corpus, examples: Examples = False) -> None:
    """Count the false alarms of every rule on claims that people found supported."""
    from litassay.evals.rule_alarms import page, rule_alarms
    from litassay.evals.verification_data import read_claims_file

    found = [rule_alarms(read_claims_file(path, corpus)) for path in claims]
    typer.echo(page(found))
    if examples:
        typer.echo("\n".join(f"- {note}: {claim}" for one in found for claim, note in one.examples))
