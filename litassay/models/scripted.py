r"""A scripted model: answers from a file of rules, without a network. It can also misbehave.

The file is TOML, a list of `[[rule]]` tables. The first rule that fits a request answers it:

    [[rule]]
    stage = "extractor"              # glob over the stage, default "*"
    contains = ["GLUE"]              # texts that the user message must all contain
    told = ["at most 3 claims"]      # texts that the system message must all contain
    turn = 1                         # 1 for the first ask, 2 for the repair; default any
    sample = 0                       # which of several samples; default any
    capture = '(?s)DATA \w+ .*?\n(?P<first>[^.]+\.)'   # groups for `$first` in the reply
    reply = '''{"claims": [{"text": "$first", "quote": "$first"}]}'''
    finish_reason = "stop"
    fail = "timeout"                 # instead of a reply: the code of a ModelError

Captured text is escaped for a JSON string. The answer depends on the request alone, so that a
script gives the same run whatever the order of its calls.
"""

import json
import re
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from string import Template

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from litassay import tokens
from litassay.errors import InputError, ModelError
from litassay.types import ChatReply, ChatRequest

_RETRYABLE = ("timeout", "unreachable", "server", "rate_limited", "malformed")


class Rule(BaseModel):
    """One rule; every condition that it names must hold."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: str = "*"
    contains: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    turn: int | None = Field(default=None, ge=1)
    sample: int | None = Field(default=None, ge=0)
    capture: str = ""
    reply: str = ""
    finish_reason: str = "stop"
    fail: str = ""

    def answer(self, request: ChatRequest) -> str | None:
        """The reply to a request, or None when the rule does not fit it."""
        shown = next(m.content for m in request.messages if m.role == "user")
        system = "\n".join(m.content for m in request.messages if m.role == "system")
        turn = 1 + sum(m.role == "assistant" for m in request.messages)
        fits = (
            fnmatchcase(request.stage, self.stage)
            and all(text in shown for text in self.contains)
            and all(text in system for text in self.told)
            and self.turn in (None, turn)
            and self.sample in (None, request.sample)
        )
        if not fits:
            return None
        if not self.capture:
            return self.reply
        found = re.search(self.capture, shown)
        if found is None:
            return None
        escaped = {k: json.dumps(v or "")[1:-1] for k, v in found.groupdict().items()}
        return Template(self.reply).safe_substitute(escaped)


class _Script(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: tuple[Rule, ...]


class ScriptedModel:
    """Implements `ChatModel`; `asked` keeps the requests in the order in which they came."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = rules
        self.asked: list[ChatRequest] = []

    @classmethod
    def from_file(cls, path: Path) -> "ScriptedModel":
        """Read a script. Raises InputError saying what is wrong with it."""
        try:
            return cls(_Script.model_validate(tomllib.loads(path.read_text("utf-8"))).rule)
        except OSError as error:
            raise InputError(
                f"the script {path.name!r} cannot be read: {error.strerror}"
            ) from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(f"the script {path.name!r} is not TOML: {error}") from error
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise InputError(f"the script {path.name!r}: {where}: {first['msg']}") from error

    async def complete(self, request: ChatRequest) -> ChatReply:
        """Answer by the first rule that fits.

        Raises:
            ModelError: the rule says so, or no rule fits (code `refused`).
        """
        self.asked.append(request)
        for rule in self._rules:
            text = rule.answer(request)
            if text is None:
                continue
            if rule.fail:
                raise ModelError(
                    f"the script fails this call with {rule.fail!r}",
                    code=rule.fail,
                    retryable=rule.fail in _RETRYABLE,
                )
            return ChatReply(
                text=text,
                model=request.model,
                prompt_tokens=tokens.count_messages(request.messages),
                completion_tokens=tokens.count(text),
                finish_reason=rule.finish_reason,
            )
        raise ModelError(
            f"no rule of the script fits a request of {request.stage!r}",
            "add a [[rule]] for this stage",
            code="refused",
        )
