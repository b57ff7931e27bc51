"""The names that an article mentions, or a corpus: those of the tables, and those told by how they are written.

In an article they are looked for in its text. For a corpus the tables' names are asked of the index, a set of documents
each, and what `index.names.runs` told when the articles were read is in the catalogue; so less than a second tells the
names of 25,000 articles, once for each generation.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from index.catalogue import Catalogue
from index.names.aliases import Aliases, Form, Name, comparable
from index.names.forms import is_arabic
from index.names.gazetteer import Gazetteer, unlike
from index.names.runs import runs
from index.postings import each_once
from index.results import MentionedName, NameKind
from index.search import Engine
from index.words import keys, words

LEAST_OFTEN = 2
"""In a corpus of many articles a name by its form alone counts from so many articles on."""

_MANY = 100


def in_article(body: str, aliases: Aliases, gazetteer: Gazetteer) -> list[MentionedName]:
    """The names of one text with how often it mentions them, the most frequent first."""
    taken = list(gazetteer.mentions(body, words(body)))
    spellings: dict[Name, Counter[str]] = defaultdict(Counter)
    for mention in taken:
        spellings[mention.name][" ".join(mention.form)] += 1
    found = [_of_table(name, count.total(), count.most_common(1)[0][0]) for name, count in spellings.items()]
    held = [mention.span for mention in taken]
    by_form = ((body[slice(*run.span)], run.kind, 1) for run in runs(body) if not _overlaps(run.span, held))
    return _in_order([*found, *_by_form(by_form, aliases)])


def in_corpus(engine: Engine, catalogue: Catalogue) -> list[MentionedName]:
    """The names of all articles with the number of articles that mention them, the most frequent first."""
    found = [name for name, _ in table_names(engine)]
    least = LEAST_OFTEN if engine.count >= _MANY else 1
    by_form = _by_form(catalogue.mentions(), engine.naming.aliases)
    return _in_order([*found, *(name for name in by_form if name.count >= least)])


def table_names(engine: Engine) -> Iterator[tuple[MentionedName, NDArray[np.int64]]]:
    """The names of the tables that any article mentions, each with the documents that do."""
    naming = engine.naming
    for name in unlike(naming.aliases.all_names()):
        spellings = naming.standing(name)
        documents = [engine.documents_called(spelling) for spelling in spellings]
        if documents and len(held := each_once(np.concatenate(documents))):
            most = max(zip(documents, spellings, strict=True), key=lambda found: len(found[0]))[1]
            yield _of_table(name, len(held), most.shown), held


def _of_table(name: Name, count: int, as_written: str) -> MentionedName:
    single = next((form[0] for form in name.forms if len(form) == 1 and name.kind is NameKind.PERSON), "")
    also = as_written if comparable(keys(as_written)) != comparable(keys(name.shown)) else ""
    return MentionedName(name.shown, name.kind, count, single or _quoted(name.shown), also)


def _by_form(mentions: Iterable[tuple[str, NameKind, int]], aliases: Aliases) -> Iterator[MentionedName]:
    """Names by their form that the tables do not know, each once, of the kind it is said to be most often."""
    kinds: dict[Form, Counter[NameKind]] = defaultdict(Counter)
    spellings: dict[Form, Counter[str]] = defaultdict(Counter)
    for name, kind, count in mentions:
        if form := comparable(keys(name)):
            kinds[form][kind] += count
            spellings[form][name] += count
    for form, counts in kinds.items():
        shown = spellings[form].most_common(1)[0][0]
        if not aliases.naming(tuple(keys(shown))):
            yield MentionedName(shown, _told(counts), counts.total(), _quoted(shown), "")


def _told(kinds: Counter[NameKind]) -> NameKind:
    """The kind that is told most often; that nothing told it says nothing against it."""
    telling = [(count, kind) for kind, count in kinds.items() if kind is not NameKind.NAME]
    return max(telling)[1] if telling else NameKind.NAME


def _quoted(name: str) -> str:
    return f'"{name}"' if len(keys(name)) > 1 else name


def _overlaps(span: tuple[int, int], held: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in held)


def _in_order(names: list[MentionedName]) -> list[MentionedName]:
    return sorted(names, key=lambda name: (-name.count, not is_arabic(keys(name.name)[0]), name.name))
