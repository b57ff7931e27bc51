"""The parts of texts that are read for their figures: what stands around the places where one may begin.

    texts  →  places where a figure may begin  →  parts around them, and how many tokens lie between two parts

Three words in ten are near such a place; the others are not even taken apart. The places are found for many texts at
once, with arrays, and may turn out to be none: whoever reads a part decides. But no figure begins outside of the
parts, they start and end where tokens do, and what lies between them is counted as it would be read. So whoever looks
further may have more of the text read, and finds every token under the number it always has.

What a riyal is worth the countries tell that a text names: where it has such a currency, their names are read too.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

import numpy as np

from index.figures import openers
from index.figures.openers import Codes, Flags, Letters, Openers, Places
from index.figures.tokens import Part

_BACK, _AHEAD = 45, 40
"""Characters around a beginning: few grammars look further, and those have more read."""

_BETWEEN = 40
"""So many characters between two parts are read with them."""

_AT_ONCE = 1 << 18  # characters of texts that are looked at together: the arrays stay in the processor's cache


def parts_of(texts: Sequence[str]) -> list[list[Part]]:
    """The parts of each text, in order; none where no figure begins. The last may be empty, with tokens left out."""
    return [parts for some in _few(texts) for parts in _Look(some).parts()]


def _few(texts: Sequence[str]) -> Iterator[list[str]]:
    sizes = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    for _, some in groupby(zip((sizes // _AT_ONCE).tolist(), texts, strict=True), key=lambda each: each[0]):
        yield [text for _, text in some]


@cache
def _tables() -> tuple[Letters, Openers]:
    letters = Letters()
    return letters, Openers(letters)


class _Look:
    """A look at a few texts. Places are in `codes`, which has none for what is hidden."""

    def __init__(self, texts: Sequence[str]) -> None:
        letters, table = _tables()
        written = letters.codes("\n".join(("", *texts, "")))
        self._hidden = np.flatnonzero(written == openers.HIDDEN)
        self._bounds = 1 + np.cumsum([0, *(len(text) + 1 for text in texts)])
        self._firsts = self._bounds - np.searchsorted(self._hidden, self._bounds)
        self._lasts = self._firsts[1:] - 1
        self._codes = _without(written, self._hidden)
        inside = self._codes >= openers.LETTER
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        self._starts, self._ends = edges[::2].copy(), edges[1::2].copy()
        rare = np.flatnonzero(self._codes - np.uint8(openers.LONE) < openers.LETTER - openers.LONE)
        which = self._codes[rare]
        self._lone = rare[which <= openers.CLOSING]
        self._uncounted = rare[which == openers.UNCOUNTED]
        self._telling, self._odd = rare[which >= openers.TELLING], rare[which == openers.ODD]
        self._roles = table.roles(self._codes, self._starts, self._ends)

    def parts(self) -> list[list[Part]]:
        """The parts of each of the texts."""
        found: list[list[Part]] = [[] for _ in self._bounds[1:]]
        places = self._places()
        if len(places):
            numbers, *parts = self._parts_around(places)
            for number, part in zip(numbers, zip(*parts, strict=True), strict=True):
                found[number].append(part)
        return found

    def _places(self) -> Places:
        """Where a figure may begin, or a country is named that is asked for."""
        words = np.flatnonzero(self._roles)
        roles = self._roles[words]
        alone, in_company = words[roles & openers.ALONE != 0], words[roles & openers.IN_COMPANY != 0]
        telling = self._telling[np.diff(self._telling, prepend=-1) > 1]  # of a run of digits the first
        wanted = np.concatenate([alone, self._accompanied(in_company), self._countries(words, roles)])
        return np.append(self._starts[wanted], telling)

    def _countries(self, words: Places, roles: Codes) -> Places:
        """The names of countries, in texts with a currency that several have, or with an odd word that may be one."""
        money = np.append(self._starts[words[roles & openers.MONEY != 0]], self._odd)
        asks = np.zeros(len(self._bounds), np.bool_)
        asks[self._text_of(money)] = True
        names = words[roles & openers.COUNTRY != 0]
        asked: Places = names[asks[self._text_of(self._starts[names])]]
        return asked

    def _text_of(self, places: Places) -> Places:
        """The numbers of the texts they are in."""
        return np.searchsorted(self._firsts, places, "right") - 1

    def _accompanied(self, words: Places) -> Places:
        """The words beside which stands what a rule may want: a word it names, one with و in front, no plain word."""
        ends = self._ends[words]
        next_to, following = self._codes[ends], self._codes[ends + 1]
        spaced = next_to == openers.SPACE
        behind = (following == _tables()[0].waw) | (self._roles.take(words + 1, mode="clip") & openers.BEHIND != 0)
        closed = (next_to == openers.CLOSING) | (spaced & (following == openers.CLOSING))
        wanted = np.where(spaced & (following >= openers.LETTER), behind, ~closed)
        before = self._roles.take(words - 1, mode="clip") & openers.BEFORE != 0
        accompanied: Places = words[wanted | before]
        return accompanied

    def _parts_around(self, places: Places) -> list[list[int]]:
        """The parts in columns: the number of the text, tokens left out, start, end."""
        texts = self._text_of(places)
        texts = np.append(texts, np.flatnonzero(np.bincount(texts)))  # each has a place at its end, nothing around it
        places = np.append(places, self._lasts[texts[len(places) :]])
        order = np.argsort(places, kind="stable")
        texts, places = texts[order], places[order]
        opens = np.append(True, texts[1:] != texts[:-1])
        starts, ends = self._cuts_around(places, texts)
        before = np.where(opens, self._firsts[texts], np.append(0, ends[:-1]))  # where one could begin to leave out
        apart = self._may_leave_out(before, starts)
        begin = np.flatnonzero(opens | apart)
        starts, end = np.where(apart, starts, before)[begin], np.append(begin[1:], len(places)) - 1
        left_out = self._tokens_before(starts) - self._tokens_before(before[begin])
        texts = texts[begin]
        columns = texts, left_out, self._written(starts, texts), self._written(ends[end], texts)
        return [column.tolist() for column in columns]

    def _cuts_around(self, places: Places, texts: Places) -> tuple[Places, Places]:
        """How far to read around each place, so that no token is cut, nor what tells one: from a word that stands
        right behind another one, with a space between them, to such a word."""
        firsts, lasts = self._firsts[texts], self._lasts[texts]
        cuts = self._starts[1:][
            (self._starts[1:] == self._ends[:-1] + 1) & (self._codes[self._ends[:-1]] == openers.SPACE)
        ]
        cuts = np.concatenate([[-_BACK], cuts, [len(self._codes) + _AHEAD]])
        starts = np.maximum(cuts[np.searchsorted(cuts, places - _BACK, "right") - 1], firsts)
        ends = np.minimum(cuts[np.searchsorted(cuts, places + _AHEAD)], lasts)
        return np.where(places == lasts, lasts, starts), ends

    def _may_leave_out(self, starts: Places, ends: Places) -> Flags:
        """Whether it is worth while to read nothing in between, and known how many tokens there are."""
        long: Flags = ends - starts > _BETWEEN
        long &= np.searchsorted(self._uncounted, starts) == np.searchsorted(self._uncounted, ends)
        return long

    def _tokens_before(self, places: Places) -> Places:
        return np.searchsorted(self._starts, places) + np.searchsorted(self._lone, places)

    def _written(self, places: Places, texts: Places) -> Places:
        """The places in the texts themselves; the first is the very first, whatever is hidden there."""
        shifted = self._hidden - np.arange(len(self._hidden))
        written = places + np.searchsorted(shifted, places, "right") - self._bounds[texts]
        return np.where(places == self._firsts[texts], 0, written)


def _without(codes: Codes, hidden: Places) -> Codes:
    """The codes without some of them; then eight bytes and more, so that 64 bits can be read from any of them on."""
    left = len(codes) - len(hidden)
    shown = np.full(left // 8 * 8 + 16, openers.GAP, np.uint8)
    shown[:left] = np.delete(codes, hidden) if len(hidden) else codes
    return shown
