"""What an agent makes of a failed call to its language model."""

from litassay.errors import BudgetReached, ModelError

_STOPS = ("auth", "not_found", "quota", "rejected")
_UNUSABLE = (
    "invalid_answer",
    "context_length",
    "too_large",
    "refused",
    "unsupported_format",
    "filtered",
    "declined",
    "tool_call",
    "reasoning",
)


def stops_run(error: ModelError) -> bool:
    """True when no call of this kind can succeed until a setting or an account is changed.

    Going on would mark everything as not checked; stopping lets the run be resumed.
    """
    return error.code in _STOPS


def unusable(error: ModelError) -> bool:
    """True when the server answered, but nothing can be made of it: a fallback may take over."""
    return error.code in _UNUSABLE


def why(error: ModelError | BudgetReached) -> str:
    """One sentence for the reader of the report."""
    if isinstance(error, BudgetReached):
        return f"budget: {error.message}"
    return f"model failure ({error.code or 'unknown'}): {error.message}"


def refused(error: ModelError | BudgetReached) -> bool:
    """True when the server would refuse the same call again; no limit, no outage."""
    return isinstance(error, ModelError) and not error.retryable and error.code != "invalid_answer"
