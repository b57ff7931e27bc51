"""Which of the single-byte Arabic encodings some bytes are in: the one that makes them read like Arabic.

Each encoding is tried on the bytes and judged by the pairs of letters that come of it (`letter_pairs`). The one that
reads best is taken, where it reads like Arabic at all; where another reads nearly as well and says something else,
that is a doubt, which is told. (research/reliability.md has what was measured of this rule and of others.)
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from index.sources.arabic_codecs import CP864
from index.sources.dos_shapes import misshapen
from index.sources.letter_pairs import Reading, reading

_SAMPLE = 1 << 13
"""Bytes that are read as each encoding. Beyond them an article adds nothing."""

_ARABIC = -4.6  # of the mean of an Arabic text, at least (research/reliability.md)
_SURE = 7.0  # the logarithm of how many times likelier the best reading is than the next where there is no doubt
_WELL = -3.6  # of the mean, at least, where there is no doubt
_LETTERS = 0.6  # of the characters beyond ASCII, at least, are letters or their marks; spaces are not counted
_ODD = 5.0  # what each byte that hardly ever comes takes off the sum
_NO_LETTER = (
    4.0  # what each other byte beyond ASCII does that is a mark, a sign or a space, so that none has it for free
)
_SOME = 0.2  # of the letters of a text in DOS's shapes are misshapen, at most
_MISSHAPEN = 4.0  # what each letter does that cannot have the shape it has between its neighbours

_ASCII = bytes(range(128))
_MAC_ONLY = re.compile(rb"[\x80-\x9f]")

_ALIKE = ("iso8859-6", "mac-arabic")


class Judged(NamedTuple):
    """An encoding by the name of its codec, and whether another one is nearly as likely."""

    encoding: str
    doubtful: bool = False


class _Candidate(NamedTuple):
    """A code page, and how much rarer its files are than those of cp1256, as a logarithm; bytes of it that hardly ever
    come though they are no letters; and whether it can be at all."""

    encoding: str
    rarer: float
    hardly: bytes = b""
    reads: Callable[[bytes], bool] = lambda data: True


class _Read(NamedTuple):
    encoding: str
    text: str
    reading: Reading
    sum: float


def _is_iso(data: bytes) -> bool:
    """ISO-8859-6 and the Macintosh's have their letters at the same places. The Mac's spaces and punctuation may be the
    ones beyond ASCII that run from the right, and its quotes stand where ISO has control characters."""
    return not _MAC_ONLY.search(data) and data.count(b"\xa0") <= data.count(b" ")


_CANDIDATES = (
    _Candidate("cp1256", 0.0),
    _Candidate("iso8859-6", 2.0, reads=_is_iso),
    _Candidate("mac-arabic", 3.0, b"\xc0\xdb\xdc\xdd\xde\xdf\xfb\xfc\xfd"),  # ❊ [ \ ] ^ _ { | } from the right
    _Candidate(CP864, 3.0, b"\xc0\xdb\xdc"),  # ¢ ¦ ¬
)


def judged(data: bytes) -> Judged | None:
    """The code page of these bytes, None where none makes them Arabic."""
    sample = _sample(data)
    if not sample.translate(None, _ASCII):
        return None
    read = sorted(filter(None, (_read(each, sample) for each in _CANDIDATES)), key=lambda each: -each.sum)
    if not read or read[0].reading.mean < _ARABIC:
        return None
    best = read[0]
    others = [each for each in read[1:] if _said(each) != _said(best)]
    close = bool(others) and best.sum - others[0].sum < _SURE
    return Judged(best.encoding, close or best.reading.mean < _WELL)


def _said(read: _Read) -> str:
    """The text, but that of the pages with the same letters in the same places spaces are no difference."""
    return read.text if read.encoding not in _ALIKE else read.text.replace("\xa0", " ")


def _sample(data: bytes) -> bytes:
    """The first bytes of the data; where these are ASCII (a header, a preamble), those from the first that are not."""
    found = re.search(rb"[\x80-\xff]", data)
    start = max(0, found.start() - 64) if found else 0
    return data[start : start + _SAMPLE]


def _read(candidate: _Candidate, sample: bytes) -> _Read | None:
    if not candidate.reads(sample):
        return None
    try:
        text = sample.decode(candidate.encoding)
    except UnicodeDecodeError:
        return None
    read = reading(text)
    beyond = len(sample.translate(None, _ASCII + b"\xa0"))
    if read.letters + read.marks < beyond * _LETTERS:
        return None
    odd = len(sample) - len(sample.translate(None, candidate.hardly))
    less = candidate.rarer + odd * _ODD + max(0, beyond - read.letters) * _NO_LETTER
    if candidate.encoding == CP864:
        wrong = misshapen(sample)
        if wrong > read.letters * _SOME:
            return None
        less += wrong * _MISSHAPEN
    return _Read(candidate.encoding, text, read, read.sum - less)
