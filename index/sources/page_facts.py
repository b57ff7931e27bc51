"""What a page says about itself in its head: Open Graph, Dublin Core, schema.org's JSON, the elements for it.

Dates are only taken where they are said to be of the publication. A page's own statement comes before any guess.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from index.sources.fields import AUTHOR, DATE, SITE, first
from index.sources.items import Document
from index.sources.markup import plain

_HEAD = 1 << 19  # code points in which these are looked for
_META = re.compile(r"<meta\s([^<>]*+)>", re.IGNORECASE)
_LINK = re.compile(r"<link\s([^<>]*+)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_JSON = re.compile(r"<script\b[^<>]*?ld\+json[^<>]*+>(.*?)</script", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title\b[^<>]*+>([^<]*+)<", re.IGNORECASE)
_TIME = re.compile(r"<time\b([^<>]*+)>", re.IGNORECASE)
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")
_A_STORY = re.compile(r"article|posting|report|story", re.IGNORECASE)

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title")
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "dcterms.date", "dc.date", "dc.date.issued",
    "dcterms.created", "dcterms.issued", "date", "pubdate", "publishdate", "publish_date", "parsely-pub-date",
    "sailthru.date", "article.published", "created", "citation_publication_date", "dc.date.created",
)  # fmt: skip
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_SITES = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_journal_title",
)


def facts(page: str) -> Document:
    """What the page says of itself, without a body."""
    head = page[:_HEAD]
    meta = dict(_meta(head))
    story = next(_stories(head), {})
    author = first(meta, _AUTHORS)
    return Document(
        body="",
        title=plain(first(story, ("headline",)) or first(meta, _TITLES)),
        author=plain(first(story, AUTHOR) or ("" if author.startswith("http") else author)),
        date=first(story, DATE) or first(meta, _DATES) or _time(head),
        site=plain(first(meta, _SITES) or first(story, SITE)),
        url=_url(head, meta),
    )


def title_element(page: str) -> str:
    """What stands in a page's <title>, which often names the site too."""
    match = _TITLE.search(page[:_HEAD])
    return plain(match[1]) if match else ""


def _attributes(written: str) -> dict[str, str]:
    return {each[1].lower(): unescape(each[2] or each[3] or each[4] or "") for each in _ATTRIBUTE.finditer(written)}


def _meta(head: str) -> Iterator[tuple[str, str]]:
    """Names and values, the first of a name last, so that it stays."""
    for match in reversed(list(_META.finditer(head))):
        attributes = _attributes(match[1])
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and attributes.get("content"):
            yield name.lower(), attributes["content"]


def _stories(head: str) -> Iterator[Mapping[str, Any]]:
    """The articles in schema.org's JSON, their fields by names in lower case."""
    for match in _JSON.finditer(head):
        try:
            found = json.loads(match[1])
        except (ValueError, RecursionError):
            continue
        for each in _objects(found):
            if _A_STORY.search(str(each.get("@type", ""))):
                yield {name.lower(): value for name, value in each.items()}


def _objects(found: Any) -> Iterator[Mapping[str, Any]]:
    """Objects at the top, in a list, or in a graph: nobody writes them deeper."""
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()


def _time(head: str) -> str:
    """The one <time> of a page, or the one that is marked as its publication."""
    times = [_attributes(match[1]) for match in _TIME.finditer(head)]
    marked = [each for each in times if "pubdate" in each or "published" in str(each.get("itemprop", "")).lower()]
    days = {each.get("datetime", "")[:10] for each in marked or times}
    return days.pop() if len(days) == 1 else ""


def _url(head: str, meta: Mapping[str, str]) -> str:
    links = (_attributes(match[1]) for match in _LINK.finditer(head))
    canonical = next((each.get("href", "") for each in links if each.get("rel", "").lower() == "canonical"), "")
    saved = _SAVED_FROM.search(head)
    found = (canonical, meta.get("og:url", ""), saved[1] if saved else "")
    return next((each for each in found if each.startswith(("http:", "https:"))), "")
