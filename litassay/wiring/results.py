"""From the graph's final state to the files of a run."""

import json
import shlex
from typing import Any, NamedTuple

from graphs.numbering import evidence_base
from graphs.state import State
from litassay.errors import LitassayError, RunError
from litassay.reports.build import build_report
from litassay.reports.checks import faults
from litassay.reports.document import Report
from litassay.reports.markdown import render
from litassay.reports.markdown_appendix import render_appendix
from litassay.reports.markdown_evidence import APPENDIX
from litassay.types import Provenance, RunResult, Version
from litassay.wiring.services import Bench
from store.runs import RunFolder

RESULT, REPORT_JSON, REPORT_MD = "result.json", "report.json", "report.md"
REPORT_APPENDIX = APPENDIX
EXIT_CODES = {
    "complete": 0,
    "insufficient_evidence": 3,
    "budget_reached": 5,
    "unchecked_claims": 5,
}
"""Exit code for each status of a report."""


class Rendered(NamedTuple):
    """A report as a value and as the three texts that are written."""

    report: Report
    markdown: str
    appendix: str
    json: str

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """(name, text) of each file that is written."""
        return (
            (REPORT_JSON, self.json),
            (REPORT_APPENDIX, self.appendix),
            (REPORT_MD, self.markdown),
        )


def assemble(state: State, bench: Bench, provenance: Provenance) -> RunResult:
    """The result of a finished run; the best rated version is published, the earlier on a tie."""
    versions = tuple(
        Version(
            draft=draft,
            reviews=tuple(r for revision, r in state.reviews if revision == draft.revision),
            rating=rating,
        )
        for draft, rating in zip(state.drafts, state.ratings, strict=True)
    )
    best = max(range(len(versions)), key=lambda n: (versions[n].rating.score, -n))
    return RunResult(
        base=evidence_base(state, bench.services.shelf.get(state.works)),
        versions=versions,
        published=best,
        provenance=provenance,
        spend=bench.ledger.spent(),
        budget_reached=bench.ledger.exhausted(),
    )


def rendered(result: RunResult) -> Rendered:
    """The report of a result, checked.

    Raises:
        LitassayError: it breaks a rule that holds for every report (a bug: nothing is published).
    """
    report = build_report(result)
    wrong = faults(report, result.base.papers_by_id())
    if wrong:
        raise LitassayError(
            f"the report breaks its own rules and is not published: {'; '.join(wrong[:5])}",
            f"the records are kept in {RESULT}; please report this as a bug",
        )
    text = report.model_dump_json(indent=2) + "\n"
    return Rendered(report, render(report), render_appendix(report), text)


def publish(folder: RunFolder, result: RunResult) -> Report:
    """Write the result and the forms of its report, the records first."""
    folder.write_text(RESULT, result.model_dump_json(indent=1) + "\n")
    ready = rendered(result)
    for name, text in ready.files:
        folder.write_text(name, text)
    return ready.report


def load_result(folder: RunFolder) -> RunResult:
    """The stored result of a finished run.

    Raises:
        RunError: the run has not finished, or its records are damaged.
    """
    if not (folder.path / RESULT).is_file():
        raise _without_result(folder)
    try:
        return RunResult.model_validate(_as_now(json.loads(folder.read_text(RESULT))))
    except ValueError as error:
        raise RunError(f"{RESULT} of {folder.path.name!r} is damaged", _restore(folder)) from error


def _as_now(stored: Any) -> Any:
    """A stored result by today's names: until 0.2 the records of a run were its `findings`."""
    if isinstance(stored, dict) and "findings" in stored and "base" not in stored:
        return {**{n: v for n, v in stored.items() if n != "findings"}, "base": stored["findings"]}
    return stored


def _without_result(folder: RunFolder) -> RunError:
    name = folder.path.name
    if folder.manifest.complete:
        return RunError(f"{RESULT} of the run {name!r} is gone", _restore(folder))
    hint = f"continue it with: litassay resume {shlex.quote(str(folder.path))}"
    return RunError(f"the run {name!r} has no result yet", hint)


def _restore(folder: RunFolder) -> str:
    path = shlex.quote(str(folder.path))
    return f"`litassay resume {path}` makes it again from the journal"
