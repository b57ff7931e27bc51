"""The text of HTML, whatever its faults: tags are taken away, blocks become lines. No tree is built.

It reads what parsers drop without a word (elements nested thousands deep) or cannot hold (a page of 50 MB), and what
needs no judgement: a chapter of a book, an entry of a feed, the HTML of a message. Every pattern is linear: a tag ends
at the next `<` or `>`, even where a quote would hide it.
"""

import re
from collections.abc import Iterator
from html import unescape

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|textarea|svg|math|iframe|object|template)\b[^<>]*+>.*?(?:</(?P=raw)\s*+>|\Z)"
    r"|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)"
    r"|<(?P<closing>/?)(?P<name>[A-Za-z][^\s<>/]*+)[^<>]*+>"
    r"|<[!?][^<>]*+>",
    re.DOTALL | re.IGNORECASE,
)
_LINES = frozenset((
    "address", "article", "blockquote", "body", "br", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "html", "legend", "li", "main",
    "menu", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_FURNITURE = frozenset(["nav", "header", "footer", "aside", "form", "button", "select", "noscript"])
_HIDDEN = frozenset(("head",))
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_AROUND_LINE = re.compile(r"[ \t\r\f\v]*\n[ \t\r\n\f\v]*")


def text_of(markup: str, *, story: bool = False) -> str:
    """The text, a line for each block; of a page's `story` without its navigation, its header and its footer."""
    start = _BODY.search(markup)
    text = _joined(markup, start.start() if start else 0, _FURNITURE | _HIDDEN if story else _HIDDEN)
    return text or (_joined(markup, 0, frozenset()) if story else "")


def plain(markup: str) -> str:
    """The text of a few words of HTML on one line: a title."""
    return " ".join(text_of(markup).split()) if "<" in markup or "&" in markup else " ".join(markup.split())


def is_line(name: str) -> bool:
    """Whether an element of HTML is a line of its own."""
    return name in _LINES


def _joined(markup: str, start: int, left_out: frozenset[str]) -> str:
    return _AROUND_LINE.sub("\n", "".join(_pieces(markup, start, left_out))).strip()


def _pieces(markup: str, start: int, left_out: frozenset[str]) -> Iterator[str]:
    """Text and line ends; nothing between the tags of elements that are left out."""
    at, inside = start, 0
    for match in _TOKEN.finditer(markup, start):
        if not inside:
            yield _words(markup[at : match.start()])
        at = match.end()
        name = (match["name"] or "").lower().rpartition(":")[2]
        if name in left_out:
            inside = max(0, inside - 1) if match["closing"] else inside + (not match[0].endswith("/>"))
        elif not inside:
            yield _words(match["cdata"]) if match["cdata"] else _between(name)
    if not inside:
        yield _words(markup[at:])


def _between(name: str) -> str:
    return "\n" if name in _LINES else " " if name in _CELLS else ""


def _words(markup: str) -> str:
    return _SPACES.sub(" ", unescape(markup) if "&" in markup else markup)
