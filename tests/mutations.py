"""Files of every format with something changed at random: what a bad disk, a broken download or an enemy makes."""

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence

from tests.documents import FORMATS, Written, arabic_font, zipped

_NUMBERS = (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff", b"99999999999", b"-1", b"0")


def _flipped(content: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def _overwritten(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at : at + chance.randint(1, 64)] = chance.randbytes(chance.randint(1, 64))


def _cut(content: bytearray, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def _without(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    del content[at : at + chance.randint(1, 200)]


def _doubled(content: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(content))
    content[at:at] = bytes(content[at : at + chance.randint(1, 500)]) * chance.randint(1, 50)


def _numbered(content: bytearray, chance: random.Random) -> None:
    """A number, most often a size, that is not so."""
    number = chance.choice(_NUMBERS)
    at = chance.randrange(len(content))
    content[at : at + len(number)] = number


CHANGES: Sequence[Callable[[bytearray, random.Random], None]] = (
    _flipped, _overwritten, _cut, _without, _doubled, _numbered,
)  # fmt: skip


def mutated(count: int, article: Written, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """`count` files by names that say their format, each of one article and changed up to three times; what is packed
    is changed within as often as without."""
    chance = random.Random(seed)
    makers = {name: make for name, make in FORMATS.items() if arabic_font() or not name.endswith(".pdf")}
    originals = [(name, make(article)) for name, make in makers.items()]
    for number in range(count):
        name, original = originals[number % len(originals)]
        yield f"{number:05}-{name}", _within(original, chance) if chance.random() < 0.5 else _changed(original, chance)


def _changed(original: bytes, chance: random.Random) -> bytes:
    content = bytearray(original)
    for _ in range(chance.randint(1, 3)):
        if content:
            chance.choice(CHANGES)(content, chance)
    return bytes(content)


def _within(original: bytes, chance: random.Random) -> bytes:
    """What is packed in a sound ZIP or gzip, changed."""
    if original.startswith(b"\x1f\x8b"):
        return gzip.compress(_changed(gzip.decompress(original), chance))
    if not original.startswith(b"PK"):
        return _changed(original, chance)
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    victim = chance.choice(sorted(members))
    return zipped(members | {victim: _changed(members[victim], chance)})
