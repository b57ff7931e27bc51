"""A text file is an article: its body the decoded content whole, title line included; its title found by a rule."""

from collections.abc import Iterator

from index.sources.encodings import Decoded, decode, is_binary
from index.sources.items import Document, Found, Item, article, content
from index.sources.problems import Reason, RefusedError, doubts, has_word


def read(item: Item) -> Iterator[Found]:
    """The article of a text file, with a Problem where there is a doubt about its encoding."""
    text = text_of(content(item))
    if not has_word(text.text):
        raise RefusedError(Reason.EMPTY)
    yield article(item, Document(text.text))
    yield from doubts(item.name, text)


def text_of(data: bytes) -> Decoded:
    """The text that bytes are; RefusedError where they are none, or in no encoding that is known."""
    decoded = decode(data)
    if decoded is None:
        raise RefusedError(Reason.NOT_TEXT if is_binary(data) else Reason.UNKNOWN_ENCODING)
    return decoded
