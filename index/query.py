"""The query language: text → `Query`.

    query    = any { "OR" any }
    any      = every { every }                      several words: any of them, the best first
    every    = part { "AND" part }
    part     = [ "NOT" | "-" ] [ field ":" ] ( word | pattern | phrase | "(" query ")" )
    word     = letters [ "~" ]                      with ~: also words one typo away
    pattern  = letters with * (any letters) or ? (one letter) among them
    phrase   = '"' words '"' [ "~" number ]         also “ ” and « »; with ~: so many other words may stand between
    field    = "title" | "source" | "date"
    date     = day [ ".." day ] , day = 2015 | 2015-08 | 2015-08-06, either side of the dots may be left out

`AND`, `OR` and `NOT` are operators only in capitals; و، أو، لا are words like any other. A part that is excluded
(`NOT`, `-`) takes its articles out of the group it stands in; `source:` and `date:` hold for all of their group. While
someone is typing, a quote or a parenthesis that is still open is closed at the end of the text, and the query says so
in its notes; what cannot be understood at all is a `QueryError` with the span to point at.

A word of the query is folded as the index folds (`index.words`), so it may turn out to be several (GPT-4): those must
stand side by side, like a phrase. An Arabic particle fused to a Latin word (وGoogle) is left out.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from index.articles import Span
from index.errors import QueryError
from index.keys import normalised
from index.results import Field
from index.words import Key, fold, keys

MAX_CHARACTERS = 2_000
MAX_CLAUSES = 64
MAX_DEPTH = 20
MAX_PHRASE = 20


@dataclass(frozen=True, slots=True)
class Term:
    """One word. `field` None: anywhere, titles counting lightly."""

    key: Key
    span: Span
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Typo:
    """A word, or one that is a typo away from it."""

    key: Key
    span: Span
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words whose normalised form is these letters, `*` standing for any and `?` for one."""

    letters: str
    span: Span
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, with at most `slop` other words between them in all."""

    keys: tuple[Key, ...]
    span: Span
    field: Field | None = None
    slop: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """Articles of the sources whose folded name holds this one."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Published:
    """Articles published from one day to another, both included; None where there is no bound."""

    since: date | None
    until: date | None
    span: Span


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


Leaf = Term | Typo | Pattern | Phrase
"""What stands in a text and can be lit."""

Filter = Source | Published
"""What an article is, not what it says."""

Node = Leaf | Filter | AnyOf | AllOf


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
    slop: int = 0


_LEXEME = re.compile(
    r"""(?P<space>\s+)
      | (?P<operator>(?:AND|OR|NOT)(?![^\s()"]))
      | (?P<minus>-(?=[^\s-]))
      | (?P<paren>[()])
      | (?P<quote>["“”«»„])
      | (?P<field>(?:title|source|date):(?=\S))
      | (?P<chunk>[^\s()"“”«»„]+)""",
    re.VERBOSE,
)
_SLOP = re.compile(r"~(\d{1,2})")
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
            slop = _SLOP.match(text, end + 1)
            at, inside = slop.end() if slop else min(end + 1, len(text)), text[at:end]
            tokens.append(_Token("phrase", Span(span.start, at), inside, int(slop[1]) if slop else 0))
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
        if named := self._take("field"):
            if named.text != "title:":
                return self._filter(named), excluded
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

    def _filter(self, named: _Token) -> Node | None:
        value = self._take("phrase") or self._take("words")
        if value is None:
            raise QueryError(reason="operand-missing", start=named.span.start, end=named.span.end, operator=named.text)
        span = Span(named.span.start, value.span.end)
        if named.text == "date:":
            return Published(*_days(value), span)
        name = fold(value.text)
        return Source(name, span) if name else None

    def _leaf(self, token: _Token, field: Field | None) -> Node | None:
        self.clauses += 1
        start, end = token.span
        if self.clauses > MAX_CLAUSES:
            raise QueryError(reason="too-many-clauses", start=start, end=end, limit=MAX_CLAUSES)
        if token.kind == "words" and (letters := _pattern(token)):
            return Pattern(letters, token.span, field)
        near = token.kind == "words" and _ENDS_IN_TILDE.search(token.text)
        found = _without_particle(keys(token.text[: near.start()] if near else token.text))
        if len(found) > MAX_PHRASE:
            raise QueryError(reason="phrase-too-long", start=start, end=end, limit=MAX_PHRASE)
        if len(found) > 1:
            return Phrase(tuple(found), token.span, field, token.slop)
        if found and near:
            return Typo(found[0], token.span, field)
        return Term(found[0], token.span, field) if found else None


_ENDS_IN_TILDE = re.compile(r"(?<=\w)~1?$")
_WILD = re.compile(r"\*+|(?<=\w)\?(?=[\w*?])")
LEAST_OF_PATTERN = 2
"""Letters a pattern must have: with fewer it would be most of the vocabulary."""


def _pattern(token: _Token) -> str | None:
    """The letters and wildcards of a pattern, None for a word that is none. A last `?` is a question mark."""
    parts = _WILD.split(token.text)
    if len(parts) == 1:
        return None
    folded = [keys(part) for part in parts]
    if any(len(part) > 1 for part in folded):
        return None
    letters = [normalised(part[0]) if part else "" for part in folded]
    if sum(map(len, letters)) < LEAST_OF_PATTERN:
        start, end = token.span
        raise QueryError(reason="pattern-too-wide", start=start, end=end, limit=LEAST_OF_PATTERN)
    wild = [match[0] for match in _WILD.findall(token.text)]
    return letters[0] + "".join(mark + part for mark, part in zip(wild, letters[1:], strict=True))


_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def _days(token: _Token) -> tuple[date | None, date | None]:
    """The first and the last day of a date or a range of dates."""
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in token.text).replace("/", "-")
    first, dots, last = text.partition("..")
    try:
        since = _day(first, first_of=True) if first else None
        until = _day(last if dots else first, first_of=False) if (last or not dots) else None
    except ValueError:
        since = until = None
    if since is None and until is None:
        raise QueryError(reason="date-unreadable", start=token.span.start, end=token.span.end)
    return since, until


def _day(text: str, *, first_of: bool) -> date:
    """The first or last day of a year, a month or a day. Raises ValueError for anything else."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    month = month or (1 if first_of else 12)
    return date(year, month, day or (1 if first_of else calendar.monthrange(year, month)[1]))


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
    if kind is AnyOf and (filters := tuple(node for node in wanted if isinstance(node, Filter))):
        others = tuple(node for node in wanted if not isinstance(node, Filter))
        wanted = (*((AnyOf(others),) if len(others) > 1 else others), *filters)
        kind = AllOf
    if len(wanted) == 1:
        only = wanted[0]
        if not unwanted:
            return only
        if isinstance(only, kind):
            return replace(only, excluded=only.excluded + unwanted)
    return kind(wanted, unwanted)
