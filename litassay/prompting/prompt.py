"""One prompt: a Markdown file with front matter and two strictly checked templates."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

import yaml
from jinja2 import StrictUndefined, Template, TemplateError, meta
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from litassay.errors import PromptError
from litassay.types import Dimension, Message

_FRONT = re.compile(r"\A---\r?\n(.*?)\r?\n---\r?\n(.*)\Z", re.DOTALL)
_USER = re.compile(r"^# User[ \t]*$", re.MULTILINE)
_SYSTEM = re.compile(r"\A\s*# System[ \t]*$", re.MULTILINE)
_EXAMPLE = re.compile(r"^```json\r?\n(.*?)^```", re.DOTALL | re.MULTILINE)
_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


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
                Message(role=role, content=_compiled(part).render(values).strip())
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
        return tuple(m.group(1) for m in _EXAMPLE.finditer(self.system))


@lru_cache(maxsize=256)
def _compiled(text: str) -> Template:
    """Compiling takes longer than filling in, and a prompt is filled in for every paper."""
    return _ENVIRONMENT.from_string(text)


@lru_cache(maxsize=256)
def parse(name: str, text: str) -> Prompt:
    """Read a prompt and check everything that can be wrong with it by itself.

    Raises:
        PromptError: what is wrong, with the name of the prompt.
    """
    found = _FRONT.match(text)
    if not found:
        raise PromptError(f"prompt {name!r} does not begin with front matter between '---' lines")
    front = _front(name, found.group(1))
    body = found.group(2)
    head, user = _SYSTEM.match(body), _USER.search(body)
    if not head or not user:
        raise PromptError(f"prompt {name!r} needs the headings '# System' and then '# User'")
    prompt = Prompt(name, front, body[head.end() : user.start()], body[user.end() :], text)
    _check_variables(prompt)
    return prompt


def _front(name: str, text: str) -> FrontMatter:
    try:
        return FrontMatter.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise PromptError(f"the front matter of prompt {name!r} is not YAML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "front matter"
        raise PromptError(f"prompt {name!r}: {where}: {first['msg']}") from error


def _check_variables(prompt: Prompt) -> None:
    used: set[str] = set()
    for part in (prompt.system, prompt.user):
        try:
            used |= meta.find_undeclared_variables(_ENVIRONMENT.parse(part))
        except TemplateError as error:
            raise PromptError(f"prompt {prompt.name!r} is not a template: {error}") from error
    declared = set(prompt.front.inputs)
    for problem, names in (
        ("uses but does not declare", used - declared),
        ("declares but does not use", declared - used),
    ):
        if names:
            raise PromptError(
                f"prompt {prompt.name!r} {problem} {', '.join(map(repr, sorted(names)))}",
                "'inputs' must list exactly the variables of the text",
            )
