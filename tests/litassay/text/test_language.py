"""The language of a question or an abstract."""

import json

import pytest

from litassay.text.language import language_of, name_of

QUESTIONS = [
    ("de", "Senkt Metformin die Sterblichkeit bei Diabetes?"),
    ("de", "Was sind Risiken von Antibiotika?"),
    ("de", "Ist Homöopathie besser als Placebo?"),
    ("fr", "La vitamine D protège-t-elle contre la grippe ?"),
    ("es", "¿Reduce la aspirina el riesgo de cáncer?"),
    ("it", "Il caffè aumenta la pressione?"),
    ("pt", "A metformina reduz a mortalidade no diabetes?"),
    ("nl", "Voorkomt aspirine kanker?"),
    ("pl", "Czy maseczki chronią przed grypą?"),
    ("ru", "Помогает ли витамин D при депрессии?"),
    ("zh", "口罩能预防流感吗？"),
    ("ja", "マスクはインフルエンザを防ぎますか？"),
    ("ar", "هل يقلل الميتفورمين من الوفيات؟"),
    ("en", "Does metformin lower mortality in diabetes?"),
    ("en", "statin muscle strength elderly"),
    ("en", "Is E. coli O157:H7 in Bos taurus?"),
    ("en", "GPT-4?"),
    ("en", ""),
]


@pytest.mark.parametrize(("code", "text"), QUESTIONS)
def test_short_questions(code, text):
    assert language_of(text) == code


def test_an_english_abstract_with_foreign_names_is_english():
    text = "We followed the patients of Åsa Müller-Lüdenscheid in São Paulo and found no effect."
    assert language_of(text) == "en"


def test_names():
    assert name_of("de") == "German"
    assert name_of("xx") == "xx"


def test_english_questions_of_researchers_are_hardly_ever_taken_for_others(shared):
    lines = (shared / "data" / "relevance" / "questions.jsonl").read_text("utf-8").splitlines()
    asked = [json.loads(line)["text"] for line in lines]
    records = json.loads((shared / "data" / "pubmedqa" / "dev.json").read_text("utf-8"))
    rows = records.values() if isinstance(records, dict) else records
    asked += [row.get("QUESTION") or row.get("question") for row in rows]
    wrong = [text for text in asked if language_of(text) != "en"]
    assert len(asked) > 500
    assert len(wrong) <= 2
