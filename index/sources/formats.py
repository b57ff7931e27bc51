"""Which format a file is in: by its first bytes where they tell, by its name where they leave it open.

magic bytes (PDF, ZIP, gzip, tar, OLE)  →  marks of a text (HTML, XML, RTF, a message's headers)
→  the name  →  what the text itself looks like (records, a table, front matter)  →  text, or none that is read
"""

import re
from enum import StrEnum

from index.sources import markdown, records, tables
from index.sources.encodings import decode, is_binary
from index.sources.items import Item

HEAD = 1 << 12
"""Bytes that tell a format."""


class Format(StrEnum):
    """Every format that is read; the value is what people call it."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    JSON = "JSON"
    TABLE = "CSV"
    HTML = "HTML"
    PDF = "PDF"
    RTF = "RTF"
    FEED = "RSS"
    MESSAGE = "e-mail"
    MAILBOX = "MBOX"
    ZIP = "ZIP"  # DOCX, ODT, EPUB: which one, its members tell
    TAR = "TAR"
    PACKED = "gzip"


FOREIGN = frozenset(Format) - {Format.TEXT, Format.MARKDOWN, Format.JSON, Format.TABLE}
"""Read by libraries, or packed: in a process of their own, which may crash, hang or grow."""

CONTAINERS = frozenset({Format.MESSAGE, Format.MAILBOX, Format.ZIP, Format.TAR, Format.PACKED})
"""What may hold items to be read in their turn."""

_MAGIC = (
    (b"PK\x03\x04", Format.ZIP), (b"PK\x05\x06", Format.ZIP), (b"{\\rtf", Format.RTF),
    (b"\x1f\x8b", Format.PACKED), (b"BZh", Format.PACKED), (b"\xfd7zXZ\x00", Format.PACKED),
)  # fmt: skip
_SUFFIXES = {
    **dict.fromkeys(("", ".txt", ".text"), Format.TEXT),
    **dict.fromkeys(markdown.SUFFIXES, Format.MARKDOWN),
    **dict.fromkeys(records.SUFFIXES, Format.JSON),
    **dict.fromkeys(tables.SUFFIXES, Format.TABLE),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), Format.HTML),
    **dict.fromkeys((".rss", ".atom", ".rdf"), Format.FEED),
    **dict.fromkeys((".eml", ".mht", ".mhtml"), Format.MESSAGE),
    **dict.fromkeys((".mbox", ".mbx"), Format.MAILBOX),
    ".rtf": Format.RTF,
    ".pdf": Format.PDF,
}
_HTML = re.compile(
    r"(?:\s++|<!--.*?-->|<\?xml[^>]*+>)*+<(?:!doctype\s++html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(
    r"(?:\s++|<!--.*?-->|<\?[^>]*+>|<!doctype[^>]*+>)*+<(?:\w++:)?(?:rss|feed|rdf)\b", re.IGNORECASE | re.DOTALL
)
_MAILBOX = re.compile(r"From \S++ [^\n]*+\d\d:\d\d[^\n]*+\r?\n[\w-]++:")
_HEADERS = re.compile(r"(?:[A-Za-z][\w-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){2}")
_A_HEADER = re.compile(
    r"^(?:from|received|return-path|delivered-to|mime-version|message-id|x-mozilla-status):",
    re.IGNORECASE | re.MULTILINE,
)


def format_of(head: bytes, item: Item, asked_for: bool) -> Format | None:
    """The format of an item that begins with `head` (up to `HEAD` bytes); None for one that is not read.

    What was `asked_for` by its own name is read as text where nothing else fits.
    """
    return _by_magic(head, item) or _by_marks(head) or _by_name_or_look(head, item, asked_for)


def _by_magic(head: bytes, item: Item) -> Format | None:
    if head[257:262] == b"ustar":
        return Format.TAR
    if b"%PDF-" in head[:1024] and (head.startswith(b"%PDF-") or item.suffix == ".pdf" or is_binary(head)):
        return Format.PDF
    return next((each for magic, each in _MAGIC if head.startswith(magic)), None)


def _by_marks(head: bytes) -> Format | None:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1]
    if start != b"<" and not start.isalpha():
        return None
    text = _text(head)
    if start == b"<":
        return Format.HTML if _HTML.match(text) else Format.FEED if _FEED.match(text) else None
    if _MAILBOX.match(text):
        return Format.MAILBOX
    headers = _HEADERS.match(text)
    return Format.MESSAGE if headers and _A_HEADER.search(headers[0]) else None


def _by_name_or_look(head: bytes, item: Item, asked_for: bool) -> Format | None:
    named = _SUFFIXES.get(item.suffix)
    if named not in (None, Format.TEXT):
        return named
    if records.claims(head):
        return Format.JSON
    text = _text(head)
    if tables.claims(text):
        return Format.TABLE
    if markdown.claims(text):
        return Format.MARKDOWN
    return Format.TEXT if asked_for else named


def _text(head: bytes) -> str:
    """The beginning as text; "" where it is none."""
    decoded = decode(head.removesuffix(b"\n"))
    return decoded.text if decoded else ""
