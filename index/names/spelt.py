"""Letters spelt out: xAI is إكس إيه آي, CNN is سي إن إن, and the other way round.

The names of Latin letters as Arabic writes them, in the form names are compared in (`sound.name_key`). A name has
several spellings, and some spellings are the name of several letters (اي is a, e and i); which letters were meant is
decided by what the articles say elsewhere.
"""

from collections.abc import Mapping, Sequence
from itertools import islice, product

from index.names.sound import name_key
from index.words import Key

SHORTEST, LONGEST = 2, 5
"""Letters of what may be spelt out."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    letter: tuple(names.split())
    for letter, names in {
        "a": "ايه اي", "b": "بي", "c": "سي", "d": "دي", "e": "اي ايي", "f": "اف", "g": "جي", "h": "اتش ايتش", "i": "اي",
        "j": "جي جيه", "k": "كي كيه كاي", "l": "ال ايل", "m": "ام ايم", "n": "ان اين", "o": "او", "p": "بي", "q": "كيو",
        "r": "ار", "s": "اس ايس", "t": "تي", "u": "يو", "v": "في", "w": "دبليو دبلو", "x": "اكس ايكس", "y": "واي",
        "z": "زد زي زيد",
    }.items()
}  # fmt: skip

_LETTERS: Mapping[str, tuple[str, ...]] = {
    name: tuple(letter for letter, names in _NAMES.items() if name in names)
    for name in {name for names in _NAMES.values() for name in names}
}

_COMMON = frozenset(("ال", "ام", "ان", "او", "اي", "في", "كي", "بي", "زي", "واي"))
"""Names of letters that are everyday words as well: alone they spell nothing."""

_MOST_READINGS = 64

Places = tuple[tuple[Key, ...], ...]
"""A phrase: for each of its places the words that may stand there."""


def spelt_out(latin: Key) -> Places | None:
    """The Arabic names of the letters of a Latin word; None for one that is too long to be said letter by letter."""
    if not SHORTEST <= len(latin) <= LONGEST or any(letter not in _NAMES for letter in latin):
        return None
    return tuple(tuple(map(Key, _NAMES[letter])) for letter in latin)


def spells(words: Sequence[Key]) -> bool:
    """Whether these Arabic words are names of letters, and not all of them everyday words."""
    names = [name_key(word) for word in words]
    known = SHORTEST <= len(names) <= LONGEST and all(name in _LETTERS for name in names)
    return known and any(name not in _COMMON for name in names)


def readings(words: Sequence[Key]) -> list[Key]:
    """The Latin words that names of letters may spell."""
    letters = [_LETTERS[name_key(word)] for word in words]
    return [Key("".join(choice)) for choice in islice(product(*letters), _MOST_READINGS)]
