"""Text in, quoted text out: what a reader of the original sees is what is stored."""

import gzip
import html
import json
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser

from litassay.text.markup import plain

MARKED = re.compile(r"</?[a-zA-Z]|&[#a-zA-Z]\w*;")
FIELDS = ("title", "abstract", "abstracttext", "display_name", "container-title", "journaltitle")


class Visible(HTMLParser):
    """The characters between the tags, by the standard library; formulas in TeX left out."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.said, self.silent = [], 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("jats:tex-math", "tex-math", "annotation")

    def handle_endtag(self, tag):
        self.silent -= tag in ("jats:tex-math", "tex-math", "annotation")

    def handle_data(self, data):
        if not self.silent:
            self.said.append(data)


def visible(text):
    for _ in range(3):
        parser = Visible()
        parser.feed(text)
        parser.close()
        text = "".join(parser.said)
        if "</" not in text and "&lt;" not in text:
            break
    return html.unescape(text)


def characters(text):
    """Without blanks, and without the signs by which powers and formulas are written."""
    folded = unicodedata.normalize("NFKC", text).replace("−", "-")
    return re.sub(r"[\s^_(){}:/√\u200b-\u200f]", "", folded)


def fields(value, name=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from fields(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner, name)
    elif isinstance(value, str) and name.lower() in FIELDS:
        yield value


def texts(data):
    """Every title and abstract of the recorded services, the ACL Anthology and SciFact."""
    with gzip.open(data / "api_recorded" / "exchanges.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            body = json.loads(line).get("body") or ""
            if body[:1] in "[{" and body:
                try:
                    yield from fields(json.loads(body))
                except ValueError:
                    continue
    acl = data / "acl_anthology" / "abstracts_2016_2024.jsonl.gz"
    with gzip.open(acl, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield from (record["title"], record.get("abstract") or "")
    with (data / "scifact" / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield from json.loads(line)["abstract"]


def test_no_record_with_mark_up_loses_or_gains_a_character(shared):
    marked, differing = 0, []
    for text in set(texts(shared / "data")):
        if not MARKED.search(text) or "$" in text or "\\" in text:
            continue
        marked += 1
        stored = plain(text)
        same = Counter(characters(stored)) == Counter(characters(visible(text)))
        if not same and stored != " ".join(text.split()):  # pseudo-tags such as <MASK> are text
            differing.append((text, stored))
    assert marked > 250
    assert differing == []
