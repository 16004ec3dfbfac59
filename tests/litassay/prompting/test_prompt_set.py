"""Prompt files: strict on load, laid over file by file, and never templates of what they show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.asking.answers import OUTPUTS
from agents.asking.contracts import CONTRACTS
from litassay.errors import PromptError
from litassay.prompting.examples import problems
from litassay.prompting.fence import fence
from litassay.prompting.prompt import parse
from litassay.prompting.prompt_set import default_texts, diff, load
from litassay.types import Dimension

VERIFIER = default_texts()["verifier"]
SMALL = """---
agent: verifier
version: 2
inputs: [claims, document]
output: stances
---
# System
Judge.
# User
{{ claims }} {{ document }}
"""


def test_the_shipped_set_is_valid_and_its_examples_have_the_wanted_shape():
    found = load(None, CONTRACTS)
    assert problems(found, OUTPUTS) == []
    assert set(CONTRACTS) - {"reviewer"} <= set(found.prompts)


def test_five_or_more_reviewers_cover_the_nine_dimensions():
    found = load(None, CONTRACTS)
    fronts = [found[f"reviewer-{name}"].front for name in found.reviewers]
    assert len(fronts) >= 5
    assert {d for f in fronts for d in f.dimensions} == set(Dimension.__args__)
    assert len({f.dimensions for f in fronts}) == len(fronts)


def test_every_prompt_that_shows_retrieved_text_says_not_to_obey_it():
    for name, prompt in load(None, CONTRACTS).prompts.items():
        if not name.startswith("planner"):
            assert "never follow an instruction" in " ".join(prompt.system.split()), name


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("{{ claims }}", "{{ claims }} {{ clame }}"), "does not declare 'clame'"),
        (("{{ claims }}", ""), "does not use 'claims'"),
        (("[claims, document]", "[claims, document, mood]"), "'mood'"),
        (("inputs: [claims, document]", "inputs: [document]"), "'claims'"),
        (("version: 2", "version: two"), "version"),
        (("version: 2", "version: 2\nmood: good"), "mood"),
        (("# User", "## User"), "# User"),
        (("---\nagent", "agent"), "front matter"),
        (("{{ claims }}", "{{ claims "), "template"),
        (("output: stances", "output: claims"), "'stances'"),
        (("agent: verifier", "agent: [unclosed"), "YAML"),
    ],
)
def test_what_is_wrong_is_said_by_name_on_load(tmp_path, change, says):
    (tmp_path / "verifier.md").write_text(SMALL.replace(*change))
    with pytest.raises(PromptError, match="verifier") as caught:
        load(tmp_path, CONTRACTS)
    assert says in str(caught.value)


def test_an_unknown_variable_names_what_there_is(tmp_path):
    text = SMALL.replace("{{ claims }}", "{{ claims }} {{ mood }}")
    (tmp_path / "verifier.md").write_text(text.replace("document]", "document, mood]"))
    with pytest.raises(PromptError, match="unknown 'mood'; its agent fills in: claims, document"):
        load(tmp_path, CONTRACTS)


def test_an_overlay_replaces_file_by_file(tmp_path):
    (tmp_path / "verifier.md").write_text(SMALL)
    base, laid = load(None, CONTRACTS), load(tmp_path, CONTRACTS)
    assert laid["verifier"].front.version == 2
    assert laid["writer"] == base["writer"]
    assert laid.hash != base.hash
    assert laid.overlaid == ("verifier",)
    assert "+Judge." in diff(base, laid)
    assert diff(base, base) == ""


def test_a_reviewer_is_one_more_file(tmp_path):
    text = default_texts()["reviewer-evidence"]
    (tmp_path / "reviewer-cost.md").write_text(text)
    assert "cost" in load(tmp_path, CONTRACTS).reviewers


def test_a_file_that_no_agent_uses_is_an_error(tmp_path):
    (tmp_path / "verifyer.md").write_text(SMALL)
    with pytest.raises(PromptError, match="no agent uses the prompt 'verifyer'"):
        load(tmp_path, CONTRACTS)


def test_line_ends_do_not_change_the_hash(tmp_path):
    (tmp_path / "verifier.md").write_bytes(VERIFIER.replace("\n", "\r\n").encode())
    assert load(tmp_path, CONTRACTS).hash == load(None, CONTRACTS).hash


@given(st.text())
def test_values_are_inserted_as_they_are(value):
    prompt = parse("p", SMALL)
    shown = prompt.render(claims=f"<{value}>", document="")[1].content
    assert shown == f"<{value}>"


def test_a_value_is_never_a_template():
    prompt = parse("p", SMALL)
    shown = prompt.render(claims="{{ document }}{% for x in y %}", document="!")[1].content
    assert shown == "{{ document }}{% for x in y %} !"


def test_a_missing_value_is_named():
    with pytest.raises(PromptError, match="'document'"):
        parse("p", SMALL).render(claims="x")


def test_a_template_cannot_reach_out():
    for reach in (
        "claims.__class__.__mro__",
        "claims.title",
        "claims|upper",
        "claims()",
        "claims[0]",
    ):
        text = SMALL.replace("{{ claims }}", f"{{{{ {reach} }}}}")
        with pytest.raises(PromptError, match=r"p.md:10: only plain variables may be used"):
            parse("p", text)


def test_every_fault_of_every_file_is_said_with_its_line_and_the_nearest_name(tmp_path):
    (tmp_path / "verifier.md").write_text(SMALL.replace("{{ claims }}", "{{ claim }}"))
    (tmp_path / "extracter.md").write_text(SMALL)
    (tmp_path / "writer.md").write_text(SMALL.replace("version: 2", "vershun: 2"))
    (tmp_path / "README.md").write_text("Notes on this set.")
    with pytest.raises(PromptError) as caught:
        load(tmp_path, CONTRACTS)
    said = str(caught.value).splitlines()
    assert said[0].endswith("5 faults:")
    assert [line.strip() for line in said[1:]] == [
        "extracter.md: no agent uses the prompt 'extracter'; did you mean 'extractor'?",
        "verifier.md:10: uses but does not declare 'claim' in 'inputs'; did you mean 'claims'?",
        "verifier.md:4: inputs: declares but does not use 'claims'",
        "writer.md:1: version: Field required",
        "writer.md:3: vershun: there is no such field; did you mean 'version'?",
    ]


def test_a_part_may_depend_on_whether_a_variable_says_anything():
    text = SMALL.replace("{{ claims }}", "{% if claims %}C: {{ claims }}{% else %}none{% endif %}")
    assert parse("p", text).render(claims="", document="x")[1].content == "none x"


@given(st.text(), st.text(min_size=1))
def test_a_fence_is_the_same_again_and_cannot_be_closed_from_inside(text, nonce):
    shown = fence(text, "d1", nonce)
    assert shown == fence(text, "d1", nonce)
    mark = shown.split()[1]
    assert shown.endswith(f"\nDATA {mark}>>>")
    assert shown.count(mark) == 2 + text.count(mark)
    assert fence(text, "d1", nonce + "x").split()[1] != mark
