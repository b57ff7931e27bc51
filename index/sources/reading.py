"""A source file → its articles: choosing the family of formats that reads it.

A family is a module with `SUFFIXES`, the names its files usually have, and `read(file)`. Content decides where names
leave it open or lie: a `.txt` that holds JSON lines is read as records. A new format is one new module and its line in
`_by_family`.
"""

import os
from collections.abc import Iterator

from index.articles import Article
from index.errors import Problem
from index.sources import records, text
from index.sources.encodings import encoding_of
from index.sources.paths import open_regular
from index.sources.problems import Reason, problem, unreadable
from index.sources.scan import SourceFile

_HEAD = 1 << 12  # bytes that tell a format
_PROBLEMS = 100  # of one file that are told one by one, but for those it can have but once
_OF_A_FILE = frozenset({Reason.GIVEN_UP, Reason.REPLACED_CHARACTERS, Reason.DOUBTFUL_ENCODING, Reason.MIXED_ENCODINGS})


def read(file: SourceFile) -> Iterator[Article | Problem]:
    """Every article of the file, and a Problem for whatever of it could not be read; raises nothing."""
    told = untold = 0
    for found in _by_family(file):
        if isinstance(found, Problem) and found.reason not in _OF_A_FILE:
            told += 1
            if told > _PROBLEMS:
                untold += 1
                continue
        yield found
    if untold:
        yield problem(file.name, Reason.MORE_PROBLEMS, count=untold)


def _by_family(file: SourceFile) -> Iterator[Article | Problem]:
    """What the family makes of the file that its name and its first bytes speak for."""
    suffix = _suffix(file)
    if suffix in records.SUFFIXES:
        return records.read(file)
    try:
        with open_regular(file.name) as opened:
            head = opened.read(_HEAD)
    except OSError as error:
        return iter([unreadable(file.name, error)])
    if records.claims(head):
        return records.read(file)
    if suffix in text.SUFFIXES or file.root.only is not None:
        return text.read(file)
    if encoding_of(head, complete=len(head) < _HEAD) is None:
        return iter([problem(file.name, Reason.NOT_TEXT)])
    return iter([problem(file.name, Reason.UNKNOWN_FORMAT, suffix=suffix)])


def _suffix(file: SourceFile) -> str:
    """`.txt` and the like, in lower case; "" where what follows the last dot is no format's name (`v1.2`, `د. علي`)."""
    suffix = os.path.splitext(file.name)[1].lower()
    letters = suffix[1:]
    return suffix if letters.isascii() and letters.isalnum() and not letters.isdigit() and len(letters) <= 10 else ""
