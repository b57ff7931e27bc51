"""Names told by how they are written: Latin words with capitals, what is quoted after a word for its kind, full names.

    Neuralink · The Boring Co · xAI            Latin words that begin with a capital, or have one inside
    شركة “كروزو” · صحيفة «الوطن»                 a word for a kind of thing, then its name in quotes
    الأمير محمد بن نايف                          a title, then a name that names the father

What comes before may tell the kind: شركة Lancium is an organisation. Where nothing tells it, it is a name and no more
(research/figures.md, its last lines). Every expression is linear: it begins at something rare and never looks back.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from index.articles import Span
from index.points import points_of
from index.results import NameKind
from index.words import fold


class Run(NamedTuple):
    """A name by its form: where it stands and what kind of thing it is, as far as that is told."""

    span: Span
    kind: NameKind


_CUES: dict[str, NameKind] = {
    cue: kind
    for kind, cues in {
        NameKind.ORGANISATION: "شركة شركات مجموعة بنك مصرف صحيفة جريدة مجلة وكالة قناة موقع جامعة منظمة حركة حزب نادي "
        "مؤسسة هيئة فريق معهد تنظيم جماعة",
        NameKind.PLACE: "مدينة ولاية مقاطعة محافظة قرية بلدة جزيرة حي منطقة مطار",
        NameKind.PRODUCT: "منصة تطبيق نظام نموذج برنامج هاتف جهاز سيارة طائرة لعبة روبوت رقاقة شريحة",
        NameKind.PERSON: "السيد الدكتور المهندس الرئيس الوزير المدير المؤسس اللاعب المدرب النجم الممثل المخرج الكاتب",
    }.items()
    for cue in cues.split()
}
_ENDS_OF_CUES = frozenset(cue[-2:] for cue in _CUES)
_PROCLITICS = ("و", "ل", "ب", "ف")

_LATIN = re.compile(r"[A-Z][A-Za-z0-9’'&]{0,30}(?:[ -][A-Z][A-Za-z0-9’'&]{0,30}){0,3}(?![\w@]|[./]\w)")
_NOT_BEFORE = re.compile(r"[\w./@&-]")
_OPENING = '“«"'
_QUOTED = re.compile(f"[{_OPENING}]" + r"([ء-ي]{2,20}(?: [ء-ي]{2,20}){0,2})[”»\"]")
_WORD = "(?:عبد |أبو |آل )?[ء-ي]{2,15}"
_SON_OF = " بن "
_FATHERS = re.compile(rf"{_SON_OF}{_WORD}(?:{_SON_OF}{_WORD}){{0,4}}(?!\w)")
_TITLED = re.compile(
    r"(?:^|[^\w])[ولبف]?[ال]ل?(?:أمير|ملك|شيخ|دكتور|مهندس|لواء|عميد|عقيد|فريق|سيد|سلطان|أستاذ) "
    rf"({_WORD})$"
)
_BETWEEN = ' :“«"('
_BETWEEN_AND_LINES = f"{_BETWEEN}\n"
_BEFORE = re.compile(r"([ء-ي]{2,12})" + f"[{_BETWEEN}]" + "{1,3}$")
_UNTOLD = NameKind.NAME
_SMALL_WORDS = (
    "the a an in on at of and or for to by with from is are was this that it he she we you i my our your not no new "
    "what how why when who if as but all more about after before do be next previous"
)
_NO_NAMES = frozenset(_SMALL_WORDS.split())
_NAME_IN_CAPITALS = 8
"""A longer run of capitals alone is a heading, not initials."""


def runs(text: str) -> Iterator[Run]:
    """The names in a text by their form, in no order; two kinds of forms may tell the same one."""
    return chain(_in_latin(text), _in_quotes(text), _with_fathers(text))


def names_in(texts: Sequence[str]) -> list[list[tuple[str, NameKind]]]:
    """Of each text the names that `runs` tells, once, in its first spelling, of the kind that is told first, if any
    is. Looked for in all texts at once, since most have few."""
    text = _APART.join(texts)
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    found: list[dict[str, tuple[str, NameKind]]] = [{} for _ in texts]
    for span, kind in runs(text):
        name = text[slice(*span)]
        told, folded = found[bisect_right(starts, span.start) - 1], _folded(name)
        known = told.setdefault(folded, (name, kind))
        if known[1] is _UNTOLD:
            told[folded] = known[0], kind
    return [list(told.values()) for told in found]


_folded = lru_cache(maxsize=1 << 12)(fold)

_APART = "\0"
"""Stands in no name and tells nothing of what is beside it, as the end of a text does; a line's end may."""

_ROOM = 40
"""Characters in which a title and a name stand."""


def _in_latin(text: str) -> Iterator[Run]:
    for match in _matches(_LATIN, text, _capitals(text)):
        if span := _latin(text, match):
            yield Run(span, _kind_before(text, span.start))


def _in_quotes(text: str) -> Iterator[Run]:
    for match in _matches(_QUOTED, text, _standing(text, _OPENING)):
        if (kind := _kind_before(text, match.start(1))) is not _UNTOLD:
            yield Run(Span(*match.span(1)), kind)


def _with_fathers(text: str) -> Iterator[Run]:
    for match in _matches(_FATHERS, text, _standing(text, (_SON_OF,))):
        if titled := _TITLED.search(text[max(0, match.start() - _ROOM) : match.start()]):
            yield Run(Span(match.start() - len(titled[1]), match.end()), NameKind.PERSON)


def _matches(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` finds, where it can begin only at some places, in order: what is rare is sooner found else."""
    end = 0
    for at in places:
        if at >= end and (match := pattern.match(text, at)):
            end = match.end()
            yield match


_AT_ONCE = 1 << 16  # characters: a file may consist of capitals, or of quotes


def _capitals(text: str) -> Iterator[int]:
    for first in range(0, len(text), _AT_ONCE):
        points = points_of(text[first : first + _AT_ONCE])
        are_capitals = points - ord("A") <= ord("Z") - ord("A")  # what is below A comes to the greatest numbers
        yield from (first + np.flatnonzero(are_capitals)).tolist()


def _standing(text: str, marks: Iterable[str]) -> Iterator[int]:
    """Where one of some marks stands, in order."""
    for first in range(0, len(text), _AT_ONCE):
        yield from sorted(chain.from_iterable(_each(mark, text, first) for mark in marks))


def _each(mark: str, text: str, first: int) -> Iterator[int]:
    stop = first + _AT_ONCE + len(mark) - 1
    place = text.find(mark, first, stop)
    while place >= 0:
        yield place
        place = text.find(mark, place + 1, stop)


def _latin(text: str, match: re.Match[str]) -> Span | None:
    """A Latin run with the small letter it may begin with (xAI); None where it is part of an address."""
    start = match.start()
    if start and text[start - 1].islower() and text[start - 1].isascii():
        start -= 1
    if start and _NOT_BEFORE.match(text[start - 1]) and not "ء" <= text[start - 1] <= "ي":
        return None
    return _without_small_words(Span(start, match.end()), text)


def _without_small_words(span: Span, text: str) -> Span | None:
    """The run less the words at its start that name nothing; None where nothing is left that could be a name."""
    start, words = span.start, text[slice(*span)].split(" ")
    while words and words[0].lower() in _NO_NAMES:
        start += len(words.pop(0)) + 1
    name = " ".join(words)
    if (len(name) < 2 and name != "X") or (name.isupper() and len(name) > _NAME_IN_CAPITALS):
        return None
    return Span(start, span.end)


def _kind_before(text: str, start: int) -> NameKind:
    before = text[start - 16 if start > 16 else 0 : start]
    if before.rstrip(_BETWEEN_AND_LINES)[-2:] not in _ENDS_OF_CUES or not (match := _BEFORE.search(before)):
        return _UNTOLD
    word = match[1]
    bare = word[1:] if word[0] in _PROCLITICS and word not in _CUES else word
    return _CUES.get(bare, _UNTOLD)
