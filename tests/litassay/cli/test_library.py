import json
import re
import shlex

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.cli.library_pages import BAD_SHOWN, added_page
from litassay.errors import Interrupted, LibraryError, UserError
from store.library.addition import Added
from store.library.intake import BadRecord


@pytest.fixture
def run():
    def invoke(*args, **kwargs):
        return CliRunner().invoke(app, ["library", *map(str, args)], **kwargs)

    return invoke


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "papers.jsonl"
    rows = [{"id": f"x{n}", "name": f"Paper {n} on soil", "year": 2000 + n} for n in range(5)]
    path.write_text("".join(json.dumps(r) + "\n" for r in [*rows, {"id": "bad"}]), "utf-8")
    return path


def test_add_list_search_remove(run, file):
    added = run("add", file, "--name", "mine", "--map", "title=name")
    assert added.exit_code == 0
    assert added.stdout == (
        "skipped line 6: no title\n"
        "mine: 5 added, 0 changed, 0 unchanged, 1 bad; 5 papers in the library\n"
    )
    assert "index 6/6" in added.stderr
    assert re.search(r"mine +5 +0\.\d MB .*complete", run("list").stdout)
    found = run("search", "mine", "soil", "--limit", 2, "--from", 2003).stdout
    assert re.match(r"  1\. Paper 4 on soil \(2004\)\n     local:x4  score \d", found)
    assert len(found.splitlines()) == 4
    assert run("remove", "mine", input="n\n").exit_code == 1
    assert run("remove", "mine", "--yes").stdout == "removed library mine\n"
    assert "mine" not in run("list").stdout


def test_json_is_all_that_is_on_stdout(run, file):
    added = json.loads(run("add", file, "--name", "m", "--map", "title=name", "--json").stdout)
    assert added["bad"] == [{"line": 6, "why": "no title"}]
    assert (added["added"], added["total"]) == (5, 5)
    [mine, sample] = json.loads(run("list", "--json").stdout)
    assert (mine["name"], mine["papers"], mine["state"]) == ("m", 5, "complete")
    assert sample["name"] == "sample"
    found = json.loads(run("search", "m", "soil", "--json", "--limit", 1).stdout)
    assert found["hits"][0]["title"].startswith("Paper")


def test_quiet_says_nothing_on_stderr(run, file):
    assert run("add", file, "--name", "m", "--map", "title=name", "--quiet").stderr == ""


def test_nothing_found_is_said(run, file):
    run("add", file, "--name", "m", "--map", "title=name")
    assert run("search", "m", "soil", "--to", 1990).stdout == "nothing found\n"


def test_errors_are_ours(run, tmp_path):
    assert isinstance(run("search", "none", "x").exception, LibraryError)
    assert isinstance(run("remove", "sample", "--yes").exception, LibraryError)
    assert isinstance(run("remove", "none", "--yes").exception, LibraryError)
    assert isinstance(run("add", tmp_path / "none", "--name", "m").exception, UserError)


def test_of_many_bad_records_some_are_named():
    added = Added(1, 0, 0, tuple(BadRecord(n, "no title") for n in range(BAD_SHOWN + 5)), 1)
    page = added_page("m", added, as_json=False)
    assert page.count("no title") == BAD_SHOWN
    assert "skipped 5 more (--json names them all)" in page
    assert len(json.loads(added_page("m", added, as_json=True))["bad"]) == BAD_SHOWN + 5


def test_notes_on_how_a_file_was_read_come_first():
    added = Added(1, 0, 0, (BadRecord(1, "no title", 2),), 1, ("2 lines are not UTF-8",))
    page = added_page("m", added, as_json=False)
    assert page.startswith("note: 2 lines are not UTF-8\nskipped item 2 (line 1): no title\n")
    found = json.loads(added_page("m", added, as_json=True))
    assert found["notes"] == ["2 lines are not UTF-8"]
    assert found["bad"] == [{"line": 1, "item": 2, "why": "no title"}]


def test_a_bibliography_in_latin_1_is_added_and_that_is_said(run, tmp_path):
    (tmp_path / "a.bib").write_bytes("@article{a, title={Caf\xe9}}".encode("latin-1"))
    added = run("add", tmp_path / "a.bib", "--name", "m").stdout
    assert added.startswith("note: 1 line is not UTF-8 and read as Windows-1252")
    assert "m: 1 added" in added


def test_years_the_wrong_way_round_are_refused(run):
    error = run("search", "sample", "soil", "--from", 2025, "--to", 2020).exception
    assert isinstance(error, UserError)
    assert "--from 2025 is later than --to 2020" in str(error)


def test_a_library_follows_a_folder(run, tmp_path):
    page = (
        "<article><front><article-meta><title-group><article-title>{0} and soil</article-title>"
        "</title-group></article-meta></front><body><sec><title>Results</title><p>{1}</p></sec>"
        "</body></article>"
    )
    folder = tmp_path / "docs"
    folder.mkdir()
    for name in ("Acid", "Lime"):
        text = f"We measured {name.lower()} in the soil of many fields over several years. " * 5
        (folder / f"{name}.xml").write_text(page.format(name, text), "utf-8")
    first = run("sync", "mine", folder, "-q")
    assert first.exit_code == 0
    assert first.stdout.endswith("mine: 2 new, 0 changed, 0 moved, 0 gone, 0 unchanged; 2 papers\n")
    (folder / "Acid.xml").unlink()
    second = run("sync", "mine", "-q")
    assert second.stdout.splitlines()[0] == "gone: Acid.xml"
    assert second.stdout.endswith("0 new, 0 changed, 0 moved, 1 gone, 1 unchanged; 1 papers\n")
    (folder / "Lime.xml").unlink()
    assert isinstance(run("sync", "mine", "-q").exception, UserError)
    assert isinstance(run("sync", "other").exception, UserError)
    assert isinstance(run("sync", "sample", folder).exception, LibraryError)
    assert run("search", "mine", "lime").stdout.startswith("  1. Lime")


@pytest.mark.parametrize("command", ["add", "sync"])
def test_an_interruption_names_the_command_that_continues(tmp_path, monkeypatch, command):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("store.library.addition.add_file", stop)
    monkeypatch.setattr("litassay.wiring.sync.sync", stop)
    folder = tmp_path / "my papers"
    given = [folder, "--name", "mine"] if command == "add" else ["mine", folder]
    with pytest.raises(Interrupted) as stopped:
        CliRunner().invoke(app, ["library", command, *map(str, given)], catch_exceptions=False)
    called = shlex.join(["litassay", "library", command, *map(str, given)])
    assert stopped.value.hint == f"continue with: {called}"
