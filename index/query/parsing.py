"""Tokens → the tree of a query: recursive descent, one method a rule of the grammar."""

import re
from typing import NamedTuple

from index.errors import QueryError, QueryFault
from index.keys import normalised
from index.query.lexing import FILTERS, Token, tokens
from index.query.nodes import (
    AllOf,
    AnyOf,
    Aside,
    Author,
    Filter,
    Leaf,
    Node,
    Pattern,
    Phrase,
    Published,
    Query,
    Regex,
    Source,
    Stating,
    Term,
    Typo,
    Width,
)
from index.results import Field
from index.words import Key, fold, keys

MAX_CHARACTERS = 2_000
MAX_CLAUSES = 64
MAX_DEPTH = 20
MAX_PHRASE = 20
LEAST_OF_PATTERN = 2
"""Letters a pattern must have: with fewer it would be most of the vocabulary."""


def parse(text: str, width: Width = Width.NORMAL) -> Query:
    """Understand a query; `width` is that of the words that say none of their own.

    Raises QueryError(reason, start, end), and nothing else, whatever is typed.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError.at(QueryFault.TOO_LONG, (MAX_CHARACTERS, len(text)), limit=MAX_CHARACTERS)
    return _Parser(text, width).parse()


class _Manner(NamedTuple):
    """What holds for the words of a part: where they are looked for, and how far they may be from what was typed."""

    field: Field | None
    width: Width


class _Part(NamedTuple):
    """A part of a group, and what its sign makes of it. A node of None (punctuation) vanishes."""

    node: Node | None
    sign: str = ""  # NOT, MUST or neither


_ENDS_PART = frozenset({")", "AND", "OR"})
_WIDTHS = {"=": Width.EXACT, "~": Width.WIDE}


class _Parser:
    def __init__(self, text: str, width: Width) -> None:
        self.text = text
        self.tokens, self.notes = tokens(text)
        self.manner = _Manner(None, width)
        self.names = True
        self.at = 0
        self.depth = 0
        self.clauses = 0

    def parse(self) -> Query:
        root = self._query(self.manner)
        if token := self._peek():
            raise _fault(QueryFault.PARENTHESIS_UNOPENED, token)
        return Query(self.text, root, tuple(dict.fromkeys(self.notes)), self.names, self.manner.width)

    def _peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _take(self, *kinds: str) -> Token | None:
        token = self._peek()
        if token is None or token.kind not in kinds:
            return None
        self.at += 1
        return token

    def _query(self, manner: _Manner) -> Node | None:
        found = [self._any(manner)]
        while operator := self._take("OR"):
            self._needs_operands(operator)
            found.append(self._any(manner))
        return _any_of([_Part(node) for node in found])

    def _any(self, manner: _Manner) -> Node | None:
        parts = []
        while (token := self._peek()) and token.kind not in (")", "OR"):
            parts.append(self._every(manner))
        return _any_of(parts)

    def _every(self, manner: _Manner) -> _Part:
        parts = [self._part(manner)]
        while operator := self._take("AND"):
            self._needs_operands(operator)
            parts.append(self._part(manner))
        return parts[0] if len(parts) == 1 else _Part(_all_of(parts))

    def _needs_operands(self, operator: Token) -> None:
        following = self._peek()
        first = operator is self.tokens[0] or self.tokens[self.at - 2].kind in ("(", "OR", "AND")
        if first or following is None or following.kind in _ENDS_PART:
            raise self._lonely(operator)

    def _part(self, manner: _Manner) -> _Part:
        sign = ""
        while operator := self._take("NOT", "MUST"):
            sign = _signed(sign, operator.kind)
            if (following := self._peek()) is None or following.kind in _ENDS_PART:
                raise self._lonely(operator)
        if token := self._peek():
            if token.kind in ("AND", "OR"):
                raise self._lonely(token)
            if token.kind == ")":
                raise _fault(QueryFault.PARENTHESIS_UNOPENED, token)
        return _Part(self._operand(manner), sign)

    def _operand(self, manner: _Manner) -> Node | None:
        """A word, phrase, filter or parenthesis, with the field and the width before it."""
        if named := self._take("field"):
            if named.text in FILTERS:
                return self._filter(named)
            manner = manner._replace(field=Field.TITLE)
        if width := self._take(*_WIDTHS):
            manner = manner._replace(width=_WIDTHS[width.kind])
        if opened := self._take("("):
            return self._parenthesis(opened, manner)
        token = self._take("phrase", "words", "regex")
        return self._leaf(token, manner) if token else None

    def _parenthesis(self, opened: Token, manner: _Manner) -> Node | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _fault(QueryFault.TOO_DEEP, opened, limit=MAX_DEPTH)
        node = self._query(manner)
        if not self._take(")"):
            self.notes = (*self.notes, Aside.PARENTHESIS_CLOSED)
        self.depth -= 1
        return node

    def _filter(self, named: Token) -> Filter | None:
        from index.query import filters  # late: most queries have none

        value = self._take("phrase", "words")
        if value is None:
            raise _fault(QueryFault.OPERAND_MISSING, named, operator=named.text)
        self._count(value)
        span = named.span._replace(end=value.span.end)
        match named.text:
            case "date:":
                return Published(*filters.days(value), span)
            case "kind:":
                return filters.kind(value, span)
            case "value:":
                return filters.value(value, span)
            case "names:":
                self.names = _switch(value)
                return None
        name = fold(value.sign + value.text)
        return (Author if named.text == "author:" else Source)(name, span) if name else None

    def _leaf(self, token: Token, manner: _Manner) -> Leaf | None:
        self._count(token)
        if token.kind == "regex":
            from index.regexes import compiled  # late: most queries have none

            compiled(token.text, token.span.start + 1)
            return Regex(token.text, token.span, manner.field, manner.width)
        if token.kind == "words" and (letters := _pattern(token, manner.width)):
            return Pattern(letters, token.span, manner.field, manner.width)
        near = _TYPOS.search(token.text) if token.kind == "words" else None
        found = _without_particle(keys(token.text[: near.start()] if near else token.text))
        if len(found) > MAX_PHRASE:
            raise _fault(QueryFault.PHRASE_TOO_LONG, token, limit=MAX_PHRASE)
        if len(found) > 1:
            return Phrase(tuple(found), token.span, manner.field, token.slop, manner.width)
        if found and near and near[1] != "0":
            self.notes = (*self.notes, Aside.ONE_TYPO) if int(near[1] or 1) > 1 else self.notes
            return Typo(found[0], token.span, manner.field)
        return Term(found[0], token.span, manner.field, manner.width) if found else None

    def _count(self, token: Token) -> None:
        self.clauses += 1
        if self.clauses > MAX_CLAUSES:
            raise _fault(QueryFault.TOO_MANY_CLAUSES, token, limit=MAX_CLAUSES)

    def _lonely(self, operator: Token) -> QueryError:
        return _fault(QueryFault.OPERAND_MISSING, operator, operator=self.text[slice(*operator.span)])


def _fault(reason: QueryFault, token: Token, **params: object) -> QueryError:
    return QueryError.at(reason, token.span, **params)


def _signed(sign: str, operator: str) -> str:
    """What several signs mean together: an exclusion excluded is none."""
    if operator == "MUST":
        return sign or "MUST"
    return "" if sign == "NOT" else "NOT"


_TYPOS = re.compile(r"(?<=\w)~(\d{0,2})$")
_WILD = re.compile(r"\*+|(?<=\w)\?(?=[\w*?])")


def _pattern(token: Token, width: Width) -> str | None:
    """The letters and wildcards of a pattern, None for a word that is none. A last `?` is a question mark."""
    parts = _WILD.split(token.text)
    if len(parts) == 1:
        return None
    folded = [keys(part) for part in parts]
    if any(len(part) > 1 for part in folded):
        return None
    as_asked = normalised if width is not Width.EXACT else _as_written
    letters = [as_asked(part[0]) if part else Key("") for part in folded]
    if sum(map(len, letters)) < LEAST_OF_PATTERN:
        raise _fault(QueryFault.PATTERN_TOO_WIDE, token, limit=LEAST_OF_PATTERN)
    wild = [match[0] for match in _WILD.findall(token.text)]
    return letters[0] + "".join(mark + part for mark, part in zip(wild, letters[1:], strict=True))


def _as_written(key: Key) -> Key:
    return key


_SWITCH = {"on": True, "off": False}


def _switch(token: Token) -> bool:
    """What names:on and names:off say. Raises QueryError for anything else."""
    said = token.text.strip().lower()
    if said not in _SWITCH:
        raise _fault(QueryFault.SWITCH_UNREADABLE, token, words=sorted(_SWITCH, reverse=True))
    return _SWITCH[said]


_LATIN = re.compile(r"[a-z0-9]")


def _without_particle(found: list[Key]) -> list[Key]:
    """وGoogle asks for Google: a lone particle before a Latin word is grammar, not something to look for."""
    fused = len(found) > 1 and found[0] in ("و", "ف", "ب", "ل", "ك", "ال") and _LATIN.match(found[1])
    return found[1:] if fused else found


# ---- groups


def _any_of(parts: list[_Part]) -> Node | None:
    """Parts side by side: any of them, unless some must be there or are filters, which hold for all."""
    wanted, unwanted = _signs(parts)
    demanded = [part.node for part in parts if part.node is not None and part.sign == "MUST"]
    filtering = [node for node in wanted if isinstance(node, Filter) and node not in demanded]
    others = [node for node in wanted if node not in demanded and node not in filtering]
    if demanded and others:
        return AllOf((*demanded, *_merged(filtering)), unwanted, tuple(others))
    if demanded:
        return _simplest(AllOf, (*demanded, *_merged(filtering)), unwanted)
    if filtering:
        either = (AnyOf(tuple(others)),) if len(others) > 1 else tuple(others)
        return _simplest(AllOf, (*either, *_merged(filtering)), unwanted)
    return _simplest(AnyOf, tuple(others), unwanted)


def _all_of(parts: list[_Part]) -> Node | None:
    wanted, unwanted = _signs(parts)
    filtering = [node for node in wanted if isinstance(node, Filter)]
    others = [node for node in wanted if not isinstance(node, Filter)]
    return _simplest(AllOf, (*others, *_merged(filtering)), unwanted)


def _signs(parts: list[_Part]) -> tuple[list[Node], tuple[Node, ...]]:
    wanted = [part.node for part in parts if part.node is not None and part.sign != "NOT"]
    return wanted, tuple(part.node for part in parts if part.node is not None and part.sign == "NOT")


def _merged(found: list[Filter]) -> list[Filter]:
    """A kind beside values speaks of the same figures."""
    kinds = [node for node in found if isinstance(node, Stating) and node.kind]
    values = [node for node in found if isinstance(node, Stating) and not node.kind]
    if len(kinds) != 1 or not values:
        return found
    others = [node for node in found if not isinstance(node, Stating)]
    return [*others, *(node._replace(kind=kinds[0].kind) for node in values)]


def _simplest(kind: type[AnyOf] | type[AllOf], wanted: tuple[Node, ...], unwanted: tuple[Node, ...]) -> Node | None:
    """A group of these parts; of one part, that part itself."""
    if not wanted and not unwanted:
        return None
    if len(wanted) == 1:
        only = wanted[0]
        if not unwanted:
            return only
        if isinstance(only, kind):
            return only._replace(excluded=only.excluded + unwanted)
    return kind(wanted, unwanted)
