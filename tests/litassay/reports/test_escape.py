"""Retrieved text stays text: a Markdown reader shows exactly what was stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from litassay.reports.escape import escape, table

HOSTILE = [
    "<script>alert(1)</script>",
    "![x](http://evil.example/a.png)",
    "[click](javascript:alert(1))",
    "https://evil.example and www.evil.example",
    "| a | b |",
    "# Heading\n\n- list",
    "1. numbered",
    "`code` ~~gone~~ *bold* $x$ &amp; ^up^",
    "> quoted\n\n---",
    "\u202ereversed\u202c",
    "setext\n===",
]


def shown(markdown):
    """The text that a reader sees, and the kinds of tokens in it."""
    reader = MarkdownIt("gfm-like", {"linkify": False, "html": True})
    tokens = [t for block in reader.parse(markdown) for t in (block.children or [])]
    return "".join(t.content for t in tokens), {t.type for t in tokens}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text):
    seen, kinds = shown("x " + escape(text))
    assert kinds <= {"text", "text_special"}
    visible = " ".join(text.replace("\u202e", "").replace("\u202c", "").split())
    assert seen == "x " + visible


@given(st.text(max_size=60))
def test_any_text_is_one_line_of_plain_text(text):
    line = escape(text)
    assert "\n" not in line
    assert shown("x " + line)[1] <= {"text", "text_special"}


@given(st.text(alphabet="|\\`*a \n", max_size=30))
def test_a_cell_never_breaks_its_table(text):
    lines = table(("a", "b"), [(escape(text), "1")])
    html = MarkdownIt("gfm-like", {"linkify": False}).render("\n".join(lines))
    assert html.count("<td") == 2
    assert html.count("<tr") == 2


def test_lists_and_links_lose_their_meaning():
    assert escape("1. one") == "1\\. one"
    assert escape("- one") == "\\- one"
    assert escape("http://x") == "http\\://x"
