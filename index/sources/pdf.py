"""PDF: the text of a document, in the order in which it is read, its lines put together to paragraphs.

pypdf reads the file; which glyph stands where is `pdf_lines`, and in what order they are read `visual_order`.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import median
from time import monotonic
from typing import NamedTuple

from pypdf import PdfReader
from pypdf.errors import DependencyError

from index.sources.items import Document, Found, Item, article
from index.sources.limits import PAGES, WAIT
from index.sources.pdf_lines import Line, lines
from index.sources.problems import Reason, RefusedError, has_word, problem
from index.sources.streams import seekable
from index.sources.visual_order import in_logical_order

_FULL = 0.85  # of the widest line of its page: a line as long goes on in the next one
_NEAR = 1.5  # times the usual distance between lines: what stands further below is another paragraph
_NO_TITLE = re.compile(
    r"\.\w{2,5}$|^(?:microsoft |untitled|anonymous|document\d*$|doc\d|print|slide 1)|[\\/]", re.IGNORECASE
)
_NOBODY = frozenset(("anonymous", "unspecified", "user", "admin", "administrator", "unknown"))
_DATE = re.compile(r"D:(\d{8})")


class _Pages(NamedTuple):
    """The lines of the pages that were read, and how many pages there are."""

    lines: list[list[Line]]
    of: int


def read(item: Item) -> Iterator[Found]:
    """The article of a PDF, with a Problem where it is doubtful; now and then None, as a sign that it goes on."""
    with seekable(item) as opened:
        reader = PdfReader(opened)
        if reader.is_encrypted:
            _unlock(reader)
        pages: list[list[Line]] = []
        until, of = monotonic() + WAIT, len(reader.pages)
        while len(pages) < min(of, PAGES) and monotonic() < until:
            yield None
            pages.append(list(lines(reader.pages[len(pages)])))
        said = _said(reader)
    yield from _outcome(item, said, _Pages(pages, of))


def _unlock(reader: PdfReader) -> None:
    """Many files are locked against printing only, and open without a password."""
    try:
        opened = reader.decrypt("")
    except (DependencyError, NotImplementedError) as error:
        raise RefusedError(Reason.ENCRYPTED) from error
    if not opened:
        raise RefusedError(Reason.ENCRYPTED)


def _outcome(item: Item, said: Document, pages: _Pages) -> Iterator[Found]:
    ordered = in_logical_order(line.cells for page in pages.lines for line in page)
    texts = iter(ordered.lines)
    body = "\n\n".join(filter(None, (_paragraphs(page, texts) for page in pages.lines)))
    if not has_word(body):
        raise RefusedError(Reason.NO_LETTERS, pages=pages.of) if pages.of else RefusedError(Reason.EMPTY)
    yield article(item, said._replace(body=body))
    if ordered.doubtful:
        yield problem(item.name, Reason.DOUBTFUL_ORDER, lines=ordered.doubtful, of=len(ordered.lines))
    if len(pages.lines) < pages.of:
        yield problem(item.name, Reason.CUT, pages=len(pages.lines), of=pages.of)


def _paragraphs(page: list[Line], texts: Iterator[str]) -> str:
    """The text of a page: lines that go on in the next are put together."""
    if not page:
        return ""
    widest = max(line.right - line.left for line in page)
    usual = median([_distance(*two) for two in pairwise(page)] or [0.0])
    pieces = [next(texts).strip()]
    for before, line in pairwise(page):
        full = before.right - before.left > _FULL * widest
        goes_on = full and 0 < _distance(before, line) <= _NEAR * usual and abs(before.size - line.size) < 0.5
        pieces += [" " if goes_on else "\n", next(texts).strip()]
    return "".join(pieces)


def _distance(above: Line, below: Line) -> float:
    return above.baseline - below.baseline


def _said(reader: PdfReader) -> Document:
    """What the file says of itself, less what programs write there that were told nothing."""
    said: Mapping[str, object] = reader.metadata or {}
    title, author = (" ".join(str(said.get(name) or "").split()) for name in ("/Title", "/Author"))
    made = _DATE.match(str(said.get("/CreationDate") or ""))
    return Document(
        body="",
        title="" if _NO_TITLE.search(title) else title,
        author="" if author.lower() in _NOBODY else author,
        date=made[1] if made else "",
    )
