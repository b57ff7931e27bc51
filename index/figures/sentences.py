"""The sentences in which figures stand."""

import re
from bisect import bisect_left, bisect_right

from index.articles import Span

_STOPS = ".!?؟؛…"
_STOPS_AND_RETURN = _STOPS + "\r"
"""What ends a sentence where white space follows, and a line as old systems ended it."""
_CLOSING = "»”\"')]"
_CLOSED = re.compile(rf"[{re.escape(_CLOSING)}]++(?=\s)")
"""What may stand between."""


class Sentences:
    """The sentences of a body around some places in it; what lies in lines without such a place is not looked at.

    Whoever asks in the order of the text passes over it once.
    """

    __slots__ = ("_begin", "_borders", "_end", "_marks", "_sentence", "body")

    def __init__(self, body: str) -> None:
        self.body = body
        self._marks = [mark for mark in _STOPS_AND_RETURN if mark in body]
        self._borders = [0]
        """Where the line begins that was asked about last, and where its sentences end."""
        self._begin = self._end = 0
        """The borders of the sentence that was asked for last: many figures stand in the one before them does."""
        self._sentence = Span(0, 0)

    def around(self, start: int, end: int) -> Span:
        """The sentence that holds `start` to `end`, without the white space around it."""
        if self._begin <= start < end <= self._end:
            return self._sentence
        borders = self._borders
        if not borders[0] <= start < borders[-1]:
            line = self.body.rfind("\n", 0, start) + 1
            borders = self._borders = [line, *self._ends_of_line(line)]
        while borders[-1] < end:
            borders += self._ends_of_line(borders[-1])
        first, last = bisect_right(borders, start) - 1, bisect_left(borders, end)
        sentence = self._trimmed(borders[first], borders[last])
        if last == first + 1:
            self._begin, self._end, self._sentence = borders[first], borders[last], sentence
        return sentence

    def _ends_of_line(self, begin: int) -> list[int]:
        """Where the sentences of a line end, and the line; one mark is sooner found than one of several."""
        stop = self.body.find("\n", begin) + 1 or len(self.body)
        line, ends = self.body[begin:stop], []
        for mark in self._marks:
            behind = line.find(mark) + 1 if mark in line else 0
            while behind:
                after = line[behind : behind + 1]
                if after.isspace() or mark == "\r":
                    ends.append(begin + behind)
                elif after in _CLOSING and (match := _CLOSED.match(line, behind)):
                    ends.append(begin + match.end())
                behind = line.find(mark, behind) + 1
        ends.sort()
        ends.append(stop)
        return ends

    def _trimmed(self, begin: int, stop: int) -> Span:
        body = self.body
        while begin < stop and body[begin].isspace():
            begin += 1
        while begin < stop and body[stop - 1].isspace():
            stop -= 1
        return _new(Span, (begin, stop))


_new = tuple.__new__
"""Makes a named tuple in half the time it takes to call it."""
