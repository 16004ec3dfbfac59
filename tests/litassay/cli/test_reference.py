"""docs/cli.md is what the program says of itself."""

import re
from pathlib import Path

from litassay.cli.reference import BEGINS, commands, page, settings
from litassay.config.settings import NOT_SETTINGS, setting_names
from litassay.errors import LitassayError
from litassay.wiring.results import EXIT_CODES

PAGE = Path(__file__).resolve().parents[3] / "docs" / "cli.md"


def written():
    return PAGE.read_text("utf-8").partition(BEGINS)[0]


def test_the_reference_is_up_to_date():
    text = PAGE.read_text("utf-8")
    assert text == page(text), "run: python -m litassay.cli.reference docs/cli.md"


def test_every_command_and_setting_has_a_meaning():
    rows = re.findall(r"^\| `(\S+?)`.*$", commands(), re.M)
    assert {"--library", "--out", "--json", "[QUESTION]"} <= set(rows)
    named = re.findall(r"^\| `(\S+)` \| .+ \| (.*) \|$", settings(), re.M)
    assert [name for name, _ in named] == list(setting_names())
    assert [name for name, meaning in named if not meaning] == []
    assert not re.findall(r"^\| `[^|]*` \|  \|.*$", commands(), re.M)


def test_every_exit_code_is_explained():
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", written(), re.M)}
    kinds, raised = [LitassayError], set()
    while kinds:
        kind = kinds.pop()
        kinds += kind.__subclasses__()
        raised.add(kind.exit_code)
    assert codes == raised | set(EXIT_CODES.values()) | {141}


def test_variables_that_are_no_settings_are_explained():
    assert all(f"`{name}`" in written() for name in NOT_SETTINGS)
