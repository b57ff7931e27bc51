"""Arabic letters as they join: each letter of a word becomes the presentation form its neighbours call for.

A terminal draws one glyph a cell and joins nothing, so the joined shape has to be in the text. The forms come from
Unicode's own compatibility decompositions; which letter joins how is ArabicShaping.txt of Unicode 15, for the Arabic
blocks (Syriac, N'Ko and their like have no presentation forms: they stay as they are).

A shaped string is as long as its source, so places stay places. Where lam and alef become one glyph, the alef's place
holds `SWALLOWED`, which is never printed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import category, decomposition

SWALLOWED: Final = "\u2060"
LAM: Final = "\u0644"

_ZWNJ, _ZWJ, _TATWEEL = "\u200c", "\u200d", "\u0640"
_LETTERS = ((0x0620, 0x063F), (0x0641, 0x064A), (0x066E, 0x066F), (0x0671, 0x06D3), (0x06D5, 0x06D5), (0x06EE, 0x06EF),
            (0x06FA, 0x06FC), (0x06FF, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08C8))  # fmt: skip
_JOIN_NOTHING = frozenset("\u0621\u0674\u08ad")
_JOIN_THE_LETTER_BEFORE = ((0x0622, 0x0625), (0x0627, 0x0627), (0x0629, 0x0629), (0x062F, 0x0632), (0x0648, 0x0648),
    (0x0671, 0x0673), (0x0675, 0x0677), (0x0688, 0x0699), (0x06C0, 0x06C0), (0x06C3, 0x06CB), (0x06CD, 0x06CD),
    (0x06CF, 0x06CF), (0x06D2, 0x06D3), (0x06D5, 0x06D5), (0x06EE, 0x06EF), (0x0759, 0x075B), (0x076B, 0x076C),
    (0x0771, 0x0771), (0x0773, 0x0774), (0x0778, 0x0779), (0x08AA, 0x08AC), (0x08AE, 0x08AE), (0x08B1, 0x08B2),
    (0x08B9, 0x08B9))  # fmt: skip


class Forms(NamedTuple):
    """The four shapes of a letter; a shape that Unicode has no character for is the letter itself."""

    isolated: str
    final: str
    initial: str
    medial: str


def _characters(ranges: tuple[tuple[int, int], ...]) -> Iterator[str]:
    return (chr(code) for first, last in ranges for code in range(first, last + 1))


_RIGHT = frozenset(_characters(_JOIN_THE_LETTER_BEFORE))
_DUAL = frozenset(_characters(_LETTERS)) - _RIGHT - _JOIN_NOTHING
_MARKS = "".join(chr(code) for code in range(0x0600, 0x0900) if category(chr(code)) in ("Mn", "Me"))
# What stands in a word without taking part: marks, and format characters other than the two that exist to join or part.
_TRANSPARENT = frozenset(_MARKS + "\u061c\u200b\u200e\u200f\u034f\ufeff\u00ad" + "".join(map(chr, range(0x300, 0x370))))
_JOINS_BEFORE = _DUAL | _RIGHT | {_TATWEEL, _ZWJ}
_JOINS_AFTER = _DUAL | {_TATWEEL, _ZWJ}


def _presentation_forms() -> Iterator[tuple[str, str, str]]:
    """Source text, form and presentation character of letters, and of lam with alef, where the two blocks have them:
    between are ligatures that no terminal needs, and marks by themselves."""
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        form, *codes = decomposition(chr(code)).split() or [""]
        if form in ("<isolated>", "<final>", "<initial>", "<medial>"):
            yield "".join(chr(int(point, 16)) for point in codes), form[1:-1], chr(code)


def _tables() -> tuple[dict[str, Forms], dict[str, Forms]]:
    shapes: dict[str, dict[str, str]] = {}
    for source, form, character in _presentation_forms():
        shapes.setdefault(source, {})[form] = character
    letters = {source: _forms(shapes[source], source) for source in shapes if len(source) == 1}
    ligatures = {alef: _forms(shapes[LAM + alef], "") for alef in ALEFS}
    return {source: forms for source, forms in letters.items() if source not in _JOIN_NOTHING}, ligatures


def _forms(shapes: dict[str, str], otherwise: str) -> Forms:
    return Forms(*(shapes.get(form, otherwise) for form in Forms._fields))


ALEFS: Final = "\u0622\u0623\u0625\u0627"
_FORMS, _LAM_ALEF = _tables()


def _class(characters: frozenset[str]) -> str:
    """A regular expression class, in ranges: `re` compiles a few of those in a fraction of the time of many letters."""
    codes = sorted(map(ord, characters))
    starts = [code for code in codes if chr(code - 1) not in characters]
    ends = [code for code in codes if chr(code + 1) not in characters]
    return "[" + "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True)) + "]"


TRANSPARENT: Final = _class(_TRANSPARENT)
LAM_ALEF: Final = f"{LAM}{TRANSPARENT}*[{ALEFS}]"
"""A pattern for the two letters (and the marks between them) that take one cell. Lam joins every alef after it."""

_RUN = re.compile(_class(_JOINS_BEFORE | _JOIN_NOTHING | _TRANSPARENT) + "+")
_LONGEST_REMEMBERED = 40


_program_joins = True


def joins_letters() -> bool:
    """Whether the program joins letters itself: it does, except where the terminal (or its font) has to."""
    return _program_joins


def join_letters(on: bool) -> None:
    """Join letters, or leave them to the terminal, in everything that is laid out from now on."""
    global _program_joins  # noqa: PLW0603 - there is one terminal, and every text on it is for that one
    _program_joins = on


def shape(text: str) -> str:
    """`text` with its Arabic letters in their joined forms; as long as `text`, place for place."""
    return _RUN.sub(_shape_match, text)


def _shape_match(found: re.Match[str]) -> str:
    run = found[0]
    return _shape_remembered(run) if len(run) <= _LONGEST_REMEMBERED else _shape_run(run)


def _shape_run(run: str) -> str:
    glyphs = list(run)
    joined_before, before = False, -1  # does the letter at `before`, the last that counts, reach the one after it?
    reach: list[tuple[bool, bool]] = [(False, False)] * len(run)
    for at, letter in enumerate(run):
        if letter in _TRANSPARENT:
            continue
        joins = joined_before and letter in _JOINS_BEFORE
        if joins:
            reach[before] = (reach[before][0], True)
        reach[at] = (joins, False)
        joined_before, before = letter in _JOINS_AFTER, at
    lam = -1
    for at, letter in enumerate(run):
        if letter in _TRANSPARENT:
            continue
        if lam >= 0 and letter in _LAM_ALEF:
            glyphs[lam], glyphs[at] = _form(_LAM_ALEF[letter], reach[lam][0], False), SWALLOWED
        elif letter in _FORMS:
            glyphs[at] = _form(_FORMS[letter], *reach[at])
        lam = at if letter == LAM else -1
    return "".join(glyphs)


def _form(forms: Forms, before: bool, after: bool) -> str:
    return forms[before + 2 * after]


_shape_remembered = lru_cache(maxsize=1 << 14)(_shape_run)
