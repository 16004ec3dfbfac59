"""What it takes to refuse files that were made to exhaust memory or time.

Each is read by a process of its own, as a user would: time and memory are the process's.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from litassay.evals.bombs import LIBRARY, RUN, run_files

MOST_S, MOST_MB = 20.0, 500
_CODE = (
    "import resource, sys\n"
    "from litassay.__main__ import main\n"
    "try:\n    main()\nfinally:\n"
    "    used = resource.getrusage(resource.RUSAGE_SELF)\n"
    "    status = open('/proc/self/status').read() if sys.platform == 'linux' else ''\n"
    "    held = status.partition('VmHWM:')[2].split()\n"  # ru_maxrss begins at the parent's
    "    most = int(held[0]) // 1024 if held else used.ru_maxrss // 1024\n"
    "    print('USED', used.ru_utime + used.ru_stime, most, file=sys.stderr)\n"
)


class Refusal(NamedTuple):
    """What became of one bomb."""

    name: str
    size: int
    """Bytes of its files."""
    exit_code: int
    seconds: float
    """Processor time, start of the program included."""
    megabytes: int
    """Most memory that was held."""
    said: str

    @property
    def held(self) -> bool:
        """True when it ended in words, in time, within memory."""
        in_words = self.exit_code in (0, 2, 6) and "Traceback" not in self.said
        return in_words and self.seconds <= MOST_S and self.megabytes <= MOST_MB


def bombs(names: Iterable[str] = (*LIBRARY, *RUN)) -> list[Refusal]:
    """Light each of these bombs."""
    return [_library(name) if name in LIBRARY else _run(name) for name in names]


def _library(name: str) -> Refusal:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(LIBRARY[name]())
        command = ("library", "add", str(path), "--name", "bomb", "--quiet")
        return _lit(name, path.stat().st_size, command, Path(folder))


def _run(name: str) -> Refusal:
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        run.mkdir()
        for file, content in run_files(name).items():
            (run / file).write_bytes(content)
        size = sum(file.stat().st_size for file in run.iterdir())
        return _lit(name, size, ("replay", str(run), "--quiet"), Path(folder))


def _lit(name: str, size: int, command: tuple[str, ...], home: Path) -> Refusal:
    """Run the command and see what it took."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, on files made here
            [sys.executable, "-c", _CODE, *command],
            capture_output=True,
            text=True,
            check=False,
            timeout=MOST_S * 6,
            env={**os.environ, "LITASSAY_HOME": str(home), "LITASSAY_CONFIG": ""},
        )
    except subprocess.TimeoutExpired:
        return Refusal(name, size, -1, MOST_S * 6, 0, "it did not end")
    said, _, used = done.stderr.rpartition("USED ")
    seconds, megabytes, *more = (used or "0 0").split(maxsplit=2)
    told = " ".join([said.strip(), *more])  # a traceback comes last
    return Refusal(name, size, done.returncode, float(seconds), int(megabytes), told)
