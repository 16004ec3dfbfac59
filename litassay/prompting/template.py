"""The template of a prompt: plain text with plain variables, read strictly.

Only `{{ name }}`, `{% if name %}` … `{% else %}` … `{% endif %}` and comments may stand in it. An
attribute, a call or a filter would let a prompt show the memory address of a value, which no
replay can repeat, so it is a fault.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from litassay.prompting.faults import Fault, nearest

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_PLAIN = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)


@lru_cache(maxsize=256)
def compiled(text: str) -> Template:
    """Compiling takes longer than filling in, and a prompt is filled in for every paper.

    Raises:
        TemplateSyntaxError: it is no template; `faults` says where.
    """
    return _ENVIRONMENT.from_string(text)


def faults(text: str, declared: Sequence[str], first: int) -> tuple[list[Fault], set[str]]:
    """What is wrong with a template, and the variables that it uses.

    Args:
        text: The template.
        declared: Names that it may use.
        first: Line of the file on which it begins.
    """
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        return [Fault(first + error.lineno - 1, f"is not a template: {error.message}")], set()
    found: list[Fault] = []
    used: set[str] = set()
    for node in _nodes(tree):
        line = first + node.lineno - 1
        if isinstance(node, nodes.Name):
            if node.name not in declared and node.name not in used:
                what = f"uses but does not declare {node.name!r} in 'inputs'"
                found.append(Fault(line, what + nearest(node.name, declared)))
            used.add(node.name)
        elif not isinstance(node, _PLAIN):
            kind = type(node).__name__.lower()
            found.append(Fault(line, f"only plain variables may be used, not {kind!r}"))
    return found, used


def _nodes(node: nodes.Node) -> Iterator[nodes.Node]:
    """The node and what is in it; nothing inside of what is not allowed, which is one fault."""
    yield node
    if isinstance(node, _PLAIN):
        for child in node.iter_child_nodes():
            yield from _nodes(child)
