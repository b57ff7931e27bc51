"""JSON: an array of records, one record a line, a single record, or an object that wraps a list of them.

Fields are recognised by their usual names. Ids are the file's with `#n`: the place in the array, or the line from 0 on;
a file that is one record has no `#n`. A record with a title and no body is an article; with neither it is a Problem.
"""

import os
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from index.articles import Article, ArticleId
from index.errors import Problem
from index.furniture import title_of
from index.sources.dates import date_of
from index.sources.described import Described
from index.sources.encodings import decode, is_binary
from index.sources.paths import open_regular, shown
from index.sources.problems import Fault, Reason, doubts, problem, unreadable
from index.sources.scan import SourceFile
from index.sources.values import (
    LONGEST,
    Broken,
    Found,
    TooDeep,
    TooLong,
    UnknownEncodingError,
    Value,
    Window,
    by_line,
    in_sequence,
    is_value,
)  # fmt: skip

SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_LINES = frozenset({".jsonl", ".ndjson"})

PATIENCE = 10_000
"""Records without one article among them, after which the rest of a file is left: it holds something else."""

_TITLE = ("title", "headline")
_BODY = ("content", "body", "text", "articlebody", "article_body")
_DATE = ("date", "date_extracted", "published", "published_at", "date_published", "datepublished", "pubdate")
_URL = ("url", "link")
_AUTHOR = ("author", "authors", "byline")
_SOURCE = ("source", "site", "site_name", "publisher")
_LISTS = ("articles", "data", "items", "records", "documents", "docs", "results", "entries", "posts", "news")

_WRAPPED = re.compile(rf'\s*+\{{\s*+"(?:{"|".join(_LISTS)})"\s*+:\s*+\[', re.IGNORECASE)
_A_RECORD = re.compile(r'\s*+(?:\[\s*+)?\{\s*+"')
_A_FIELD = re.compile(rf'"(?:{"|".join((*_TITLE, *_BODY))})"\s*+:', re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def claims(head: bytes) -> bool:
    """Whether a file that begins like this holds records, whatever its name: an object with a title or a body."""
    decoded = decode(head) if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") else None
    return decoded is not None and bool(_A_RECORD.match(decoded.text) and _A_FIELD.search(decoded.text))


def read(file: SourceFile) -> Iterator[Article | Problem]:
    """The articles of a JSON file of any form, and a Problem for every record that is none."""
    try:
        with open_regular(file.name) as opened:
            window = Window(opened)
            yield from _articles(file, window)
            yield from doubts(file.name, window.decoded)
    except UnknownEncodingError as error:
        yield problem(file.name, Reason.NOT_TEXT if is_binary(error.head) else Reason.UNKNOWN_ENCODING)
    except OSError as error:
        yield unreadable(file.name, error)


def _articles(file: SourceFile, window: Window) -> Iterator[Article | Problem]:
    nothing, in_vain = True, 0
    for found, suffix in _numbered(file, window):
        nothing = False
        for outcome in _outcome(file, found, suffix, window):
            in_vain = 0 if isinstance(outcome, Article) else in_vain + 1
            yield outcome
        if in_vain > PATIENCE:
            yield problem(file.name, Reason.GIVEN_UP, found.line)
            return
    if nothing:
        yield problem(file.name, Reason.EMPTY)


def _numbered(file: SourceFile, window: Window) -> Iterator[tuple[Found, str]]:
    """Every value of the file with the end of its id, by the form the file has."""
    if not window.skip_space():
        return
    wrapped = _WRAPPED.match(window.text, window.at)
    if window.text[window.at] == "[" or wrapped:
        window.at = wrapped.end() if wrapped else window.at + 1
        found = in_sequence(window)
    elif _is_lines(file, window):
        found = by_line(window)
    else:
        yield from _whole(in_sequence(window))
        return
    for each in found:
        yield each, f"#{each.number}"


def _is_lines(file: SourceFile, window: Window) -> bool:
    """Whether each line is a value of its own: the name says so, or the first two lines do."""
    first, after = window.first_line()
    if first.strip() == "{":
        return False
    if os.path.splitext(file.name)[1].lower() in _LINES or (after == "{" and first.lstrip().startswith("{")):
        return True
    return after != "" and is_value(first)


def _whole(values: Iterator[Found]) -> Iterator[tuple[Found, str]]:
    """Objects that are not in an array: one is the file itself or wraps its records; several are numbered."""
    first, second = next(values, None), next(values, None)
    if first is None:
        return
    listed = _listed(first.value) if isinstance(first, Value) else None
    if second is not None:
        for each in chain((first, second), values):
            yield each, f"#{each.number}"
    elif isinstance(first, Value) and listed is not None:
        for number, value in enumerate(listed):
            yield Value(value, number, first.line, first.odd), f"#{number}"
    else:
        yield first, ""


def _listed(value: Any) -> list[Any] | None:
    """The list of records an object wraps, if it is no record itself."""
    if not isinstance(value, dict) or any(name.lower() in _BODY for name in value):
        return None
    lists = (each for name, each in value.items() if name.lower() in _LISTS and isinstance(each, list))
    return next((each for each in lists if any(isinstance(item, dict) for item in each)), None)


def _outcome(file: SourceFile, found: Found, suffix: str, window: Window) -> Iterator[Article | Problem]:
    """A found value as an article, as the problem it is, or as both."""
    path, record = file.name, found.number
    match found:
        case Value(value=dict() as fields):
            article = _article(file, ArticleId(file.key + suffix), _sound(fields, window))
            if article is None:
                yield problem(path, Reason.BROKEN_RECORD, found.line, record=record, fault=Fault.NOTHING_IN_IT.value)
            else:
                yield article
            for value in found.odd:
                yield problem(path, Reason.ODD_VALUE, found.line, record=record, value=value)
        case Value():
            yield problem(path, Reason.BROKEN_RECORD, found.line, record=record, fault=Fault.NOT_AN_OBJECT.value)
        case Broken():
            yield problem(path, Reason.BROKEN_JSON, found.line, column=found.column, detail=found.detail)
        case TooDeep():
            yield problem(path, Reason.BROKEN_RECORD, found.line, record=record, fault=Fault.TOO_DEEP.value)
        case TooLong():
            yield problem(path, Reason.TOO_LARGE, found.line, limit=LONGEST)


def _article(file: SourceFile, id_: ArticleId, fields: Mapping[str, Any]) -> Article | None:
    """The record as an article; None where it has neither a title nor a body."""
    says = file.described or Described()
    body = _first(fields, _BODY, "\n")
    title = " ".join(_first(fields, _TITLE, " ").split())
    if not title and not body.strip():
        return None
    return Article(
        id=id_,
        title=title or title_of(body, id_),
        body=body,
        source=_first(fields, _SOURCE) or says.source,
        author=_first(fields, _AUTHOR) or says.author,
        published=date_of(_first(fields, _DATE)) or says.published,
        url=_first(fields, _URL) or says.url,
        path=shown(file.name),
    )


def _first(fields: Mapping[str, Any], names: tuple[str, ...], between: str = "، ") -> str:
    """The first of the named fields that says something, as text."""
    for name in names:
        value = fields.get(name)
        if value and (said := value if isinstance(value, str) else _text(value, between)):
            return said
    return ""


def _text(value: Any, between: str) -> str:
    """A string as it is, a number's digits, a list's parts, an object's name (schema.org writes authors so)."""
    match value:
        case str():
            return value
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case list():
            return between.join(filter(None, (_text(each, between) for each in value if not isinstance(each, list))))
        case dict():
            name = value.get("name")
            return name if isinstance(name, str) else ""
    return ""


def _sound(record: Mapping[str, Any], window: Window) -> dict[str, Any]:
    """The fields by their names in lower case, without half surrogates (`\\ud83d` cut in two by an export).

    No encoding can write those, so no index and no terminal could take them.
    """
    fields = {name.lower(): value for name, value in record.items()}
    if window.may_hold_surrogates:
        for name, value in fields.items():
            if isinstance(value, str):
                fields[name], count = _SURROGATE.subn("\ufffd", value)
                window.replaced += count
    return fields
