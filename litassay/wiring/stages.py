"""What a run has told so far, added up by stage; it knows no terminal."""

import re
from collections import Counter
from dataclasses import dataclass, field

_ID = re.compile(r"^([a-z]\d+)(?: (.+))?$")
_NUMBER = re.compile(r"\b\d+\b")
ADDED = ("retrieve", "extract", "verify", "weigh")
"""Stages that tell one part of their work at a time; what others tell is how things stand."""
_KINDS = 3
"""Different things that a stage may tell before only the last of them is shown."""


@dataclass
class Stage:
    """One stage: how often it told something, and what, with numbers of one kind added up."""

    name: str
    events: int = 0
    done: int = 0
    total: int = 0
    _sums: dict[str, int] = field(default_factory=dict)
    _by_id: dict[str, str] = field(default_factory=dict)
    """What was told last of each claim or finding: a later round tells of the same ones again."""
    _last: str = ""

    def tell(self, detail: str, done: int, total: int) -> None:
        """Add what is told: `3 claims` and `2 claims` are 5; `c1 SUPPORTED` counts once."""
        self.events += 1
        self.done, self.total = done, total
        if not detail:
            return
        self._last = detail
        if named := _ID.match(detail):
            self._by_id[named[1]] = named[2] or ""
            return
        found = _NUMBER.search(detail)
        kind = detail[: found.start()] + "#" + detail[found.end() :] if found else detail
        self._sums[kind] = self._sums.get(kind, 0) + (int(found[0]) if found else 1)

    def __str__(self) -> str:
        """`extract 10: 13 claims`; a stage that told one thing once is only named."""
        count = f" {self.done}/{self.total}" if self.done and self.total else ""
        told = len(self._by_id) or self.events
        if not count and told > 1:
            count = f" {told}"
        said = self._said()
        return f"{self.name}{count}: {said}" if said else f"{self.name}{count}"

    def _said(self) -> str:
        if self.name not in ADDED or self.events == 1 or len(self._sums) > _KINDS:
            return self._last
        if self._by_id and all(self._by_id.values()):
            return ", ".join(f"{n} {what}" for what, n in Counter(self._by_id.values()).items())
        return ", ".join(
            kind.replace("#", str(total), 1) if "#" in kind else self._once(kind, total)
            for kind, total in self._sums.items()
        )

    def _once(self, kind: str, times: int) -> str:
        return kind if times == 1 else f"{times} × {kind}"
