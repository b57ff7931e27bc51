"""A text file is an article: its body the decoded content whole, title line included; its title found by a rule.

Also the one place where a file is read whole and its encoding judged, with every way that can fail.
"""

import os
import re
from collections.abc import Iterator

from index.articles import Article, ArticleId
from index.errors import Problem
from index.furniture import title_of
from index.sources.described import Described
from index.sources.encodings import decode, is_binary
from index.sources.paths import open_regular, shown
from index.sources.problems import Reason, doubts, problem, unreadable
from index.sources.scan import SourceFile

SUFFIXES = frozenset({"", ".txt", ".text", ".md", ".markdown"})
LARGEST = 1 << 26
"""Bytes of one article. A text file beyond it is a log or an export, whatever its name says."""

_A_WORD = re.compile(r"\w")


def read(file: SourceFile) -> Iterator[Article | Problem]:
    """The article of a text file, with a Problem where there is a doubt about its encoding; or a Problem alone."""
    try:
        with open_regular(file.name) as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        yield unreadable(file.name, error)
        return
    if len(data) > LARGEST:
        yield problem(file.name, Reason.TOO_LARGE, limit=LARGEST)
        return
    decoded = decode(data)
    if decoded is None:
        yield problem(file.name, Reason.NOT_TEXT if is_binary(data) else Reason.UNKNOWN_ENCODING)
    elif not _A_WORD.search(decoded.text):
        yield problem(file.name, Reason.EMPTY)
    else:
        yield _article(file, decoded.text)
        yield from doubts(file.name, decoded)


def _article(file: SourceFile, body: str) -> Article:
    says = file.described or Described()
    return Article(
        id=ArticleId(file.key),
        title=says.title or title_of(body, shown(os.path.splitext(os.path.basename(file.name))[0])),
        body=body,
        source=says.source,
        author=says.author,
        published=says.published,
        url=says.url,
        path=shown(file.name),
    )
