"""The page in a real browser: clicks, keys, filters, print, hostile text, accessibility."""

import os
from pathlib import Path

import pytest

from litassay.reports.build import build_report
from litassay.reports.html import render_html

CHROMIUM = Path(os.environ.get("LITASSAY_TEST_CHROMIUM", "/usr/bin/chromium"))
AXE = Path(os.environ.get("LITASSAY_TEST_AXE", "node_modules/axe-core/axe.min.js"))
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"there is no browser at {CHROMIUM}")
    with api.sync_playwright() as play:
        started = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(weighed, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(render_html(build_report(weighed), weighed.base.papers_by_id()), "utf-8")
    return path.as_uri()


@pytest.fixture
def opened(browser, address):
    """The page, and what went wrong on it; requests that leave it are counted as wrong."""
    page = browser.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith("file:") else None)
    page.goto(address)
    yield page
    assert wrong == []
    page.close()


def test_one_click_on_a_sentence_shows_its_claim_and_the_quote_in_its_text(opened):
    opened.locator("#findings ~ ul .s[data-claims]").first.click()
    panel = opened.locator("#panel")
    assert panel.is_visible()
    lit = panel.locator("mark.lit")
    assert lit.count() == 1
    assert lit.inner_text().startswith("Method 1 improves accuracy")
    assert panel.locator(".text").inner_text().count("We ask about") == 1


def test_the_keyboard_does_what_the_mouse_does(opened):
    link = opened.locator(".s a.n").first
    link.focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#panel").is_visible()
    assert opened.evaluate("document.activeElement.id") == "panel"
    opened.keyboard.press("Escape")
    assert opened.locator("#panel").is_hidden()
    assert opened.evaluate("document.activeElement.matches('.s a.n')")


def test_claims_are_filtered_by_verdict_paper_and_part(opened):
    shown = opened.locator("#claim-list .claim:visible")
    assert shown.count() == 5
    opened.select_option("select[name=verdict]", "REFUTED")
    assert shown.count() == 1
    assert opened.locator("#claim-count").inner_text() == "1 of 5 shown"
    opened.select_option("select[name=verdict]", "")
    opened.select_option("select[name=paper]", "1")
    assert shown.count() == 1
    opened.select_option("select[name=paper]", "")
    opened.select_option("select[name=part]", "q2")
    assert shown.count() == 0


def test_hostile_text_is_shown_and_never_runs(opened):
    opened.locator(".s[data-claims]").first.click()  # what is cloned is as safe as what is there
    assert opened.evaluate("window.bad") is None
    assert "<script>window.bad=1</script>" in opened.locator("#references ~ ol").inner_text()


def test_without_script_the_page_reads_whole_and_links_lead_to_quotes(browser, address):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert page.locator("#claim-list .claim:visible").count() == 5
    assert page.locator("form.filters").is_hidden()
    page.locator("#findings ~ ul .s a.n").first.click()
    page.locator(":target a.screen").click()
    marked = page.locator("mark:has(:target)")
    assert marked.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"


def test_a_page_can_be_dark_and_says_so(opened):
    before = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    opened.locator("#theme").click()
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert opened.locator("#theme").get_attribute("aria-pressed") == "true"


def test_print_leaves_out_what_paper_cannot_do(opened):
    opened.emulate_media(media="print")
    for part in (".bar", "form.filters"):
        assert opened.locator(part).is_hidden()
    assert opened.locator("#claim-list .claim").first.is_visible()
    assert opened.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser, address, theme, width):
    if not AXE.exists():
        pytest.skip("axe-core is not here: npm install --no-save axe-core")
    page = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 900}).new_page()
    page.goto(address)
    page.evaluate(AXE.read_text("utf-8"))
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
    page.locator(".s[data-claims]").first.click()
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(r => r.violations.map(v => v.id))", RULES
    )
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
