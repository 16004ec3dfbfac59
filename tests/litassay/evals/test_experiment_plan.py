"""Plans: what is wrong is said by name, and paths start from the plan's folder."""

import pytest

from litassay.errors import InputError
from litassay.evals.experiment_plan import load_plan

GOOD = """
name = "short"
questions = ["Is it?"]
[settings]
library = ["sample"]
model = "scripted:crew.toml"
[[variant]]
name = "default"
[[variant]]
name = "other"
[variant.settings]
prompts = "mine"
"""


def test_paths_are_relative_to_the_plan(tmp_path):
    (tmp_path / "plan.toml").write_text(GOOD)
    plan = load_plan(tmp_path / "plan.toml")
    assert plan.settings["model"] == f"scripted:{tmp_path / 'crew.toml'}"
    assert plan.variant[1].settings["prompts"] == str(tmp_path / "mine")
    assert plan.repeats == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "other"', 'name = "default"', "two variants have the same name"),
        ('questions = ["Is it?"]', "", "give either questions or runs"),
        ('questions = ["Is it?"]', 'runs = ["r"]', "the base is made already"),
        ('name = "other"', 'name = "../other"', "variant.2.name"),
        (
            'name = "short"',
            'name = "short"\nrepeat = 2',
            "repeat: there is no such key; did you mean .repeats.?",
        ),
        ("[settings]", "[settings", "is not TOML"),
    ],
)
def test_a_fault_is_named(tmp_path, old, new, said):
    (tmp_path / "plan.toml").write_text(GOOD.replace(old, new))
    with pytest.raises(InputError, match=said):
        load_plan(tmp_path / "plan.toml")


def test_a_plan_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        load_plan(tmp_path / "plan.toml")
