"""A prompt set for experiments: the default one with a single changed prompt."""

from pathlib import Path

PROMPTS = Path(__file__).parents[3] / "prompts" / "default"


def fewer_claims(folder):
    """Write `fewer/extractor.md`: at most three claims of a paper in the place of six."""
    text = (PROMPTS / "extractor.md").read_text()
    changed = text.replace("at most 6 claims", "at most 3 claims")
    assert changed != text
    (folder / "fewer").mkdir()
    (folder / "fewer" / "extractor.md").write_text(changed)
