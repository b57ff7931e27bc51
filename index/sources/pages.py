"""HTML: the story of a page, told from its navigation and its advertisements by trafilatura.

Where a story is not found, or so little of the page that something has been dropped (a parser leaves what is nested
too deep without a word), all of the page's text is taken, and that is told.
"""

import codecs
import re
from collections.abc import Iterator

from index.sources.encodings import Decoded, decode
from index.sources.items import Document, Found, Item, article, content
from index.sources.limits import LARGEST_STORY
from index.sources.markup import text_of
from index.sources.page_facts import facts, title_element
from index.sources.problems import Reason, doubts, has_word, problem
from index.sources.text import text_of as decoded_text

_DECLARED = re.compile(rb"""<(?:meta\b[^<>]*?charset|\?xml\b[^<>]*?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 1 << 13  # bytes in which an encoding is declared
_ARABIC = frozenset(("utf-8", "cp1256", "iso8859-6", "mac-arabic", "cp864", "cp720"))
_DROPPED = 0.1  # of a page's text; less than this is no story but what a parser has left of it
_LITTLE = 400  # code points of text from which on that can be told


def read(item: Item) -> Iterator[Found]:
    """The article of a page, with a Problem where it is doubtful."""
    yield from of_page(item, content(item))


def of_page(item: Item, data: bytes, url: str = "") -> Iterator[Found]:
    """The article of a page that was saved or sent from `url`."""
    text = page_text(data)
    document, whole = _document(text.text)
    yield article(item, document._replace(url=document.url or url, site=document.site))
    if whole:
        yield problem(item.name, Reason.WHOLE_PAGE)
    yield from doubts(item.name, text)


def page_text(data: bytes) -> Decoded:
    """A page decoded: as it declares itself if that is true and can be Arabic, else by what its bytes are."""
    declared = _DECLARED.search(data[:_HEAD])
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
        if name in _ARABIC:
            return Decoded(data.decode(name).removeprefix("\ufeff"), name, 0)
    except (LookupError, ValueError):
        pass
    return decode(data) or decoded_text(data)


def _document(page: str) -> tuple[Document, bool]:
    """What there is of a page, and whether its text is all of the page's and not its story alone."""
    said = facts(page)
    everything = text_of(page, story=True)
    story, guessed = _story(page) if len(page) <= LARGEST_STORY else ("", Document(""))
    dropped = len(everything) > _LITTLE and len(story) < _DROPPED * len(everything)
    whole = dropped or not has_word(story)
    return (
        said._replace(
            body=everything if whole else story,
            title=said.title or guessed.title or title_element(page),
            author=said.author or guessed.author,
            site=said.site or guessed.site,
            url=said.url or guessed.url,
        ),
        whole and has_word(everything),
    )


def _story(page: str) -> tuple[str, Document]:
    """What trafilatura takes for the story and for what the page says of itself; not the date, which it guesses."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    found = bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False}
    )
    if not isinstance(found, Extracted):
        return "", Document("")
    site, url = found.sitename or found.hostname or "", found.url or ""
    return found.text or "", Document("", found.title or "", found.author or "", "", site, url)
