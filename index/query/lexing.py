"""Query text → tokens. Every character belongs to some token or to the space between them; nothing is refused here."""

import re
from typing import NamedTuple

from index.articles import Span
from index.query.nodes import Aside


class Token(NamedTuple):
    """One piece of a query. `text` is what it says; of a phrase, what stands between its quotes.

    kinds: AND OR NOT MUST ( ) = ~ field words phrase regex. `slop`: of a phrase, the number after its ~. `sign`: what
    stands before the value of a filter (>=).
    """

    kind: str
    span: Span
    text: str = ""
    slop: int = 0
    sign: str = ""


class Tokens(NamedTuple):
    """The tokens of a query, and what was closed at its end."""

    tokens: list[Token]
    notes: tuple[Aside, ...]


FILTERS = frozenset({"source:", "author:", "date:", "kind:", "value:", "names:"})

_QUOTES = '"“”«»„'
_LEXEME = re.compile(
    rf"""(?P<space>\s+)
      | (?P<operator>(?:AND|OR|NOT)(?![^\s()|{_QUOTES}]))
      | (?P<either>\|)
      | (?P<minus>-(?=[^\s-]))
      | (?P<must>\+(?=[^\s+()|]|\())
      | (?P<plus>\+(?=\s|$))
      | (?P<paren>[()])
      | (?P<quote>[{_QUOTES}])
      | (?P<field>(?i:title|source|author|date|kind|value|names):(?=\S))
      | (?P<width>[=~](?=[^\s=~|)+-]))
      | (?P<regex>/(?:\\\S|[^\s\\/])+(?:/(?=[\s)|]|$)|$))
      | (?P<chunk>[^\s()|{_QUOTES}]+)""",
    re.VERBOSE,
)
_SLOP = re.compile(r"~(\d{1,2})")
_CLOSING = {'"': '"“”', "“": '”"', "«": "»", "„": '“”"', "”": '”"“', "»": "»«"}
_SIGN = re.compile(r"(?:[<>]=?|=)(?=\S)")
_VALUE = re.compile(rf"[^\s()|{_QUOTES}]+")

_NAMED = re.compile(r"([A-Za-z]{3,9}):(?=\S)")
_NAMES = ("title", "source", "author", "date", "kind", "value", "names")
_FIGURES_FILTER = re.compile(r"(?i:unit|counts|since|until):.|(?:[<>]=?|[≤≥])\d")
"""How figures are filtered, where they alone are asked for."""
_ALIKE = 0.7
"""Of two words' letters the part that must agree, as `difflib` counts: two letters swapped, one more or one less."""

_KINDS = {"either": "OR", "minus": "NOT", "must": "MUST", "plus": "AND"}


def tokens(text: str) -> Tokens:
    """The tokens of a query, in order."""
    found: list[Token] = []
    notes: list[Aside] = []
    at = 0
    while at < len(text):
        token = _value(text, at) if found and found[-1].kind == "field" and found[-1].text in FILTERS else None
        token = token or _next(text, at)
        at = token.span.end
        if token.kind == "space":
            continue
        found.append(token)
        notes += [note for note in (_left_open(token, text), _unknown(token)) if note]
    return Tokens(found, tuple(dict.fromkeys(notes)))


def _next(text: str, at: int) -> Token:
    match = _LEXEME.match(text, at)
    assert match, "every character belongs to some lexeme"
    kind, said, span = match.lastgroup or "", match.group(), Span(*match.span())
    if kind == "quote":
        return _phrase(text, at)
    if kind in ("operator", "paren", "width"):
        return Token(said, span)
    if kind == "regex":
        return Token("regex", span, said[1:-1] if _is_closed(said) else said[1:])
    return Token(
        _KINDS.get(kind, "words" if kind == "chunk" else kind), span, said.lower() if kind == "field" else said
    )


def _phrase(text: str, at: int, sign: str = "") -> Token:
    """A phrase from its opening quote, or from the sign before it, on; one left open goes on to the end."""
    inside = at + len(sign) + 1
    closing = [place for mark in _CLOSING[text[inside - 1]] if (place := text.find(mark, inside)) >= 0]
    end = min(closing, default=len(text))
    slop = _SLOP.match(text, end + 1)
    after = slop.end() if slop else min(end + 1, len(text))
    return Token("phrase", Span(at, after), text[inside:end], int(slop[1]) if slop else 0, sign)


def _value(text: str, at: int) -> Token | None:
    """What a filter is about: a name, a day, a value, with a sign before it or in quotes."""
    match = _SIGN.match(text, at)
    sign = match.group() if match else ""
    after = at + len(sign)
    if text[after : after + 1] in _CLOSING:
        return _phrase(text, at, sign)
    found = _VALUE.match(text, after)
    return Token("words", Span(at, found.end()), found.group(), sign=sign) if found else None


def _left_open(token: Token, text: str) -> Aside | None:
    """What was closed for the reader at the end of the text."""
    if token.span.end < len(text):
        return None
    said = text[slice(*token.span)]
    if token.kind == "regex" and not _is_closed(said):
        return Aside.REGEX_CLOSED
    opening = len(token.sign)
    if (
        token.kind == "phrase"
        and not token.slop
        and (said[-1] not in _CLOSING[said[opening]] or len(said) == opening + 1)
    ):
        return Aside.QUOTE_CLOSED
    return None


def _unknown(token: Token) -> Aside | None:
    """titel:تسلا, unit:USD and >1e9 are words, as they may stand in an article; but a filter may have been meant."""
    if token.kind != "words":
        return None
    if _FIGURES_FILTER.match(token.text):
        return Aside.OF_FIGURES
    named = _NAMED.match(token.text)
    if named is None:
        return None
    from difflib import get_close_matches  # late: most queries have no colon

    return Aside.NO_FILTER if get_close_matches(named[1].lower(), _NAMES, cutoff=_ALIKE) else None


def _is_closed(said: str) -> bool:
    """Whether the last slash of an expression ends it: one that stands after a backslash does not."""
    before = said[:-1]
    return len(said) > 2 and said[-1] == "/" and (len(before) - len(before.rstrip("\\"))) % 2 == 0
