"""Filling roles from settings: who is asked where, and who sits on the panel."""

from dataclasses import fields, replace

import pytest

from agents.crew import Crew
from agents.reviewer import ModelReviewer
from agents.staffing import Staffing, build_model_crew
from litassay.config.models import ModelSettings, ModelsSettings, ServerSettings
from litassay.errors import PromptError, SettingsError
from litassay.models.prices import load_prices
from tests.agents.crew_doubles import PROMPTS, Says


class Named:
    def __init__(self, name):
        self.name = name


EXTRACTIVE = Crew(
    **{f.name: Named(f.name) for f in fields(Crew) if f.name != "reviewers"},
    reviewers=(Named("evidence"), Named("grounding")),
)


def crew(panel=(), **settings):
    """The crew of these settings; `panel` names reviewers."""
    chosen = ModelsSettings(**settings)
    window = load_prices({}).window
    staffing = Staffing(Says("x"), chosen, PROMPTS, "n", window, lambda c, p: ())
    return build_model_crew(staffing, EXTRACTIVE, panel)


def test_without_a_model_everything_is_measured():
    assert crew() == EXTRACTIVE


def test_one_role_may_be_measured_among_models_and_the_other_way_round():
    mixed = crew(model="m", roles={"verifier": ModelSettings(model="extractive")})
    assert mixed.verifier is EXTRACTIVE.verifier
    assert mixed.writer is not EXTRACTIVE.writer
    other = crew(roles={"writer": ModelSettings(model="m")})
    assert other.writer is not EXTRACTIVE.writer
    assert replace(other, writer=EXTRACTIVE.writer) == EXTRACTIVE


def test_each_reviewer_may_have_its_own_model_and_server():
    panel = crew(
        model="a",
        servers={"s": ServerSettings(base_url="http://127.0.0.1:1/v1", structured="text")},
        reviewers={"sceptic": ModelSettings(model="b", server="s", temperature=0.3)},
        max_tokens=777,
    )
    seats = {r.name: r.asker.seat for r in panel.reviewers}
    assert set(seats) == set(PROMPTS.reviewers)
    sceptic, other = seats["sceptic"], seats["evidence"]
    assert (sceptic.model, sceptic.server, sceptic.structured) == ("b", "s", "text")
    assert (sceptic.temperature, sceptic.max_tokens) == (0.3, 777)
    assert (other.model, other.server, other.structured) == ("a", "default", "auto")


def test_a_panel_is_picked_by_name_and_may_mix_both_crews():
    written, measured = crew(["sceptic", "grounding"], model="m").reviewers
    assert isinstance(written, ModelReviewer)
    assert measured is EXTRACTIVE.reviewers[1]
    assert crew(["evidence"]).reviewers[0] is EXTRACTIVE.reviewers[0]


def test_a_reviewer_of_a_model_joins_a_measured_panel():
    panel = crew(reviewers={"sceptic": ModelSettings(model="m")}).reviewers
    assert [r.name for r in panel] == ["evidence", "grounding", "sceptic"]


def test_a_reviewer_that_does_not_exist_is_named():
    with pytest.raises(PromptError, match="reviewer-nobody"):
        crew(["nobody"], model="m")
    with pytest.raises(SettingsError, match="'nobody'"):
        crew(["nobody"])


def test_a_script_is_asked_under_its_own_name_and_never_by_its_path():
    seat = crew(model="scripted:/somewhere/script.toml").writer.asker.seat
    assert (seat.model, seat.server, seat.structured) == ("scripted", "scripted", "json_schema")
