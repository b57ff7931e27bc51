"""E-mail: a message is an article, its subject the title; what is attached to it is read in its turn.

A page saved as MHTML is a message too, whose text is a page.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from index.sources.encodings import decode
from index.sources.items import Document, Found, Item, article, content
from index.sources.markup import text_of
from index.sources.pages import of_page, page_text
from index.sources.problems import Reason, RefusedError, problem

_SAVED = ("Snapshot-Content-Location", "Content-Location")
_LOOKS = frozenset(("image", "font", "audio", "video"))
_HALF = re.compile("[\ud800-\udfff]")  # a byte beyond ASCII in a header
_PARTS = 10_000  # of one message

if TYPE_CHECKING:
    Part = Message[str, str]
else:
    Part = Message


def read(item: Item) -> Iterator[Found]:
    """The article that a message is, and what is attached to it."""
    yield from of_message(item, content(item))


def of_message(item: Item, data: bytes, number: int | None = None) -> Iterator[Found]:
    """The same, for message `number` of a mailbox."""
    message = message_from_bytes(data)
    place = "" if number is None else f"#{number}"
    within = item._replace(key=item.key + place, name=item.name + place)
    texts, attached = _told_apart(message)
    page = next((part for part in texts if part.get_content_type() == "text/html"), None)
    if page is not None and _is_saved_page(message):
        yield from of_page(within, _payload(page), _header(page, *_SAVED) or _header(message, *_SAVED))
        return
    try:
        yield article(item, _document(message, texts), number)
    except RefusedError as refused:
        if not attached:
            yield refused.about(within.name)
    for place_, part in enumerate(attached):
        yield _attachment(within, part, place_)


def _is_saved_page(message: Part) -> bool:
    return message.get_content_type() == "multipart/related" and not message["To"]


def _told_apart(message: Part) -> tuple[list[Part], list[Part]]:
    """The parts that are the message's text, and those that are attached to it."""
    texts: list[Part] = []
    attached: list[Part] = []
    waiting = [message]
    while waiting and len(texts) + len(attached) < _PARTS:
        part = waiting.pop()
        inner = part.get_payload()
        disposition = part.get_content_disposition()
        if isinstance(inner, list):
            if part.get_content_type() == "message/rfc822" or disposition == "attachment":
                attached.append(part)
            else:
                waiting.extend(each for each in reversed(inner) if isinstance(each, Message))
        elif disposition == "attachment":
            attached.append(part)
        elif part.get_content_maintype() == "text":
            texts.append(part)
        elif part.get_content_maintype() not in _LOOKS:
            attached.append(part)
    return texts, attached


def _document(message: Part, texts: list[Part]) -> Document:
    name, address = parseaddr(_header(message, "From"))
    return Document(
        body=_body(texts),
        title=_header(message, "Subject"),
        author=name or address,
        date=_header(message, "Date"),
        site=_header(message, "List-Id", "Newsgroups").partition("<")[0].strip(' "'),
        url=_header(message, "Archived-At").strip("<>"),
    )


def _body(texts: list[Part]) -> str:
    """The plain texts, or where there is none those in HTML."""
    plain = [_text(part) for part in texts if part.get_content_subtype() == "plain"]
    if not any(text.strip() for text in plain):
        plain = [text_of(page_text(_payload(part)).text) for part in texts if part.get_content_subtype() == "html"]
    return "\n".join(plain)


def _text(part: Part) -> str:
    """A text in the encoding it says it has, if that is true, else in the one its bytes are in."""
    data = _payload(part)
    try:
        return data.decode(part.get_content_charset() or "ascii")
    except (LookupError, ValueError):
        decoded = decode(data)
        return decoded.text if decoded else data.decode("utf-8", "replace")


def _payload(part: Part) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _attachment(item: Item, part: Part, number: int) -> Found:
    name = _decoded(str(part.get_filename() or "")) or f"{number}"
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        data = inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
        name = name if name.endswith(".eml") else f"{name}.eml"
    else:
        data = _payload(part)
    found = item.member(name, partial(BytesIO, data))
    if not data:
        return problem(found.name, Reason.EMPTY)
    return found._replace(key=f"{found.key}!{number}") if number else found


def _header(message: Part, *names: str) -> str:
    """The first of these headers that is there, decoded."""
    return next((_decoded(str(value)) for name in names if (value := message[name])), "")


def _decoded(value: str) -> str:
    """`=?utf-8?B?…?=` and raw bytes as text; what is neither stays as it is."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return value
    return " ".join("".join(_piece(text, charset) for text, charset in pieces).split())


def _piece(text: str | bytes, charset: str | None) -> str:
    if isinstance(text, str) and not _HALF.search(text):
        return text
    data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
    try:
        return data.decode(charset if charset and charset != "unknown-8bit" else "utf-8")
    except (LookupError, ValueError):
        decoded = decode(data)
        return decoded.text if decoded else data.decode("utf-8", "replace")
