"""Themes and the asked proposition, and what papers say of them."""

from agents.extractive.direction import DirectionReader
from agents.extractive.stance import StanceReader
from agents.extractive.synthesiser import ExtractiveSynthesiser
from agents.extractive.weigher import ExtractiveWeigher
from litassay.models.embedding import WordLlamaEmbedder
from litassay.types import ProposedFinding, Question
from tests.agents.sound_report import CLAIMS, PAPERS, QUESTION, SOUND

EMBEDDER = WordLlamaEmbedder()
SYNTHESISER = ExtractiveSynthesiser(EMBEDDER)
WEIGHER = ExtractiveWeigher(DirectionReader(EMBEDDER), StanceReader(EMBEDDER), EMBEDDER)


async def test_the_asked_proposition_comes_first_and_quotes_the_question():
    found = await SYNTHESISER.synthesise(SOUND.base)
    assert [f.id for f in found] == [f"f{n}" for n in range(1, len(found) + 1)]
    assert [f.asked for f in found] == [True, *[False] * (len(found) - 1)]
    assert QUESTION in found[0].text
    assert all(len(f.claim_ids) > 1 for f in found if f.sub_question == "q1")


async def test_other_questions_have_themes_alone():
    open_ = Question(text="Which methods make text classifiers robust?")
    found = await SYNTHESISER.synthesise(SOUND.base.model_copy(update={"question": open_}))
    assert found
    assert not any(f.asked for f in found)
    texts = {c.text for c in CLAIMS}
    assert all(f.text in texts for f in found)


async def test_only_what_stands_is_brought_together():
    assert await SYNTHESISER.synthesise(SOUND.base.model_copy(update={"verifications": ()})) == ()


async def test_every_paper_is_weighed_and_quoted_from_its_own_claims():
    first, *_ = await SYNTHESISER.synthesise(SOUND.base)
    weighed = await WEIGHER.weigh(Question(text=QUESTION), first, PAPERS, CLAIMS)
    assert [w.paper_id for w in weighed.weights] == [p.id for p in PAPERS]
    for weight, paper in zip(weighed.weights, PAPERS, strict=True):
        assert bool(weight.spans) == (weight.stance != "silent")
        assert all(span.points_at(paper) for span in weight.spans)
    assert weighed.weights[0].stance == "supports"


async def test_a_paper_without_a_claim_is_silent():
    first, *_ = await SYNTHESISER.synthesise(SOUND.base)
    weighed = await WEIGHER.weigh(Question(text=QUESTION), first, PAPERS, CLAIMS[:1])
    assert {w.stance for w in weighed.weights[1:]} == {"silent"}


async def test_a_theme_is_supported_by_those_who_say_the_same_and_not_by_its_topic():
    same = CLAIMS[1].model_copy(update={"text": CLAIMS[0].text})
    finding = ProposedFinding(
        id="f2", text=CLAIMS[0].text, sub_question="q1", claim_ids=("c1", "c2", "c5")
    )
    said = (CLAIMS[0], same, CLAIMS[4])
    weighed = await WEIGHER.weigh(Question(text=QUESTION), finding, PAPERS, said)
    stances = [w.stance for w in weighed.weights]
    assert stances[:2] == ["supports", "supports"]
    assert set(stances[2:]) == {"silent"}
