"""XML as it is read: tags, texts and ends one after another, without a tree.

Entities a document defines for itself are refused, for that is how a bomb is made; those HTML has are known. Nothing
is ever fetched. Names are `namespace local`, as expat gives them.
"""

from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import NamedTuple
from xml.parsers import expat

from index.sources.limits import ELEMENTS
from index.sources.problems import Reason, RefusedError
from index.sources.streams import Readable

_AT_ONCE = 1 << 16


class Start(NamedTuple):
    """An element begins."""

    name: str
    attributes: Mapping[str, str]


class End(NamedTuple):
    """An element ends."""

    name: str


Event = Start | End | str


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def events(stream: Readable) -> Iterator[Event]:
    """What happens in an XML document; RefusedError, expat.ExpatError where it stops being one."""
    waiting: list[Event] = []
    parser = _parser(waiting)
    while True:
        data = stream.read(_AT_ONCE)
        try:
            parser.Parse(data, not data)
        finally:
            yield from waiting
            waiting.clear()
        if not data:
            return


def _parser(waiting: list[Event]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.UseForeignDTD(True)  # without one, an entity of HTML's would be an error
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > ELEMENTS:
            raise RefusedError(Reason.TOO_DEEP, limit=ELEMENTS)
        waiting.append(Start(name, attributes))

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        waiting.append(End(name))

    def entity(name: str, is_parameter: bool) -> None:
        if not is_parameter:
            waiting.append(html5.get(f"{name};", "\ufffd"))

    def declared(*_: object) -> None:
        raise RefusedError(Reason.ENTITIES)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = waiting.append
    parser.SkippedEntityHandler = entity
    parser.EntityDeclHandler = declared
    parser.ExternalEntityRefHandler = lambda *_: 1
    return parser
