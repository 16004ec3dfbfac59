"""The measures of the databases hold on the real data, and find the faults that are planted."""

import pytest

from litassay.errors import InputError
from litassay.evals.deduplication import perturbed_set, read_records, recorded_set, score
from litassay.evals.parsing import measure_parsing
from litassay.evals.perturbation import CHANGES, perturbed
from litassay.evals.source_round import measure_round
from litassay.types import Paper

PAPER = Paper(
    id="acl:1",
    title="Étude of well-formed reading: a study of the long documents",
    authors=("Ada Byron", "Ben Bell", "Cy Dahl", "Di Eze"),
    year=2020,
)


def test_nothing_that_an_exchange_carries_is_lost(shared):
    scores = {one.service: one for one in measure_parsing(shared / "data" / "api_recorded")}
    assert all(one.lost == 0 for one in scores.values()), scores
    assert all(one.kept >= 1.0 for one in scores.values())  # editors stand in for authors
    assert scores["arxiv"].complete >= 154
    assert scores["crossref"].complete >= 890
    assert all(sum(n for _, n in s.misses) == s.records - s.complete for s in scores.values())


def test_a_folder_without_exchanges(tmp_path):
    with pytest.raises(InputError):
        measure_parsing(tmp_path)


def test_recorded_records_of_one_doi_are_merged(shared):
    labelled = recorded_set(shared / "data" / "api_recorded", with_ids=True)
    found = score("recorded", labelled)
    assert found.pairs >= 50
    assert found.precision >= 0.99
    assert found.recall >= 0.95


def test_perturbed_records_are_merged(shared):
    path = shared / "data" / "acl_anthology" / "abstracts_2016_2024.jsonl.gz"
    found = score("perturbed", perturbed_set(read_records(path)[::8], 800))
    assert (found.records, found.works) == (2400, 800)
    assert found.precision >= 0.99
    assert found.recall >= 0.95


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_changes_something_and_always_the_same(name):
    new = CHANGES[name](PAPER, 7)
    assert new != PAPER
    assert new == CHANGES[name](PAPER, 7)


def test_a_copy_has_no_identifier_to_be_merged_by():
    new, changes = perturbed(PAPER, 0)
    assert changes
    assert new.id != PAPER.id
    assert new.ids.doi is None


async def test_a_round_costs_what_the_slowest_costs(tmp_path):
    found = await measure_round(0.1, 5, tmp_path)
    assert dict(found.requests) == dict.fromkeys(dict(found.alone), 1)
    assert found.together < 0.5 * sum(seconds for _, seconds in found.alone)
