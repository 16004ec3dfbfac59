"""What a run with language models costs: time against its longest chain, calls and tokens."""

from collections.abc import Sequence
from itertools import groupby

from pydantic import Field

from litassay.types import Record, Spend


class StageCost(Record):
    """One role of one run."""

    role: str
    calls: int
    prompt_tokens: int
    calls_per_claim: float
    """Calls over verified claims."""
    prompt_tokens_per_claim: float


class RunCost(Record):
    """One run against a server with a fixed latency."""

    papers: int
    """Most papers that were read."""
    claims: int = Field(ge=0)
    """Claims that got a verdict."""
    latency_s: float
    wall_s: float
    cpu_s: float
    """Processor time of the run; the server double has a process of its own. On a busy machine
    wall time grows with what others do; alone it comes to at most chain × latency + cpu_s."""
    chain: int
    """Calls on the longest dependent chain."""
    ratio: float
    """Wall time over chain × latency; the bar is 1.3."""
    most_at_once: int
    calls: int
    prompt_tokens: int
    stages: tuple[StageCost, ...]
    question: str = ""
    """Id of the judged question; empty where every paper counts as relevant."""
    screened: int = 0
    """Works that the screener was shown or a rule decided, for a judged question."""
    read: int = 0
    relevant: int = 0
    """Read papers whose judges found them direct or partial."""


def longest_chain(roles: Sequence[str]) -> int:
    """Length of the longest chain of dependent calls.

    Within a visit of a role all calls are independent (a fan-out), and each visit needs the one
    before it; so the chain has one call for each run of equal roles, in the order of arrival.
    """
    return sum(1 for _ in groupby(roles))


def run_cost(
    papers: int,
    latency_s: float,
    wall_s: float,
    cpu_s: float,
    roles: Sequence[str],
    most_at_once: int,
    spend: Sequence[Spend],
    claims: int,
) -> RunCost:
    """The figures of one run."""
    chain = longest_chain(roles)
    per = max(1, claims)
    by_role: dict[str, list[Spend]] = {}
    for row in spend:
        by_role.setdefault(row.stage.partition(":")[0], []).append(row)
    stages = []
    for role, rows in sorted(by_role.items()):
        calls, prompt = sum(r.calls for r in rows), sum(r.prompt_tokens for r in rows)
        stages.append(
            StageCost(
                role=role,
                calls=calls,
                prompt_tokens=prompt,
                calls_per_claim=round(calls / per, 3),
                prompt_tokens_per_claim=round(prompt / per, 1),
            )
        )
    return RunCost(
        papers=papers,
        claims=claims,
        latency_s=latency_s,
        wall_s=round(wall_s, 3),
        cpu_s=round(cpu_s, 3),
        chain=chain,
        ratio=round(wall_s / (chain * latency_s), 3) if latency_s else 0.0,
        most_at_once=most_at_once,
        calls=sum(s.calls for s in stages),
        prompt_tokens=sum(s.prompt_tokens for s in stages),
        stages=tuple(stages),
    )


def page(runs: Sequence[RunCost]) -> str:
    """The figures as Markdown tables."""
    names = ["papers", "claims", "calls", "prompt tokens", "tokens a claim", "chain"]
    names += ["wall s", "CPU s", "ratio"]
    lines = [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
    for r in runs:
        tokens = round(r.prompt_tokens / max(1, r.claims))
        counts = f"{r.papers} | {r.claims} | {r.calls} | {r.prompt_tokens} | {tokens} | {r.chain}"
        lines.append(f"| {counts} | {r.wall_s:.2f} | {r.cpu_s:.2f} | {r.ratio:.2f} |")
    lines += ["", "| role | " + " | ".join(f"{r.papers} papers" for r in runs) + " |"]
    lines.append("|---|" + "---|" * len(runs))
    for role in sorted({s.role for r in runs for s in r.stages}):
        cells = [next((s for s in r.stages if s.role == role), None) for r in runs]
        shown = [
            f"{c.calls_per_claim:.2f} calls, {c.prompt_tokens_per_claim:.0f} tokens" if c else "-"
            for c in cells
        ]
        lines.append(f"| {role} | {' | '.join(shown)} |")
    return "\n".join(lines)


def judged_page(runs: Sequence[RunCost]) -> str:
    """Runs on judged questions: prompt tokens by role, and the relevant papers that were read."""
    lines = ["| | " + " | ".join(r.question for r in runs) + " |", "|---|" + "---|" * len(runs)]
    rows: list[tuple[str, list[str]]] = [
        ("works screened", [str(r.screened) for r in runs]),
        ("papers read", [str(r.read) for r in runs]),
        ("of them relevant", [str(r.relevant) for r in runs]),
        ("claims", [str(r.claims) for r in runs]),
        ("chain", [str(r.chain) for r in runs]),
    ]
    for role in sorted({s.role for r in runs for s in r.stages}):
        cells = [next((s for s in r.stages if s.role == role), None) for r in runs]
        rows.append((role, [f"{c.prompt_tokens:,} in {c.calls}" if c else "-" for c in cells]))
    rows.append(("all together", [f"{r.prompt_tokens:,} in {r.calls}" for r in runs]))
    return "\n".join(lines + [f"| {name} | {' | '.join(cells)} |" for name, cells in rows])
