"""The pages of a site that speak of all its reports: index, rating, feed, site map, JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from litassay.reports import plain_words
from litassay.reports.document import Report
from litassay.reports.html import Link
from litassay.reports.pages import page
from litassay.reports.plain_words import DIMENSIONS, MACHINE, TIERS
from litassay.reports.site_entry import Entry, listed

ATOM, SITEMAP = "http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWEST = 50
"""Reports in the feed."""


def site_files(entries: Sequence[Entry], name: str, base: str) -> Mapping[str, str]:
    """Every file that depends on more than one report, by its path; newest reports first."""
    ordered = sorted(entries, key=lambda e: (e.published, e.address), reverse=True)
    return {
        "index.html": _index(ordered, name),
        "rating.html": page("rating.html", links=(Link("index.html", name),), words=plain_words),
        "feed.xml": _feed(ordered[:NEWEST], name, base),
        "sitemap.xml": _sitemap(ordered, base),
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n",
        "api/reports.json": listed(ordered),
        "api/dimensions.json": _table("dimensions", DIMENSIONS),
        "api/tiers.json": _table("tiers", TIERS),
        "api/schema/report.json": _json(Report.model_json_schema(mode="serialization")),
        "api/schema/entry.json": _json(Entry.model_json_schema(mode="serialization")),
        "api/schema/table.json": _json(_TABLE_SCHEMA),
    }


_TABLE_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "description": "Our terms, as files name them, in plain English and explained.",
    "additionalProperties": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {n: {"type": "string"} for n in ("name", "in_words", "means")},
            "required": ["name", "in_words", "means"],
            "additionalProperties": False,
        },
    },
}


def _index(entries: Sequence[Entry], name: str) -> str:
    return page(
        "index.html",
        name=name,
        entries=entries,
        words=plain_words,
        years=sorted({y for e in entries for y in e.years}, reverse=True),
        sources=sorted({s for e in entries for s in e.sources}),
        months=sorted({e.published[:7] for e in entries if e.published}, reverse=True),
        links=(Link("rating.html", "What the ratings mean"), Link("feed.xml", "Feed")),
    )


def _table(what: str, terms: Mapping[Any, tuple[str, str]]) -> str:
    rows = [{"name": n, "in_words": said, "means": means} for n, (said, means) in terms.items()]
    return _json({what: rows})


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _feed(entries: Sequence[Entry], name: str, base: str) -> str:
    """The newest reports (RFC 4287); ids are those of the runs, so they outlast an address."""
    feed = Element("feed", {"xmlns": ATOM})
    SubElement(feed, "id").text = base
    SubElement(feed, "title").text = name
    SubElement(feed, "updated").text = _moment(entries[0].published if entries else "1970-01-01")
    SubElement(feed, "link", {"rel": "self", "href": f"{base}feed.xml"})
    SubElement(feed, "link", {"href": base})
    SubElement(SubElement(feed, "author"), "name").text = f"litassay ({MACHINE})"
    for known in entries:
        item = SubElement(feed, "entry")
        SubElement(item, "id").text = f"urn:uuid:{known.run_id}"
        SubElement(item, "title").text = _plain(known.title)
        SubElement(item, "updated").text = _moment(known.published)
        SubElement(item, "link", {"href": base + known.address})
        SubElement(item, "summary").text = _plain(known.answer)
        SubElement(item, "category", {"term": known.tier, "label": known.tier_in_words})
    return _xml(feed)


def _sitemap(entries: Sequence[Entry], base: str) -> str:
    """Every page with the day it was made."""
    urls = Element("urlset", {"xmlns": SITEMAP})
    for address, day in [
        ("", ""),
        ("rating.html", ""),
        *((e.address, e.published) for e in entries),
    ]:
        url = SubElement(urls, "url")
        SubElement(url, "loc").text = base + address
        if day:
            SubElement(url, "lastmod").text = day
    return _xml(urls)


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _plain(text: str) -> str:
    """Text without what XML cannot hold."""
    return "".join(c for c in text if c == "\t" or (c >= " " and c not in "\x7f\ufffe\uffff"))


def _xml(root: Element) -> str:
    indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"
