from hypothesis import given
from hypothesis import strategies as st

from store.library.fusion import VECTOR_WEIGHT, fuse

ids = st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=1, max_size=40, unique=True)


def test_both_rankings_count():
    names = [f"p{n:02}" for n in range(30)]
    lexical = {name: float(30 - n) for n, name in enumerate(names)}
    cosine = dict.fromkeys(names, 0.3) | {"p01": 0.9}
    assert fuse(names, lexical, cosine, names)[0][0] == "p01"
    assert fuse(names, lexical, dict.fromkeys(names, 0.3), names)[0][0] == "p00"


def test_ties_are_broken_by_id():
    assert fuse(["b", "a", "c"], {}, {}, []) == [("a", 0.0), ("b", 0.0), ("c", 0.0)]


def test_few_records_do_not_blow_up_the_scores():
    ranked = fuse(["a", "b"], {"a": 2.0}, {"a": 0.5, "b": 0.1}, ["a"])
    assert [i for i, _ in ranked] == ["a", "b"]
    assert all(abs(score) <= 1 + VECTOR_WEIGHT for _, score in ranked)


@given(ids, st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(names, random):
    lexical = {name: random.random() * 10 for name in names}
    cosine = {name: random.random() for name in names}
    shuffled = random.sample(names, len(names))
    assert fuse(names, lexical, cosine, names) == fuse(shuffled, lexical, cosine, names)


@given(ids, st.randoms(use_true_random=False))
def test_other_neighbours_do_not_change_the_scores_of_the_rest(names, random):
    reference = [f"ref{n}" for n in range(25)]
    lexical = {name: random.random() * 10 for name in [*reference, *names]}
    cosine = {name: random.random() for name in [*reference, *names]}
    every = dict(fuse([*reference, *names], lexical, cosine, reference))
    fewer = dict(fuse(reference, lexical, cosine, reference))
    assert all(every[name] == fewer[name] for name in reference)
