"""The reference part of docs/cli.md, from the program itself: commands, options, settings.

`python -m litassay.cli.reference docs/cli.md` writes it anew; a test holds the page to it.
"""

import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import typer
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

BEGINS = "<!-- From here on written by `python -m litassay.cli.reference docs/cli.md`. -->\n"


def page(introduction: str) -> str:
    """The whole page: what a person wrote, and the reference behind it."""
    written = introduction.partition(BEGINS)[0]
    return f"{written}{BEGINS}\n{commands()}\n{settings()}"


def commands() -> str:
    """A section for each command, with its arguments and options."""
    from litassay.cli.app import app

    found = _leaves(typer.main.get_command(app), ("litassay",))
    return "\n".join(["## Commands", "", *(_command(path, leaf) for path, leaf in found)])


def _leaves(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    inner = getattr(command, "commands", None)
    if inner is None:
        yield path, command
        return
    for name, below in inner.items():
        yield from _leaves(below, (*path, name))


def _command(path: tuple[str, ...], command: Any) -> str:
    shown = [p for p in command.params if "--help" not in p.opts]
    arguments = [p for p in shown if p.param_type_name == "argument"]
    said = [" ".join(part.split()) for part in (command.help or "").strip().split("\n\n")]
    usage = " ".join([*path, *(_placeholder(p) for p in arguments)])
    lines = [f"### `{' '.join(path)}`", "", f"    {usage}", "", "\n\n".join(said), ""]
    if shown:
        lines += ["| argument or option | meaning | default |", "|---|---|---|"]
        lines += [_parameter(p) for p in sorted(shown, key=lambda p: p not in arguments)] + [""]
    return "\n".join(lines)


def _placeholder(parameter: Any) -> str:
    name = parameter.metavar or parameter.name.upper()
    return name if parameter.required else f"[{name}]"


def _parameter(parameter: Any) -> str:
    is_argument = parameter.param_type_name == "argument"
    names = [_placeholder(parameter)] if is_argument else [*parameter.opts]
    default = getattr(parameter.default, "value", parameter.default)
    unset = default is None or default is False or default == () or callable(default)
    shown = "required" if parameter.required else "" if unset else f"`{default}`"
    return f"| {', '.join(f'`{n}`' for n in names)} | {parameter.help or ''} | {shown} |"


def settings() -> str:
    """A table of all settings."""
    from litassay.config.settings import Settings

    head = ["## Settings", "", "| setting | default | meaning |", "|---|---|---|"]
    return "\n".join([*head, *_rows(Settings, "", Settings())]) + "\n"


def _rows(kind: type[BaseModel], prefix: str, defaults: BaseModel | None) -> Iterator[str]:
    from litassay.config.settings import section_of

    said = _meanings(kind)
    for name, field in kind.model_fields.items():
        section = section_of(field.annotation)
        usual = getattr(defaults, name) if defaults else field.get_default()
        if section is None:
            yield f"| `{prefix}{name}` | {_default(usual)} | {said.get(name, '')} |"
            continue
        keyed = isinstance(usual, dict) or usual is PydanticUndefined
        inner = f"{prefix}{name}.NAME." if keyed else f"{prefix}{name}."
        yield from _rows(section, inner, None if keyed else usual)


def _meanings(kind: type[BaseModel]) -> dict[str, str]:
    """The text below each field of a class in its source."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0].body  # type: ignore[attr-defined]
    found = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            found[ast.unparse(field.target)] = " ".join(ast.literal_eval(text.value).split())
    return found


def _default(value: Any) -> str:
    if value is PydanticUndefined:
        return "required"
    return "none" if value is None else f"`{json.dumps(value, ensure_ascii=False)}`"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(page(target.read_text("utf-8")), "utf-8")
