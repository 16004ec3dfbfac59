"""A journal of a few lines that stands for more than memory holds is refused at once."""

import time

import pytest

from litassay.errors import RunError
from store.journal import Entry, Journal, canonical, key_of, to_line


def entry(n, request):
    return Entry(n=n, kind="http", key=key_of("http", {}), request=request, answer={})


def journal(path, requests):
    lines = [to_line(entry(n, request)) for n, request in enumerate(requests, 1)]
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def test_pointers_to_pointers_are_measured_not_followed(tmp_path):
    first = {"x": "long " * 50}
    again = [
        {"x": [{"as_in_line": n, "at": ["request", "x"]} for _ in range(20)]} for n in range(1, 13)
    ]
    begun = time.process_time()
    with pytest.raises(RunError, match="stand for more than a journal may hold"):
        Journal(journal(tmp_path / "journal.jsonl", [first, *again]))
    assert time.process_time() - begun < 5


def test_deep_nesting_is_damage_that_is_named(tmp_path):
    good = to_line(entry(1, {"x": "VALUE"}))
    body = good.rpartition(',"check":"')[0].replace('"VALUE"', "[" * 50_000 + "]" * 50_000)
    import hashlib

    check = hashlib.sha256(body.encode()).hexdigest()[:16]
    path = tmp_path / "journal.jsonl"
    path.write_text(f'{body},"check":"{check}"}}\n')
    with pytest.raises(RunError, match=r"line 1 of journal.jsonl is damaged: .*nested too deeply"):
        Journal(path)


def test_what_a_real_run_repeats_is_far_below_the_limit(tmp_path):
    page = {"url": "u", "text": "word " * 10_000}
    path = tmp_path / "journal.jsonl"
    written = Journal(path)
    for n in range(300):
        written.append("http", {"n": n, "page": page}, {"status": 200, "text": page["text"]})
    assert len(Journal(path).entries) == 300
    assert canonical(Journal(path).entries[-1].request["page"]) == canonical(page)
