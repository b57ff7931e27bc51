"""What plain bidi would scramble: spans of a text that are to be shown as they are written.

Inside Arabic, UAX #9 shows 2024-06-01 as 01-06-2024, -1.5% as %1.5-, C++ as ++C, /usr/bin as usr/bin/: a separator that
is no part of a number for rule W4, or stands at the edge of a Latin word, goes with the Arabic around it. Each such
date, range, signed number, phone number, URL, address or path is given to the layout as an isolate.

What is looked at are tokens without spaces (and phone numbers with them). Whether a token needs help is not guessed but
asked of the algorithm itself. A bare number with its sign for percent or money is left alone: %25 is how Arabic writes
it, and what every other program shows.
"""

import re
from functools import lru_cache

from tui.rtl import bidi

_DASHES = "\u2010-\u2015\u2212\u00b1"
_CURRENCIES = "$€£¥₪₺₹₽¢"
_GROUP = r"[ .-]\(?[0-9]{2,}\)?"
_TOKEN = re.compile(
    rf"(?<![0-9])(?:\+|00)[0-9]{{1,4}}(?:{_GROUP}){{2,}}"  # +966 50 123 4567
    rf"|\([0-9]{{2,4}}\) ?[0-9]{{3,}}(?:[ -][0-9]{{2,}})*"  # (02) 2345 6789
    r"|(?:https?|ftp)://[^\s<>«»\"“”]+"
    rf"|[!-~{_DASHES}{_CURRENCIES}]+"
)
_CONVENTIONAL = re.compile(rf"[%{_CURRENCIES}#]?[0-9]+(?:[.,:/][0-9]+)*[%°+{_CURRENCIES}]?")
_SIGNED = re.compile(rf"[+\-\u2212\u00b1][{_CURRENCIES}]?[0-9]")
_WORD_CHARACTER = re.compile(r"\w")
_ROOT = re.compile(r"[/\\][A-Za-z]")  # the slash a path starts with; 12/شوال/1436 and 1/ have slashes of the sentence
_FOLDERS = re.compile(r"[/\\][^/\\]")
_LATIN = re.compile("[A-Za-z]")
_OPENERS, _CLOSERS = "([{<\"'`", ".,;:!?،؛؟)]}>\"'`"
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}
_SLASHES = "/\\"
_EDGES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00b1=*|_^"


def isolates(text: str) -> list[tuple[int, int]]:
    """The spans of a right-to-left text that are to be kept left-to-right as written: disjoint, in order."""
    found = []
    for token in _TOKEN.finditer(text):
        start, end = _trimmed(text, *token.span())
        if end - start > 1 and _is_scrambled(text[start:end]):
            found.append((start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A token without the punctuation of the sentence around it."""
    while start < end and _is_outside(text, start):
        start += 1
    token = text[start:end]
    is_path = _LATIN.search(token) and _FOLDERS.search(token)
    balance = {opening: token.count(opening) - token.count(closing) for closing, opening in _PAIRS.items()}
    while start < end and text[end - 1] in _CLOSERS + _EDGES + _OPENERS + _SLASHES:
        last = text[end - 1]
        if last in _SLASHES and is_path:
            break
        opening = _PAIRS.get(last, last)
        if last in _PAIRS and balance[opening] >= 0:
            break
        if opening in balance:
            balance[opening] += 1 if last in _PAIRS else -1
        end -= 1
    return start, end


def _is_outside(text: str, at: int) -> bool:
    """Whether a token's first character is the sentence's: a bracket, a dash that is no sign, a slash no root."""
    character = text[at]
    if character in _OPENERS:
        return not _PHONE.match(text, at)
    within_word = at > 0 and _WORD_CHARACTER.match(text[at - 1]) is not None
    if _SIGNED.match(text, at):
        return within_word
    if character in _SLASHES:
        return within_word or not _ROOT.match(text, at)
    return character in _CLOSERS + _EDGES and not (character == "." and text[at + 1 : at + 2] in ("/", "."))


_PHONE = re.compile(r"\([0-9]{2,4}\) ?[0-9]{3}")


@lru_cache(maxsize=1 << 12)
def _is_scrambled(token: str) -> bool:
    """Whether the token's characters would not stand in their own order between two Arabic words."""
    if _CONVENTIONAL.fullmatch(token):
        return False
    levels = bidi.levels(f"\u0627 {token} \u0627", 1)[1][2:-2]
    return len(set(levels)) > 1 or bool(levels[0] & 1)
