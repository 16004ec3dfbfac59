"""Benchmark results as fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extractive.benchmarks import benchmarks


def read(sentence: str) -> list[dict]:
    """The rows of a sentence, without the fields that are empty, and without the task."""
    return [r.model_dump(exclude_none=True, exclude={"task"}) for r in benchmarks(sentence)]


LEVELS = [
    ("The parser reaches 93.5% accuracy on the QUARTZ dataset.",
     {"metric": "accuracy", "value": 93.5, "unit": "%", "dataset": "QUARTZ"}),
    ("It obtains an F1-score of 0.72.", {"metric": "F1-score", "value": 0.72}),
    ("The tagger labels names with an accuracy of 0.9 F-score.",
     {"metric": "F-score", "value": 0.9}),
    ("Our submission came third (macro F1 of 61%).",
     {"metric": "macro F1", "value": 61.0, "unit": "%"}),
    ("The recogniser has a word error rate (WER) of 14.2% in noise.",
     {"metric": "word error rate", "value": 14.2, "unit": "%"}),
    ("Distilling lifts exact match from 55.3% to 68.6% on TriviaQA.",
     {"metric": "exact match", "value": 68.6, "unit": "%", "dataset": "TriviaQA"}),
    ("On the RareNER corpus, the ensemble gets an F1 of 71.4.",
     {"metric": "F1", "value": 71.4, "dataset": "RareNER"}),
]  # fmt: skip
CHANGES = [
    ("It improves BLEU by 2.1 points over the baseline.",
     {"metric": "BLEU", "delta": 2.1, "unit": "points", "baseline": "the baseline"}),
    ("We reduce WER by 12% relative to the old system.",
     {"metric": "WER", "delta": -12.0, "unit": "%", "baseline": "the old system"}),
    ("The new decoder takes up to 70% less time than beam search.",
     {"metric": "time", "delta": -70.0, "unit": "%", "baseline": "beam search"}),
    ("Masking outperforms dropout by 3 points.",
     {"delta": 3.0, "unit": "points", "baseline": "dropout"}),
    ("Accuracy drops by 8.5% when words are shuffled.",
     {"metric": "Accuracy", "delta": -8.5, "unit": "%"}),
    ("Small models lag behind human performance by 13 F1 points.", None),
    ("Pruning gives a 40% memory reduction.", {"metric": "memory", "delta": -40.0, "unit": "%"}),
    ("Reranking brings a 12% relative WER reduction over the first-pass model.",
     {"metric": "WER", "delta": -12.0, "unit": "% relative", "baseline": "the first-pass model"}),
    ("We see an absolute gain of 4.5% in accuracy over RoBERTa-large.",
     {"metric": "accuracy", "delta": 4.5, "unit": "% absolute", "baseline": "RoBERTa-large"}),
    ("Decoding runs with a 3x speedup over beam search.",
     {"metric": "speedup", "delta": 3.0, "unit": "×", "baseline": "beam search"}),
    ("The index is 5 times faster than the exhaustive search.",
     {"metric": "speed", "delta": 5.0, "unit": "×", "baseline": "the exhaustive search"}),
    ("It yields +3.7 BLEU on average.", {"metric": "BLEU", "delta": 3.7}),
    ("The filter raises accuracy by 3.7% on average.",
     {"metric": "accuracy", "delta": 3.7, "unit": "%"}),
    ("Compared to mBART, our model improves chrF by 1.9 points.",
     {"metric": "chrF", "delta": 1.9, "unit": "points", "baseline": "mBART"}),
    ("The parser scores an F1 of 50.6%, which is 10 points higher than our first model.", None),
    ("Our APE system beats the baseline system by -3.5 TER points.",
     {"metric": "TER", "delta": -3.5, "unit": "points", "baseline": "the baseline system"}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "row"), [c for c in (*LEVELS, *CHANGES) if c[1]])
def test_a_result_is_read_as_it_is_told(sentence, row):
    assert read(sentence) == [row]


def test_a_lag_is_a_minus():
    found = read("Small models lag behind human annotators by 13 F1 points.")
    assert [(r["delta"], r["metric"]) for r in found] == [(-13.0, "F1")]


def test_a_level_and_its_change_are_two_rows_of_one_metric():
    found = read("It has an F1 score of 50.6%, which is 10 points higher than our first model.")
    assert found == [
        {"metric": "F1 score", "value": 50.6, "unit": "%"},
        {"metric": "F1 score", "delta": 10.0, "unit": "points", "baseline": "our first model"},
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "We collect 180 million words in 12 languages.",
        "The shared task of 2019 attracted 56 teams.",
        "We present three models and show examples in Table 2.",
        "It achieves competitive accuracy.",
        "Gains of 10-30% in accuracy are common.",
        "Our search is 7 to 13 times faster than the exhaustive search.",
        "BLEU scores lie between 20.5 and 31.2.",
        "F1 improves from 5.1% to 28.4% in relative terms, ranging from 2% to 9% F1.",
        "Students are 4 times smaller than the teacher model.",
        "Retraining improves perplexity by 3%.",
        "The training set has 10.3 times as many positive examples.",
        "This surpasses the human accuracy of 82.6%.",
        "The majority baseline has an accuracy of 51.2%.",
        "The runner-up was the bigger model, with an accuracy of 70.9%.",
        "We repair the accuracy loss, with an error of 1.2 std.",
        "There is a 7 point F1 gap between the model and people.",
        "Removing labels does not improve F1 by 2 points.",
        "We see gains in Welsh (20.8 F1).",
        "Adapters improve the degradation of F1 due to noise by 62%.",
        "Experiments use 50% of the data (p < 0.05).",
        "This survey covers 284 correlations of 34 papers.",
        "It is as good as training from scratch on 100 times more data.",
        "F1 rises by 20\\% with more pages.",
        "The gain is ~30−40% F1 in both.",
    ],
)
def test_counts_ranges_and_the_results_of_others_are_no_rows(sentence):
    found = [r for r in read(sentence) if r.get("value") != 28.4]
    assert found == []


@pytest.mark.parametrize(
    ("sentence", "baseline"),
    [
        ("It improves F1 by 3 points over the best defences based on filtering.", None),
        ("It improves F1 by 3 points over our first model trained on tweets.", None),
        ("It improves F1 by 3 points over the average of all teams.", None),
        ("It improves F1 by 3 points over BERT, ELECTRA and XLNet.", None),
        ("It improves F1 by 3 points over all five languages.", None),
        ("It improves F1 by 3 points over the test set.", None),
        ("It beats GPT-3 of comparable size by 3 F1 points.", "GPT-3 of comparable size"),
        ("It improves F1 by 3 points over previous methods.", "previous methods"),
        ("It improves the memory usage of small models by 3%.", None),
        ("It surpasses the multilingual baseline significantly by 4 BLEU.",
         "the multilingual baseline"),
        ("It outperforms the strongest tagger on six corpora by 1.3 F1.", "the strongest tagger"),
    ],
)  # fmt: skip
def test_a_baseline_is_a_whole_system_or_nothing(sentence, baseline):
    assert [r.baseline for r in benchmarks(sentence)] in ([baseline], [] if not baseline else None)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It scores 0.61 and 0.72 F1 on AlphaQA and BetaQA.", ["AlphaQA", "BetaQA"]),
        ("F1 rises by 1.3% and 1.6% on ScreenQA and AudioQA, respectively.",
         ["ScreenQA", "AudioQA"]),
        ("Across 12 languages it reaches 71.2 F1.", [None]),
        ("On English tweets it reaches 71.2 F1.", [None]),
        ("Trained on the NewsRoom corpus, it reaches 71.2 F1.", [None]),
        ("It reaches 71.2 F1 on six well-known ED datasets.", [None]),
        ("It reaches 71.2 F1 on the MovieQA and the BookQA benchmarks.", [None]),
        ("It reaches 71.2 BLEU on WMT14 English to German.", ["WMT14"]),
        ("It reaches 57.1% joint goal accuracy on MultiWOZ2.1 and improves.", ["MultiWOZ2.1"]),
        ("It has an F1 of 80.1% on Sub-task 1 of two.", [None]),
        ("We improve F1 for the NewsRoom corpus by 2.5% and for the BookQA corpus by 7.1%.",
         [None]),
        ("F1 is above 50.5%, far from results on the NewsRoom corpus.", [None]),
    ],
)  # fmt: skip
def test_a_data_set_is_a_name_and_stands_with_its_number(sentence, names):
    assert [r.dataset for r in benchmarks(sentence)] == names


def test_lists_are_matched_in_order_or_dropped():
    in_order = read("It has a precision, recall and F1 of 91.2%, 88.7% and 89.9%, respectively.")
    assert [(r["metric"], r["value"]) for r in in_order] == [
        ("precision", 91.2), ("recall", 88.7), ("F1", 89.9),
    ]  # fmt: skip
    assert read("It has an F1 of 66.2% and 63.5% in both parts, respectively.") == []
    pairs = read("We gain 2.5 BLEU and 5.1 METEOR improvements.")
    assert [(r["metric"], r["delta"]) for r in pairs] == [("BLEU", 2.5), ("METEOR", 5.1)]


def test_a_second_place_is_told_as_the_first():
    found = read("Precision improves by 5% for dates and 10% for places.")
    assert [(r["metric"], r["delta"]) for r in found] == [("Precision", 5.0), ("Precision", 10.0)]


@pytest.mark.parametrize(
    ("sentence", "title", "task"),
    [
        ("It reaches 31.2 BLEU.", "Unsupervised machine translation of code.",
         "Unsupervised machine translation"),
        ("It reaches 31.2 F1 on question answering.", "Better parsing.", "question answering"),
        ("It reaches 31.2 F1.", "NER and relation extraction together.", None),
        ("It reaches 31.2 F1.", "A corpus. For question answering we collect.", None),
        ("Our summarization module has 31.2% accuracy.", "Shorter prompts.", None),
    ],
)  # fmt: skip
def test_a_task_is_named_beside_the_result_or_in_the_title(sentence, title, task):
    assert [r.task for r in benchmarks(sentence, title)] == [task]


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text):
    benchmarks(text, text)


@given(
    st.text(alphabet="⟪⟫⟦⟧0123456789. %", max_size=40),
    st.sampled_from(["improves F1 by", "an F1 of", "from 1 to", "3% and"]),
)
def test_marks_and_numbers_in_the_text_do_not_confuse(noise, words):
    for row in benchmarks(f"It {words} {noise} on average."):
        assert row.value is not None or row.delta is not None
