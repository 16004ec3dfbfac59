"""Two published reports of another system, rebuilt as data in our own words: both must rate low.

The first was rated 8.0 of 10 by that system: eight claims, cut at 120 characters, all from the
abstract of one survey that does not speak to the question; 15 papers retrieved, 3 listed. The
second was published with 4.0: none of its 11 claims was verified.
"""

from typing import NamedTuple

from litassay.evals.edits import Report
from litassay.text.sentences import sentences
from litassay.types import (
    Claim,
    Draft,
    Evidence,
    EvidenceBase,
    Hit,
    Paper,
    Plan,
    Query,
    Question,
    ResultGroup,
    ScreeningDecision,
    SearchOutcome,
    Span,
    Statement,
    SubQuestion,
    Verification,
)

CUT = 120
"""Characters after which the other system cut its claims."""


class Baseline(NamedTuple):
    """A rebuilt report and the most that it may be rated."""

    name: str
    report: Report
    bar: float


_SURVEY = (
    "Language models that are first trained on large amounts of plain text have changed how "
    "systems for language understanding are built and how they are compared. "
    "This survey gives an overview of the architectures, the training objectives and the corpora "
    "that such pre-trained models use, from early word vectors to deep transformers. "
    "A taxonomy orders the models along four lines: the kind of representation, the network, the "
    "task that is solved in pre-training, and extensions for particular situations. "
    "The survey describes how the knowledge in a pre-trained model is carried over to a task, and "
    "lists practical advice for choosing layers, learning rates and schedules. "
    "Compression by pruning, quantization and distillation is reviewed, because the models have "
    "grown beyond what many devices and many budgets can hold. "
    "Collections of tasks such as question answering, sentiment and inference have become the "
    "usual way in which progress of these models is measured and reported. "
    "Multilingual, multimodal and domain-specific variants are described together with the data "
    "that they were trained on and the applications for which they were made. "
    "The survey ends with open directions, among them better architectures, cheaper training and "
    "models whose decisions can be interpreted by the people who use them."
)
_STABILITY = (
    "Explanations of predictions are studied here through the weights that a model gives words. ",
    "Several ways to assign importance to words are compared on three classification tasks. ",
    "Fine-tuning on perturbed inputs is found to change the decisions of a classifier little. ",
)


def _paper(name: str, title: str, abstract: str) -> Paper:
    return Paper(id=f"test:{name}", title=title, abstract=abstract, found_in=("test",))


def _span(paper: Paper, start: int, end: int) -> Span:
    return Span(paper_id=paper.id, passage=0, start=start, end=end, quote=paper.abstract[start:end])


def _findings(
    question: str, papers: list[Paper], claims: list[Claim], checks: list[Verification]
) -> EvidenceBase:
    cited = {c.paper_id for c in claims}
    query = Query(text=question)
    return EvidenceBase(
        question=Question(text=question),
        plans=(Plan(sub_questions=(SubQuestion(id="q1", text=question),), queries=(query,)),),
        searches=(
            SearchOutcome(
                source="test",
                query=query,
                query_sent=question,
                status="ok",
                hits=tuple(Hit(paper_id=p.id, rank=n) for n, p in enumerate(papers, 1)),
            ),
        ),
        papers=tuple(sorted(papers, key=lambda p: p.id)),
        screening=tuple(
            ScreeningDecision(
                paper_id=p.id, included=True, relevance=0.9, explanation="Retrieved for the query."
            )
            for p in papers
            if p.id in cited
        ),
        claims=tuple(claims),
        verifications=tuple(checks),
    )


def _draft(title: str, claims: list[Claim]) -> Draft:
    told = tuple(Statement(text=c.text, claim_ids=(c.id,)) for c in claims)
    return Draft(
        title=f"This paper examines: {title}",
        abstract=(Statement(text=f"This paper examines: {title}"), *told[:2]),
        introduction=told[:1],
        answer=told[:3],
        strength="strong",
        results=(ResultGroup(sub_question="q1", statements=told),),
        limitations=(Statement(text="Further research is needed."),),
    )


def _off_topic_survey() -> Report:
    title = "A survey of pre-trained models for natural language processing"
    survey = _paper("00", title, _SURVEY)
    others = [
        _paper(f"{n:02}", f"Contrastive objectives and robust language models, part {n}", "")
        for n in range(1, 15)
    ]
    claims = [
        Claim(
            id=f"c{n}",
            text=s.text[:CUT],
            span=_span(survey, s.start, s.start + min(CUT, len(s.text))),
            sub_questions=("q1",),
            relevance=0.9,
        )
        for n, s in enumerate(sentences(_SURVEY), 1)
    ]
    checks = [
        Verification(
            claim_id=c.id,
            verdict="SUPPORTED",
            confidence=0.9,
            grounded=True,
            evidence=(Evidence(span=c.span, stance="SUPPORTS", score=0.9),),
            reason="It is similar to its source.",
        )
        for c in claims
    ]
    question = (
        "Does contrastive pre-training improve the adversarial robustness of language models on "
        "GLUE?"
    )
    known = _findings(question, [survey, *others], claims, checks)
    return Report(known, _draft(title, claims))


def _nothing_verified() -> Report:
    papers = [
        _paper(f"{n:02}", f"On the stability of attributions under fine-tuning, part {n}", text * 4)
        for n, text in enumerate(_STABILITY)
    ]
    claims = [
        Claim(
            id=f"c{n}",
            text=papers[n % 3].abstract[: len(_STABILITY[n % 3]) - 1],
            span=_span(papers[n % 3], 0, len(_STABILITY[n % 3]) - 1),
            sub_questions=("q1",),
            relevance=0.7,
        )
        for n in range(11)
    ]
    checks = [
        Verification(
            claim_id=c.id,
            verdict="NOT_ENOUGH_INFO",
            confidence=0.6,
            reason="No retrieved text is similar enough.",
        )
        for c in claims
    ]
    question = "How stable are feature attributions after adversarial fine-tuning?"
    return Report(_findings(question, papers, claims, checks), _draft(papers[0].title, claims))


BASELINES = (
    Baseline("off_topic_survey", _off_topic_survey(), 4.0),
    Baseline("nothing_verified", _nothing_verified(), 3.0),
)
"""Must rate at most 4 and at most 3."""
