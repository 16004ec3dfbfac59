"""A sound report to judge and to damage: seven works, nine claims, everything disclosed."""

import asyncio

from agents.extractive.reviewers import WEIGHTS, extractive_reviewers
from agents.law.audit import audit
from agents.law.counting import count_all
from agents.panel import ReviewPanel
from litassay.evals.edits import Report
from litassay.models.embedding import WordLlamaEmbedder
from litassay.text.quotes import locate
from litassay.types import (
    Claim,
    Draft,
    Evidence,
    EvidenceBase,
    Hit,
    Paper,
    Plan,
    ProposedFinding,
    Query,
    Question,
    ResultGroup,
    Review,
    ReviewFinding,
    ScreeningDecision,
    SearchOutcome,
    Statement,
    SubQuestion,
    Verification,
    Weighing,
    Weight,
)

EMBEDDER = WordLlamaEmbedder()
REVIEWERS = extractive_reviewers(EMBEDDER)
QUESTION = "Does adversarial training improve the robustness of text classifiers?"
PARTS = (
    SubQuestion(id="q1", text=QUESTION),
    SubQuestion(id="q2", text="What does adversarial training cost in clean accuracy?"),
)
TEXTS = (
    ("Adversarial training for text classifiers", "Adversarial training raises the robustness of "
     "text classifiers against word substitution by 12.4 points."),
    ("Virtual adversarial training of classifiers", "Virtual adversarial training improves robust "
     "accuracy of text classifiers on two sentiment corpora."),
    ("Robustness by adversarial training at scale", "Adversarial training of larger text "
     "classifiers brings larger gains in robustness than that of small ones."),
    ("What adversarial training costs", "Adversarial training lowers the clean accuracy of text "
     "classifiers by 1.7 points on average."),
    ("Certified robustness of text classifiers", "Certified training reaches higher robustness of "
     "text classifiers than adversarial training at 3 times the computing time."),
    ("Clean accuracy under adversarial training", "Adversarial training leaves the clean accuracy "
     "of text classifiers unchanged when its perturbations are small."),
    ("Curricula for adversarial training", "A curriculum over perturbation sizes makes adversarial "
     "training of text classifiers more robust than a fixed size."),
)  # fmt: skip
FILED = ("q1", "q1", "q1", "q2", "q1", "q2", "q1")
PAPERS = tuple(
    Paper(
        id=f"lib:{n}",
        title=title,
        authors=(f"Ada Writer{n}", "Bo van Other" if n < 2 else f"Bo van Other{n}"),
        year=2015 + n,
        venue="Proceedings of the Meeting on Robustness",
        abstract=(
            f"We study how classifiers break when words are exchanged for others. {said} "
            "Code is released for all the experiments that are reported here."
        ),
        citation_count=1000 * n,
        found_in=("library:test",),
    )
    for n, (title, said) in enumerate(TEXTS)
)
CORROBORATES = {0: (1, 2), 1: (0,), 2: (0,), 3: (), 4: (), 5: (), 6: (0,)}


def _claim(n: int) -> Claim:
    span = locate(TEXTS[n][1], PAPERS[n])
    assert span is not None
    return Claim(
        id=f"c{n + 1}", text=TEXTS[n][1], span=span, sub_questions=(FILED[n],), relevance=0.9
    )


CLAIMS = tuple(_claim(n) for n in range(len(TEXTS)))


def _check(n: int) -> Verification:
    own = Evidence(span=CLAIMS[n].span, stance="SUPPORTS", score=0.95)
    others = tuple(
        Evidence(span=CLAIMS[m].span, stance="SUPPORTS", score=0.8) for m in CORROBORATES[n]
    )
    return Verification(
        claim_id=CLAIMS[n].id,
        verdict="SUPPORTED",
        confidence=0.9,
        grounded=True,
        evidence=(own, *others),
        corroborated_by=tuple(PAPERS[m].id for m in CORROBORATES[n]),
        reason="Its own source says so.",
    )


ASKED = {0: "supports", 1: "supports", 2: "supports", 4: "mixed", 6: "supports"}
COSTS = {3: "supports", 5: "refutes"}
"""Paper → what it says of the first and of the second finding."""


def _found() -> tuple[ReviewFinding, ...]:
    """Two findings, weighed and counted; papers 0 and 1 share an author."""
    texts = (
        ("Adversarial training improves the robustness of text classifiers.", "q1", ASKED),
        ("Adversarial training costs clean accuracy.", "q2", COSTS),
    )
    proposed, weighings = [], []
    for n, (text, part, said) in enumerate(texts, 1):
        ids = tuple(CLAIMS[m].id for m in said)
        proposed.append(
            ProposedFinding(id=f"f{n}", text=text, sub_question=part, claim_ids=ids, asked=n == 1)
        )
        weighings.append(
            Weighing(
                finding_id=f"f{n}",
                weights=tuple(
                    Weight(
                        paper_id=PAPERS[m].id,
                        stance=said.get(m, "silent"),
                        spans=(CLAIMS[m].span,) if m in said else (),
                        probability=0.8,
                    )
                    for m in range(len(PAPERS))
                ),
            )
        )
    return count_all(proposed, weighings, PAPERS)


def _findings() -> EvidenceBase:
    query = Query(text=QUESTION)
    return EvidenceBase(
        question=Question(text=QUESTION),
        plans=(Plan(sub_questions=PARTS, queries=(query,)),),
        searches=(
            SearchOutcome(
                source="library:test",
                query=query,
                query_sent=QUESTION,
                status="ok",
                hits=tuple(Hit(paper_id=p.id, rank=n) for n, p in enumerate(PAPERS, 1)),
            ),
        ),
        papers=PAPERS,
        screening=tuple(
            ScreeningDecision(paper_id=p.id, included=True, relevance=0.9, explanation="On topic.")
            for p in PAPERS
        ),
        claims=CLAIMS,
        verifications=tuple(_check(n) for n in range(len(TEXTS))),
        findings=_found(),
    )


def told(claim: Claim) -> Statement:
    """The claim as a sentence of the report."""
    return Statement(text=claim.text, claim_ids=(claim.id,))


def _draft() -> Draft:
    return Draft(
        title=f"{QUESTION} Evidence from seven papers",
        abstract=(Statement(text=f"This review asks: “{QUESTION}”"), told(CLAIMS[0])),
        introduction=(Statement(text="The question is answered in two parts."),),
        answer=(told(CLAIMS[0]), told(CLAIMS[3])),
        strength="strong",
        results=tuple(
            ResultGroup(
                sub_question=part.id,
                statements=tuple(told(c) for c in CLAIMS if part.id in c.sub_questions),
            )
            for part in PARTS
        ),
        contradictions=(
            Statement(
                text="What adversarial training costs in clean accuracy is contested.",
                claim_ids=(CLAIMS[3].id, CLAIMS[5].id),
            ),
        ),
        limitations=(
            Statement(text="Only the abstract of each paper was read."),
            Statement(text="Three of seven findings rest on a single paper each."),
        ),
    )


SOUND = Report(_findings(), _draft())


def reviews(report: Report) -> list[Review]:
    """What the measured reviewers say."""

    async def ask():
        seen = audit(report.base, report.draft)
        return [await r.review(seen) for r in REVIEWERS]

    return asyncio.run(ask())


def rate(report: Report):
    """The rating of a report by the measured reviewers and the panel."""
    return ReviewPanel(weights=WEIGHTS).rate(audit(report.base, report.draft), reviews(report))


def by_dimension(report: Report, reviewer: str) -> dict[str, float | None]:
    """The scores of one reviewer."""
    found = next(r for r in reviews(report) if r.reviewer == reviewer)
    return {s.dimension: s.score for s in found.scores}
