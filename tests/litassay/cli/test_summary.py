"""What a finished run says on the terminal."""

from pathlib import Path

from litassay.cli.summary import LINES, summary
from litassay.reports.document import Report, Sentence

RECORDED = Path(__file__).parents[2] / "recordings" / "extractive" / "report.json"


def report(*sentences):
    made = Report.model_validate_json(RECORDED.read_text("utf-8"))
    return made.model_copy(update={"answer": tuple(Sentence(text=s) for s in sentences)})


def test_the_answer_comes_in_five_lines_with_certainty_rating_and_files():
    words = "This sentence has exactly eight words in it."
    said = summary(report(*[words] * 30), Path("runs/x"), ("html",), 80).splitlines()
    answer = [line for line in said if "sentence has" in line or "words in it" in line]
    assert 1 < len(answer) <= LINES
    assert max(map(len, said[:-1])) <= 80
    assert said[-1] == "Files in runs/x: report.md, appendix.md, report.json, html"
    assert any(line.startswith("Rating ") for line in said)
    assert any(": " in line and ("certainty" in line or "evidence" in line) for line in said)
    assert " ".join(answer).endswith("in it.")  # whole sentences only


def test_a_first_sentence_that_is_longer_is_shown_whole():
    long = " ".join(["word"] * 200) + "."
    assert long in " ".join(summary(report(long), Path("x"), (), 80).split())
