"""`litassay doctor` tells what will fail, and shows no key."""

import json

from litassay.cli.app import app
from litassay.cli.ending import run


def base(capsys):
    code = run(app, ["doctor", "--json"])
    rows = json.loads(capsys.readouterr().out)
    return code, {row["what"]: row for row in rows}


def test_a_fresh_installation_is_fine(capsys):
    code, found = base(capsys)
    assert code == 0
    assert found["settings"]["detail"] == "all at their defaults"
    assert found["library sample"]["detail"].endswith("not indexed yet")
    assert {row["mark"] for row in found.values()} <= {"ok", "--"}


def test_a_key_is_never_shown(capsys, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-never-shown")
    assert run(app, ["doctor"]) == 0
    out, err = capsys.readouterr()
    assert "never-shown" not in out + err
    assert "OPENAI_API_KEY           set" in out


def test_what_was_changed_is_named(capsys, home):
    (home / "litassay.toml").write_text("max_papers = 7\n[limits]\nrounds = 1\n")
    assert base(capsys)[1]["settings"]["detail"] == "changed: max_papers, limits"


def test_what_will_fail_is_marked(capsys, home):
    (home / "litassay.toml").write_text("modle = 'x'\n")
    broken = home / "libraries" / "mine"
    broken.mkdir(parents=True)
    (broken / "papers.sqlite").write_bytes(b"no database at all" * 100)
    code, found = base(capsys)
    assert code == 2
    assert found["settings"]["mark"] == found["library mine"]["mark"] == "!!"
    assert "did you mean model?" in found["settings"]["detail"]
