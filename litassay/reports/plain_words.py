"""What our own terms are called in plain English, each with the sentence that explains it."""

from collections.abc import Mapping

from litassay.types import Certainty, Dimension, PaperStance, Stance, Strength, Tier, Verdict

TIERS: Mapping[Tier, tuple[str, str]] = {
    "FLAGSHIP_CANDIDATE": (
        "strong report",
        "several independent works agree, and the checks see nothing wrong",
    ),
    "DOI_GRADE": ("sound report", "every sentence was checked, on evidence of several works"),
    "PUBLIC_RECORD": (
        "usable report",
        "sound work on limited evidence, or a report with one serious fault",
    ),
    "WATCHLIST": ("read with care", "a serious fault was found, or few claims stand"),
    "QUARANTINE_CANDIDATE": ("do not rely on it", "nothing was verified, or it answers little"),
}
"""The name of each tier for a reader, and what it means."""
STRENGTHS: Mapping[Strength, str] = {
    "strong": "at least five works carry the answer, some confirm each other, few contradict",
    "moderate": "at least three works carry the answer; few or none confirm each other",
    "limited": "something was found that stands, but too little to be sure",
    "insufficient": "no claim that stands answers the question",
}
CERTAINTIES: Mapping[Certainty, tuple[str, str]] = {
    "high": ("high", "further papers are unlikely to change it"),
    "moderate": ("moderate", "further papers may change it"),
    "low": ("low", "further papers are likely to change it"),
    "very_low": ("very low", "it may well be wrong"),
}
"""GRADE's words for how sure a finding is."""
VERDICTS: Mapping[Verdict, tuple[str, str]] = {
    "SUPPORTED": ("supported", "the texts that were read say so"),
    "REFUTED": ("refuted", "the texts that were read say otherwise"),
    "NOT_ENOUGH_INFO": ("open", "the texts that were read do not settle it"),
    "NOT_CHECKED": ("not checked", "the check could not be made"),
}
STANCES: Mapping[Stance, str] = {
    "SUPPORTS": "says the same",
    "REFUTES": "says otherwise",
    "NEUTRAL": "takes no side",
}
SIDES: Mapping[PaperStance, str] = {
    "supports": "for",
    "refutes": "against",
    "mixed": "both ways",
    "silent": "silent",
}
DIMENSIONS: Mapping[Dimension, tuple[str, str]] = {
    "answers_question": ("answers the question", "does it say what was asked?"),
    "evidence_strength": ("strength of evidence", "how much stands behind it?"),
    "citation_grounding": ("citations hold", "does each source say what it is cited for?"),
    "numerical_consistency": ("numbers agree", "is every number in its source?"),
    "benchmark_validity": ("measured results", "are value, measure and data stated?"),
    "novelty": ("joins several works", "does it say more than one paper does?"),
    "uncertainty_disclosure": ("admits its limits", "does it say what it does not know?"),
    "reproducibility": ("can be repeated", "are searches, papers and quotes on record?"),
    "safety_impact": ("safe to use", "are retracted or suspicious texts kept out?"),
}
"""The name of each dimension for a reader, and the question that a reviewer answers."""
REASONS: Mapping[str, str] = {
    "off_topic": "off topic",
    "no_text": "no abstract or text",
    "retracted": "retracted",
    "excluded": "your choice",
    "outside_years": "outside the years asked for",
    "over_limit": "over the limit of papers",
    "not_screened": "ranked too low to be screened",
    "not_checked": "could not be screened",
    "not_read": "could not be read",
    "no_claim": "no usable claim",
}
"""Why a paper is not used."""
GROUPS = "A group is all papers that share an author; it counts once."
ALPHA = (
    "Krippendorff's alpha says how far reviewers agree: 1 is full agreement, 0 is what chance gives"
)
MACHINE = "Made by a program, not checked by a person"


def statistics(verdicts: Mapping[Verdict, int], papers: int) -> str:
    """How many claims were checked with what result, as one sentence."""
    claims = sum(verdicts.values())
    counts = ", ".join(f"{n} {VERDICTS[verdict][0]}" for verdict, n in verdicts.items() if n)
    works = "one paper" if papers == 1 else f"{papers} papers"
    made = "One claim" if claims == 1 else f"{claims} claims"
    were = "was" if claims == 1 else "were"
    return f"{made} of {works} {were} checked against every text retrieved: {counts}."


def agreement(alpha: float | None) -> str:
    """Krippendorff's alpha with what it means."""
    value = "it is not defined for these reviews" if alpha is None else f"here {alpha:.2f}"
    return f"{ALPHA}; {value}."
