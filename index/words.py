"""The only definition of a word.

A **raw token** is what a regular expression finds in the article's own text: letters, digits, and the marks, tatweel
and invisible characters that may stand between them. Each distinct raw token is folded once and remembered; folding
also splits it into **words**: at the border between Arabic and Latin (وGoogle → و, google) and into whole numbers
(100,000 = 100000 = ١٠٠٬٠٠٠). So one pass over the raw text gives the index its words and the screen their places.

    text   →  raw tokens  →  the pieces of each distinct token (key, start, end)  →  Word(key, span)

No token is longer than `LONGEST`: a run of digits and separators longer than that is several, and of a run of letters
without an end only the beginning is read.

A word's key is the word **as written**, less marks and tatweel, with digits, Persian letters, presentation forms,
accents and case unified. Everything further (`index.keys`) is a function of the key. What is a mark, a tatweel, a
letter is taken from PyArabic's `araby` tables; the rules and their measured worth: research/search-quality.md.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, NewType

from pyarabic import araby

from index.articles import Span

Key = NewType("Key", str)
"""A folded word: `fold` has been applied to it, so two spellings of one word compare equal."""


class Word(NamedTuple):
    """A word of a text: its folded key and where it stands, in code points of that text."""

    key: Key
    span: Span


class Piece(NamedTuple):
    """A word within a raw token: its key, its start and end as offsets into the token."""

    key: Key
    start: int
    end: int


# What may stand inside a word without being part of it. PyArabic lists the common vowel marks; Unicode has more
# (Koranic signs, small high letters), and real files carry joiners and direction marks inside words and numbers.
_MARKS = (
    "".join(araby.TASHKEEL) + araby.TATWEEL + "\u0610-\u061a\u0653-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u08d3-\u08e1\u08e3-\u08ff\u0300-\u036f\ufe20-\ufe2f\ufc5e-\ufc63\ufcf2-\ufcf4\ufe70-\ufe7f"
)
_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_ARABIC = "\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c9"

# A separator belongs to a token only between two digits. Linear on any input: no character fits two of the parts.
# The separator is looked for first, because most tokens end in a space and are then done.
_TOKEN = re.compile(rf"[\w{_MARKS}{_INVISIBLE}]+(?:[.,٫٬](?<=\d.)[{_INVISIBLE}]*\d[\w{_MARKS}{_INVISIBLE}]*)*")
_PIECE = re.compile(rf"\d+(?:[.,]\d+)+|[{_ARABIC}]+|[^\W_{_ARABIC}]+")
_THOUSANDS = re.compile(r"\d{1,3}(?:(?:,\d{3}){1,10}(?:\.\d+)?|(?:\.\d{3}){2,10}(?:,\d+)?)")  # beyond that it is a list
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(rf"[{_MARKS}]")
_ARABIC_BLOCK = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")

# Letters that other keyboards write for the same Arabic letter. What Arabic itself distinguishes (أ إ آ ا, ى ي, ة ه)
# is kept: that is the next rung, `keys.normalised`.
_LETTERS = {
    "ی": araby.YEH, "ې": araby.YEH, "ے": araby.YEH, "ک": araby.KAF, "ڪ": araby.KAF, "گ": araby.KAF,
    "ہ": araby.HEH, "ە": araby.HEH, "ھ": araby.HEH, "ۀ": araby.HEH, "ٱ": araby.ALEF, "٫": ".", "٬": ",",
}  # fmt: skip


LONGEST = 1024
"""The characters of the longest raw token, marks and tatweel among them: far more than a word has in any language
(Lucene's tokeniser takes 255), and few enough that a file of one endless word, or a million of them, costs no more
memory than any other. What is longer is found by so many of its letters: a question for it is cut the same way."""

_ENDS = "_.,٫٬"
_END = re.compile(f"[{_ENDS}]")
"""Where a token that is too long may be cut without cutting a word: what may stand inside one besides letters."""


def tokens(text: str) -> Iterator[tuple[int, str]]:
    """The raw tokens of `text` in order, each with where it starts."""
    for match in _TOKEN.finditer(text):
        at, token = match.start(), match.group()
        if len(token) <= LONGEST:
            yield at, token
        else:
            yield from ((at + start, token[start:end]) for start, end in stretches(token))


def stretches(token: str) -> Iterator[tuple[int, int]]:
    """Where the tokens start and end that are made of one longer than `LONGEST`: each ends behind a separator; where
    there is none to end behind, what follows up to the next one is left out."""
    start, size = 0, len(token)
    while start < size:
        end = min(start + LONGEST, size)
        resume = end if end == size else 1 + max(token.rfind(mark, start, end) for mark in _ENDS)
        if resume:
            end = resume
        else:
            following = _END.search(token, end)
            resume = following.end() if following else size
        yield start, end
        start = resume


def words(text: str) -> list[Word]:
    """Every word of `text` in order, with the span it has in `text`."""
    found = []
    for at, token in tokens(text):
        for key, start, end in pieces(token):
            found.append(Word(key, Span(at + start, at + end)))
    return found


def raw_tokens(text: str) -> list[str]:
    """The raw tokens of `text` in order, without their places: what the index reads articles by."""
    found = _TOKEN.findall(text)
    if len(text) > LONGEST and max(map(len, found), default=0) > LONGEST:
        return [token for _, token in tokens(text)]
    return found


def keys(text: str) -> list[Key]:
    """The keys of `words(text)`, without their places."""
    return list(chain.from_iterable(map(_remembered_keys_of, raw_tokens(text))))


def fold(text: str) -> str:
    """`text` as its words are written in the index, with single spaces between them."""
    return " ".join(keys(text))


COMMON_LETTERS = "".join(map(chr, (*range(ord("ء"), ord("غ") + 1), *range(ord("ف"), ord("ي") + 1))))

_PLAIN = re.compile(f"[{COMMON_LETTERS}]{{1,30}}").fullmatch
"""A token of common letters alone, which is its own key: nine in ten are."""

_VOWELS = re.compile("[\u064b-\u0652\u0640]+")
"""What most of the others have besides: the common marks, and tatweel."""


@lru_cache(maxsize=1 << 16)
def pieces(token: str) -> tuple[Piece, ...]:
    """The words of one raw token. Remembered: few tokens make up most of a text."""
    if _PLAIN(token):
        return (Piece(Key(token), 0, len(token)),)
    folded, places = _fold_token(token)
    found: list[Piece] = []
    for match in _PIECE.finditer(folded):
        for start, end, key in _words_of(match.group()):
            first, last = places[match.start() + start], places[match.start() + end - 1]
            found.append(Piece(key, first, _end_of_word(token, last + 1)))
    return tuple(found)


def keys_of(token: str) -> tuple[Key, ...]:
    """The keys of the words of one raw token. Not remembered: who asks for millions asks once for each token."""
    plain = token if _PLAIN(token) else _VOWELS.sub("", token)
    return (Key(plain),) if _PLAIN(plain) else _odd_keys(token)


def keys_of_each(tokens: Sequence[str]) -> list[tuple[Key, ...]]:
    """The same for many raw tokens at once: most of those that are not plain have a vowel, or tatweel, too many."""
    bare = _VOWELS.sub("", "\n".join(tokens)).split("\n")  # no token has a line's end in it
    return [(Key(plain),) if _PLAIN(plain) else _odd_keys(token) for token, plain in zip(tokens, bare, strict=False)]


def _odd_keys(token: str) -> tuple[Key, ...]:
    """The keys of a token that is not plain without its marks either."""
    if token.isascii() and token.isalnum():
        return (Key(token.lower()),)
    return tuple(key for piece in _PIECE.findall(_folded(token)) for _, _, key in _words_of(piece))


_remembered_keys_of = lru_cache(maxsize=1 << 16)(keys_of)


def _folded(token: str) -> str:
    """The token folded."""
    if token.isascii():
        return token.lower()
    return _fold_token(token)[0] if _JOINED.search(token) else "".join(map(_fold_character, token))


def _fold_token(token: str) -> tuple[str, list[int]]:
    """The token folded, and for each folded character the offset of the raw one it came from."""
    if token.isascii():
        return token.lower(), list(range(len(token)))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(token):
        if folded and _JOINED.match(character):
            composed = unicodedata.normalize("NFC", folded[-1] + character)
            folded[-1] = composed if len(composed) == 1 else folded[-1]
            continue
        for letter in _fold_character(character):
            folded.append(letter)
            places.append(place)
    return "".join(folded), places


_JOINED = re.compile("[\u0653-\u0655]")
"""A maddah or hamza typed after its letter."""


@lru_cache(maxsize=1 << 14)
def _fold_character(character: str) -> str:
    """What a raw character becomes: one letter, several (a ligature), or nothing (a mark)."""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if _ARABIC_BLOCK.match(character):  # not decomposed further: أ is a letter of its own
        plain = unicodedata.normalize("NFKC", character)
    else:
        plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", character).lower())
        plain = unicodedata.normalize("NFKD", plain).lower()
    plain = "".join(_LETTERS.get(letter, letter) for letter in plain)
    return "".join(letter for letter in plain if not _IGNORED.match(letter))


_IGNORED = re.compile(rf"[{_MARKS}{_INVISIBLE}]")


def _words_of(piece: str) -> list[tuple[int, int, Key]]:
    """The words of a piece of a folded token, with where they start and end in it. A run of digits and separators is
    numbers: thousands joined, one decimal point kept, lists and dates apart."""
    if not piece[0].isdecimal():
        return [(0, len(piece), Key(piece))]
    if _THOUSANDS.fullmatch(piece):
        decimal_comma = piece.count(".") > 1
        key = piece.replace(".", "").replace(",", ".") if decimal_comma else piece.replace(",", "")
        return [(0, len(piece), Key(key))]
    if piece.count(".") + piece.count(",") <= 1:
        return [(0, len(piece), Key(piece.replace(",", ".")))]
    return [(*part.span(), Key(part.group())) for part in _DIGITS.finditer(piece)]


def _end_of_word(token: str, end: int) -> int:
    """Marks after the last letter (كتابٌ) belong to the word they stand on."""
    while end < len(token) and _MARK.match(token, end):
        end += 1
    return end
