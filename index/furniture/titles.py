"""The title of an article that does not say it."""

import re
from itertools import chain, islice

from index.furniture.captions import CAPTION_LINES, captions_of
from index.furniture.folding import WORD, words_of
from index.furniture.kinds import is_frame, is_origin, is_section, parts_of
from index.furniture.lines import lines_of, with_line_feeds

_HEAD_LINES = 24  # lines among which a title is sought; beyond them there is none
_SAID_LINES = 5  # lines that are no frame among which one is no section's name
_LONGEST_TITLE = 120  # code points
_ENOUGH = 1000  # code points of a paragraph in which its title, and a heading's marks and links before it, are found
_SHORTEST_SENTENCE, _SHORTEST_CLAUSE = 24, 50  # code points of a title cut from a paragraph, at least

_HEADING = re.compile(
    r"^(?:#{1,6}\s+|[>*_•\-–—=|\s]+(?=\S)|(?:title|headline|العنوان|عنوان)\s*[:：]\s*)+", re.IGNORECASE
)
_DIRECTION = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINKED = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_DATELINE = re.compile(r"[^.!؟?\n]{2,50}?(?:\s*:|\s*[-–—])\s+")
_SENTENCE_END = re.compile(r"[.!؟?…]+[”»\"')\]]*(?=\s|$)")
_CLAUSE_END = re.compile(r"\s*[،,؛;:](?=\s)|\s+[–—-](?=\s)")
_OPENING, _CLOSING = "([{«“", ")]}»”"


def title_of(body: str, fallback: str) -> str:
    """What a reader would call the article: its headline, or the beginning of its first paragraph.

    Never a section's name, a caption, a credit, a byline, a date or furniture; `fallback` where nothing else is said.
    """
    lines = islice(lines_of(with_line_feeds(body)), _HEAD_LINES)
    top = list(islice(lines, CAPTION_LINES))
    captions = set(captions_of(top))
    frameless = (line for line in chain(top, lines) if line not in captions and not is_frame(line))
    said = list(islice(frameless, _SAID_LINES))
    headlines = (line for place, line in enumerate(said) if not is_section(line, said[place + 1 :]))
    titles = (_bare(line.text[:_ENOUGH]) for line in chain(headlines, said))
    return _cut(next(filter(WORD.search, titles), fallback))


def _bare(text: str) -> str:
    """A line without the marks of a heading, links' addresses and double spaces."""
    text = _HEADING.sub("", _LINKED.sub(r"\1", text))
    return " ".join(_DIRECTION.sub("", text).split()).strip("*_ ").rstrip("# ")


def _cut(text: str) -> str:
    """At most `_LONGEST_TITLE` code points: to the end of a sentence, else of a clause, else of a word, with …"""
    text = text if len(text) <= _LONGEST_TITLE else _without_dateline(text)
    if len(text) <= _LONGEST_TITLE:
        return text
    sentence = [match.end() for match in _SENTENCE_END.finditer(text, 0, _LONGEST_TITLE)]
    clause = [match.start() for match in _CLAUSE_END.finditer(text, 0, _LONGEST_TITLE)]
    for ends, shortest in ((sentence, _SHORTEST_SENTENCE), (reversed(clause), _SHORTEST_CLAUSE)):
        for end in ends:
            if end >= shortest and _is_balanced(text[:end]):
                return text[:end].rstrip(" .،")
    return text[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ،؛:-–—") + "…"


def _without_dateline(text: str) -> str:
    """A first paragraph without "ماجد الرفاعي – سبق – ينبع:" in front."""
    at = 0
    for match in _DATELINE.finditer(text, 0, _LONGEST_TITLE):
        if match.start() != at or len(words_of(match.group())) > 7:
            break
        at = match.end()
    said_by_whom = at and any(map(is_origin, parts_of(text[:at].replace(":", " "))))
    return text[at:] if said_by_whom else text


def _is_balanced(text: str) -> bool:
    """No bracket or quotation is left open."""
    pairs = zip(_OPENING, _CLOSING, strict=True)
    return all(text.count(one) == text.count(other) for one, other in pairs) and text.count('"') % 2 == 0
