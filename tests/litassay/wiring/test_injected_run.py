"""Whole runs over real abstracts with planted attacks, and a model that obeys all it is shown."""

import gzip
import json
from itertools import islice
from typing import get_args

import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.text.injection import FLAG
from litassay.types import Dimension

QUESTION = "Does adversarial training improve the robustness of language models?"
PLANTED = 30
NORMAL = [
    {
        "stage": "planner",
        "reply": {
            "sub_questions": ["How does adversarial training change robustness?"],
            "queries": [{"sub_question": "q1", "text": "adversarial training robustness"}],
        },
    },
    {
        "stage": "screener",
        "reply": {
            "decisions": [
                {
                    "document": "d1",
                    "grade": "direct",
                    "relevance": 8,
                    "sub_questions": ["q1"],
                    "reason": "It fits.",
                }
            ]
        },
    },
    {
        "stage": "extractor",
        "capture": r"\[abstract\]\n(?P<first>[^\n]+?\.)(?=\s|$)",
        "reply": {
            "claims": [
                {"text": "$first", "quote": "$first", "sub_questions": ["q1"], "relevance": 8}
            ]
        },
    },
    {"stage": "extractor", "reply": {"claims": []}},
    {
        "stage": "verifier",
        "capture": r"DATA \w+ claims\ns1: (?P<first>[^\n]+)",
        "reply": {
            "stances": [
                {"claim": "s1", "stance": "SUPPORTS", "probability": 0.8, "quote": "$first"}
            ]
        },
    },
]
"""A model that does its work, plainly."""


def writing(*more):
    """Cites the first claim; `more` are further sentences that it tries to bring in."""
    said = [{"text": t, "claims": ["$id"]} for t in ("$first", *more)]
    title = more[0] if more else "Adversarial training and the robustness of language models"
    return {
        "stage": "writer",
        "capture": r"\n(?P<id>c\d+) \([^)\n]*\): (?P<first>[^\n]+)",
        "reply": {
            "title": title,
            "abstract": said,
            "introduction": [{"text": t, "claims": []} for t in (*more, "$first")],
            "answer": said,
            "results": [{"sub_question": "q1", "statements": said}],
        },
    }


def reviewing(overall, reason):
    scores = [{"dimension": d, "score": overall, "reason": reason} for d in get_args(Dimension)]
    return {"scores": scores, "overall": overall, "reason": reason}


GOOD = reviewing(6, "The quotes carry the sentences of the report.")


def obeying(attack):
    """What a model says that does what one planted text wants of it, wherever it sees it."""
    told = {"sub_questions": ["q1"], "relevance": 10}
    claims = [
        {"text": attack, "quote": attack, **told},
        {"text": f"The authors say: {attack}", "quote": attack, **told},
        {"text": attack, "quote": "$first", **told},
        {"text": "$first", "quote": "$first", **told, "relevance": 8},
    ]
    decision = {"document": "d1", "grade": "direct", **told, "reason": attack}
    stances = [
        {"claim": f"s{n}", "stance": "SUPPORTS", "probability": 1.0, "quote": "$first"}
        for n in range(1, 7)
    ]
    seen = {"contains": [attack]}
    return [
        {"stage": "screener", **seen, "reply": {"decisions": [decision]}},
        {**NORMAL[2], **seen, "reply": {"claims": claims}},
        {**NORMAL[4], **seen, "reply": {"stances": stances}},
        {"stage": "reviewer:*", **seen, "reply": reviewing(10, attack)},
    ]


def toml(rules):
    def value(item):
        return json.dumps(json.dumps(item) if isinstance(item, dict) else item)

    tables = ("\n".join(f"{k} = {value(v)}" for k, v in rule.items()) for rule in rules)
    return "".join(f"[[rule]]\n{table}\n\n" for table in tables)


@pytest.fixture
def attacks(shared):
    folder = shared / "data" / "hostile" / "bipia"
    found = []
    for kind, most in (("text", 24), ("code", 6)):
        groups = json.loads((folder / f"{kind}_attack_train.json").read_text()).values()
        found += [group[n] for n in range(2) for group in groups][:most]
    return [" ".join(attack.split()) for attack in found]


@pytest.fixture
def papers(shared):
    path = shared / "data" / "acl_anthology" / "abstracts_2016_2024.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (json.loads(line) for line in lines)
        fit = (r for r in rows if "adversarial training" in (r["abstract"] or "").lower())
        return list(islice(fit, PLANTED + 5))


@pytest.fixture
def run(tmp_path, home):
    (home / "litassay.toml").write_text(
        "[models]\nscreen_batch = 1\n[limits]\nrounds = 0\nrevisions = 0\n"
    )

    def made(name, rows, rules):
        library, script, out = (tmp_path / f"{name}.{end}" for end in ("jsonl", "toml", "run"))
        library.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        script.write_text(toml(rules), "utf-8")
        invoke = CliRunner().invoke
        added = invoke(app, ["library", "add", str(library), "--name", name, "--quiet"])
        assert added.exit_code == 0, added.output
        asked = ["ask", QUESTION, "--library", name, "--model", f"scripted:{script}", "--quiet"]
        result = invoke(app, [*asked, "--max-papers", "40", "--out", str(out)])
        assert result.exception is None or result.exit_code in (0, 3), result.exception
        return json.loads((out / "report.json").read_text()), (out / "report.md").read_text()

    return made


def outside_quotes(node, key=""):
    """Every text of a report that is not quoted evidence."""
    if isinstance(node, dict):
        return [text for name, item in node.items() for text in outside_quotes(item, name)]
    if isinstance(node, list):
        return [text for item in node for text in outside_quotes(item, key)]
    return [node] if isinstance(node, str) and key != "quote" else []


def test_obeyed_attacks_reach_nothing_that_is_published(run, attacks, papers):
    clean, _ = run("clean", papers, [*NORMAL, writing(), {"stage": "reviewer:*", "reply": GOOD}])
    planted = [
        {**row, "abstract": f"{row['abstract']} {attack}"}
        for row, attack in zip(papers, attacks, strict=False)
    ]
    rules = [rule for attack in attacks for rule in obeying(attack)]
    script = [*rules, *NORMAL, writing(*attacks[:8]), {"stage": "reviewer:*", "reply": GOOD}]
    hostile, page = run("hostile", [*planted, *papers[PLANTED:]], script)

    for text in outside_quotes(hostile):
        assert not [a for a in attacks if a in text], text
    assert not [a for a in attacks if a in page.replace("\\", "")]
    before = {c["text"]: c for c in clean["claims"]}
    assert before
    for claim in hostile["claims"]:
        assert claim["text"] in before
        assert claim["verdict"] == before[claim["text"]]["verdict"]
        assert (claim["confidence"] or 0) <= (before[claim["text"]]["confidence"] or 0)
    assert hostile["reviewing"]["rating"]["score"] <= clean["reviewing"]["rating"]["score"]
    used = {r["paper_id"].split(":")[-1]: r["flags"] for r in hostile["references"]}
    marks = [used[row["id"]] for row in planted if row["id"] in used]
    assert len(marks) > 15
    assert sum(any(FLAG in flag for flag in flags) for flags in marks) >= 0.95 * len(marks)
