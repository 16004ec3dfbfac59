"""The fence around retrieved text: a boundary that the text's author cannot have known."""

import hashlib


def fence(text: str, label: str, nonce: str) -> str:
    """Put text between two lines that carry its boundary.

    The boundary is a hash of the run's nonce and the text, so that a replay gives the same bytes
    and a document cannot close its own fence: its author would have to know the nonce.
    """
    digest = hashlib.sha256(f"{nonce}\x00{label}\x00{text}".encode("utf-8", "replace"))
    mark = digest.hexdigest()[:16]
    return f"<<<DATA {mark} {label}\n{text}\nDATA {mark}>>>"
