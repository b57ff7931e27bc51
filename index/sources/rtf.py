"""RTF: the text between its groups and words of control, in the encodings of its fonts; notes, pictures, tables of
fonts and the like are left out.

    {\\rtf1\\ansicpg1256 {\\fonttbl{\\f0\\fcharset178 Arial;}} \\f0 \\'da\\'e4 \\u1575? \\par }
"""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from index.sources.items import Document, Found, Item, article, content
from index.sources.limits import ELEMENTS
from index.sources.problems import Reason, RefusedError

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\",
    re.DOTALL,
)
_CHARS = {
    "par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "cell": "\t", "tab": "\t", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ",
    "enspace": " ", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e", "rtlmark": "\u200f",
}  # fmt: skip
_SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n", b"-": ""}
_LEFT_OUT = frozenset((
    "fonttbl", "colortbl", "stylesheet", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "annotation", "generator", "xe", "tc", "listtable", "listoverridetable", "rsidtbl",
    "themedata", "fldinst", "bkmkstart", "bkmkend", "operator", "comment", "company", "keywords", "category", "doccomm",
    "nonshppict", "pntext", "datastore", "latentstyles", "filetbl", "revtbl", "manager", "hlinkbase", "subject",
    "upr",
))  # fmt: skip
_FIELDS = frozenset(("title", "author", "creatim"))
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 161: "cp1253", 162: "cp1254", 177: "cp1255", 178: "cp1256", 179: "cp1256",
    180: "cp1256", 204: "cp1251", 238: "cp1250",
}  # fmt: skip
"""`\\fcharset` of fonts; 178 to 180 are Arabic's."""


class _Group(NamedTuple):
    """What holds within a pair of braces: where its text goes ("" is the body, None is nowhere), and how it is read."""

    field: str | None = ""
    encoding: str = ""
    skip: int = 1  # characters after a \\u that are there for programs which do not know it


def read(item: Item) -> Iterator[Found]:
    """The article of an RTF document."""
    reading = _Reading()
    reading.read(content(item))
    said = reading.said
    title, author = (said.get(each, "") for each in ("title", "author"))
    yield article(item, Document(said.get("", "").strip(), title, author, reading.date))


class _Reading:
    """A document as it is being read: `said` holds what went where, "" being the body."""

    def __init__(self) -> None:
        self._said: dict[str, list[str]] = {}
        self._groups = [_Group()]
        self._fonts: dict[int, str] = {}
        self._font = 0  # the one the table of fonts is at
        self._first_font = 0  # that of a text which names none
        self._default = "cp1252"
        self._bytes = bytearray()  # not decoded yet
        self._skip = 0
        self._day: dict[str, int] = {}

    @property
    def said(self) -> dict[str, str]:
        return {field: _whole("".join(pieces)) for field, pieces in self._said.items()}

    @property
    def date(self) -> str:
        year, month, day = (self._day.get(each, 0) for each in ("yr", "mo", "dy"))
        return f"{year:04}-{month:02}-{day:02}"

    def read(self, data: bytes) -> None:
        at = 0
        while match := _TOKEN.match(data, at):
            at = match.end()
            if match["word"]:
                at += self._word(match["word"].decode(), match["number"])
            elif match["brace"]:
                self._brace(match["brace"])
            elif match["sign"]:
                self._sign(match["sign"])
            elif match["hex"]:
                self._raw(bytes.fromhex(match["hex"].decode()))
            elif match["text"]:
                self._raw(match["text"])
        self._flush()

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._skip = 0
        if brace == b"{":
            if len(self._groups) > ELEMENTS:
                raise RefusedError(Reason.TOO_DEEP, limit=ELEMENTS)
            self._groups.append(self._groups[-1])
        elif len(self._groups) > 1:
            self._groups.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._change(field=None)
        else:
            self._text(_SIGNS.get(sign, ""))

    def _word(self, word: str, number: bytes | None) -> int:
        """A word of control; how many bytes behind it are none of the text's."""
        value = int(number or 0)
        if word == "bin":
            return max(value, 0)
        if word == "u":
            self._text(chr(value % 0x10000))
            self._skip = self._groups[-1].skip
        elif word in _CHARS:
            self._text(_CHARS[word])
        elif word in _LEFT_OUT:
            self._change(field=None)
        elif word in _FIELDS and self._groups[-1].field is not None:
            self._change(field=word)
        elif word == "ud":  # the same as before it, for those who know Unicode
            self._change(field="")
        else:
            self._set(word, value)
        return 0

    def _set(self, word: str, value: int) -> None:
        if word == "uc":
            self._change(skip=max(value, 0))
        elif word == "ansicpg":
            self._default = _known(f"cp{value}") or self._default
        elif word == "deff":
            self._first_font = value
        elif word == "mac":
            self._default = "mac-roman"
        elif word == "f":
            self._font = value
            self._flush()
            self._change(encoding=self._fonts.get(value, ""))
        elif word == "fcharset":
            self._fonts[self._font] = _CHARSETS.get(value, "") if value else ""
        elif self._groups[-1].field == "creatim":
            self._day[word] = value

    def _change(self, **to: str | int | None) -> None:
        self._groups[-1] = self._groups[-1]._replace(**to)  # type: ignore[arg-type]

    def _raw(self, data: bytes) -> None:
        """Bytes of the text, less those that stand for a character which has been read."""
        skipped, self._skip = min(self._skip, len(data)), max(0, self._skip - len(data))
        if self._groups[-1].field is not None:
            self._bytes += data[skipped:]

    def _text(self, text: str) -> None:
        self._flush()
        self._skip = 0
        field = self._groups[-1].field
        if field is not None:
            self._said.setdefault(field, []).append(text)

    def _flush(self) -> None:
        if self._bytes:
            group = self._groups[-1]
            encoding = group.encoding or (self._fonts.get(self._first_font) if group.field == "" else "")
            text = self._bytes.decode(encoding or self._default, "replace")
            self._said.setdefault(group.field or "", []).append(text)
            self._bytes.clear()


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return ""


def _whole(text: str) -> str:
    """Halves of characters beyond the first plane, which RTF writes one by one, put together."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
