"""The diligent model as a server in a process of its own, so that its work is not the run's.

`python -m litassay.models.diligent_server SECONDS [JUDGED]` prints the base URL, serves with that
latency until its standard input ends, and prints what it was asked as JSON. JUDGED is a JSON file
that maps titles to [grade, [finding, …]].
"""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from litassay.models.diligent import ROLES, DiligentModel, Judged, task
from litassay.models.loopback import ChatServer, schema_of, serving


@dataclass
class Served:
    """A running server; what it was asked is known once it has ended."""

    url: str
    roles: tuple[str, ...] = ()
    """Role of each request, in order of arrival."""
    busiest: int = 0
    """Most requests that were under way at once."""


@contextmanager
def diligent_server(latency_s: float, judged: Path | None = None) -> Iterator[Served]:
    """Serve on the loopback interface, each answer `latency_s` seconds after its request."""
    command = [sys.executable, "-m", __name__, str(latency_s), *([str(judged)] if judged else [])]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:  # noqa: S603 - this file
        assert process.stdout is not None
        served = Served(process.stdout.readline().strip())
        try:
            yield served
        finally:
            said, _ = process.communicate()
    told = json.loads(said)
    served.roles, served.busiest = tuple(told["roles"]), told["busiest"]


def _judged(path: Path) -> dict[str, Judged]:
    rows = json.loads(path.read_text("utf-8"))
    return {title: Judged(grade, tuple(said)) for title, (grade, said) in rows.items()}


async def _serve(latency_s: float, model: DiligentModel) -> None:
    async with ChatServer(serving(model, latency_s)) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
    roles = [ROLES[task(schema_of(body))] for body in server.bodies]
    sys.stdout.write(json.dumps({"roles": roles, "busiest": server.busiest}))


if __name__ == "__main__":
    seconds, *files = sys.argv[1:]
    judgements = _judged(Path(files[0])) if files else None
    asyncio.run(_serve(float(seconds), DiligentModel(judgements)))
