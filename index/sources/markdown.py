"""Markdown: a text whose marks are left as they are, but for what stands above it between two lines of dashes.

    ---
    title: "نيران صديقة"        Jekyll's, Hugo's and pandoc's front matter: one `name: value` a line, of YAML no more
    date: 2015-07-21            than that; or TOML's `name = value` between two lines of +++
    author: [أحمد, منى]
    ---

The body is the file whole, as every text's is: what the front matter says can be found there too.
"""

import re
from collections.abc import Iterator, Mapping

from index.sources.fields import document_of
from index.sources.items import Found, Item, article, content
from index.sources.problems import doubts
from index.sources.text import text_of

SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".rmd", ".qmd"})

_LONGEST = 1 << 16  # code points of front matter; a rule further down is no end of it
_FENCE = re.compile(r"\ufeff?(---|\+\+\+)[ \t]*\r?\n")
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(.*?)[ \t\r]*$", re.MULTILINE)
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*?)[ \t\r]*$")
_HEADING = re.compile(r"^(?:#{1,2}[ \t]+(.+?)[ \t]*#*|(.+)\r?\n=+)[ \t]*\r?$", re.MULTILINE)


def claims(head: str) -> bool:
    """Whether a text that begins like this has front matter."""
    return bool(front_matter(head)[0])


def read(item: Item) -> Iterator[Found]:
    """The article of a Markdown file, titled by its front matter, else by its first heading."""
    text = text_of(content(item))
    fields, end = front_matter(text.text)
    document = document_of(fields)
    title = document.title or _heading(text.text[end : end + _LONGEST])
    yield article(item, document._replace(body=text.text, title=title))
    yield from doubts(item.name, text)


def front_matter(text: str) -> tuple[Mapping[str, str | list[str]], int]:
    """The fields above a text by their names in lower case, and where the text begins; nothing and 0 without any."""
    fence = _FENCE.match(text)
    if not fence:
        return {}, 0
    head = text[fence.end() : _LONGEST]
    closing = re.search(rf"^(?:{re.escape(fence[1])}|\.\.\.)[ \t]*\r?$", head, re.MULTILINE)
    if not closing:
        return {}, 0
    return _fields(head[: closing.start()]), fence.end() + closing.end()


def _fields(head: str) -> dict[str, str | list[str]]:
    fields: dict[str, str | list[str]] = {}
    name = ""
    for line in head.split("\n"):
        if match := _FIELD.match(line):
            name = match[1].lower()
            fields[name] = _value(match[2])
        elif name and (match := _ITEM.match(line)):
            before = fields[name]
            fields[name] = [*(before if isinstance(before, list) else []), _unquoted(match[1])]
    return fields


def _value(written: str) -> str | list[str]:
    """A string without its quotes, or the strings of a list in brackets."""
    if written.startswith("[") and written.endswith("]"):
        return [_unquoted(each.strip()) for each in re.split("[,،]", written[1:-1])]
    return _unquoted(written)


def _unquoted(written: str) -> str:
    if len(written) >= 2 and written[0] == written[-1] and written[0] in "\"'":
        return written[1:-1].replace('\\"', '"')
    return "" if written in ("|", ">", "|-", ">-", "null", "~") else written


def _heading(text: str) -> str:
    match = _HEADING.search(text)
    return (match[1] or match[2]) if match else ""
