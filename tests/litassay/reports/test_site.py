"""A site of many reports: index, feed, site map, metadata, JSON; only what changed is made."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
from typer.testing import CliRunner

from litassay.cli.app import app
from litassay.doubles import Notebook
from litassay.errors import RunError
from litassay.reports.site import ATOM, SITEMAP
from litassay.wiring.publishing import Options, publish_site
from litassay.wiring.results import RESULT
from store.manifest import Manifest
from store.runs import RunFolder

BASE = "https://example.org/reviews/"


@pytest.fixture(scope="module")
def run(weighed, tmp_path_factory):
    """A run folder whose records are the hostile double, and whose id is hostile too."""
    path = tmp_path_factory.mktemp("runs") / "one"
    folder = RunFolder.create(
        path,
        Manifest(
            run_id="../../../x", question=weighed.base.question, nonce="n", configuration={},
            started="2026-01-02T03:04:05+00:00", ended="2026-01-02T03:05:05+00:00", exit_code=0,
        ),
    )  # fmt: skip
    folder.write_text(RESULT, weighed.model_dump_json())
    return path


@pytest.fixture(scope="module")
def site(run, tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    options = Options(out, "Our <b>reviews</b>", BASE, pdf=False)
    assert publish_site([run], options, Notebook())[:2] == (1, 1)
    return options


def report_page(site):
    (path,) = (site.out / "r").glob("*/index.html")
    return path, path.read_text("utf-8")


def test_only_what_changed_is_made_again(site, run):
    before = {p: p.stat().st_mtime_ns for p in site.out.rglob("*") if p.is_file()}
    assert publish_site([run], site, Notebook())[:2] == (1, 0)
    assert before == {p: p.stat().st_mtime_ns for p in site.out.rglob("*") if p.is_file()}


def test_the_address_is_stable_and_stays_below_the_site(site, run, tmp_path):
    path, _ = report_page(site)
    assert re.fullmatch(r"does-the-method-b-improve-b-accuracy-[0-9a-f]{8}", path.parent.name)
    moved = shutil.copytree(run, tmp_path / "elsewhere")
    assert publish_site([moved], site, Notebook())[:2] == (1, 0)


def test_the_feed_is_atom_with_what_it_must_have(site):
    feed = ElementTree.parse(site.out / "feed.xml").getroot()
    assert feed.tag == f"{{{ATOM}}}feed"
    for element in (feed, feed.find(f"{{{ATOM}}}entry")):
        for needed in ("id", "title", "updated"):
            assert element.findtext(f"{{{ATOM}}}{needed}")
    entry = feed.find(f"{{{ATOM}}}entry")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", entry.findtext(f"{{{ATOM}}}id"))
    assert entry.find(f"{{{ATOM}}}link").get("href").startswith(f"{BASE}r/")
    assert feed.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name").startswith("litassay")


def test_the_site_map_names_every_page(site):
    urls = ElementTree.parse(site.out / "sitemap.xml").getroot()
    named = [e.text for e in urls.iter(f"{{{SITEMAP}}}loc")]
    assert named[:2] == [BASE, f"{BASE}rating.html"]
    assert len(named) == 3
    assert (site.out / named[2].removeprefix(BASE) / "index.html").is_file()


def test_machines_read_what_the_page_says(site):
    _, page = report_page(site)
    tags = dict(re.findall(r'<meta name="(citation_\w+)" content="([^"]*)"', page))
    assert tags["citation_publication_date"] == "2026/01/02"
    assert tags["citation_public_url"].startswith(BASE)
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert "<" not in text
    article, review = json.loads(text)["@graph"]
    assert article["@type"] == "Report"
    assert len(article["citation"]) == 5
    assert review["@type"] == "ClaimReview"
    assert review["reviewRating"]["ratingValue"] == 5
    assert review["reviewRating"]["alternateName"] == "supported, certainty low"
    assert review["itemReviewed"]["text"] == review["claimReviewed"]


def test_json_follows_the_published_schemas(site):
    api = site.out / "api"
    schema = {p.stem: json.loads(p.read_text()) for p in (api / "schema").iterdir()}
    (entry,) = json.loads((api / "reports.json").read_text())["reports"]
    jsonschema.validate(entry, schema["entry"])
    report = json.loads((site.out / entry["address"] / "report.json").read_text())
    jsonschema.validate(report, schema["report"])
    for name in ("dimensions", "tiers"):
        jsonschema.validate(json.loads((api / f"{name}.json").read_text()), schema["table"])


def test_every_page_says_that_a_program_made_it_and_holds_no_stranger_s_markup(site):
    pages = list(site.out.rglob("*.html"))
    assert len(pages) == 3
    for path in pages:
        text = path.read_text("utf-8")
        assert "Made by a program" in text
        assert "<b>" not in text
        assert "<img" not in text


def test_links_between_pages_lead_to_files(site):
    for path in site.out.rglob("*.html"):
        for href in re.findall(r'href="([^"#:]+)"', path.read_text("utf-8")):
            assert (path.parent / href).exists(), (path, href)


def test_a_run_that_cannot_be_published_is_named_and_hides_no_other(run, tmp_path):
    runs = tmp_path / "runs"
    shutil.copytree(run, runs / "good")
    shutil.copytree(run, runs / "bad")
    (runs / "bad" / RESULT).write_text("[]")
    done = CliRunner().invoke(
        app, ["publish", str(runs), "--out", str(tmp_path / "site"), "--no-pdf", "-q"]
    )
    assert done.exit_code == 2
    assert "bad: " in done.stderr
    assert "damaged" in done.stderr
    assert done.stdout.strip().endswith("index.html")
    assert len(list((tmp_path / "site" / "r").iterdir())) == 1


def test_what_holds_no_run_is_refused(tmp_path):
    options = Options(tmp_path / "site", "x", BASE, pdf=False)
    with pytest.raises(RunError, match="holds no run"):
        publish_site([Path(tmp_path)], options, Notebook())
