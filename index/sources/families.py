"""An item → what is in it: the reader of its format, and the items within it read in their turn.

Readers are imported when the first item of their format comes; most corpora hold one or two formats. A new format is
a module with `read(item)`, a value of `formats.Format` with the marks that tell it, and its line in `_READERS`.
"""

from collections.abc import Callable, Iterator
from importlib import import_module

from index.articles import Article
from index.errors import Problem
from index.sources.formats import CONTAINERS, HEAD, Format, format_of
from index.sources.items import Item, Reader
from index.sources.limits import NESTING
from index.sources.marks import AsBefore, Mark
from index.sources.problems import Reason, RefusedError, problem, unreadable

_READERS = {
    Format.TEXT: "text",
    Format.MARKDOWN: "markdown",
    Format.JSON: "records",
    Format.TABLE: "tables",
    Format.HTML: "pages",
    Format.PDF: "pdf",
    Format.RTF: "rtf",
    Format.FEED: "feeds",
    Format.MESSAGE: "messages",
    Format.MAILBOX: "mailboxes",
    Format.ZIP: "zips",
    Format.TAR: "tars",
    Format.PACKED: "packed",
}

Outcome = Article | Problem | Mark | AsBefore
"""Marks, and what is as it was before, are told where an item has any `known`."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # DOC, XLS, PPT, MSG: text, in a format that is not read
_LONGEST_DETAIL = 200  # code points of what a library says


def looked_at(item: Item, asked_for: bool = False) -> Format:
    """The item's format. Raises RefusedError for one that is not read, OSError where it cannot be opened."""
    with item.opened() as opened:
        head = opened.read(HEAD)
    if not head:
        raise RefusedError(Reason.EMPTY)
    found = format_of(head, item, asked_for)
    if found is None:
        from index.sources.encodings import encoding_of

        is_text = head.startswith(_OLD_OFFICE) or encoding_of(head, complete=len(head) < HEAD) is not None
        raise RefusedError(Reason.UNKNOWN_FORMAT, suffix=item.suffix) if is_text else RefusedError(Reason.NOT_TEXT)
    return found


def reader(format_: Format) -> Reader:
    """The function that reads items of a format."""
    read: Reader = import_module(f"index.sources.{_READERS[format_]}").read
    return read


class Reading:
    """One file being read, with everything in it. Items are numbered as they are come to, the file itself is 0.

    `after`: the number of the item at which an earlier attempt ended. It is left out; so is all that was told then.
    """

    def __init__(self, after: int = -1, entered: Callable[[int, Item], None] = lambda number, item: None) -> None:
        self._after, self._entered = after, entered
        self._next = 0

    def of(self, item: Item, format_: Format | None = None, depth: int = 0) -> Iterator[Outcome]:
        """The item's articles and problems; `format_` where it is known already."""
        number, self._next = self._next, self._next + 1
        if number == self._after:
            return
        self._entered(number, item)
        try:
            format_ = format_ or looked_at(item)
            if number > self._after or format_ in CONTAINERS:
                yield from self._within(number, item, format_, depth)
        except RefusedError as error:
            if self._is_news:
                yield error.about(item.name)
        except OSError as error:
            if self._is_news:
                yield unreadable(item.name, error)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - what libraries raise on broken files is written nowhere
            if self._is_news:
                yield problem(item.name, Reason.BROKEN_FILE, format=str(format_), detail=_said(error))

    @property
    def _is_news(self) -> bool:
        return self._next > self._after

    def _within(self, number: int, item: Item, format_: Format, depth: int) -> Iterator[Outcome]:
        for found in reader(format_)(item):
            if found is None:
                self._entered(number, item)
            elif not isinstance(found, Item):
                if self._is_news:
                    yield found
            elif depth == NESTING:
                yield problem(found.name, Reason.TOO_DEEP, limit=NESTING)
            else:
                yield from self.of(found, depth=depth + 1)


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:_LONGEST_DETAIL]
