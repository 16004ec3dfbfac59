"""What tells one library from another of its name."""

from store.library import open_library


def collection(add, home, embedder, name, *parts):
    for part in parts:
        add(part, name)
    library = open_library(name, home, embedder)
    found = library.collection()
    library.close()
    return found


def test_the_same_records_have_the_same_fingerprint_in_whatever_order(add, home, embedder, record):
    records = [record(n) for n in range(6)]
    one = collection(add, home, embedder, "one", records)
    two = collection(add, home, embedder, "two", records[3:], records[:3])
    assert (one.source, one.records) == ("library:one", 6)
    assert one.fingerprint == two.fingerprint


def test_another_record_or_another_abstract_has_another_fingerprint(add, home, embedder, record):
    records = [record(n) for n in range(6)]
    before = collection(add, home, embedder, "one", records)
    fewer = collection(add, home, embedder, "two", records[:5])
    records[0]["abstract"] = "Another."
    other = collection(add, home, embedder, "three", records)
    assert len({before.fingerprint, fewer.fingerprint, other.fingerprint}) == 3
