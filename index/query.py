"""The query language: text → `Query`.

    query    = any { "OR" any }
    any      = every { every }                      several words: any of them, the best first
    every    = part { "AND" part }
    part     = [ "NOT" | "-" ] [ field ":" ] ( word | phrase | "(" query ")" )
    phrase   = '"' words '"'                        also “ ” and « »
    field    = "title"

`AND`, `OR` and `NOT` are operators only in capitals; و، أو، لا are words like any other. A part that is excluded
(`NOT`, `-`) takes its articles out of the group it stands in. While someone is typing, a quote or a parenthesis that is
still open is closed at the end of the text, and the query says so in its notes; what cannot be understood at all is a
`QueryError` with the span to point at.

A word of the query is folded as the index folds (`index.words`), so it may turn out to be several (GPT-4): those must
stand side by side, like a phrase. An Arabic particle fused to a Latin word (وGoogle) is left out.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from index.articles import Span
from index.errors import QueryError
from index.words import Key, words

MAX_CHARACTERS = 2_000
MAX_CLAUSES = 64
MAX_DEPTH = 20
MAX_PHRASE = 20


class Field(StrEnum):
    """Where words are looked for."""

    BODY = "body"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Term:
    """One word. `field` None: anywhere, titles counting lightly."""

    key: Key
    span: Span
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side, in this order."""

    keys: tuple[Key, ...]
    span: Span
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Articles that answer any part; those that answer more, and better, first. Less the `excluded`."""

    parts: tuple["Node", ...]
    excluded: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    """Articles that answer every part. Less the `excluded`."""

    parts: tuple["Node", ...]
    excluded: tuple["Node", ...] = ()


Node = Term | Phrase | AnyOf | AllOf


@dataclass(frozen=True, slots=True)
class Query:
    """A query understood: its text, its root (None when it has no word), and the codes of what was put right."""

    text: str
    root: Node | None
    notes: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """Understand a query. Raises QueryError(reason, start, end), and nothing else, whatever is typed."""
    if len(text) > MAX_CHARACTERS:
        raise QueryError(reason="too-long", start=MAX_CHARACTERS, end=len(text), limit=MAX_CHARACTERS)
    return _Parser(text).parse()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # AND OR NOT ( ) field words phrase
    span: Span
    text: str = ""


_LEXEME = re.compile(
    r"""(?P<space>\s+)
      | (?P<operator>(?:AND|OR|NOT)(?![^\s()"]))
      | (?P<minus>-(?=[^\s-]))
      | (?P<paren>[()])
      | (?P<quote>["“”«»„])
      | (?P<field>title:(?=\S))
      | (?P<chunk>[^\s()"“”«»„]+)""",
    re.VERBOSE,
)
_CLOSING = {'"': '"“”', "“": '”"', "«": "»", "„": '“”"', "”": '”"“', "»": "»«"}


def _tokens(text: str) -> tuple[list[_Token], tuple[str, ...]]:
    tokens: list[_Token] = []
    notes: tuple[str, ...] = ()
    at = 0
    while at < len(text):
        match = _LEXEME.match(text, at)
        assert match, "every character belongs to some lexeme"
        kind, found, span = match.lastgroup, match.group(), Span(*match.span())
        at = match.end()
        if kind == "quote":
            closing = [place for mark in _CLOSING[found] if (place := text.find(mark, at)) >= 0]
            end = min(closing, default=len(text))
            notes = notes if closing else ("quote-closed",)
            tokens.append(_Token("phrase", Span(span.start, min(end + 1, len(text))), text[at:end]))
            at = end + 1
        elif kind in ("operator", "paren"):
            tokens.append(_Token(found, span))
        elif kind == "minus":
            tokens.append(_Token("NOT", span))
        elif kind in ("field", "chunk"):
            tokens.append(_Token("words" if kind == "chunk" else "field", span, found))
    return tokens, notes


class _Parser:
    """Recursive descent over the tokens; one method a rule of the grammar."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens, self.notes = _tokens(text)
        self.at = 0
        self.depth = 0
        self.clauses = 0

    def parse(self) -> Query:
        root = self._query(None)
        if token := self._peek():
            raise QueryError(reason="parenthesis-unopened", start=token.span.start, end=token.span.end)
        return Query(self.text, root, tuple(dict.fromkeys(self.notes)))

    def _peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _take(self, kind: str) -> _Token | None:
        token = self._peek()
        if token is None or token.kind != kind:
            return None
        self.at += 1
        return token

    def _query(self, field: Field | None) -> Node | None:
        found = [self._any(field)]
        while operator := self._take("OR"):
            self._needs_operand(operator)
            found.append(self._any(field))
        return _group(AnyOf, [(node, False) for node in found])

    def _any(self, field: Field | None) -> Node | None:
        parts = []
        while (token := self._peek()) and token.kind not in (")", "OR"):
            parts.append(self._every(field))
        return _group(AnyOf, parts)

    def _every(self, field: Field | None) -> tuple[Node | None, bool]:
        parts = [self._part(field)]
        while operator := self._take("AND"):
            self._needs_operand(operator)
            parts.append(self._part(field))
        return parts[0] if len(parts) == 1 else (_group(AllOf, parts), False)

    def _needs_operand(self, operator: _Token) -> None:
        following = self._peek()
        first = operator.span.start == 0 or self.tokens[self.at - 2].kind in ("(", "OR", "AND")
        if first or following is None or following.kind in (")", "AND", "OR"):
            raise QueryError(
                reason="operand-missing", start=operator.span.start, end=operator.span.end, operator=operator.kind
            )

    def _part(self, field: Field | None) -> tuple[Node | None, bool]:
        excluded = False
        while operator := self._take("NOT"):
            excluded = not excluded
            if (following := self._peek()) is None or following.kind in (")", "AND", "OR"):
                start, end = operator.span
                raise QueryError(reason="operand-missing", start=start, end=end, operator="NOT")
        if token := self._peek():
            if token.kind in ("AND", "OR"):
                start, end = token.span
                raise QueryError(reason="operand-missing", start=start, end=end, operator=token.kind)
            if token.kind == ")":
                raise QueryError(reason="parenthesis-unopened", start=token.span.start, end=token.span.end)
        if self._take("field"):
            field = Field.TITLE
        if opened := self._take("("):
            return self._parenthesis(opened, field), excluded
        token = self._take("phrase") or self._take("words")
        return (self._leaf(token, field) if token else None), excluded

    def _parenthesis(self, opened: _Token, field: Field | None) -> Node | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise QueryError(reason="too-deep", start=opened.span.start, end=opened.span.end, limit=MAX_DEPTH)
        node = self._query(field)
        if not self._take(")"):
            self.notes = (*self.notes, "parenthesis-closed")
        self.depth -= 1
        return node

    def _leaf(self, token: _Token, field: Field | None) -> Node | None:
        self.clauses += 1
        if self.clauses > MAX_CLAUSES:
            raise QueryError(reason="too-many-clauses", start=token.span.start, end=token.span.end, limit=MAX_CLAUSES)
        found = _without_particle([word.key for word in words(token.text)])
        if len(found) > MAX_PHRASE:
            raise QueryError(reason="phrase-too-long", start=token.span.start, end=token.span.end, limit=MAX_PHRASE)
        if len(found) > 1:
            return Phrase(tuple(found), token.span, field)
        return Term(found[0], token.span, field) if found else None


_LATIN = re.compile(r"[a-z0-9]")


def _without_particle(found: list[Key]) -> list[Key]:
    """وGoogle asks for Google: a lone particle before a Latin word is grammar, not something to look for."""
    fused = len(found) > 1 and found[0] in ("و", "ف", "ب", "ل", "ك", "ال") and _LATIN.match(found[1])
    return found[1:] if fused else found


def _group(kind: type[AnyOf] | type[AllOf], parts: list[tuple[Node | None, bool]]) -> Node | None:
    """Parts, each marked excluded or not, as one node; parts without a word (punctuation) vanish."""
    wanted = tuple(node for node, excluded in parts if node is not None and not excluded)
    unwanted = tuple(node for node, excluded in parts if node is not None and excluded)
    if not wanted and not unwanted:
        return None
    if len(wanted) == 1:
        only = wanted[0]
        if not unwanted:
            return only
        if isinstance(only, kind):
            return replace(only, excluded=only.excluded + unwanted)
    return kind(wanted, unwanted)
