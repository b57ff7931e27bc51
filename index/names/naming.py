"""A query with the names in it understood: beside every name stand the spellings it has elsewhere.

A word, several words in a row, or a phrase may be a name. What it is called otherwise comes from the tables
(`aliases`), from what articles put side by side (`pairs`), from letters spelt out (`spelt`) and from the sound
(`hearing`); of that, only what stands in the corpus is taken, as the words that stand there (`forms`). So a query is
answered, and its words are lit, by plain words and phrases, and what was taken for what can be told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.names.aliases import Aliases, Form, Name, comparable
from index.names.forms import Lexicon, is_arabic, plain, shortest, standing
from index.names.hearing import sounding_like
from index.names.spelt import readings, spells, spelt_out
from index.query import AllOf, AnyOf, Called, Node, Phrase, Query, Spelling, Term, Width
from index.results import NameKind
from index.words import Key

REMEMBERED = 1 << 10
"""How many names are remembered with what they are called."""

MOST_WORDS = 6
"""Words a name may have."""

MOST_SHOWN = 6
"""Spellings of a name that are told of: the most frequent."""

Pairs = Callable[[Form], Sequence[Form]]
"""What articles put beside a spelling."""

Alternatives = tuple[Spelling, ...]


class Sources(NamedTuple):
    """Where names are taken from; each can be left out, to measure what the others find."""

    aliases: Aliases | None
    pairs: Pairs | None
    by_sound: bool = True
    by_letters: bool = True


class Naming:
    """What names are called in one corpus."""

    def __init__(self, lexicon: Lexicon, sources: Sources) -> None:
        self._lexicon = lexicon
        self._sources = sources
        self.called = lru_cache(REMEMBERED)(self._called)
        """The other spellings of a name of one word or more that stand in the corpus, the most frequent first."""

    def understood(self, query: Query) -> Query:
        """The query with its names understood, unless it does not want that."""
        if not query.names or query.root is None:
            return query
        return query._replace(root=self._node(query.root))

    @property
    def aliases(self) -> Aliases:
        """The tables."""
        return self._sources.aliases or Aliases()

    def standing(self, name: Name) -> Alternatives:
        """The spellings of a name of the tables that stand in the corpus."""
        return tuple(filter(None, map(self._spelling, shortest((), name.forms))))

    # ---- the tree

    def _node(self, node: Node) -> Node:
        match node:
            case Term(key, _, _, width) if width is not Width.EXACT:
                return self._beside(node, self.called((key,)), unknown=not self._lexicon.is_known(key))
            case Phrase(keys, _, _, 0, width) if width is not Width.EXACT:
                return self._beside(node, (*self.called(keys), *self._inside(keys)))
            case AnyOf(parts, excluded):
                return node._replace(parts=tuple(self._in_a_row(parts)), excluded=tuple(map(self._node, excluded)))
            case AllOf(parts, excluded, welcome):
                return AllOf(*(tuple(map(self._node, nodes)) for nodes in (parts, excluded, welcome)))
        return node

    @staticmethod
    def _beside(asked: Term | Phrase, spellings: Alternatives, *, unknown: bool = False) -> Node:
        """What is asked for, or what it is called; that alone where the corpus has not got the word: it is no slip."""
        if not spellings:
            return asked
        name = " ".join(asked.keys) if isinstance(asked, Phrase) else asked.key
        called = Called(name, spellings, asked.span, asked.field)
        return called if unknown else AnyOf((asked, called))

    def _inside(self, keys: Sequence[Key]) -> Alternatives:
        """A phrase with its words in their other spellings: "Elon Musk" also where إيلون ماسك stands."""
        others = [[s for s in self.called((key,)) if len(s.places) == 1] for key in keys]
        own = zip(keys, others, strict=True)
        places = [frozenset(self._lexicon.spellings(key)).union(*(s.places[0] for s in some)) for key, some in own]
        if not any(others) or not all(places):
            return ()
        shown = " ".join(some[0].shown if some else key for key, some in zip(keys, others, strict=True))
        return (Spelling(shown, tuple(places)),)

    def _in_a_row(self, parts: Sequence[Node]) -> Iterator[Node]:
        """Words side by side, the names among them that have several words understood as one."""
        at = 0
        while at < len(parts):
            row = self._name_at(parts, at)
            if len(row) > 1 or (row and spells(_keys(row))):
                yield from self._as_name(row)
            else:
                yield self._node(parts[at])
            at += max(1, len(row))

    def _name_at(self, parts: Sequence[Node], at: int) -> "Row":
        """The most words from a place on that are a name together."""
        row = _row(parts, at)
        sizes = range(len(row), 1, -1)
        return next((row[:size] for size in sizes if self._is_name(_keys(row[:size]))), row[:1])

    def _is_name(self, words: Form) -> bool:
        return len(words) <= MOST_WORDS and (self._are_letters(words) or bool(self.called(words)))

    def _are_letters(self, words: Form) -> bool:
        return self._sources.by_letters and spells(words)

    def _as_name(self, row: "Row") -> Iterator[Node]:
        """Several words as one name; letters that are spelt out are no words of their own."""
        words, first = _keys(row), row[0]
        span = first.span._replace(end=row[-1].span.end)
        if self._are_letters(words):
            yield Phrase(words, span, first.field)
        else:
            yield from map(self._node, row)
        if spellings := self.called(words):
            yield Called(" ".join(words), spellings, span, first.field)

    # ---- names

    def _called(self, words: Form) -> Alternatives:
        forms = shortest(words, list(self._others(words)))
        return tuple(dict.fromkeys((*filter(None, map(self._spelling, forms)), *self._spelt(words))))

    def _others(self, words: Form) -> Mapping[Form, None]:
        """The other spellings of a name, in whatever corpus."""
        found: dict[Form, None] = {}
        aliases, pairs = self._sources.aliases, self._sources.pairs
        if aliases:
            found.update((form, None) for name in aliases.naming(words) for form in _as_long(name, words))
        if pairs:
            found.update((form, None) for form in pairs(words))
        if len(words) == 1:
            found.update(((word,), None) for word in self._words_for(words[0]))
        own = comparable(words)
        return {form: None for form in found if comparable(form) != own and len(form) <= MOST_WORDS}

    def _words_for(self, word: Key) -> Iterator[Key]:
        if self._sources.aliases:
            yield from self._sources.aliases.namesakes(word)
        if self._sources.by_sound:
            yield from sounding_like(word, self._lexicon)

    def _spelling(self, form: Form) -> Spelling | None:
        """A spelling as it stands in the corpus; None where it does not."""
        places = [standing(form[0], self._lexicon), *(plain(word, self._lexicon) for word in form[1:])]
        return Spelling(" ".join(form), tuple(map(frozenset, places))) if all(places) else None

    def _spelt(self, words: Form) -> Iterator[Spelling]:
        if not self._sources.by_letters:
            return
        if len(words) == 1 and not is_arabic(words[0]):
            yield from self._letters_of(words[0])
        elif spells(words):
            for latin in readings(words):
                if self._lexicon.spellings(latin):
                    yield Spelling(latin, (frozenset((latin,)),))
                    yield from self._letters_of(latin)

    def _letters_of(self, latin: Key) -> Iterator[Spelling]:
        """The letters of a word, spelt out as the corpus spells them."""
        names = spelt_out(latin) or ()
        places = [
            {word for name in place for word in (standing if first else plain)(name, self._lexicon)}
            for first, place in zip((True, *(False,) * len(names)), names, strict=False)
        ]
        if names and all(places):
            yield Spelling(" ".join(place[0] for place in names), tuple(map(frozenset, places)))


def _as_long(name: Name, words: Form) -> Iterator[Form]:
    """The spellings that may stand for some words: who gives a person's whole name does not mean any namesake."""
    least = min(len(words), 2) if name.kind is NameKind.PERSON else 1
    return (form for form in name.forms if len(form) >= least)


Row = Sequence[Term | Phrase]
"""Words side by side; what is written with a hyphen (al-Assad) is a phrase among them."""


def _row(parts: Sequence[Node], at: int) -> Row:
    """The words for the same field that follow one another."""
    row: list[Term | Phrase] = []
    for part in parts[at : at + MOST_WORDS]:
        if not isinstance(part, Term | Phrase) or part.width is Width.EXACT or (isinstance(part, Phrase) and part.slop):
            break
        if row and part.field != row[0].field:
            break
        row.append(part)
    return row


def _keys(row: Row) -> Form:
    return tuple(key for part in row for key in (part.keys if isinstance(part, Phrase) else (part.key,)))
