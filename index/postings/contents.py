"""The segments of an index as its table of contents names them, read without Whoosh.

Importing Whoosh takes as long as opening the index and answering from it. Its table of contents is a pickle, of which
only plain numbers, names and sets are taken here: whatever class it names becomes an empty one, so that nothing in the
file is run. An index that other codecs wrote to is left to Whoosh (`index.postings.foreign`).
"""

import os
import pickle
import re
import struct
from collections import defaultdict
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from index.postings.arrays import FlatField
from index.postings.mapped import FlatFile

FLAT_EXT = ".flat"
"""What the name of a segment's flat file ends in."""

ID, BODY, TITLE = "id", "body", "title"
"""The fields of the index."""

_NAME = re.compile(r"_MAIN_([0-9]+)\.toc")
_FLAT_SEGMENT = ("index.postings.codec", "FlatSegment")
_INTEGER = struct.Struct("!i")
_SIZES, _ORDER, _VERSION = (4, 8, 4), -12345, -111
"""How Whoosh 2.7.4 begins a table of contents: sizes of numbers, a number that tells their order, its version."""


class Contents(NamedTuple):
    """One segment: its name, how many documents it has, which are deleted, how many words each field has, its arrays.

    Documents are numbered from 0 in each segment, deleted ones included.
    """

    name: str
    documents: int
    deleted: frozenset[int]
    words: Mapping[str, int]
    fields: Mapping[str, FlatField]


def contents(folder: str | os.PathLike[str]) -> list[Contents] | None:
    """The segments of the newest committed state, in order; None where not all are wholly flat, or there is no index.

    Raises IndexUnusableError, or what reading a damaged table raises: nearly anything.
    """
    tables = [(int(found[1]), name) for name in os.listdir(folder) if (found := _NAME.fullmatch(name))]
    if not tables:
        return None
    with Path(folder, max(tables)[1]).open("rb") as file:
        segments = _segments(file)
    if segments is None or not all(_is_flat(segment) for segment in segments):
        return None
    return [_contents(Path(folder), segment) for segment in segments]


class _Bare:
    """An object of any class, reduced to what it holds."""

    made_of = ("", "")


_PLAIN = {("builtins", "int"): int, ("builtins", "set"): set, ("collections", "defaultdict"): defaultdict}


class _PlainUnpickler(pickle.Unpickler):
    """Makes numbers, texts, sets and dictionaries; every other class is an empty one."""

    def find_class(self, module: str, name: str) -> Any:
        return _PLAIN.get((module, name)) or type(name, (_Bare,), {"made_of": (module, name)})


def _segments(file: BinaryIO) -> list[Any] | None:
    """The objects that stand for segments; None where the table does not begin as Whoosh 2.7.4 lets it."""
    sizes = tuple(_varint(file) for _ in _SIZES)
    if sizes != _SIZES or _integer(file) != _ORDER or _integer(file) != _VERSION:
        return None
    for _ in range(3):  # which release wrote it
        _varint(file)
    file.read(_varint(file))  # the schema: this program's own
    file.read(2 * _INTEGER.size)  # the table's number, and one that is not used
    found: list[Any] = _PlainUnpickler(BytesIO(file.read())).load()
    return found


def _is_flat(segment: Any) -> bool:
    """Whether our codec wrote it."""
    return getattr(segment, "made_of", None) == _FLAT_SEGMENT


def _contents(folder: Path, segment: Any) -> Contents:
    name = f"{segment.indexname}_{segment.segid}"
    fields = FlatFile.map(folder / f"{name}{FLAT_EXT}").fields
    return Contents(name, segment._doccount, frozenset(segment._deleted or ()), dict(segment._fieldlengths), fields)


def _varint(file: BinaryIO) -> int:
    """Seven bits a byte, the least first; the eighth says that more follow."""
    value = shift = 0
    while (byte := file.read(1)[0]) & 0x80:
        value |= (byte & 0x7F) << shift
        shift += 7
    return value | byte << shift


def _integer(file: BinaryIO) -> int:
    value: int = _INTEGER.unpack(file.read(_INTEGER.size))[0]
    return value


def segments_without(folder: Path, extension: str) -> list[Path]:
    """The segments in a folder that have no file of this kind beside them yet; those of segments that are gone go."""
    segments = {path.stem: path for path in folder.glob(f"*{FLAT_EXT}")}
    beside = {path.stem: path for path in folder.glob(f"*{extension}")}
    for name in beside.keys() - segments.keys():
        beside[name].unlink()
    return [segments[name] for name in sorted(segments.keys() - beside.keys())]
