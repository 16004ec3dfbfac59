"""What the README shows is true: links, commands, options, the tree, the graph, exit codes."""

import re
import shlex
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer

from graphs.build import build
from litassay.cli.app import app
from litassay.config.limits import Limits

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
EDGE = re.compile(r"^\s*(\w+)(?:\(.*?\))?\s*(?:-->|-\.->)(?:\|[^|]*\|)?\s*(\w+)", re.M)


def section(title):
    """The text below one heading."""
    found = re.search(rf"^## {title}$(.*?)(?=^## |\Z)", README, re.M | re.S)
    assert found, f"no section {title!r}"
    return found[1]


def commands(text):
    """The words of every command line shown in indented blocks."""
    for line in re.findall(r"^ {4}litassay (.*)$", text, re.M):
        shown = re.split(r" {2,}| \| | > ", line)[0]
        yield shlex.split(shown + '"' * (shown.count('"') % 2))  # a quote may end on the next line


def leaf(words):
    """The command that the words name."""
    command = typer.main.get_command(app)
    for word in words:
        inner = getattr(command, "commands", None)
        if inner is None:
            break
        if word not in inner and "run" in inner:  # `litassay batch QUESTIONS`
            return inner["run"]
        assert word in inner, f"no command {word!r}"
        command = inner[word]
    return command


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    text = re.sub(r"^( {4}|```).*$", "", page.read_text("utf-8"), flags=re.M)
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", text):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_that_are_shown_exist_with_their_options(page):
    for words in commands(page.read_text("utf-8")):
        command = leaf(words)
        known = {name for p in command.params for name in (*p.opts, *p.secondary_opts)}
        used = {w.partition("=")[0] for w in words if re.fullmatch(r"--?[a-z][a-z-]*(=.*)?", w)}
        assert used <= known | {"--help", "--version"}, " ".join(words)


def tree(text):
    """The paths of an annotated tree: each line a name, and below it, indented, what it holds."""
    above = []
    for line in re.findall(r"^ *[\w.-]+/?(?= {2,}\S|$)", text, re.M):
        name = line.strip()
        indent = len(line) - len(name)
        above = [(i, n) for i, n in above if i < indent]
        yield "".join(n for _, n in above) + name
        if name.endswith("/"):
            above.append((indent, name))


def test_the_tree_is_there():
    names = list(tree(section("Where things are")))
    assert {"agents/", "graphs/", "prompts/", "store/", "litassay/", "tests/"} <= set(names)
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_a_tree_is_read_with_what_its_folders_hold():
    text = "    agents/      who works\n      extractive/  the same\n    graphs/  in what order\n"
    assert list(tree(text)) == ["agents/", "agents/extractive/", "graphs/"]


def test_the_picture_is_the_graph():
    picture = re.search(r"```mermaid\n(.*?)```", README, re.S)
    assert picture
    shown = {(a.strip("_"), b.strip("_")) for a, b in EDGE.findall(picture[1])}
    built = {(e.source.strip("_"), e.target.strip("_")) for e in graph().get_graph().edges}
    assert shown == built


def graph():
    """The graph that a run takes; its shape does not depend on who works in it."""
    nobody = SimpleNamespace(sources=(), limits=Limits(), crew=SimpleNamespace(reviewers=()))
    return build(nobody)


def test_exit_codes_are_those_of_the_command_line():
    pages = (README, (ROOT / "docs" / "cli.md").read_text("utf-8"))
    sentence = re.search(r"Exit codes: (.*?)\n\n", pages[0], re.S)
    assert sentence
    named = set(re.findall(r"\b(\d+) [a-z]", sentence[1]))
    table = set(re.findall(r"^\| (\d+) \|", pages[1], re.M))
    assert named <= table
    assert {"0", "2", "3", "4", "5", "6", "130"} <= named


def test_no_placeholder_is_left():
    assert not re.findall(r"%%\w+%%", README)
