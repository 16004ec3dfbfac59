"""Who fills each role, from settings."""

from graphs.services import Crew
from litassay.config.settings import Settings
from litassay.ports import Embedder

EXTRACTIVE = "extractive"


def build_crew(settings: Settings, embedder: Embedder) -> Crew:
    """The crew of a run.

    Raises:
        SettingsError: a role is given to something that does not exist.
    """
    from agents.extractive.benchmarks import benchmarks
    from agents.extractive.extractor import ExtractiveExtractor
    from agents.extractive.planner import ExtractivePlanner
    from agents.extractive.reviewers import extractive_reviewers
    from agents.extractive.screener import ExtractiveScreener
    from agents.extractive.verifier import ExtractiveVerifier
    from agents.extractive.writer import ExtractiveWriter
    from agents.panel import ReviewPanel

    return Crew(
        planner=ExtractivePlanner(),
        screener=ExtractiveScreener(embedder),
        extractor=ExtractiveExtractor(embedder, benchmarks),
        verifier=ExtractiveVerifier(embedder),
        writer=ExtractiveWriter(),
        reviewers=extractive_reviewers(embedder),
        panel=ReviewPanel(),
    )
