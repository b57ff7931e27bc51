"""The tables of names: what stands for what, in either script.

Three sources make one table: `territories.tsv`, from CLDR; `aliases.toml`, curated, which says how it is written; and
the user's own `aliases.toml`, in the same form. A name has a kind and any number of spellings, each of one word or
several. Spellings are compared word by word by their `comparable` form.

The files that come with the program keep to one line a name, so that a question costs a search in their text, not the
reading of thousands of names it does not ask for (a test holds this against reading all of it as TOML); the user's may
be any TOML.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from index.folders import config_folder
from index.names.sound import arabic_skeleton, heard, latin_skeletons, likeness, name_key
from index.results import NameKind
from index.words import Key, keys

HERE = Path(__file__).resolve().parent

MAX_BYTES = 4 << 20
"""The largest file of a user's names that is read: a hundred thousand names."""

MAX_WORDS = 8
"""Words a spelling may have."""

_LIKENESS = 0.7
"""How alike two words must sound to be one part of a person's name in two scripts."""

_SHORT = 3
"""Words of so many letters and fewer are compared exactly as they stand: آبل is Apple, إبل are camels."""

_TABLES: Mapping[str, NameKind] = {
    "people": NameKind.PERSON,
    "companies": NameKind.ORGANISATION,
    "organisations": NameKind.ORGANISATION,
    "products": NameKind.PRODUCT,
    "places": NameKind.PLACE,
}

Form = tuple[Key, ...]
"""A spelling: its words."""


class Name(NamedTuple):
    """A name of the tables: how it is shown, what it names, and its spellings, those of the nearest table first."""

    shown: str
    kind: NameKind
    forms: tuple[Form, ...]


class AliasesFault(StrEnum):
    """What may be wrong with a user's table."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    NOT_TOML = "not-toml"
    UNKNOWN_TABLE = "unknown-table"
    NOT_A_LIST = "not-a-list"
    NO_NAME = "no-name"


class AliasesProblem(NamedTuple):
    """Why a user's table is not used, or, of several faults, the first for which not all of it is; `detail` says what
    or where."""

    path: str
    fault: AliasesFault
    detail: str = ""


class Aliases:
    """Names by any of their spellings. The files are kept as text, and only the lines that hold a word are read."""

    def __init__(
        self, own: "_OwnNames | None" = None, problem: AliasesProblem | None = None, *, curated: bool = True
    ) -> None:
        """The tables that come with the program, the curated one only if wanted, and the user's own."""
        self._tables = _tables() if curated else _tables()[1:]
        self.problem = problem
        self._own = {name: self._with_shipped(spellings) for name, spellings in (own or {}).items()}
        self._holding = lru_cache(1 << 10)(self._look_up)

    def naming(self, words: Sequence[Key]) -> list[Name]:
        """The names that have these words for a spelling."""
        form = comparable(words)
        return [name for name, forms in self._holding(name_key(words[0])) if form in forms]

    def namesakes(self, word: Key) -> list[Key]:
        """What a part of a person's name is called: Elon is إيلون, as far as both stand in the same place of spellings
        of the same length."""
        found: dict[Key, None] = {}
        for name, _ in self._holding(name_key(word)):
            if name.kind is NameKind.PERSON:
                found.update(dict.fromkeys(_same_place(name.forms, word)))
        return list(found)

    def all_names(self) -> Iterator[Name]:
        """Every name of every table."""
        for table in self._tables:
            yield from filter(None, map(self._not_own, map(table.row, range(len(table)))))
        yield from self._only_own()

    def _look_up(self, word: Key) -> list[tuple[Name, frozenset[Form]]]:
        """Names of which some spelling may have the word, each with its spellings as they are compared."""
        found = [name for table in self._tables for name in map(self._not_own, table.holding(word)) if name]
        return [(name, frozenset(map(comparable, name.forms))) for name in (*found, *self._only_own())]

    def _with_shipped(self, own: Name) -> Name:
        """A name of the user's with the spellings it has in the other tables; without any where the user has none."""
        if len(own.forms) < 2:
            return own
        holding = (name for table in self._tables for name in table.holding(name_key(own.forms[0][0])))
        shipped = (form for name in holding if name[:2] == own[:2] for form in name.forms)
        return own._replace(forms=tuple(dict.fromkeys((*own.forms, *shipped))))

    def _not_own(self, name: Name) -> Name | None:
        """The name, unless the user has it too: with other spellings, or took it away."""
        return None if (name.kind, name.shown) in self._own else name

    def _only_own(self) -> Iterator[Name]:
        return (name for name in self._own.values() if len(name.forms) > 1)


def comparable(words: Sequence[Key]) -> Form:
    """Words as spellings are compared; a short one by itself just as it stands."""
    if len(words) == 1 and len(words[0]) <= _SHORT:
        return tuple(words)
    return tuple(map(name_key, words))


def alike(standing: Key, spelling: Key) -> bool:
    """Whether a word that stands in a text is one of a spelling."""
    return standing == spelling or (len(spelling) > _SHORT and name_key(standing) == name_key(spelling))


def _same_place(forms: Sequence[Form], word: Key) -> Iterator[Key]:
    """The words of other spellings that stand where `word` stands in a spelling of so many words."""
    for form in forms:
        for place, own in enumerate(form if len(form) > 1 else ()):
            if alike(word, own):
                others = (other[place] for other in forms if len(other) == len(form))
                yield from (other for other in others if other != own and _alike_in_sound(own, other))


def _alike_in_sound(word: Key, other: Key) -> bool:
    """Whether two words may be the same name in two spellings: Hassan and حسن, not Hassan and نصر."""
    if word.isascii() == other.isascii():
        return _skeletons(word) & _skeletons(other) != set()
    latin, arabic = (word, other) if word.isascii() else (other, word)
    return likeness(latin, heard(arabic)) >= _LIKENESS


def _skeletons(word: Key) -> set[str]:
    return set(latin_skeletons(word)) if word.isascii() else {arabic_skeleton(word)}


def user_file() -> Path:
    """Where a user's own names are."""
    return config_folder() / "aliases.toml"


def aliases(user_file: Path | None) -> Aliases:
    """All tables. A user's table that cannot be read, or not all of it, is told of by `problem`."""
    if user_file is None or not user_file.exists():
        return Aliases()
    return Aliases(*_of_user(user_file))


# ---- the tables that come with the program


class _Table:
    """A file of names, a line each; its text folded, to be searched, which is most often all that is done with it."""

    def __init__(self, file: str, read: Callable[[str], tuple[str, Sequence[str]]]) -> None:
        self._read = read
        self._raw = (HERE / file).read_text("utf-8")
        self._text = _folded(self._raw)

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, number: int) -> Name:
        """The nth of its names."""
        return self._named(self._rows[number])

    def holding(self, word: str) -> Iterator[Name]:
        """The names in whose lines a folded word stands."""
        at = self._text.find(word) if word else -1  # a lone hamza is nothing here
        while at >= 0:
            if (at and self._text[at - 1].isalnum()) or self._text[at + len(word) : at + len(word) + 1].isalnum():
                at = self._text.find(word, at + 1)
                continue
            line = bisect_left(self._ends, at)
            if line in self._kinds:
                yield self._named(line)
            at = self._text.find(word, self._ends[line]) if line < len(self._ends) else -1

    def _named(self, line: int) -> Name:
        return _name(self._kinds[line], *self._read(self._lines[line]))

    @cached_property
    def _lines(self) -> Sequence[str]:
        return self._raw.split("\n")

    @cached_property
    def _ends(self) -> Sequence[int]:
        """Where the lines of the folded text end."""
        return [end.start() for end in re.finditer("\n", self._text)]

    @cached_property
    def _kinds(self) -> Mapping[int, NameKind]:
        """The lines that have a name, each with what it names: what the header before it says."""
        kinds, kind = {}, NameKind.NAME
        for number, line in enumerate(self._lines):
            if line.startswith("["):
                kind = _TABLES[line.strip("[] ")]
            elif line and not line.startswith("#"):
                kinds[number] = kind
        return kinds

    @cached_property
    def _rows(self) -> Sequence[int]:
        return list(self._kinds)


@cache
def _tables() -> tuple[_Table, ...]:
    return _Table("aliases.toml", _read_alias), _Table("territories.tsv", _read_territory)


def _read_alias(line: str) -> tuple[str, Sequence[str]]:
    shown, *spellings = line.split('"')[1::2]  # no name has a quote in it
    return shown, spellings


def _read_territory(line: str) -> tuple[str, Sequence[str]]:
    english, arabic = line.split("\t")
    return english, [arabic]


def _name(kind: NameKind, shown: str, spellings: Sequence[str]) -> Name:
    return Name(shown, kind, tuple(dict.fromkeys(tuple(keys(spelling)) for spelling in (shown, *spellings))))


_MARKS = re.compile("[\u0300-\u036f\u0653-\u0655]+")


def _folded(text: str) -> str:
    """A text with its words as `name_key` has them: accents and hamzas taken off all at once. Replaced one by one:
    a table of all that changes takes four times as long, and the first name asked for waits for it."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower())
    return bare.replace("ى", "ا").replace("ة", "ه").replace("ء", "")


# ---- the user's own

_OwnNames = Mapping[tuple[NameKind, str], Name]


def _of_user(path: Path) -> tuple[_OwnNames, AliasesProblem | None]:
    import tomllib  # late: few have a table of their own

    try:
        text = path.read_bytes()[: MAX_BYTES + 1]
        if len(text) > MAX_BYTES:
            return {}, AliasesProblem(str(path), AliasesFault.TOO_LARGE, str(MAX_BYTES))
        return _valid(tomllib.loads(text.decode("utf-8-sig")), path)
    except OSError as error:
        return {}, AliasesProblem(str(path), AliasesFault.UNREADABLE, error.strerror or str(error))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        return {}, AliasesProblem(str(path), AliasesFault.NOT_TOML, str(error))


def _valid(tables: Mapping[str, object], path: Path) -> tuple[_OwnNames, AliasesProblem | None]:
    """What of a user's table is as it should be, and the first thing that is not."""
    found: dict[tuple[NameKind, str], Name] = {}
    problems = []
    for table, rows in tables.items():
        if table not in _TABLES or not isinstance(rows, dict):
            problems.append(AliasesProblem(str(path), AliasesFault.UNKNOWN_TABLE, table))
            continue
        for name, spellings in rows.items():
            if not isinstance(spellings, list) or not all(isinstance(spelling, str) for spelling in spellings):
                problems.append(AliasesProblem(str(path), AliasesFault.NOT_A_LIST, name))
            elif not all(1 <= len(keys(spelling)) <= MAX_WORDS for spelling in (name, *spellings)):
                problems.append(AliasesProblem(str(path), AliasesFault.NO_NAME, name))
            else:
                found[_TABLES[table], name] = _name(_TABLES[table], name, spellings)
    return found, problems[0] if problems else None
