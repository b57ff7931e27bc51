"""The engines that `tests.bench.asking` compares, each asked in its own fastest way: which 20 articles are best,
and how many answer."""

import sqlite3
from collections.abc import Sequence
from copy import copy
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from whoosh import index as whoosh_index
from whoosh import query as q

from index.articles import Span
from index.query import AllOf, AnyOf, Node, Pattern, Phrase, Published, Query, Term, Typo
from index.results import Field
from index.search import Engine, Sort
from index.words import Key

TOP = 20
SINCE, UNTIL = date(2015, 7, 24), date(2015, 8, 2)
UNCOUNTED = -1
"""What an engine says that would need a second search to count: that is not held against it."""
_NOWHERE = Span(0, 0)


class Class(StrEnum):
    """The classes of questions."""

    COMMON = "common word"
    RARE = "rare word"
    AND = "AND"
    OR = "OR"
    PHRASE = "phrase of 3"
    PREFIX = "prefix of 3"
    INFIX = "infix of 3"
    TYPO = "one typo"
    DATED = "word + days"
    NEWEST = "by day"
    SHORT_PREFIX = "prefix of 2"
    QUESTION = "ten words"


class Document(NamedTuple):
    """An article as peers get it: the normalised words of its body, and its day."""

    words: tuple[Key, ...]
    published: date
    id: str


class Asked(NamedTuple):
    """One question."""

    kind: Class
    words: tuple[Key, ...]

    @property
    def text(self) -> str:
        """The question as a user types it."""
        match self.kind:
            case Class.AND:
                return " AND ".join(self.words)
            case Class.PHRASE:
                return f'"{" ".join(self.words)}"'
            case Class.PREFIX | Class.SHORT_PREFIX:
                return f"{self.words[0]}*"
            case Class.INFIX:
                return f"*{self.words[0]}*"
            case Class.TYPO:
                return f"{self.words[0]}~"
            case Class.DATED:
                return f"{self.words[0]} date:{SINCE}..{UNTIL}"
        return " ".join(self.words)


class Engines(Protocol):
    """What all engines have in common."""

    name: str

    def answers(self, kind: Class) -> bool:
        """Whether the engine has such questions at all."""

    def most_questions(self, kind: Class) -> int:
        """How many of a class it is asked; fewer where it is slow."""

    def ask(self, asked: Asked) -> int:
        """How many documents answer, the best 20 having been found."""


class _Quick:
    """Answers any number of questions of any class."""

    def answers(self, kind: Class) -> bool:
        return kind is not Class.QUESTION

    def most_questions(self, kind: Class) -> int:
        return 1_000_000


class Ours(_Quick):
    """The engine of this program, bodies alone."""

    name = "ours"

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, asked: Asked) -> int:
        sort = Sort.NEWEST if asked.kind is Class.NEWEST else Sort.RANK
        return self._engine.rank(Query("", self._root(asked)), TOP, sort=sort).total

    def _root(self, asked: Asked) -> Node:
        words = asked.words
        match asked.kind:
            case Class.AND:
                return AllOf(_terms(words))
            case Class.PHRASE:
                return Phrase(words, _NOWHERE, Field.BODY)
            case Class.PREFIX | Class.SHORT_PREFIX:
                return Pattern(f"{words[0]}*", _NOWHERE, Field.BODY)
            case Class.INFIX:
                return Pattern(f"*{words[0]}*", _NOWHERE, Field.BODY)
            case Class.TYPO:
                return Typo(words[0], _NOWHERE, Field.BODY)
            case Class.DATED:
                return AllOf((*_terms(words), Published(SINCE, UNTIL, _NOWHERE)))
        return AnyOf(_terms(words))


def _terms(words: Sequence[Key]) -> tuple[Term, ...]:
    return tuple(Term(word, _NOWHERE, Field.BODY) for word in words)


class Tantivy(_Quick):
    """tantivy on one thread, one segment, days as a fast field."""

    name = "tantivy"

    def __init__(self, tantivy: Any, index: Any) -> None:
        self.named = True
        self._query, self._occur = tantivy.Query, tantivy.Occur
        self._integer = tantivy.FieldType.Integer
        self._schema, self._searcher = index.schema, index.searcher()

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Tantivy | None":
        """The documents indexed; None where tantivy is not installed."""
        try:
            import tantivy
        except ImportError:
            print("tantivy is not installed (`pip install tantivy`): left out")
            return None
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("body", tokenizer_name="whitespace")
        schema.add_integer_field("day", indexed=True, fast=True)
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        index = tantivy.Index(schema.build())
        writer = index.writer(200_000_000, 1)
        for document in documents:
            words, day = " ".join(document.words), document.published.toordinal()
            writer.add_document(tantivy.Document(body=words, day=day, id=document.id))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(tantivy, index)

    def ask(self, asked: Asked) -> int:
        by = {"order_by_field": "day"} if asked.kind is Class.NEWEST else {}
        found = self._searcher.search(self._asked(asked), TOP, **by)
        if self.named:
            [self._searcher.doc(address)["id"] for _, address in found.hits]
        return int(found.count)

    def unnamed(self) -> "Tantivy":
        """The same engine, asked for the numbers of documents instead of the articles' names."""
        other = copy(self)
        other.name, other.named = "its numbers", False
        return other

    def _asked(self, asked: Asked) -> Any:
        words, schema, query = asked.words, self._schema, self._query
        match asked.kind:
            case Class.AND | Class.OR:
                occur = self._occur.Must if asked.kind is Class.AND else self._occur.Should
                return query.boolean_query([(occur, query.term_query(schema, "body", word)) for word in words])
            case Class.PHRASE:
                return query.phrase_query(schema, "body", list(words))
            case Class.PREFIX | Class.SHORT_PREFIX:
                return query.regex_query(schema, "body", f"{words[0]}.*")
            case Class.INFIX:
                return query.regex_query(schema, "body", f".*{words[0]}.*")
            case Class.TYPO:
                return query.fuzzy_term_query(schema, "body", words[0])
            case Class.DATED:
                days = query.range_query(schema, "day", self._integer, SINCE.toordinal(), UNTIL.toordinal())
                word = query.term_query(schema, "body", words[0])
                return query.boolean_query([(self._occur.Must, word), (self._occur.Must, days)])
        return query.term_query(schema, "body", words[0])


class Fts5(_Quick):
    """SQLite's FTS5 without contents, in memory, optimised, prefixes indexed; row numbers follow the days."""

    name = "FTS5"

    def __init__(self, documents: Sequence[Document]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute(
            "CREATE VIRTUAL TABLE news USING fts5"
            "(body, content='', prefix='2 3', tokenize=\"unicode61 remove_diacritics 0 tokenchars '.'\")"
        )
        rows = ((number, " ".join(document.words)) for number, document in enumerate(documents, 1))
        self._db.executemany("INSERT INTO news (rowid, body) VALUES (?, ?)", rows)
        self._db.execute("INSERT INTO news (news) VALUES ('optimize')")
        self._db.execute("CREATE TABLE name (number INTEGER PRIMARY KEY, id TEXT)")
        self._db.executemany("INSERT INTO name VALUES (?, ?)", enumerate((d.id for d in documents), 1))
        within = [number for number, document in enumerate(documents, 1) if SINCE <= document.published <= UNTIL]
        self._days = f" AND rowid BETWEEN {within[0]} AND {within[-1]}"

    @classmethod
    def of(cls, documents: Sequence[Document]) -> "Fts5 | None":
        """The documents indexed; None where SQLite was built without FTS5."""
        try:
            return cls(documents)
        except sqlite3.OperationalError as error:
            print(f"SQLite: {error}; left out")
            return None

    def answers(self, kind: Class) -> bool:
        return kind not in (Class.INFIX, Class.TYPO, Class.QUESTION)

    def ask(self, asked: Asked) -> int:
        words = [f'"{word}"' for word in asked.words]
        match asked.kind:
            case Class.PHRASE:
                wanted = f'"{" ".join(asked.words)}"'
            case Class.PREFIX | Class.SHORT_PREFIX:
                wanted = f"{words[0]}*"
            case Class.OR:
                wanted = " OR ".join(words)
            case _:
                wanted = " AND ".join(words)
        where = "news MATCH ?" + (self._days if asked.kind is Class.DATED else "")
        order = "rowid DESC" if asked.kind is Class.NEWEST else "rank"
        best = f"SELECT rowid FROM news WHERE {where} ORDER BY {order} LIMIT {TOP}"
        self._db.execute(f"SELECT id FROM ({best}) AS best JOIN name ON best.rowid = number", (wanted,)).fetchall()
        return UNCOUNTED


class Whoosh:
    """Stock Whoosh's own searcher over the program's index; days are not in it."""

    name = "Whoosh"

    def __init__(self, generation: Path) -> None:
        self._searcher = whoosh_index.open_dir(generation).searcher()

    def answers(self, kind: Class) -> bool:
        return kind not in (Class.DATED, Class.NEWEST, Class.QUESTION)

    def most_questions(self, kind: Class) -> int:
        return 2 if kind in (Class.PREFIX, Class.SHORT_PREFIX, Class.INFIX, Class.TYPO) else 10

    def ask(self, asked: Asked) -> int:
        found = self._searcher.search(self._asked(asked), limit=TOP)
        [hit["id"] for hit in found]
        return UNCOUNTED

    def _asked(self, asked: Asked) -> q.Query:
        terms = [q.Term("body", word) for word in asked.words]
        match asked.kind:
            case Class.AND:
                return q.And(terms)
            case Class.OR:
                return q.Or(terms)
            case Class.PHRASE:
                return q.Phrase("body", list(asked.words))
            case Class.PREFIX | Class.SHORT_PREFIX:
                return q.Prefix("body", asked.words[0])
            case Class.INFIX:
                return q.Wildcard("body", f"*{asked.words[0]}*")
            case Class.TYPO:
                return q.FuzzyTerm("body", asked.words[0])
        return terms[0]
