"""The JSON Schema of an answer, in the subset that strict servers accept."""

from functools import cache
from typing import Any

from pydantic import BaseModel

_DROPPED = ("title", "default", "description")


@cache
def strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """Every property required, none added, no defaults or titles: what `strict` asks for.

    Do not change what is returned: it is made once for each answer.
    """
    schema: dict[str, Any] = _strict(answer.model_json_schema())
    return schema


def _strict(node: Any, inside_properties: bool = False) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {
        key: _strict(value, key in ("properties", "$defs"))
        for key, value in node.items()
        if inside_properties or key not in _DROPPED
    }
    if not inside_properties and kept.get("type") == "object":
        kept["required"] = list(kept.get("properties", {}))
        kept["additionalProperties"] = False
    return kept
