"""The `litassay` command: mounts the commands and sets up the process."""

import os
import signal
import sys
import warnings

import typer

from litassay import __version__
from litassay.cli import batch, evals, library, prompts, runs
from litassay.cli.ask import ask
from litassay.cli.doctor import doctor
from litassay.cli.ending import run
from litassay.cli.experiment import experiment
from litassay.cli.licences import licences
from litassay.cli.publish import publish
from litassay.cli.replay import replay
from litassay.cli.report import report
from litassay.cli.resume import resume
from litassay.cli.streams import prepare_streams
from litassay.cli.verify import verify
from litassay.cli.view import view

app = typer.Typer(
    name="litassay",
    help="One research question in, a literature review whose every sentence can be checked out.",
    epilog="`litassay --version` shows the version.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # plain help needs no import of rich: it is twice as fast
)
app.command()(ask)
app.command()(report)
app.command()(publish)
app.command()(view)
app.command()(replay)
app.command()(resume)
app.add_typer(runs.app, name="runs")
app.add_typer(batch.app, name="batch")
app.command()(experiment)
app.add_typer(library.app, name="library")
app.add_typer(prompts.app, name="prompts")
app.add_typer(evals.app, name="eval")
app.command()(verify)
app.command()(doctor)
app.command()(licences)


@app.callback()
def root() -> None:
    """One research question in, a literature review whose every sentence can be checked out."""
    import logging  # not needed to show the help

    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # addressed to developers: `python -W` shows them
    logging.getLogger().addHandler(logging.NullHandler())


def main() -> None:
    """Run the command line; exit codes are listed in docs/cli.md."""
    os.environ.setdefault("LANGGRAPH_STRICT_MSGPACK", "true")
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as in a script's background job
        signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    prepare_streams()
    if sys.argv[1:] == ["--version"]:  # as an option of typer it would make every --help slow
        typer.echo(f"litassay {__version__}")
        return
    sys.exit(run(app, sys.argv[1:]))
