"""`litassay eval calibrate`: what a model verifier's confidence is worth, on labelled claims."""

import json
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer


def calibrate(
    claims: Annotated[
        Path, typer.Option("--claims", help="Labelled claims, as for `eval verify`.")
    ],
    out: Annotated[
        Path, typer.Option("--out", help="Folder for the replies; gone on with where it stopped.")
    ],
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Their documents.")] = None,
    model: Annotated[str | None, typer.Option("--model", help="The verifier's model.")] = None,
    samples: Annotated[
        int | None, typer.Option("--samples", min=1, max=25, help="Times each pair is asked about.")
    ] = None,
    pairs: Annotated[int, typer.Option("--pairs", min=1, help="Most pairs asked about.")] = 200,
    prompts: Annotated[
        Path | None, typer.Option("--prompts", help="Folder with your own prompts.")
    ] = None,
    save: Annotated[
        Path | None, typer.Option("--save", help="Write the calibration here, for `[models]`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")] = False,
) -> None:
    """Ask a language model about labelled claims; learn how often it is right when it is sure."""
    from litassay.cli.progress import progress_for
    from litassay.config.settings import load_settings
    from litassay.evals.model_calibration import shown
    from litassay.evals.verification_data import read_claims_file
    from litassay.wiring.calibrating import calibrate as run
    from store.atomic import write_atomically

    settings = load_settings(
        {"model": model, "prompts": str(prompts) if prompts else None,
         "models": {"samples": samples} if samples else None}
    )  # fmt: skip
    data = read_claims_file(claims, corpus)
    with closing(progress_for(quiet)) as progress:
        known, found = run(settings, data, pairs, out, progress)
    if save is not None:
        write_atomically(save, known.model_dump_json(indent=2) + "\n")
    typer.echo(json.dumps(found, indent=2) if as_json else shown(found))
