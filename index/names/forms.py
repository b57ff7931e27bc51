"""A name as it stands in the texts of a corpus: with و, ل, ب or ف fused to it, under any alef."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from index.names.aliases import Form, alike
from index.words import Key

PROCLITICS = ("و", "ل", "ب", "ف", "ول", "وب", "فل", "فب")
"""What may be fused to a name. Not ك: كفيفا is no FIFA, and كابل no Apple."""

_ARTICLE = "ال"


class Lexicon(Protocol):
    """The words of a corpus, with the number of articles that have each, roughly."""

    @property
    def articles(self) -> int:
        """How many articles there are."""

    def is_known(self, key: Key) -> bool:
        """Whether any word is this one, in whatever form."""

    def spellings(self, key: Key) -> Mapping[Key, int]:
        """The words that have the same normalised form."""

    def sounding(self, skeleton: str) -> Mapping[Key, int]:
        """The words of a skeleton; Latin ones where it is in capitals (`sound_at_once`)."""


def standing(word: Key, lexicon: Lexicon) -> dict[Key, int]:
    """The words of the corpus that are this word of a name, by itself and with what is fused to it.

    What stands more often with a letter before it than without is another word: وابل is rain, not and-Apple.
    """
    found = plain(word, lexicon)
    if not is_arabic(word):
        return found
    most = sum(found.values()) if found else 1
    for proclitic in PROCLITICS:
        for other, count in lexicon.spellings(_fused(proclitic, word)).items():
            if count <= most and _is_fused(other, proclitic, word):
                found[other] = count
    return found


def plain(word: Key, lexicon: Lexicon) -> dict[Key, int]:
    """The words of the corpus that are this word of a name by itself."""
    return {other: count for other, count in lexicon.spellings(word).items() if alike(other, word)}


def is_arabic(word: Key) -> bool:
    """Whether a word is written in Arabic letters."""
    return "ء" <= word[0] <= "ي"


def shortest(asked: Form, forms: Sequence[Form]) -> list[Form]:
    """Without the forms that hold another, or what is asked for: whoever finds أوباما has found باراك أوباما."""
    return [
        form for form in forms if not any(other != form and _holds(form, other) for other in (asked, *forms) if other)
    ]


def _holds(form: Form, other: Form) -> bool:
    return any(form[at : at + len(other)] == other for at in range(len(form) - len(other) + 1))


def _fused(proclitic: str, word: Key) -> Key:
    """ل and ال are written لل."""
    return Key(
        proclitic + "ل" + word[2:] if proclitic.endswith("ل") and word.startswith(_ARTICLE) else proclitic + word
    )


def _is_fused(other: Key, proclitic: str, word: Key) -> bool:
    if proclitic.endswith("ل") and word.startswith(_ARTICLE):
        return alike(Key(_ARTICLE + other[len(proclitic) + 1 :]), word)
    return alike(Key(other[len(proclitic) :]), word)
