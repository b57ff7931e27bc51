"""JSON: an array of records, one record a line, a single record, or an object that wraps a list of them.

Fields are recognised by their usual names. Ids are the file's with `#n`: the place in the array, or the line from 0 on;
a file that is one record has no `#n`. A record with a title and no body is an article; with neither it is a Problem.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from index.articles import Article
from index.sources.encodings import decode, is_binary
from index.sources.fields import BODY, TITLE, document_of
from index.sources.items import Found, Item, article
from index.sources.marks import AsBefore
from index.sources.problems import Fault, Reason, RefusedError, doubts, problem
from index.sources.values import Broken, TooDeep, TooLong, Value, by_line, in_sequence, is_value
from index.sources.values import Found as FoundValue
from index.sources.window import LONGEST, UnknownEncodingError, Window

SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
_LINES = frozenset({".jsonl", ".ndjson"})

PATIENCE = 10_000
"""Records without one article among them, after which the rest of a file is left: it holds something else."""

_LISTS = ("articles", "data", "items", "records", "documents", "docs", "results", "entries", "posts", "news")

_WRAPPED = re.compile(rf'\s*+\{{\s*+"(?:{"|".join(_LISTS)})"\s*+:\s*+\[', re.IGNORECASE)
_A_RECORD = re.compile(r'\s*+(?:\[\s*+)?\{\s*+"')
_A_FIELD = re.compile(rf'"(?:{"|".join((*TITLE, *BODY))})"\s*+:', re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")


def claims(head: bytes) -> bool:
    """Whether a file that begins like this holds records, whatever its name: an object with a title or a body."""
    decoded = decode(head) if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") else None
    return decoded is not None and bool(_A_RECORD.match(decoded.text) and _A_FIELD.search(decoded.text))


def read(item: Item) -> Iterator[Found]:
    """The articles of a JSON file of any form, and a Problem for every record that is none."""
    with item.opened() as opened:
        try:
            window = Window(opened, marked=item.known is not None)
        except UnknownEncodingError as error:
            raise RefusedError(Reason.NOT_TEXT if is_binary(error.head) else Reason.UNKNOWN_ENCODING) from error
        yield from _marked(_articles(item, window), window)
        yield from doubts(item.name, window.decoded)


def _marked(found: Iterator[Found], window: Window) -> Iterator[Found]:
    """The same with marks: behind an article now and then, and behind the last one if nothing comes after it."""
    articles = problems = 0
    each: Found = None
    for each in found:
        yield each
        if isinstance(each, Article):
            articles += 1
            if window.is_far and (mark := window.mark(articles, problems)):
                yield mark
        elif isinstance(each, AsBefore):
            articles, problems = each.end.articles, each.end.problems
        else:
            problems += 1
    if isinstance(each, Article) and (mark := window.mark(articles, problems)):
        yield mark


def _articles(item: Item, window: Window) -> Iterator[Found]:
    nothing, in_vain = True, 0
    for found, number in _numbered(item, window):
        nothing = False
        if isinstance(found, AsBefore):
            yield found
            continue
        for outcome in _outcome(item, found, number, window):
            in_vain = 0 if isinstance(outcome, Article) else in_vain + 1
            yield outcome
        if in_vain > PATIENCE:
            yield problem(item.name, Reason.GIVEN_UP, found.line)
            return
    if nothing:
        yield problem(item.name, Reason.EMPTY)


def _numbered(item: Item, window: Window) -> Iterator[tuple[FoundValue | AsBefore, int | None]]:
    """Every value of the file with the end of its id, by the form the file has; before them, what is as it was."""
    if not window.skip_space():
        return
    wrapped = _WRAPPED.match(window.text, window.at)
    if window.text[window.at] == "[" or wrapped:
        window.at = wrapped.end() if wrapped else window.at + 1
        as_before = _resumed(item, window)
        found = in_sequence(window, as_before.end.number)
    elif _is_lines(item, window):
        as_before = _resumed(item, window)
        found = by_line(window)
    else:
        yield from _whole(in_sequence(window))
        return
    if as_before.marks:
        yield as_before, None
    for each in found:
        yield each, each.number


def _resumed(item: Item, window: Window) -> AsBefore:
    """Go on where what is as it was ends; the form the file has, its beginning has told."""
    return window.resume(item.known() if item.known else ())


def _is_lines(item: Item, window: Window) -> bool:
    """Whether each line is a value of its own: the name says so, or the first two lines do."""
    first, after = window.first_line()
    if first.strip() == "{":
        return False
    if item.suffix in _LINES or (after == "{" and first.lstrip().startswith("{")):
        return True
    return after != "" and is_value(first)


def _whole(values: Iterator[FoundValue]) -> Iterator[tuple[FoundValue, int | None]]:
    """Objects that are not in an array: one is the file itself or wraps its records; several are numbered."""
    first, second = next(values, None), next(values, None)
    if first is None:
        return
    listed = _listed(first.value) if isinstance(first, Value) else None
    if second is not None:
        for each in chain((first, second), values):
            yield each, each.number
    elif isinstance(first, Value) and listed is not None:
        for number, value in enumerate(listed):
            yield Value(value, number, first.line, first.odd), number
    else:
        yield first, None


def _listed(value: Any) -> list[Any] | None:
    """The list of records an object wraps, if it is no record itself."""
    if not isinstance(value, dict) or any(name.lower() in BODY for name in value):
        return None
    lists = (each for name, each in value.items() if name.lower() in _LISTS and isinstance(each, list))
    return next((each for each in lists if any(isinstance(item, dict) for item in each)), None)


def _outcome(item: Item, found: FoundValue, number: int | None, window: Window) -> Iterator[Found]:
    """A found value as an article, as the problem it is, or as both."""
    path, record = item.name, found.number
    match found:
        case Value(value=dict() as fields):
            try:
                yield article(item, document_of(_sound(fields, window)), number)
            except RefusedError:  # there is nothing in it
                yield problem(path, Reason.BROKEN_RECORD, found.line, record=record, fault=Fault.NOTHING_IN_IT.value)
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
