"""Failures as journal answers: written when they happen, raised again when they are replayed."""

from typing import Any

import litassay.errors
from litassay.errors import LitassayError, ModelError, StorageError

_REPLAYED = ("ServiceError", "ModelError", "BudgetReached", "LibraryError", "InputError")
"""The errors of ours that the world's answers can be. The others end the run and are no answer."""


def error_answer(error: LitassayError) -> dict[str, Any] | None:
    """The answer that stands for this error; None when it is not an answer of the world."""
    name = type(error).__name__
    if name not in _REPLAYED:
        return None
    answer = {"error": name, "message": error.message, "hint": error.hint}
    if isinstance(error, ModelError):
        return {**answer, "code": error.code, "retryable": error.retryable}
    return answer


def error_of(answer: dict[str, Any]) -> LitassayError:
    """The error that an answer stands for.

    Raises:
        StorageError: the journal names an error that this version does not know.
    """
    name, message, hint = answer["error"], answer["message"], answer.get("hint", "")
    if name not in _REPLAYED:
        raise StorageError(f"the journal holds an error of an unknown kind: {name!r}")
    if name == "ModelError":
        retryable, code = bool(answer.get("retryable")), str(answer.get("code", ""))
        return ModelError(message, hint, retryable=retryable, code=code)
    error: LitassayError = getattr(litassay.errors, name)(message, hint)
    return error
