"""The two decoders that Python lacks: DOS Arabic as letters, and lines of two encodings in one file.

`cp864_letters`: code page 864 holds each letter in the shapes it is drawn in. Python's own codec gives those shapes
(U+FE8E), which no one searches for; here each is the letter it stands for, and lam-alef its two letters.

`utf8_or_cp1256` and its like: each line is UTF-8 where that explains it, else in the other encoding. Such files come of
pasting and of `cat`.
"""

import codecs
import re
import unicodedata
from functools import cache, partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codecs import _Decoder

    from _typeshed import ReadableBuffer

CP864 = "cp864_letters"
_EITHER = "utf8_or_"
_SHADDA_ON_TATWEEL = "\ufe7d"
_LONGEST_LINE = 1 << 20  # bytes; a longer one is decoded in pieces, so that no file can make the buffer grow


def mixed_with(encoding: str) -> str:
    """The name of the codec for lines in UTF-8 and lines in `encoding`."""
    return _EITHER + encoding.replace("-", "_")


def plain_name(codec: str) -> str:
    """The encoding as people call it: cp864 for cp864_letters, utf-8 + cp1256 for a mixture."""
    if codec.startswith(_EITHER):
        return f"utf-8 + {plain_name(codec.removeprefix(_EITHER)).replace('_', '-')}"
    return codec.removesuffix("-sig").removesuffix("_letters")


def is_mixed(codec: str) -> bool:
    """Whether lines of two encodings are meant."""
    return codec.startswith(_EITHER)


def good_and_broken(data: bytes) -> tuple[int, int]:
    """Read as UTF-8: how many characters beyond ASCII are sound, and how many places are not."""
    beyond = re.sub("[\x00-\x7f]+", "", data.decode("utf-8", "replace"))
    broken = max(0, beyond.count("\ufffd") - data.count(b"\xef\xbf\xbd"))
    return len(beyond) - broken, broken


def reads_as_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8, or was before something of it was broken."""
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        good, broken = good_and_broken(line)
        return good > broken
    return True


# ---- decoding


@cache
def _letters_of_864() -> dict[int, str]:
    """Each byte's letters: compatibility decomposition is what leads from a shape to its letter."""
    letters = {}
    for byte in range(256):
        shape = bytes([byte]).decode("cp864", "replace")
        if shape == _SHADDA_ON_TATWEEL:
            shape = "\u0651"
        letters[byte] = unicodedata.normalize("NFKC", shape) if "\ufe70" <= shape <= "\ufefc" else shape
    return letters


def _decode_864(data: "ReadableBuffer", errors: str = "strict") -> tuple[str, int]:
    return codecs.charmap_decode(data, errors, _letters_of_864())


def _decode_lines(other: str, data: "ReadableBuffer", errors: str = "strict") -> tuple[str, int]:
    lines = bytes(data).split(b"\n")
    return "\n".join(line.decode("utf-8" if reads_as_utf8(line) else other, errors) for line in lines), len(bytes(data))


class _Bytewise(codecs.IncrementalDecoder):
    """For an encoding in which each byte stands for itself."""

    def decode(self, input: "ReadableBuffer", final: bool = False) -> str:  # noqa: A002 - the base's name
        return _decode_864(input, self.errors)[0]


class _Linewise(codecs.BufferedIncrementalDecoder):
    """Keeps the beginning of a line until its end is there to be judged with it."""

    other: str

    def _buffer_decode(self, input: "ReadableBuffer", errors: str, final: bool) -> tuple[str, int]:  # noqa: A002
        data = bytes(input)
        end = len(data) if final else data.rfind(b"\n") + 1
        if not end and len(data) > _LONGEST_LINE:
            end = data.rfind(b" ") + 1 or len(data)
        return _decode_lines(self.other, data[:end], errors)[0], end


def _refuse(text: str, errors: str = "strict") -> tuple[bytes, int]:
    raise UnicodeEncodeError("corpus-tui", text, 0, len(text), "this codec only reads")


def _info(name: str, decode: "_Decoder", incremental: type[codecs.IncrementalDecoder]) -> codecs.CodecInfo:
    return codecs.CodecInfo(_refuse, decode, incrementaldecoder=incremental, name=name)


def _find(name: str) -> codecs.CodecInfo | None:
    """What Python asks for every encoding it does not know."""
    if name == CP864:
        return _info(name, _decode_864, _Bytewise)
    if name.startswith(_EITHER):
        other = name.removeprefix(_EITHER)
        return _info(name, partial(_decode_lines, other), type("_Linewise", (_Linewise,), {"other": other}))
    return None


codecs.register(_find)
