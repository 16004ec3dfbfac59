"""The limits of one run, in sentences whose counts come from its records."""

from collections import Counter
from collections.abc import Sequence

from agents.extractive.prose import capital, count, listing, verb
from agents.extractive.standing import Standing, works
from litassay.types import EvidenceBase, SearchOutcome, Statement

_STATUS = {
    "rate_limited": "refused further searches (rate limit)",
    "auth": "refused access",
    "timeout": "did not answer in time",
    "unreachable": "could not be reached",
    "malformed": "sent answers that could not be read",
}
_FEW_WORKS = 5
_OLD_SPREAD = 3
"""Years between first and last paper under which the literature is a snapshot."""


def limitations(base: EvidenceBase, used: Sequence[Standing]) -> tuple[Statement, ...]:
    """Most serious first; a run without a fault of a kind has no sentence about it."""
    said = [
        *_failed_sources(base.searches),
        *_rounds(base),
        *_open_parts(base, used),
        *_few(used),
        *_unchecked(base),
        *_unsettled(base),
        *_single(base, used),
        *_direction(used),
        *_summaries(base.searches),
        *_texts(base),
        *_excluded(base),
        *_years(base),
        "What a paper says only in tables, figures or sections that were not read is not covered.",
    ]
    return tuple(Statement(text=text) for text in said)


def _failed_sources(searches: Sequence[SearchOutcome]) -> list[str]:
    """One sentence a source and kind of failure, with the number of searches that failed."""
    asked = Counter(s.source for s in searches)
    failed = Counter((s.source, s.status) for s in searches if s.failed)
    said = []
    for (source, status), number in sorted(failed.items()):
        what = _STATUS.get(status, f"failed ({status})")
        total = asked[source]
        part = "every search" if number == total else f"{number} of {total} searches"
        said.append(
            f"The source {source} {what} for {part}; papers that only it holds are missing here."
        )
    return said


def _summaries(searches: Sequence[SearchOutcome]) -> list[str]:
    """The sample library does not hold the papers' own words."""
    if all(s.source != "library:sample" for s in searches):
        return []
    return [
        "Quotes from the sample library are from summaries that were written for it, not from the "
        "papers themselves."
    ]


def _rounds(base: EvidenceBase) -> list[str]:
    extra = len(base.plans) - 1
    if extra < 1:
        return []
    return [
        f"The first searches did not suffice: {count(extra, 'further round')} of searching "
        f"{verb(extra, 'was', 'were')} needed, with queries that drift from the question's wording."
    ]


def open_parts(base: EvidenceBase, used: Sequence[Standing]) -> list[str]:
    """Texts of the sub-questions that no shown claim answers."""
    answered = {part for s in used for part in s.claim.sub_questions}
    answered |= {f.sub_question for f in base.findings if f.verdict != "NOT_CHECKED"}
    return [p.text for p in base.sub_questions if p.id not in answered]


def _open_parts(base: EvidenceBase, used: Sequence[Standing]) -> list[str]:
    texts = open_parts(base, used)
    if not texts:
        return []
    quoted = listing([f"“{t}”" for t in texts])
    total = count(len(base.sub_questions), "sub-question")
    return [
        f"Of {total}, {count(len(texts), 'was', 'were')} left without a verified finding: {quoted}."
    ]


def _few(used: Sequence[Standing]) -> list[str]:
    number = works(used)
    if number >= _FEW_WORKS or not used:
        return []
    return [
        f"The findings rest on {count(number, 'paper')} only; other literature may say otherwise."
    ]


def _unchecked(base: EvidenceBase) -> list[str]:
    left = [v for v in base.verifications if v.verdict == "NOT_CHECKED"]
    if not left:
        return []
    reasons = listing(sorted({v.reason.rstrip(".") for v in left if v.reason}))
    why = f" ({reasons})" if reasons else ""
    number = len(left)
    return [
        f"{capital(count(number, 'claim'))} of {len(base.claims)} could not be checked{why} "
        f"and "
        f"{verb(number, 'is', 'are')} not used as findings."
    ]


def _unsettled(base: EvidenceBase) -> list[str]:
    """Claims whose evidence did not suffice or spoke against them."""
    tally = Counter(v.verdict for v in base.verifications)
    said = []
    if tally["NOT_ENOUGH_INFO"]:
        number = tally["NOT_ENOUGH_INFO"]
        said.append(
            f"For {count(number, 'claim')} of {len(base.claims)} the retrieved texts did not "
            f"hold "
            f"enough evidence; {verb(number, 'it is', 'they are')} not used as findings."
        )
    if tally["REFUTED"]:
        number = tally["REFUTED"]
        said.append(
            f"{capital(count(number, 'claim'))} {verb(number, 'was', 'were')} refuted by the "
            f"retrieved "
            f"texts and {verb(number, 'is', 'are')} not used as findings."
        )
    return said


def _single(base: EvidenceBase, used: Sequence[Standing]) -> list[str]:
    shared = {i for f in base.findings if f.groups_for >= 2 for i in f.claim_ids}
    alone = sum(not s.verification.corroborated_by and s.claim.id not in shared for s in used)
    if not alone:
        return []
    total = count(len(used), "finding")
    if len(used) == 1:
        return [
            "The one finding is not corroborated by an independent retrieved paper: it is what "
            "one paper says of itself."
        ]
    if alone == len(used):
        return [
            f"None of the {total} is corroborated by an independent retrieved paper: each is what "
            "one paper says of itself."
        ]
    return [
        f"Of {total}, {count(alone, 'rests', 'rest')} on a single paper without corroboration by "
        "another retrieved paper."
    ]


def _direction(used: Sequence[Standing]) -> list[str]:
    if all(s.side == "open" for s in used):
        return []
    return [
        "Which answer a paper gives was read from its claims by a small model, which is right in "
        "little more than half of the cases: read the quotes before the counts."
    ]


def _texts(base: EvidenceBase) -> list[str]:
    papers = base.papers_by_id()
    read = [papers[d.paper_id] for d in base.screening if d.included and d.paper_id in papers]
    brief = sum(not p.full_text for p in read)
    said = []
    if brief:
        said.append(f"{_read_of(brief, len(read))} only the abstract was read, not the full text.")
    if base.not_read:
        said.append(
            f"{capital(count(len(base.not_read), 'included paper'))} could not be read at all."
        )
    return said


def _read_of(brief: int, total: int) -> str:
    """`Of the two included papers`, `Of three of the five included papers`."""
    if total == 1:
        return "Of the one included paper"
    part = "" if brief == total else f"{count(brief, '').strip()} of "
    return f"Of {part}the {count(total, 'included paper')}"


def _excluded(base: EvidenceBase) -> list[str]:
    tally = Counter(d.reason for d in base.screening if not d.included)
    said = []
    if tally["retracted"]:
        number = tally["retracted"]
        said.append(
            f"{capital(count(number, 'retracted paper'))} {verb(number, 'was', 'were')} found and "
            "excluded."
        )
    if tally["over_limit"]:
        said.append(
            f"{capital(count(tally['over_limit'], 'further relevant paper'))} "
            f"{verb(tally['over_limit'], 'was', 'were')} left out for more "
            f"relevant ones; at most {base.question.max_papers} are read."
        )
    if low := tally["not_screened"]:
        said.append(
            f"{capital(count(low, 'retrieved work'))} ranked below the most that are screened in a "
            f"run, and {verb(low, 'was', 'were')} not looked at."
        )
    if open_ := tally["not_checked"]:
        said.append(
            f"{capital(count(open_, 'retrieved work'))} could not be screened: whether "
            f"{verb(open_, 'it is', 'they are')} relevant is not known."
        )
    if tally["no_text"]:
        said.append(
            f"{capital(count(tally['no_text'], 'retrieved record'))} had no text and could not "
            f"be judged."
        )
    return said


def _years(base: EvidenceBase) -> list[str]:
    papers = base.papers_by_id()
    years = sorted(
        y
        for d in base.screening
        if d.included and d.paper_id in papers and (y := papers[d.paper_id].year) is not None
    )
    if not years:
        return []
    span = f"in {years[0]}" if years[0] == years[-1] else f"between {years[0]} and {years[-1]}"
    return [f"The included papers were published {span}; other years are not represented."]
