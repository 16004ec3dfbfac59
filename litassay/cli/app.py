"""The `litassay` command: mounts the commands and sets up the process."""

import logging
import os
import signal
import sys
import warnings
from typing import Annotated

import typer

from litassay import __version__
from litassay.cli import evals, library, prompts
from litassay.cli.ask import ask
from litassay.cli.doctor import doctor
from litassay.cli.ending import run
from litassay.cli.replay import replay
from litassay.cli.report import report
from litassay.cli.resume import resume
from litassay.cli.streams import prepare_streams

app = typer.Typer(
    name="litassay",
    help="One research question in, a literature review whose every sentence can be checked out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # plain help needs no import of rich: it is twice as fast
)
app.command()(ask)
app.command()(report)
app.command()(replay)
app.command()(resume)
app.add_typer(library.app, name="library")
app.add_typer(prompts.app, name="prompts")
app.add_typer(evals.app, name="eval")
app.command()(doctor)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"litassay {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """One research question in, a literature review whose every sentence can be checked out."""


def main() -> None:
    """Run the command line; exit codes are listed in docs/cli.md."""
    os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # addressed to developers: `python -W` shows them
    logging.getLogger().addHandler(logging.NullHandler())
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    prepare_streams()
    sys.exit(run(app, sys.argv[1:]))
