"""One prompt: a Markdown file with front matter and two strictly checked templates."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

import yaml
from jinja2 import TemplateError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from litassay.errors import PromptError
from litassay.prompting import template
from litassay.prompting.faults import Fault, nearest, raise_all
from litassay.types import Dimension, Message

_FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n(.*)\Z", re.DOTALL)
_USER = re.compile(r"^# User[ \t]*$", re.MULTILINE)
_SYSTEM = re.compile(r"\A\s*# System[ \t]*$", re.MULTILINE)
_HEADINGS = "needs the headings '# System' and then '# User'"
_EXAMPLE = re.compile(r"^```json\r?\n(.*?)^```", re.DOTALL | re.MULTILINE)


class FrontMatter(BaseModel):
    """What stands between the two `---` lines."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agent: str
    """Role that uses the prompt, e.g. `extractor` or `reviewer`."""
    version: int = Field(ge=1)
    inputs: tuple[str, ...]
    """Every variable that the text uses, and no other."""
    output: str
    """Name of the answer that is asked for, e.g. `claims`."""
    dimensions: tuple[Dimension, ...] = ()
    """For a reviewer: what it scores."""
    about: str = ""
    """One line for `litassay prompts list`."""


@dataclass(frozen=True)
class Prompt:
    """A checked prompt; `name` is its file name without `.md`."""

    name: str
    front: FrontMatter
    system: str
    user: str
    text: str

    def render(self, **values: str) -> tuple[Message, ...]:
        """System and user message. Values are inserted as they are, never read as templates.

        Raises:
            PromptError: a declared input is missing, or the template failed.
        """
        missing = sorted(set(self.front.inputs) - values.keys())
        if missing:
            raise PromptError(f"prompt {self.name!r} needs {', '.join(map(repr, missing))}")
        try:
            return tuple(
                Message(role=role, content=template.compiled(part).render(values).strip())
                for role, part in (("system", self.system), ("user", self.user))
            )
        except TemplateError as error:
            raise PromptError(f"prompt {self.name!r} cannot be filled in: {error}") from error

    @property
    def digest(self) -> str:
        """SHA-256 of its text, 16 hexadecimal digits; line ends do not matter."""
        text = self.text.replace("\r\n", "\n").encode()
        return hashlib.sha256(text).hexdigest()[:16]

    @property
    def examples(self) -> tuple[str, ...]:
        """The JSON of its worked examples, in order."""
        return tuple(m.group(1) for m in _EXAMPLE.finditer(f"{self.system}\n{self.user}"))


def parse(name: str, text: str) -> Prompt:
    """Read a prompt and check everything that can be wrong with it by itself.

    Raises:
        PromptError: everything that is wrong, a line a fault.
    """
    prompt, found = read(name, text)
    raise_all([(name, fault) for fault in found])
    assert prompt is not None
    return prompt


@lru_cache(maxsize=256)
def read(name: str, text: str) -> tuple[Prompt | None, tuple[Fault, ...]]:
    """The prompt, and what is wrong with it by itself; None where it cannot be read at all."""
    found = _FRONT.match(text)
    if not found:
        return None, (Fault(1, "does not begin with front matter between '---' lines"),)
    front, wrong = _front(found.group(1))
    body = found.group(2)
    head, user = _SYSTEM.match(body), _USER.search(body)
    if not head or not user:
        wrong.append(Fault(_line(text, found.start(2)), _HEADINGS))
    if wrong or front is None or not head or not user:
        return None, tuple(wrong)
    prompt = Prompt(name, front, body[head.end() : user.start()], body[user.end() :], text)
    at = found.start(2)
    starts = (_line(text, at + head.end()), _line(text, at + user.end()))
    return prompt, tuple(_variables(prompt, starts))


def _front(text: str) -> tuple[FrontMatter | None, list[Fault]]:
    try:
        return FrontMatter.model_validate(yaml.safe_load(text)), []
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return None, [Fault(line, f"the front matter is not YAML: {error.problem}")]
    except yaml.YAMLError as error:
        return None, [Fault(1, f"the front matter is not YAML: {error}")]
    except ValidationError as error:
        return None, [_named(text, str(e["loc"][0]) if e["loc"] else "", e["type"], e["msg"])
                      for e in error.errors()]  # fmt: skip


def _named(text: str, field: str, kind: str, said: str, first: int = 2) -> Fault:
    """One wrong field of the front matter, on its line where it has one."""
    lines = [n for n, line in enumerate(text.splitlines(), first) if line.startswith(f"{field}:")]
    if kind == "extra_forbidden":
        said = f"there is no such field{nearest(field, FrontMatter.model_fields)}"
    return Fault(lines[0] if field and lines else 1, f"{field or 'front matter'}: {said}")


def _variables(prompt: Prompt, starts: tuple[int, int]) -> list[Fault]:
    declared = prompt.front.inputs
    system, used = template.faults(prompt.system, declared, starts[0])
    user, also = template.faults(prompt.user, declared, starts[1])
    found = [*system, *user]
    idle = sorted(set(declared) - used - also)
    if idle and not any("is not a template" in f.what for f in found):
        found += [_named(prompt.text, "inputs", "", f"declares but does not use {n!r}", 1)
                  for n in idle]  # fmt: skip
    return found


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
