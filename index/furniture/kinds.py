"""Which kind of line it is: page furniture, a credit, a date, a section's name, a headline."""

import re
from collections.abc import Iterable, Sequence

from index.furniture.folding import words_of
from index.furniture.lines import TELLING, Line
from index.furniture.wording import (
    AGENCIES,
    AGENCIES_BEGIN,
    AROUND_AGENCY,
    AROUND_SHARING,
    BEGINNINGS,
    CITIES,
    CREDIT_CUES,
    DATE_WORDS,
    FIRST_WORDS,
    HOME,
    LABELS,
    SECTIONS,
    SHARING,
    WHOLE,
)

LONGEST_FURNITURE = 300  # code points; a longer line is a paragraph, whatever it begins with
_LONGEST_ADDRESS = 1000  # code points; Arabic in an address is six for each letter
_PARAGRAPH = 150  # code points from which on a line is no headline

ENDINGS = (".", "؟", "?", "!", "،", ":", "؛", "؟!", "!!")
_ADDRESS = re.compile(r"\S*(?://|www\.|pic\.twitter\.com)\S*|[^\s@]+@[^\s@]+")
_CRUMBS = re.compile(r"(?:الرييسيه|الصفحه الرييسيه|home|homepage)\s*[»›>/|\\←-]")
_AGENCY = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(AGENCIES, key=len, reverse=True))})(?!\w)")
_CREDIT_LABEL = re.compile(
    r"(?:©|(?:تصوير|عدسه|مصدر الصوره|حقوق الصوره|الصوره من|photo(?:graph)?s? by|photo credit|image credit|credit|"
    r"images? by|photo|picture|المصدر|مصدر|source|الصوره|صوره)\s*[:：]|(?:photo|image|photograph)s? by\b)"
)
_BYLINE = re.compile(
    r"(?:كتبت?|كتبه|كتبها|متابعه|اعداد|ترجمه|تحرير|حوار|بقلم|مراسل|تغطيه)\s*[-–—:/]+\s*\S"
    r"|بقلم\s+\S|written by\s+\S"
)
_BY = re.compile(r"By (?:[A-Z][\w.’'-]*|and|[,&|])(?: (?:[A-Z][\w.’'-]*|and|[&|]),?){0,7}")
_CREDIT_MARKS = "-–—()/|©"
"""A credit begins with one of `CREDIT_CUES`, or has one of these marks in it."""
_DIVIDER = re.compile("[-–—()/]")
_QUOTED_OR_COUNTED = re.compile(r"[\d\"«“]")


def is_frame(line: Line) -> bool:
    """Whether a line is anything but a headline or a sentence."""
    is_address = len(line.text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(line.text) is not None
    return is_address or is_furniture(line) or is_credit(line) or _is_date(line)


def is_furniture(line: Line) -> bool:
    if len(line.text) > LONGEST_FURNITURE or line.first not in FIRST_WORDS:
        return False
    words = line.words
    if words in WHOLE or any(words[:length] in BEGINNINGS for length in range(2, 9)):
        return True
    if any(words[:length] in LABELS for length in (1, 2, 3)) and re.search("[:：©]", line.text[:40]):
        return True
    is_sharing = set(words) <= AROUND_SHARING and not SHARING.isdisjoint(words)
    return is_sharing or (words[0] in HOME and _CRUMBS.match(line.plain) is not None)


def is_credit(line: Line) -> bool:
    """Who took the picture, who wrote the text, which agency sent it: nothing else stands in the line."""
    if len(line.text) > TELLING or not _may_be_credit(line) or len(line.words) > 10:
        return False
    plain = line.plain.strip("()[]{}*_ ")
    if _CREDIT_LABEL.match(plain) or _BYLINE.match(plain) or _BY.fullmatch(line.text):
        return not plain.endswith((".", "؟", "?", "!"))
    if _is_dateline(line):
        return True
    if AGENCIES_BEGIN.isdisjoint(line.words):
        return False
    rest, agencies = _AGENCY.subn(" ", line.folded)
    left = [word for word in rest.split() if word not in AROUND_AGENCY]
    if not agencies:
        return False
    return not left or (len(left) <= 2 and re.search(r"[-–—/()|]", line.text) is not None)


def _may_be_credit(line: Line) -> bool:
    """Most lines are none by their first word and their marks, before more of them is folded."""
    return line.first in CREDIT_CUES or any(mark in line.text for mark in _CREDIT_MARKS)


def _is_dateline(line: Line) -> bool:
    """A place and who writes from there, divided by a dash, and no more: "عين اليوم – عمّان", "حائل (واس)"."""
    if len(line.words) > 7 or not _DIVIDER.search(line.text) or line.text.endswith(ENDINGS):
        return False
    parts = parts_of(line.text)
    if len(parts) < 2 or _QUOTED_OR_COUNTED.search(line.text):
        return False
    return is_origin(parts[0]) or is_origin(parts[-1])


def parts_of(text: str) -> list[tuple[str, ...]]:
    """The words between dashes and brackets; a line that begins with a dash is a list's, and has one part."""
    parts = [words_of(part) for part in _DIVIDER.split(text)]
    return [part for part in parts if part] if parts[0] else [words_of(text)]


def is_origin(words: tuple[str, ...]) -> bool:
    return words in CITIES or _AGENCY.fullmatch(" ".join(words)) is not None


def _is_date(line: Line) -> bool:
    """A line of dates and times alone."""
    return (
        len(line.text) <= TELLING
        and all(word in DATE_WORDS or (word[0].isdecimal() and len(word) <= 6) for word in line.words)
        and any(word[0].isdecimal() for word in line.words)
    )


def is_headline(line: Line) -> bool:
    return len(line.words) >= 4 and len(line.text) < _PARAGRAPH and not line.text.endswith(ENDINGS)


def is_section(line: Line, after: Sequence[Line]) -> bool:
    """The name of a page's section: made of such words, or one or two words on top of a headline and its article."""
    if len(line.words) <= 5 and all(word in SECTIONS or word.removeprefix("و") in SECTIONS for word in line.words):
        return True
    if len(line.words) > 2 or len(after) < 2 or line.text.startswith("#") or line.text.endswith(ENDINGS):
        return False
    return is_headline(after[0]) and len(after[1].text) >= _PARAGRAPH


def is_pictures_credit(lines: Iterable[Line]) -> bool:
    return any(is_credit(line) and not _BYLINE.match(line.plain) for line in lines)
