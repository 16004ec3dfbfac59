import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litassay.errors import InputError, StorageError
from litassay.evals.retrieval import measure, ndcg, read_claims, read_corpus, recall
from litassay.models.embedding import WordLlamaEmbedder


class Quiet:
    def stage(self, *args, **kwargs): ...

    def note(self, text): ...


@pytest.mark.parametrize(
    ("ranking", "relevant", "value"),
    [
        (["a", "b"], {"a"}, 1.0),
        (["b", "a"], {"a"}, 1 / np.log2(3)),
        (["b", "c"], {"a"}, 0.0),
        (["a", "x", "b"], {"a", "b"}, (1 + 0.5) / (1 + 1 / np.log2(3))),
        (["x"] * 10 + ["a"], {"a"}, 0.0),
        ([], {"a"}, 0.0),
    ],
)
def test_ndcg_by_hand(ranking, relevant, value):
    assert ndcg(ranking, frozenset(relevant)) == pytest.approx(value)


@settings(deadline=None)  # the first example imports scikit-learn
@given(st.permutations(range(30)), st.sets(st.integers(0, 29), min_size=1, max_size=12))
def test_ndcg_is_what_scikit_learn_computes(order, relevant):
    from sklearn.metrics import ndcg_score

    truth = [[1.0 if d in relevant else 0.0 for d in range(30)]]
    scores = [[-float(order.index(d)) for d in range(30)]]
    ours = ndcg([str(d) for d in order], frozenset(map(str, relevant)))
    assert ours == pytest.approx(ndcg_score(truth, scores, k=10))


def test_recall_counts_the_relevant_ones():
    assert recall(["a", "x", "b"], frozenset("ab"), 2) == 0.5
    assert recall(["a", "x", "b"], frozenset("ab"), 3) == 1.0


def write(path, *rows):
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    return path


def test_claims_that_cite_nothing_are_left_out(tmp_path):
    path = write(
        tmp_path / "c", {"claim": "A", "cited_doc_ids": [1, 2]}, {"claim": "B", "cited_doc_ids": []}
    )
    assert read_claims(path) == (("A", frozenset({"1", "2"})),)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"claim": "A"}', "5", '{"cited_doc_ids": [1]}'])
def test_files_in_another_format_are_refused(tmp_path, text):
    (tmp_path / "c").write_text(text, "utf-8")
    with pytest.raises(InputError):
        read_claims(tmp_path / "c")


def test_missing_files_and_repeated_documents_are_refused(tmp_path):
    with pytest.raises(StorageError, match="cannot read"):
        read_corpus(tmp_path / "none")
    row = {"doc_id": 1, "title": "T", "abstract": ["a"]}
    with pytest.raises(InputError, match="repeats a doc_id"):
        read_corpus(write(tmp_path / "c", row, row))


def test_a_small_corpus_is_measured_through_the_index(tmp_path):
    topics = ["glacier melt", "protein folding", "machine translation", "soil acid"]
    rows = [{"doc_id": n, "title": t, "abstract": [f"On {t}."]} for n, t in enumerate(topics)]
    claims = [{"claim": f"{t} is studied", "cited_doc_ids": [n]} for n, t in enumerate(topics)]
    corpus = read_corpus(write(tmp_path / "corpus", *rows))
    scores = measure(
        corpus, read_claims(write(tmp_path / "c", *claims)), WordLlamaEmbedder(), Quiet()
    )
    assert set(scores.rankers) == {"lexical", "vector", "fused"}
    fused = scores.rankers["fused"]
    assert (fused.ndcg_10, fused.ndcg_10_interval, fused.recall_10) == (1.0, (1.0, 1.0), 1.0)
    assert (scores.claims, scores.documents) == (4, 4)


def test_scifact_dev_is_retrieved_at_0_70(shared):
    data = shared / "data" / "scifact"
    corpus, claims = read_corpus(data / "corpus.jsonl"), read_claims(data / "claims_dev.jsonl")
    scores = measure(corpus, claims, WordLlamaEmbedder(), Quiet())
    assert (scores.documents, scores.claims) == (5183, 300)
    assert scores.rankers["fused"].ndcg_10 >= 0.70
    assert scores.rankers["fused"].ndcg_10 > scores.rankers["lexical"].ndcg_10
    assert scores.rankers["fused"].recall_100 >= 0.93
