"""`corpus.toml`: what a folder says about its own files, where the files cannot say it themselves.

    [corpus]
    title = "…"                      the collection's name
    include = ["*.txt"]              the files that are articles; without it, every file that can be read

    [articles."file.txt"]            a path below the folder
    title = "…"   date = 2024-06-04   source = "…"   author = "…"   url = "…"

It speaks for its folder and those below that have none of their own. `include` patterns are matched against the
file's name. What it gives wins over what the file says; for a file of many records it only fills what they leave out.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from index.errors import Problem
from index.sources.dates import date_of
from index.sources.paths import open_regular
from index.sources.problems import Reason, problem, unreadable

FILE = "corpus.toml"
_LARGEST = 1 << 24
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Described:
    """What a corpus.toml says about one file; "" and None where it says nothing."""

    title: str = ""
    source: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""

    @property
    def stamp(self) -> str:
        """Changes with any of the values, and stays the same from run to run."""
        from hashlib import sha256  # late, like tomllib: most folders describe nothing

        values = (self.title, self.source, self.author, str(self.published), self.url)
        return sha256("\0".join(values).encode("utf-8", "replace")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Description:
    """A corpus.toml as read: `articles` by path below its folder."""

    title: str = ""
    include: tuple[str, ...] | None = None
    articles: Mapping[str, Described] = field(default_factory=dict)

    def includes(self, name: str) -> bool:
        """Whether a file of this name is one of the corpus."""
        return self.include is None or any(fnmatchcase(name, pattern) for pattern in self.include)


NOTHING_SAID = Description()


def description(path: Path) -> tuple[Description, list[Problem]]:
    """What the corpus.toml at `path` says, and what is wrong with it; one that cannot be read says nothing."""
    import tomllib

    try:
        with open_regular(path) as file:
            data = file.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            return NOTHING_SAID, [problem(path, Reason.TOO_LARGE, limit=_LARGEST)]
        document = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        return NOTHING_SAID, [unreadable(path, error)]
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, UnicodeDecodeError, an integer of 5,000 digits
        line = _LINE.search(str(error))
        return NOTHING_SAID, [problem(path, Reason.BROKEN_TOML, int(line[1]) if line else None, detail=str(error))]
    return _understood(path, document)


def _understood(path: Path, document: dict[str, object]) -> tuple[Description, list[Problem]]:
    odd: list[str] = []
    corpus = _table(document, "corpus", odd)
    articles = _table(document, "articles", odd)
    include = corpus.get("include")
    if include is not None and not (isinstance(include, list) and all(isinstance(each, str) for each in include)):
        odd.append("corpus.include")
        include = None
    made = Description(
        title=_text(corpus, "title", "corpus", odd),
        include=None if include is None else tuple(include),
        articles={name: _described(_table(articles, name, odd, "articles"), name, odd) for name in articles},
    )
    return made, [problem(path, Reason.ODD_DESCRIPTION, key=key) for key in odd]


def _described(entry: Mapping[str, object], name: str, odd: list[str]) -> Described:
    place = f"articles.{name}"
    title, source, author, url = (_text(entry, key, place, odd) for key in ("title", "source", "author", "url"))
    return Described(title, source, author, _date(entry, place, odd), url)


def _table(parent: Mapping[str, object], key: str, odd: list[str], place: str = "") -> Mapping[str, object]:
    value = parent.get(key, {})
    if isinstance(value, dict):
        return value
    odd.append(f"{place}.{key}" if place else key)
    return {}


def _text(entry: Mapping[str, object], key: str, place: str, odd: list[str]) -> str:
    value = entry.get(key, "")
    if isinstance(value, str):
        return value
    odd.append(f"{place}.{key}")
    return ""


def _date(entry: Mapping[str, object], place: str, odd: list[str]) -> date | None:
    """TOML has dates of its own; one written as a string is read as any article's."""
    value = entry.get("date", "")
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = date_of(value) if isinstance(value, str) else None
    if found is None and value != "":
        odd.append(f"{place}.date")
    return found
