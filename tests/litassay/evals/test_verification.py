"""The harness on small files of every format, and the shipped weights on the real sets."""

import json

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.errors import InputError
from litassay.evals.verification_data import read_claims_file
from litassay.evals.weights_file import text_of

CORPUS = [
    {"doc_id": 1, "title": "Beams", "abstract": ["Large beams hurt recall.", "We measure it."]},
    {"doc_id": 2, "title": "Cats", "abstract": ["Cats sleep all day.", "Dogs do not."]},
]
CLAIMS = [
    {"id": 1, "claim": "Large beams hurt recall.", "cited_doc_ids": [1],
     "evidence": {"1": [{"sentences": [0], "label": "SUPPORT"}]}},
    {"id": 2, "claim": "Large beams help recall.", "cited_doc_ids": [1],
     "evidence": {"1": [{"sentences": [0], "label": "CONTRADICT"},
                        {"sentences": [1], "label": "CONTRADICT"}]}},
    {"id": 3, "claim": "Parsers are fast.", "cited_doc_ids": [2], "evidence": {}},
]  # fmt: skip
KEYS = {"macro_f1", "balanced_accuracy", "abstract_f1", "rationale_f1", "brier", "ece"}


@pytest.fixture
def files(tmp_path):
    corpus, claims = tmp_path / "corpus.jsonl", tmp_path / "claims.jsonl"
    corpus.write_text("\n".join(map(json.dumps, CORPUS)))
    claims.write_text("\n".join(map(json.dumps, CLAIMS)))
    return corpus, claims


def run(*arguments):
    result = CliRunner().invoke(app, ["eval", "verify", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("more", [(), ("--search",)])
def test_json_has_the_scores(files, more):
    corpus, claims = files
    shown = json.loads(run("--corpus", corpus, "--claims", claims, "--json", *more))
    assert shown.keys() >= KEYS
    assert shown["claims"] == 3
    if not more:
        assert shown["baselines"].keys() == {"majority", "lexical_overlap", "embedding_similarity"}
        assert sum(sum(row.values()) for row in shown["confusion"].values()) == 3


def test_page_and_plot(files, tmp_path):
    corpus, claims = files
    page = run("--corpus", corpus, "--claims", claims, "--plot", tmp_path / "r.png")
    assert "lexical overlap" in page
    assert (tmp_path / "r.png").read_bytes().startswith(b"\x89PNG")


def test_every_format_is_read(tmp_path):
    wice = {
        "label": "partially_supported",
        "claim": "A.",
        "evidence": ["A b.", "C."],
        "supporting_sentences": [[0]],
    }
    table = {
        "id": "t",
        "claim": "A beats B.",
        "paper": "P",
        "label": "not enough info",
        "table_caption": "Table 1",
        "table_column_names": ["Model", "F1"],
        "table_content_values": [["A", "[BOLD] 0.9"], ["B", "0.8"]],
    }
    asked = {"7": {"QUESTION": "Is it?", "CONTEXTS": ["It is. It was."], "final_decision": "yes"}}
    (tmp_path / "w.jsonl").write_text(json.dumps(wice))
    (tmp_path / "s.json").write_text(json.dumps([table]))
    (tmp_path / "p.json").write_text(json.dumps(asked))
    labels = [
        read_claims_file(tmp_path / n).pairs[0].label for n in ("w.jsonl", "s.json", "p.json")
    ]
    assert labels == ["NOT_ENOUGH_INFO", "NOT_ENOUGH_INFO", "SUPPORTED"]
    assert (
        read_claims_file(tmp_path / "s.json").pairs[0].document.sentences[1] == "Model A; F1  0.9"
    )


@pytest.mark.parametrize("content", ["not json", '{"claim": "x"}', '{"a": 1}\n[]'])
def test_a_file_of_another_kind_is_the_users_error(tmp_path, files, content):
    path = tmp_path / "bad.jsonl"
    path.write_text(content)
    with pytest.raises(InputError):
        read_claims_file(path, files[0])


def test_training_gives_the_same_file_twice(tmp_path):
    corpus = [
        {"doc_id": i, "title": f"Study {i}", "abstract": [f"Drug {i} lowers risk.", "We tested."]}
        for i in range(12)
    ]
    kinds = ["SUPPORT", "CONTRADICT", None]
    claims = [
        {"id": i, "claim": f"Drug {i} {'lowers' if i % 3 == 0 else 'raises'} risk.",
         "cited_doc_ids": [i],
         "evidence": {str(i): [{"sentences": [0, 1][: 1 + i % 2], "label": kinds[i % 3]}]}
         if kinds[i % 3] else {}}
        for i in range(12)
    ]  # fmt: skip
    folder = tmp_path / "scifact"
    folder.mkdir()
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
    (folder / "claims_train.jsonl").write_text("\n".join(map(json.dumps, claims)))
    texts = []
    for name in ("a.json", "b.json"):
        arguments = ["eval", "train", "verifier", "--data", tmp_path, "--out", tmp_path / name]
        result = CliRunner().invoke(app, list(map(str, arguments)))
        assert result.exit_code == 0, result.output
        texts.append((tmp_path / name).read_text())
    assert texts[0] == texts[1] == text_of(json.loads(texts[0]))


@pytest.mark.parametrize(
    ("folder", "macro_f1", "margin"), [("scifact", 0.57, 0.15), ("citation_integrity", 0.45, 0.08)]
)
def test_the_shipped_weights_hold_their_bars(shared, folder, macro_f1, margin):
    data = shared / "data" / folder
    found = json.loads(
        run("--corpus", data / "corpus.jsonl", "--claims", data / "claims_dev.jsonl", "--json")
    )
    assert found["macro_f1"] >= macro_f1
    assert found["above_best_single_feature"] >= margin
    assert found["ece"] <= 0.08
