"""Every error that litassay raises on purpose, as one tree.

    LitassayError                   what happened, and what to do next
    ├── UserError           exit 2  the request cannot be served as it was made
    │   ├── SettingsError           a setting is unknown, misspelt or out of range
    │   ├── InputError              a file or a text that was handed in cannot be used
    │   ├── LibraryError            a library is unknown, damaged or half-written
    │   ├── PromptError             a prompt file or a prompt set is not valid
    │   └── RunError                a run folder is missing, in use, or not a run
    ├── WorldError          exit 4  the disk or a service failed; nothing is lost
    │   ├── StorageError            a file could not be written or read
    │   ├── ServiceError            a database or a server did not answer as it promises
    │   └── ModelError              a language model's server failed or refused
    ├── BudgetReached       exit 5  a limit of tokens or money was met
    ├── ReplayDiverged      exit 6  a replayed run asked something its journal does not hold
    └── Interrupted       exit 130  the user stopped it; nothing is lost

Anything else that reaches the command line is a bug (exit 1). `InsufficientEvidence` is no
error: it is an outcome of a run (exit 3) and is written in its report.
"""

from typing import ClassVar


class LitassayError(Exception):
    """What happened (`message`) and what the user can do next (`hint`)."""

    exit_code: ClassVar[int] = 1
    retryable: bool = False

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class UserError(LitassayError):
    """The request cannot be served as it was made; changing it helps."""

    exit_code = 2


class SettingsError(UserError):
    """A setting is unknown, misspelt or out of range."""


class InputError(UserError):
    """A file or a text that was handed in cannot be used."""


class LibraryError(UserError):
    """A library is unknown, damaged, half-written or in use."""


class PromptError(UserError):
    """A prompt file or a prompt set is not valid."""


class RunError(UserError):
    """A run folder is missing, in use, or does not hold a run."""


class WorldError(LitassayError):
    """Something outside of this process failed; what was done is on disk."""

    exit_code = 4


class StorageError(WorldError):
    """A file could not be written or read: full disk, permissions, vanished folder."""


class ServiceError(WorldError):
    """A bibliographic service did not answer as it promises."""

    retryable = True


class ModelError(WorldError):
    """A language model's server failed (retryable) or refused the request (not).

    `code` says which: `auth`, `not_found`, `refused`, `unsupported_format`, `context_length`,
    `too_large`, `quota`, `rate_limited`, `timeout`, `unreachable`, `server`, `malformed`,
    `rejected` (the server refuses every call), `filtered` (its content filter took the prompt or
    the answer), `declined` (the model said that it will not), `tool_call`, `reasoning` (all of the
    answer's tokens went into thoughts), `invalid_answer` (it answered, but not what was asked
    for), `budget` (not asked at all).
    """

    def __init__(
        self, message: str, hint: str = "", *, retryable: bool = False, code: str = ""
    ) -> None:
        super().__init__(message, hint)
        self.retryable = retryable
        self.code = code


class BudgetReached(LitassayError):
    """A limit of tokens or money was met; the run ends with what it has."""

    exit_code = 5


class ReplayDiverged(LitassayError):
    """A replayed run asked something that its journal does not hold."""

    exit_code = 6


class Interrupted(LitassayError):
    """The user stopped it (Ctrl-C, or a request to terminate); what was done is on disk."""

    exit_code = 130
