"""What an agent hands to its prompt, and what it must get to say."""

from dataclasses import dataclass

from litassay.errors import PromptError
from litassay.prompting.prompt import Prompt


@dataclass(frozen=True)
class Contract:
    """The variables that an agent fills in; without the required ones it cannot do its work."""

    output: str
    requires: frozenset[str]
    offers: frozenset[str] = frozenset()
    """Further variables that a prompt may use or leave."""

    def check(self, prompt: Prompt) -> None:
        """Raise PromptError, by name, when the prompt and its agent do not fit."""
        inputs = set(prompt.front.inputs)
        missing = sorted(self.requires - inputs)
        if missing:
            raise PromptError(f"prompt {prompt.name!r} must use {', '.join(map(repr, missing))}")
        unknown = sorted(inputs - self.requires - self.offers)
        if unknown:
            known = ", ".join(sorted(self.requires | self.offers))
            raise PromptError(
                f"prompt {prompt.name!r} uses unknown {', '.join(map(repr, unknown))}",
                f"its agent fills in: {known}",
            )
        if prompt.front.output != self.output:
            raise PromptError(
                f"prompt {prompt.name!r} asks for the output {prompt.front.output!r}",
                f"its agent reads {self.output!r}",
            )
