"""docs/rating.md says what the code does."""

import re
from pathlib import Path

from agents.law.gates import RULES
from agents.law.strength import SUBSTANCE
from litassay.config.limits import Limits

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rating.md").read_text(encoding="utf-8")


def test_the_table_of_gates_is_the_one_in_force():
    listed = re.findall(r"^\| ([a-z_]+) \| (\d+) \|", PAGE, flags=re.MULTILINE)
    assert listed == [(r.name, f"{r.cap:.0f}") for r in RULES]


def test_the_bar_and_the_factors_are_those_in_force():
    assert f"| {Limits().bar:.1f} | **the bar**" in PAGE
    for name in ("moderate", "limited", "insufficient"):
        assert f"{name} {SUBSTANCE[name]:g}".rstrip("0") in PAGE
