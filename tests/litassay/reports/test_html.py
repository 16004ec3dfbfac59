"""The HTML page as a text: complete without script, and no stranger's text is markup."""

import base64
import hashlib
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from litassay.reports.build import build_report
from litassay.reports.html import plain_page, render_html

VOID = {"meta", "br", "img", "input", "link"}


class Elements(HTMLParser):
    """Every element with its attributes; text is thrown away."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.open = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def made(result):
    return render_html(build_report(result), result.base.papers_by_id())


def test_hostile_text_adds_no_element_and_no_attribute(weighed):
    calm = weighed.model_dump_json()
    page = made(weighed)
    tags = [tag for tag, _ in Elements(page).found]
    assert "img" not in tags
    assert tags.count("script") == 1  # ours
    assert not {"b", "i", "u", "em"} & set(tags)
    for _, attributes in Elements(page).found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert not str(attributes.get("href", "")).startswith(("javascript:", "data:text"))
    assert "window.bad" in calm  # the double is as hostile as it says
    assert "&lt;script&gt;window.bad=1&lt;/script&gt;" in page


def test_the_policy_admits_our_style_and_script_and_nothing_else(weighed):
    page = made(weighed)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1].replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not re.findall(r'(?:src|href)="https?://(?!doi\.org|example\.org)', page)


def test_every_link_on_the_page_has_its_target_and_every_id_is_one(weighed):
    elements = Elements(made(weighed)).found
    ids = [a["id"] for _, a in elements if "id" in a]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for t, a in elements if t == "a" and a["href"].startswith("#")}
    assert targets <= set(ids)


def test_a_quote_is_marked_where_it_stands_in_its_text(weighed):
    page = made(weighed)
    anchors = '<span id="q-c1"></span><span id="q-f1"></span>'
    assert f'<mark data-of="c1 f1">{anchors}Method 1 improves accuracy' in page
    for claim in build_report(weighed).claims:
        assert f'href="#q-{claim.id}"' in page


def test_pictures_say_in_words_what_they_show(weighed):
    page = made(weighed)
    said = dict(zip(re.findall(r'<title id="(\w+)-title">', page),
                    re.findall(r"<desc [^>]*>([^<]*)</desc>", page), strict=True))  # fmt: skip
    assert said.keys() == {"flow", "map", "years", "scores", "confidence"}
    assert "for [1], [3]; against [2]; both ways [4]" in said["map"]
    assert "Works screened: 5" in said["flow"]
    assert "rating 5.0" in said["scores"]


def test_without_texts_the_page_still_holds_every_quote(weighed):
    page = render_html(build_report(weighed), {})
    assert "The quoted texts" not in page
    assert page.count("Method 1 improves accuracy") > 1


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_whatever_a_title_holds_the_elements_are_the_same(text):
    from litassay.reports.pages import page

    plain = Elements(page("notice.html", title="x", links=(), words="x"))
    assert Elements(page("notice.html", title=text, links=(), words=text)).found == plain.found


def test_what_pandoc_reads_is_escaped_too(weighed):
    tags = {tag for tag, _ in Elements(plain_page(build_report(weighed), {})).found}
    assert not {"script", "img", "b", "i"} & tags
