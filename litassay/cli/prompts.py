"""`litassay prompts`: look at prompt sets, check them, compare them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from litassay.errors import PromptError

if TYPE_CHECKING:
    from litassay.prompting.prompt_set import PromptSet

app = typer.Typer(help="List, show, check and compare prompt sets.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of a prompt.")]
Folder = Annotated[
    Path | None,
    typer.Option("--prompts", metavar="DIR", help="Folder laid over the default set."),
]


@app.command("list")
def list_(prompts: Folder = None) -> None:
    """Name every prompt with its version and what it is for."""
    from litassay.prompting.listing import rows

    found = _load(prompts)
    print("\n".join(rows(found)))
    print(f"set {found.hash}")


@app.command()
def show(name: Name, prompts: Folder = None) -> None:
    """Print one prompt as it stands in its file."""
    print(_load(prompts)[name].text, end="")


@app.command()
def check(prompts: Folder = None) -> None:
    """Check every prompt: front matter, variables, template, worked examples."""
    from agents.asking.answers import OUTPUTS
    from litassay.prompting.examples import problems

    found = _load(prompts)
    wrong = problems(found, OUTPUTS)
    if wrong:
        raise PromptError("; ".join(wrong), "mend the worked examples")
    print(f"{len(found.prompts)} prompts are valid, set {found.hash}")


@app.command()
def diff(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder laid over the default.")],
) -> None:
    """Show how a set differs from the default one."""
    from litassay.prompting import prompt_set

    print(prompt_set.diff(_load(None), _load(folder)) or "no difference")


def _load(folder: Path | None) -> "PromptSet":
    from agents.asking.contracts import CONTRACTS
    from litassay.prompting.prompt_set import load

    return load(folder, CONTRACTS)
