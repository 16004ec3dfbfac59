"""The `litassay` command: mounts the commands and turns errors into one line and an exit code."""

import sys

import typer

from litassay.cli import evals
from litassay.errors import LitassayError

app = typer.Typer(
    name="litassay",
    help="One research question in, a literature review whose every sentence can be checked out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(evals.app, name="eval")


def main() -> None:
    """Run the command line; exit codes are listed in docs/cli.md."""
    try:
        app()
    except LitassayError as error:
        print(f"litassay: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("litassay: interrupted", file=sys.stderr)
        sys.exit(130)
