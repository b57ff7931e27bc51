"""The lines of a body that are no prose, told to those who ask about a span."""

from itertools import islice

from index.articles import Span
from index.furniture.captions import CAPTION_LINES, captions_of, says_caption
from index.furniture.kinds import LONGEST_FURNITURE, is_credit, is_furniture, is_pictures_credit
from index.furniture.lines import TELLING, Line, has_words, line_begin, line_end, lines_of, with_line_feeds


class Furniture:
    """The lines of a body that are no prose of the article: page furniture, credits, bylines, captions on top.

    A line is judged when something in it is asked about, for most are asked about nothing. Whoever asks in the order
    of the text passes over it once.
    """

    def __init__(self, body: str) -> None:
        self._body = with_line_feeds(body)
        self._begin = self._end = 0
        self._is_frame = False
        self._captions: frozenset[int] | None = None
        """Where they begin; few lines make one ask."""

    def holds(self, span: Span) -> bool:
        """Whether `span` lies in such a line."""
        start, end = span
        if not self._begin <= start < self._end:
            self._begin, self._end = self._body.rfind("\n", 0, start) + 1, line_end(self._body, start)
            self._is_frame = self._judge(self._body[self._begin : self._end])
        return self._is_frame and end <= self._end

    def _judge(self, text: str) -> bool:
        text = text.strip()
        if len(text) > LONGEST_FURNITURE or not has_words(text):  # a longer one is a paragraph
            return False
        line = Line(text, self._begin)
        return is_furniture(line) or is_credit(line) or self._is_caption(line)

    def _is_caption(self, line: Line) -> bool:
        """Whether it stands on top, and what it says or what follows tells that it is one."""
        if not says_caption(line) and not self._credit_follows():
            return False
        if self._captions is None:
            top = list(islice(lines_of(self._body), CAPTION_LINES))
            self._captions = frozenset(caption.start for caption in captions_of(top))
        return line.start in self._captions

    def _credit_follows(self) -> bool:
        """Whether the next line with words says who took a picture; of most, that it is too long tells enough."""
        begin = self._end
        while (begin := line_begin(self._body, begin)) < len(self._body):
            end = line_end(self._body, begin)
            text = self._body[begin:end].strip()
            if has_words(text):
                return len(text) <= TELLING and is_pictures_credit([Line(text, begin)])
            begin = end
        return False
