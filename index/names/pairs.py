"""The two spellings that an article puts side by side: إنفيديا (Nvidia), Nvidia (إنفيديا).

Of the words before a parenthesis, as many count as stand inside it; each must sound like the one in its place, though
less exactly than without such a witness, or they are the letters of the word inside, spelt out. Thirty-six of
thirty-eight such pairs looked right at this cut-off (research/search-quality.md).
"""

import re
from collections.abc import Iterator

from index.names.aliases import Form
from index.names.sound import heard, likeness
from index.names.spelt import readings, spells
from index.words import Key, keys

LIKENESS = 0.7
LIKENESS_OF_SHORT = 0.85
"""How much the words of the two spellings must sound alike, at least; and those of four letters and fewer."""

_SHORT = 4

_LONGEST = 3
"""Words a spelling may have."""

_BEFORE = 60
"""Characters before a parenthesis among which those words are looked for."""

_ASIDE = re.compile(r"\(([^()\n]{2,40})\)")
_MAY_BE_LATIN = re.compile("[^\0-@[-`{-\x7f\u0600-\u06ff«»“”…–،]")
"""One character of a word in the Latin script at least: nineteen asides of twenty are not near any."""
_CLITICS = ("وال", "بال", "فال", "لل", "ال", "و", "ب", "ل", "ف")
_SHORTEST_BARE = 3


def pairs(text: str) -> Iterator[tuple[Form, Form]]:
    """The names that stand side by side in `text`, Latin and Arabic."""
    for aside in _ASIDE.finditer(text):
        written = text[max(0, aside.start() - _BEFORE) : aside.start()]
        if not _MAY_BE_LATIN.search(text, aside.start() - len(written), aside.end()):
            continue
        inside, before = tuple(keys(aside[1])), tuple(keys(written))
        if not inside or len(inside) > 2 * _LONGEST:
            continue
        found = _pair(before, inside) if _is_latin(inside) else _pair_turned(before, inside)
        if found:
            yield found


def _pair(before: Form, latin: Form) -> tuple[Form, Form] | None:
    arabic = before[-len(latin) :]
    if len(latin) <= _LONGEST and len(arabic) == len(latin) and _is_arabic(arabic):
        bare = (_bare(latin[0], arabic[0]), *arabic[1:])
        if all(map(_sound_alike, latin, bare)):
            return latin, bare
    return _spelt_pair(before, latin)


def _spelt_pair(before: Form, latin: Form) -> tuple[Form, Form] | None:
    if len(latin) != 1:
        return None
    letters = before[-len(latin[0]) :]
    return (latin, letters) if _is_arabic(letters) and spells(letters) and latin[0] in readings(letters) else None


def _pair_turned(before: Form, arabic: Form) -> tuple[Form, Form] | None:
    latin = before[-len(arabic) :]
    return _pair(arabic, latin) if _is_arabic(arabic) and _is_latin(latin) else None


def _bare(latin: Key, arabic: Key) -> Key:
    """The Arabic word without what is fused to it, where it then sounds more like the Latin one."""
    words = [arabic]
    words += [
        Key(arabic[len(c) :]) for c in _CLITICS if arabic.startswith(c) and len(arabic) - len(c) >= _SHORTEST_BARE
    ]
    return max(words, key=lambda word: likeness(latin, heard(word)))


def _sound_alike(latin: Key, arabic: Key) -> bool:
    least = LIKENESS if len(latin) > _SHORT else LIKENESS_OF_SHORT
    return len(arabic) >= _SHORTEST_BARE and likeness(latin, heard(arabic)) >= least


def _is_latin(words: Form) -> bool:
    return bool(words) and all(word.isascii() and word.isalpha() and len(word) > 1 for word in words)


def _is_arabic(words: Form) -> bool:
    return bool(words) and all("ء" <= word[0] <= "ي" for word in words)
