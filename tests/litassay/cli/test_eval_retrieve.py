import json

from typer.testing import CliRunner

from litassay.cli.app import app


def test_the_scores_have_the_names_that_others_use(tmp_path):
    corpus, claims = tmp_path / "corpus.jsonl", tmp_path / "claims.jsonl"
    corpus.write_text('{"doc_id": 1, "title": "Soil acid", "abstract": ["On soil."]}\n', "utf-8")
    claims.write_text('{"claim": "soil is acid", "cited_doc_ids": [1]}\n', "utf-8")
    args = ["eval", "retrieve", "--corpus", str(corpus), "--claims", str(claims), "-q"]
    shown = json.loads(CliRunner().invoke(app, [*args, "--json"]).stdout)
    assert (shown["ndcg@10"], shown["recall@10"], shown["recall@100"]) == (1.0, 1.0, 1.0)
    assert shown["ndcg@10_interval"] == [1.0, 1.0]
    assert set(shown["rankers"]) == {"lexical", "vector", "fused"}
    assert set(shown["seconds"]) == {"index", "search"}
    page = CliRunner().invoke(app, args).stdout
    assert "1 claims, 1 documents" in page
    assert "fused       1.0000  1.0000–1.0000" in page
