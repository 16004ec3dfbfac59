"""docs/your-own.md, run as it stands."""

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "your-own.md"


def test_the_examples_are_whole_and_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(blocks) == 4
    assert all(len(block.splitlines()) < 30 for block in blocks)
    names = {}
    exec("\n".join(blocks), names)
    report = names["answer"].report
    assert "brevity" in {r.reviewer for r in report.reviewing.reviews}
    assert {row.source for row in report.methodology.sources} == {"library:sample", "library:notes"}
    used = {r.paper_id: r.year for r in report.references}
    assert all(year is None or year >= 2020 for year in used.values())
