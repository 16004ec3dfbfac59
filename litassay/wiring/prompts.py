"""The prompts of a run: read from the user's folder, kept in the run folder."""

from pathlib import Path

from litassay.prompting.prompt_set import PromptSet
from store.runs import RunFolder

PROMPTS = "prompts"
"""Folder inside a run folder with the prompts that replaced those of the default set."""


def load_prompts(own: Path | None) -> PromptSet:
    """The default prompt set with the files of `own` over it.

    Raises:
        PromptError: the first thing that is wrong, by file and variable.
    """
    from agents.asking.contracts import CONTRACTS
    from litassay.prompting.prompt_set import load

    return load(own, CONTRACTS)


def kept_prompts(folder: RunFolder) -> PromptSet:
    """The prompt set that a run was made with."""
    own = folder.path / PROMPTS
    return load_prompts(own if own.is_dir() else None)


def keep_prompts(folder: RunFolder, prompts: PromptSet) -> None:
    """Copy the user's prompts into the run folder, so that it can be replayed anywhere."""
    if prompts.overlaid:
        (folder.path / PROMPTS).mkdir()
    for name in prompts.overlaid:
        folder.write_text(f"{PROMPTS}/{name}.md", prompts[name].text)


def set_name(prompts: PromptSet) -> str:
    """`default`, and which files replace its own."""
    return f"default with {', '.join(prompts.overlaid)}" if prompts.overlaid else "default"
