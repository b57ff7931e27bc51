"""Arabic as a page shows it → as it is read: the rule for text that was stored glyph by glyph from left to right.

A PDF holds glyphs at places. In most files the line read from left to right is Arabic backwards, its numbers and Latin
words forwards, brackets perhaps mirrored; in some, whose maker knew nothing of Arabic, it is already in logical order.
Glyphs may be presentation forms (ﻣﺮﺣﺒﺎ), or one glyph two letters (ﻻ). So both readings of every line are made, and the
one whose letters follow each other as Arabic's do is taken (`letter_pairs`): of the document, unless a line is surely
otherwise.

    cells, one a glyph, left to right  →  both readings  →  which one, and whether brackets are mirrored  →  text
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.sources.letter_pairs import reading

Cells = Sequence[str]
"""What each glyph of a line stands for, from left to right; a mark comes before the letter it is on."""

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FORMS = re.compile("[\ufb50-\ufdf2\ufdfc\ufe70-\ufefc]")
_ENDS = re.compile(r"([^\w\s]*)(.*?)([^\w\s]*)", re.DOTALL)
_NEVER_FIRST = re.compile(r"\s*[.,:;!?،؛؟…](?!\d)")
_SURE = 7.0  # logarithm of how much likelier a line's other reading must be for it to be unlike its document

_BRACKETS = "()[]{}«»‹›<>"
_MIRRORED: Mapping[int, int] = str.maketrans(_BRACKETS, ")(][}{»«›‹><")
_OPENING, _CLOSING = _BRACKETS[::2], _BRACKETS[1::2]


class Ordered(NamedTuple):
    """Lines as they are read, and how many of them may have their letters in the wrong order."""

    lines: list[str]
    doubtful: int


class _Line(NamedTuple):
    """Both readings of a line, and how much likelier the second is than the first, as a logarithm."""

    as_stored: str
    turned: str
    evidence: float

    @property
    def both(self) -> bool:
        """Whether there are two."""
        return self.as_stored != self.turned


def in_logical_order(lines: Iterable[Cells]) -> Ordered:
    """The lines of a document as they are read."""
    read = [_both_ways(cells) for cells in lines]
    document = sum(line.evidence for line in read) >= 0  # what nothing speaks for or against stands as it is shown
    chosen = [_is_turned(line, document) for line in read]
    turned = [line.turned for line, is_turned in zip(read, chosen, strict=True) if is_turned and line.both]
    mirror = _MIRRORED if _are_mirrored("\n".join(turned)) else {}
    texts = [
        _ends_put_right(line.turned.translate(mirror)) if is_turned and line.both else line.as_stored
        for line, is_turned in zip(read, chosen, strict=True)
    ]
    doubtful = sum(
        line.both and (line.evidence >= 0) != is_turned for line, is_turned in zip(read, chosen, strict=True)
    )
    return Ordered(texts, doubtful)


def _both_ways(cells: Cells) -> _Line:
    stored = plain_letters("".join(cells))
    if not _RIGHT_TO_LEFT.search(stored):
        return _Line(stored, stored, 0.0)
    turned = "".join(map(plain_letters, _turned(cells)))
    evidence = reading(turned).sum - reading(stored).sum + _joining("".join(_turned(cells))) - _joining("".join(cells))
    return _Line(stored, turned, evidence)


def _is_turned(line: _Line, document: bool) -> bool:
    return line.evidence > 0 if abs(line.evidence) > _SURE else document


def _turned(cells: Cells) -> list[str]:
    """The line from right to left, but for what runs from left to right in it: numbers, and Latin with what is within.

    This undoes Unicode's rule L2 for a paragraph from the right. A number after Latin is taken for a part of it.
    """
    turned: list[str] = []
    at = len(cells)
    for start, end in reversed(_left_to_right(cells)):
        turned.extend(reversed(cells[end:at]))
        turned.extend(cells[start:end])
        at = start
    turned.extend(reversed(cells[:at]))
    return turned


def _left_to_right(cells: Cells) -> list[tuple[int, int]]:
    """The runs from left to right, half-open: each begins with a Latin letter, or is a number, or begins with one that
    a Latin letter touches."""
    kinds = [_kind(cell) for cell in cells]
    last_letter = max((at for at, kind in enumerate(kinds) if kind in "LR"), default=-1)
    runs: list[tuple[int, int]] = []
    at = 0
    while at < len(cells):
        if kinds[at] not in "LN":
            at += 1
            continue
        end = _end_of_number(cells, kinds, at) if kinds[at] == "N" else at
        if kinds[end : end + 1] == ["L"]:
            end = _end_of_latin(kinds, end)
        elif at > last_letter:
            at, end = _with_signs(kinds, at, end)
        runs.append((at, end))
        at = end
    return runs


def _end_of_latin(kinds: Sequence[str], at: int) -> int:
    """Behind the last letter or digit before the next Arabic one."""
    end = at
    while at < len(kinds) and kinds[at] != "R":
        at += 1
        if kinds[at - 1] in "LN":
            end = at
    return end


def _end_of_number(cells: Cells, kinds: Sequence[str], at: int) -> int:
    """Behind the digits, with single separators between them."""
    while at < len(cells) and kinds[at] == "N":
        at += 1
        if at + 1 < len(cells) and cells[at] in _SEPARATORS and kinds[at + 1] == "N":
            at += 1
    return at


def _with_signs(kinds: Sequence[str], at: int, end: int) -> tuple[int, int]:
    """A number with which a line begins has the signs that touch it (25%) on the side on which they are written."""
    while at and kinds[at - 1] == "%":
        at -= 1
    while end < len(kinds) and kinds[end] == "%":
        end += 1
    return at, end


_SEPARATORS = frozenset(",.:/٫٬،\u00a0")


def _kind(cell: str) -> str:
    """L for what runs from left to right, R for what runs from the right, N for digits, % for signs that go with
    numbers, "-" for the rest."""
    return next((_KINDS[each] for each in map(unicodedata.bidirectional, cell) if each in _KINDS), "-")


_KINDS = {"L": "L", "R": "R", "AL": "R", "NSM": "R", "EN": "N", "AN": "N", "ET": "%"}


def _ends_put_right(line: str) -> str:
    """A turned line whose last full stop stands before it, or whose first quote behind it: some writers set Arabic in
    paragraphs from the left."""
    found = _ENDS.fullmatch(line.strip())
    assert found is not None  # it matches anything
    before, words, after = found.groups()
    if not _NEVER_FIRST.match(before):
        before, words = "", before + words
    if not set(after) & set(_OPENING):
        words, after = words + after, ""
    return after[::-1] + words + before[::-1]


def plain_letters(text: str) -> str:
    """The letters that presentation forms are forms of. ﷺ and its like are signs of their own."""
    return _FORMS.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group()).strip() or match.group()


def _joining(text: str) -> float:
    """How well forms of letters join to their neighbours in this order: a sum, below nothing where they do not."""
    forms = [unicodedata.decomposition(each).partition(">")[0] for each in text]
    fits = sum(
        before in ("<initial", "<medial") and after in ("<medial", "<final") for before, after in pairwise(forms)
    )
    clashes = sum(
        before in ("<final", "<medial") and after in ("<medial", "<initial") for before, after in pairwise(forms)
    )
    return float(fits - clashes)


def _are_mirrored(text: str) -> bool:
    """Whether more brackets fit each other when each is taken for its mirror image."""
    return _fitting(text.translate(_MIRRORED)) > _fitting(text)


def _fitting(text: str) -> int:
    """How many brackets close the one that is open, less those that close none."""
    fitting = 0
    open_: list[str] = []
    for character in filter(_BRACKETS.__contains__, text):
        if character in _OPENING:
            open_.append(character)
        elif open_ and _OPENING.index(open_[-1]) == _CLOSING.index(character):
            open_.pop()
            fitting += 1
        else:
            fitting -= 1
    return fitting
