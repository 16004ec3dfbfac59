"""The cost of recording is measured on entries as they are."""

from litassay.evals.recording import measure_recording
from store.journal import Journal


def test_every_time_is_taken_and_sizes_are_by_claim(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    for n in range(20):
        journal.append("model", {"n": n}, {"text": "x" * 1000})
    size = (tmp_path / "journal.jsonl").stat().st_size
    replays = []
    found = measure_recording(journal.entries, size, 5, 10.0, lambda: replays.append(1), 3)
    assert (found.entries, found.bytes_per_claim) == (20, size / 5)
    assert len(replays) == 4  # one to warm up
    assert 0 < found.recording_s < 1
    assert found.overhead_share == found.recording_s / 10.0
