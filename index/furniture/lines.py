"""The lines of a body, each looked at no further than somebody asks."""

from collections.abc import Iterator

from index.furniture.folding import SURELY, WORD, folded, words_of_one

TELLING = 150  # code points at a line's beginning that say what kind of line it is
_FIRST_WORD = 40  # code points in which the first word of nearly all lines ends
_OTHER_LINE_ENDS = "\r\v\f\x85\u2028\u2029"


class Line:
    """A line with words in it: its text without outer spaces, and where it begins in the body."""

    __slots__ = ("_first", "_plain", "_words", "start", "text")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self._first = ""
        self._plain: str | None = None
        self._words: tuple[str, ...] | None = None

    @property
    def plain(self) -> str:
        """Its beginning with letters folded and punctuation kept."""
        if self._plain is None:
            self._plain = folded(self.text[:TELLING]).strip()
        return self._plain

    @property
    def words(self) -> tuple[str, ...]:
        """The words of that."""
        if self._words is None:
            self._words = tuple(WORD.findall(self.plain))
        return self._words

    @property
    def first(self) -> str:
        """The first of them, which tells that most lines are no furniture before more is read."""
        if not self._first:
            first = self.text[:_FIRST_WORD].split(None, 1)[0]
            words = words_of_one(first) if len(first) < _FIRST_WORD else ()
            self._first = words[0] if words else self.words[0]
        return self._first

    @property
    def folded(self) -> str:
        return " ".join(self.words)


def lines_of(body: str) -> Iterator[Line]:
    """The lines that have words."""
    end = 0
    while (begin := line_begin(body, end)) < len(body):
        end = line_end(body, begin)
        if has_words(text := body[begin:end].strip()):
            yield Line(text, begin)


def has_words(text: str) -> bool:
    """Whether a line has, given without outer spaces: of most the first character is part of one."""
    return SURELY.search(text, 0, TELLING) is not None or WORD.search(folded(text[:TELLING])) is not None


def with_line_feeds(body: str) -> str:
    """The same with every line ended by \\n: one mark is soon found, and a set of them is sought at each character."""
    for mark in _OTHER_LINE_ENDS:
        body = body.replace(mark, "\n")
    return body


def line_end(body: str, place: int) -> int:
    """Where the line ends that holds `place`."""
    end = body.find("\n", place)
    return end if end >= 0 else len(body)


def line_begin(body: str, place: int) -> int:
    """Where the next line begins that is not empty, from `place` on."""
    while place < len(body) and body[place] == "\n":
        place += 1
    return place
