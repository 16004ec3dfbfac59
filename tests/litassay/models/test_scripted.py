"""The scripted model: rules, captures, misbehaviour, and files that are wrong."""

import json

import pytest

from litassay.errors import InputError, ModelError
from litassay.models.scripted import ScriptedModel
from litassay.types import ChatRequest, Message

SCRIPT = r"""
[[rule]]
stage = "extractor"
contains = ["GLUE", "robust"]
turn = 2
reply = "repaired"

[[rule]]
stage = "extractor"
capture = '(?s)Text: (?P<first>[^.]+\.)'
reply = '{"quote": "$first"}'

[[rule]]
stage = "reviewer:*"
sample = 1
fail = "timeout"

[[rule]]
stage = "reviewer:*"
reply = "cut"
finish_reason = "length"
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.toml"
    path.write_text(SCRIPT)
    return ScriptedModel.from_file(path)


def request(stage, text="x", turns=0, sample=0):
    more = (Message(role="assistant", content="a"), Message(role="user", content="b")) * turns
    messages = (Message(role="user", content=text), *more)
    return ChatRequest(stage=stage, model="scripted", messages=messages, sample=sample)


async def test_the_first_rule_that_fits_answers(script):
    assert (await script.complete(request("extractor", "GLUE robust", turns=1))).text == "repaired"
    assert (await script.complete(request("reviewer:evidence"))).finish_reason == "length"


async def test_captured_text_is_escaped(script):
    reply = await script.complete(request("extractor", 'Text: He said "no"\nand left.'))
    assert json.loads(reply.text) == {"quote": 'He said "no"\nand left.'}


async def test_it_can_fail(script):
    with pytest.raises(ModelError) as caught:
        await script.complete(request("reviewer:evidence", sample=1))
    assert (caught.value.code, caught.value.retryable) == ("timeout", True)


async def test_a_request_without_a_rule_is_an_error(script):
    with pytest.raises(ModelError, match="'planner'"):
        await script.complete(request("planner"))


@pytest.mark.parametrize(
    ("text", "says"),
    [("[[rule]", "not TOML"), ("[[rule]]\nstaeg = 'x'", "staeg"), ("x = 1", "rule")],
)
def test_a_wrong_file_is_named(tmp_path, text, says):
    path = tmp_path / "bad.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=says):
        ScriptedModel.from_file(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.toml"):
        ScriptedModel.from_file(tmp_path / "gone.toml")


async def test_a_rule_may_ask_for_what_the_system_message_says(tmp_path):
    path = tmp_path / "script.toml"
    path.write_text(
        "[[rule]]\ntold = ['at most 3']\nreply = 'three'\n[[rule]]\nreply = 'as many as you like'\n"
    )
    script = ScriptedModel.from_file(path)
    user = Message(role="user", content="at most 3")
    for system, said in (("Give at most 3.", "three"), ("Give all.", "as many as you like")):
        messages = (Message(role="system", content=system), user)
        asked = ChatRequest(stage="extractor", model="scripted", messages=messages)
        assert (await script.complete(asked)).text == said
