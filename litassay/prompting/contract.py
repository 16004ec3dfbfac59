"""What an agent hands to its prompt, and what it must get to say."""

from dataclasses import dataclass

from litassay.prompting.faults import Fault
from litassay.prompting.prompt import Prompt


@dataclass(frozen=True)
class Contract:
    """The variables that an agent fills in; without the required ones it cannot do its work."""

    output: str
    requires: frozenset[str]
    offers: frozenset[str] = frozenset()
    """Further variables that a prompt may use or leave."""

    def faults(self, prompt: Prompt) -> list[Fault]:
        """Why the prompt and its agent do not fit, by name."""
        inputs = set(prompt.front.inputs)
        known = self.requires | self.offers
        found = [f"must use {n!r}: its agent needs it said" for n in sorted(self.requires - inputs)]
        found += [
            f"uses unknown {n!r}; its agent fills in: {', '.join(sorted(known))}"
            for n in sorted(inputs - known)
        ]
        if prompt.front.output != self.output:
            found.append(
                f"asks for the output {prompt.front.output!r}; its agent reads {self.output!r}"
            )
        return [Fault(0, what) for what in found]
