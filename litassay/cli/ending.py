"""How a command ends: with an exit code, and with one line for whatever went wrong."""

from collections.abc import Sequence
from typing import Any

import typer

from litassay.cli.streams import discard_output, say
from litassay.errors import LitassayError, StorageError, UserError
from litassay.extras import absent, extra_of

PIPE_CLOSED = 141
"""128 + SIGPIPE, as a shell reports that the reader of an output went away."""


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; a bug still ends with its traceback."""
    try:
        return _invoke(app, arguments)
    except LitassayError as error:
        say(str(error))
        return error.exit_code
    except ModuleNotFoundError as error:
        extra = extra_of(error.name or "")
        if not extra:
            raise
        say(str(absent(extra, str(error.name))))
        return UserError.exit_code
    except typer.TyperException as error:
        return _misused(error)
    except typer.Abort:
        say("nothing was done")
        return 130
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    except BrokenPipeError:
        discard_output()
        return PIPE_CLOSED
    except OSError as error:
        discard_output()
        say(f"the system refused: {error}; free space or correct the permissions, then try again")
        return StorageError.exit_code


def _invoke(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run without typer's own handling of errors, which hides an interruption and a closed pipe."""
    command = typer.main.get_command(app)
    _pass_through(command, arguments)
    try:
        with command.make_context("litassay", list(arguments)) as context:
            command.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    return 0


def _pass_through(command: Any, arguments: Sequence[str]) -> None:
    """Drop `--help` of the groups on the way to a command: reading it there imports pydantic."""
    for word in arguments:
        inner = getattr(command, "commands", {}).get(word)
        if inner is None:
            return
        command.add_help_option = False
        command = inner


def _misused(error: typer.TyperException) -> int:
    """Say what is wrong with the command line, and which help to read."""
    message = error.format_message().replace("Value error, ", "")  # pydantic's, inside typer
    context = getattr(error, "ctx", None)
    if message.startswith("Usage:"):  # a group without a command shows its help
        typer.echo(message, err=True)
    else:
        path = context.command_path if context is not None else "litassay"
        if "No such option" in message and path.endswith(" ask"):
            message = f"{message.rstrip('.')} (a question that begins with a dash goes behind `--`)"
        say(f"{message.strip().rstrip('.')}; see `{path} --help`")
    return error.exit_code
