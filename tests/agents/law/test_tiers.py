import pytest

from agents.law.tiers import tier


@pytest.mark.parametrize(
    ("score", "verified", "reproducibility", "expected"),
    [
        (9.0, 5, 9.0, "FLAGSHIP_CANDIDATE"),
        (9.0, 4, 9.0, "DOI_GRADE"),
        (9.0, 5, 7.9, "DOI_GRADE"),
        (9.0, 5, None, "DOI_GRADE"),
        (8.4, 9, 9.0, "DOI_GRADE"),
        (7.5, 1, 9.0, "DOI_GRADE"),
        (7.5, 0, 9.0, "PUBLIC_RECORD"),
        (5.0, 1, 9.0, "PUBLIC_RECORD"),
        (4.9, 9, 9.0, "WATCHLIST"),
        (3.4, 9, 9.0, "QUARANTINE_CANDIDATE"),
    ],
)
def test_tiers(score, verified, reproducibility, expected):
    assert tier(score, verified, reproducibility) == expected
