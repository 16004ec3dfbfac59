"""Whether the worked examples of prompts have the shape that the prompt asks for."""

import json
from collections.abc import Mapping

from pydantic import BaseModel, ValidationError

from litassay.prompting.prompt import Prompt
from litassay.prompting.prompt_set import PromptSet


def problems(prompts: PromptSet, outputs: Mapping[str, type[BaseModel]]) -> list[str]:
    """What is wrong with the examples, one line each; empty when nothing is."""
    found: list[str] = []
    for name, prompt in sorted(prompts.prompts.items()):
        if not prompt.examples:
            found.append(f"prompt {name!r} has no worked example in a ```json block")
        found += [p for text in prompt.examples if (p := _problem(prompt, text, outputs))]
    return found


def _problem(prompt: Prompt, text: str, outputs: Mapping[str, type[BaseModel]]) -> str:
    try:
        outputs[prompt.front.output].model_validate(json.loads(text))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        return f"the example of prompt {prompt.name!r}: {where}: {first['msg']}"
    except ValueError as error:
        return f"the example of prompt {prompt.name!r} is not JSON: {error}"
    return ""
