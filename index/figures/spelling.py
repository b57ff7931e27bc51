"""How the tables of this room spell Arabic: every word as a reader meets it, unified once so that spellings agree.

`unified` starts from the corpus's own folding (`index.words`: no marks, no tatweel, one kind of digit and of keyboard)
and makes one letter of the alefs, of ى and ي, of ة and ه. The hamza on its seat stays, for مئتا is two hundred and
ميتا a company.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from pyarabic import araby

from index.words import keys

V = TypeVar("V")

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Direction marks, joiners and other characters nobody sees, as the inside of a character class."""

ONE_LETTER = str.maketrans(
    {**dict.fromkeys(araby.ALEFAT, araby.ALEF), araby.ALEF_MAKSURA: araby.YEH, araby.TEH_MARBUTA: araby.HEH}
)


def unified(text: str) -> str:
    """The words of `text`, each unified, with single spaces between them."""
    return " ".join(keys(text)).translate(ONE_LETTER)


def vocabulary(*texts: str) -> frozenset[str]:
    """The distinct words of `texts`, unified."""
    return frozenset(word for text in texts for word in unified(text).split())


def lookup(table: Mapping[V, str]) -> dict[str, V]:
    """From value → spellings, as a table is read best, to spelling → value, as a parser needs it."""
    return {word: value for value, spellings in table.items() for word in unified(spellings).split()}


def accusatives(words: Iterable[str]) -> set[str]:
    """The words with the alef of the accusative: دولار → دولارا. Those that end in ه or a vowel take none."""
    return {word + "ا" for word in words if not word.endswith(("ه", "ا", "ي"))}


def duals(singular: str) -> set[str]:
    """The four duals of a unified noun: شهران شهرين شهرا شهري, سنتان سنتين سنتا سنتي.

    A final ه may have been ة or not (ليرتان, جنيهان), so both are made.
    """
    stems = {singular, singular[:-1] + "ت"} if singular.endswith("ه") else {singular}
    return {stem + ending for stem in stems for ending in ("ان", "ين", "ا", "ي")}
