"""One writer at a time on one library, also between processes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from litassay.errors import LibraryError, StorageError


@contextmanager
def exclusive(
    folder: Path, waiting: Callable[[str], None] | None = None, timeout: float = 0.0
) -> Iterator[None]:
    """Hold the library's lock (a file beside its folder; it goes when the process dies).

    Args:
        folder: The library's folder.
        waiting: Told once, in words, that another process holds the lock.
        timeout: Seconds to wait for it.

    Raises:
        LibraryError: Another process still holds it after that time.
        StorageError: The lock file cannot be made.
    """
    from filelock import FileLock, Timeout

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.parent / f".{folder.name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            if waiting:
                waiting(f"another process is writing to library {folder.name!r}; waiting for it")
            lock.acquire(timeout=timeout)
    except Timeout as error:
        raise LibraryError(
            f"library {folder.name!r} is in use by another process", "try again when it has ended"
        ) from error
    except OSError as error:
        raise StorageError(
            f"cannot lock library {folder.name!r}: {error}",
            "correct the permissions, or set LITASSAY_HOME to a folder that can be written",
        ) from error
    try:
        yield
    finally:
        lock.release()
