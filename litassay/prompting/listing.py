"""A prompt set as lines for a terminal."""

from litassay.prompting.prompt_set import PromptSet


def rows(prompts: PromptSet) -> list[str]:
    """One line a prompt: name, version, where it comes from, what it is for."""
    width = max((len(name) for name in prompts.prompts), default=0)
    return [
        f"{name:<{width}}  v{prompt.front.version}  "
        f"{'overlay' if name in prompts.overlaid else 'default'}  {prompt.front.about}"
        for name, prompt in sorted(prompts.prompts.items())
    ]
