"""What is indexed of an article: its id, and its body and title as one positional field each."""

from collections.abc import Iterator
from typing import Any

from whoosh import fields
from whoosh.analysis import Analyzer, Token

from index.postings.contents import BODY, ID, TITLE
from index.words import keys


class Words(Analyzer):  # type: ignore[misc]  # Whoosh has no types
    """`index.words.keys` as a Whoosh analyzer, so that Whoosh's own writer and query parser see the same words.

    Relies on `Analyzer.__call__(value, positions, chars, start_pos, start_char, mode, **)` yielding one `Token`
    again and again, with `text`, `pos`, `boost` and `stopped` set.
    """

    def __call__(self, value: str, positions: bool = False, start_pos: int = 0, **options: Any) -> Iterator[Token]:
        token = Token(positions=positions, mode=options.get("mode", ""))
        token.boost, token.stopped = 1.0, False
        for position, key in enumerate(keys(value), start_pos):
            token.text, token.pos = key, position
            yield token

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class FlatText(fields.TEXT):  # type: ignore[misc]
    """Words with their positions, by our own analyzer; not stored, since the catalogue holds the text."""

    def __init__(self) -> None:
        super().__init__(analyzer=Words(), phrase=True, stored=False)


def schema() -> fields.Schema:
    """The fields of the index; a fresh object each time, since Whoosh's writers may change theirs."""
    return fields.Schema(**{ID: fields.ID(unique=True, stored=True), BODY: FlatText(), TITLE: FlatText()})
