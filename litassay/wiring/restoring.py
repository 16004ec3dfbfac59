"""A finished run whose result or report was lost: made again from what is left of it."""

from litassay.errors import RunError
from litassay.ports import Progress
from litassay.reports.document import Report
from litassay.types import RunResult
from litassay.wiring.rerun import remake
from litassay.wiring.results import REPORT_JSON, REPORT_MD, RESULT, load_result, publish, rendered
from store.runs import RunFolder


def restored(folder: RunFolder, progress: Progress) -> Report:
    """The report of a finished run; files that are gone or damaged are written again.

    A lost report is rendered from the result, a lost result is made again from the journal,
    without network.

    Raises:
        RunError: the journal is damaged as well, or another process has the run.
        ReplayDiverged: this version asks what the journal does not hold.
    """
    result = _kept(folder)
    whole = all((folder.path / name).is_file() for name in (REPORT_JSON, REPORT_MD))
    if result and whole:
        return rendered(result).report
    with folder.lock():
        made = result or remake(folder, progress)
        report = publish(folder, made)
    lost = "the report was" if result else f"{RESULT} and the report were"
    progress.note(f"{lost} lost and made again from the {'result' if result else 'journal'}")
    return report


def _kept(folder: RunFolder) -> RunResult | None:
    try:
        return load_result(folder)
    except RunError:
        return None
