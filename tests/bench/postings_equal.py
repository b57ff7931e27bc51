"""Is an index with flat fields the index stock Whoosh would have written? The same documents, the same scores.

    CORPUS_DATA=… python -m tests.bench.postings_equal [articles] [queries]

Three indexes go through the same history (a build, a second segment, deletions and updates, a merge, a segment written
by stock Whoosh, another merge, small commits that Whoosh's policy merges): one by stock Whoosh, one by `FlatWriter`,
one by Whoosh's own writer with `FlatCodec`. After each step Whoosh's searcher answers the same queries on all three,
and NumPy over the mapped arrays answers those it can. The suite runs a short version (tests/test_postings_equal.py).
"""

import json
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh import index as whoosh_index
from whoosh import query as q
from whoosh.writing import SegmentWriter

from index.postings import FlatCodec, FlatWriter, Postings, Reader, bm25, create, document_frequency, side_by_side
from index.postings.scoring import burdens
from index.words import keys
from tests.bench.command import corpus_data, numbers_given
from tests.vocabulary import chosen

TOP = 10
CLOSE = 1e-9
LENGTH_WEIGHT = 0.75
"""What the length of a document counts where Whoosh ranks."""


class Text(NamedTuple):
    id: str
    title: str
    body: str


class Step(NamedTuple):
    """One commit."""

    name: str
    added: Sequence[Text] = ()
    updated: Sequence[Text] = ()
    deleted: Sequence[str] = ()
    optimize: bool = False
    merge: bool = False
    by_stock: bool = False


def real_articles(data: Path, count: int, seed: int = 1) -> list[Text]:
    """Some of the Saudi newspaper articles, in an order of their own."""
    found = []
    for archive in sorted((data / "data" / "saudinewsnet").glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                if name.endswith(".json") and not name.startswith("__"):
                    found += json.loads(opened.read(name).decode("utf-8"))
        if len(found) >= 20 * count:
            break
    chosen = random.Random(seed).sample(found, min(count, len(found)))
    return [Text(str(i), a["title"] or "", a["content"] or "") for i, a in enumerate(chosen)]


def history(texts: Sequence[Text], rng: random.Random) -> list[Step]:
    """A build in two segments, deletions and updates, merges, and a stock segment among the flat ones."""
    half, most = len(texts) // 2, len(texts) * 9 // 10
    ids = [text.id for text in texts[:most]]
    gone = rng.sample(ids, len(ids) // 10)
    kept = [text for text in texts[:most] if text.id not in set(gone)]
    updated = [text._replace(body=text.body + " تحديث جديد للمقالة") for text in rng.sample(kept, len(kept) // 10)]
    return [
        Step("one segment", added=texts[:half]),
        Step("two segments", added=texts[half:most]),
        Step("deletions and updates", updated=updated, deleted=gone),
        Step("merged", optimize=True),
        Step("a stock segment among them", added=texts[most:], by_stock=True),
        Step("deletions in all", deleted=rng.sample([text.id for text in kept], len(kept) // 20)),
        Step("merged with the stock segment", optimize=True),
        *(Step("Whoosh's policy merges small segments", updated=[text], merge=True) for text in updated[:2] * 3),
    ]


WRITERS: dict[str, Callable[[Any], Any]] = {
    "stock Whoosh": lambda index: index.writer(),
    "FlatWriter": FlatWriter,
    "Whoosh's writer, FlatCodec": lambda index: SegmentWriter(index, codec=FlatCodec()),
}


def apply(step: Step, index: Any, kind: str) -> None:
    writer = WRITERS["stock Whoosh" if step.by_stock else kind](index)
    for article in step.deleted:
        if isinstance(writer, FlatWriter):
            writer.delete_articles([article])
        else:
            writer.delete_by_term("id", article)
    for text in step.updated:
        if isinstance(writer, FlatWriter):
            writer.delete_articles([text.id])
            writer.add_article(text.id, text.body, text.title)
        else:
            writer.update_document(**text._asdict())
    for text in step.added:
        if isinstance(writer, FlatWriter):
            writer.add_article(text.id, text.body, text.title)
        else:
            writer.add_document(**text._asdict())
    writer.commit(merge=step.merge, optimize=step.optimize)


def queries(texts: Sequence[Text], count: int, rng: random.Random) -> Iterator[q.Query]:
    """Queries of every class by words the articles have, and now and then one they have not."""
    lists = [words for words in (keys(text.body) for text in texts) if len(words) > 3] or [["x", "y", "z", "w"]]
    frequent = [word for word, _ in Counter(word for words in lists for word in words).most_common(60)]

    def word() -> str:
        return rng.choice([rng.choice(rng.choice(lists)), rng.choice(frequent), rng.choice(rng.choice(lists)) + "غ"])

    def term() -> q.Term:
        return q.Term(rng.choice(["body", "body", "body", "title"]), word())

    def phrase(slop: int) -> q.Phrase:
        words = rng.choice(lists)
        at = rng.randrange(len(words) - 3)
        step = rng.choice([1, slop])
        return q.Phrase("body", words[at : at + 3 * step : step][: rng.choice([2, 3])], slop=slop)

    often: list[Callable[[], q.Query]] = [
        term,
        lambda: q.And([term(), term()]),
        lambda: q.Or([term(), term(), term()]),
        lambda: q.And([term(), q.Not(term())]),
        lambda: q.AndMaybe(term(), term()),
        lambda: phrase(1),
        lambda: phrase(3),
        lambda: q.Or([q.Term("id", rng.choice(texts).id), term()]),
    ]
    seldom: list[Callable[[], q.Query]] = [  # stock Whoosh takes long over them
        lambda: q.Prefix("body", word()[:4]),
        lambda: q.Wildcard("body", f"*{word()[1:4]}*ا"),
        lambda: q.FuzzyTerm("body", word(), maxdist=1, prefixlength=1),
    ]
    for i in range(count):
        makers = seldom if i % 10 == 0 else often
        yield makers[rng.randrange(len(makers))]()


Hits = list[tuple[float, int]]
"""Score and document number, best first."""


def answers(searcher: Any, query: q.Query) -> list[Hits]:
    """All hits, and the best ones as the searcher's optimised collector finds them."""
    return [searcher.search(query, limit=limit).top_n for limit in (None, TOP)]


def same(found: list[Hits], expected: list[Hits]) -> bool:
    """The same documents in the same order, their scores equal but for the last bits."""
    return all(
        [document for _, document in hits] == [document for _, document in wanted]
        and all(abs(score - other) < CLOSE for (score, _), (other, _) in zip(hits, wanted, strict=True))
        for hits, wanted in zip(found, expected, strict=True)
    )


def terms(searcher: Any) -> list[tuple[Any, ...]]:
    """Every word of every field, with all Whoosh knows about it."""
    return [
        (term, i.weight(), i.doc_frequency(), i.min_length(), i.max_length(), i.max_weight(), i.min_id(), i.max_id())
        for reader, _ in searcher.reader().leaf_readers()
        for term, i in reader
    ]


def fast_answer(reader: Reader, query: q.Query) -> dict[int, float] | None:
    """The answer of NumPy over the arrays, for the classes of queries that need no more than the reader offers."""
    if isinstance(query, q.Term) and query.fieldname != "id":
        return _scores(*_term(reader, query))
    if isinstance(query, q.Phrase) and query.slop == 1:
        documents = _phrase(reader[query.fieldname], query.words)
        scored = [_term(reader, q.Term(query.fieldname, word)) for word in query.words]
        return _scores(documents, sum(_at(documents, *found) for found in scored))
    if not isinstance(query, q.And | q.Or) or not all(isinstance(t, q.Term) and t.fieldname != "id" for t in query):
        return None
    scored = [_term(reader, term) for term in query.children()]
    combine = np.intersect1d if isinstance(query, q.And) else np.union1d
    documents = reduce(combine, [found for found, _ in scored])
    return _scores(documents, sum(_at(documents, *found) for found in scored))


def _term(reader: Reader, term: q.Term) -> tuple[Any, Any]:
    postings = reader[term.fieldname]
    words = chosen(postings, [term.text])
    documents, frequencies = postings.union_of(words)
    weighed = burdens(postings.lengths[documents], postings.average_length, LENGTH_WEIGHT)
    return documents, bm25(frequencies, weighed, document_frequency(words), reader.count)


def _phrase(postings: Postings, words: Sequence[str]) -> Any:
    found = side_by_side(postings, [chosen(postings, [word]) for word in words])
    return np.array([*found], np.int64) if isinstance(found, dict) else found[0]


def _at(documents: Any, found: Any, scores: Any) -> Any:
    """The scores of `documents`, 0 for one that was not found."""
    table = dict(zip(found.tolist(), scores.tolist(), strict=True))
    return np.array([table.get(document, 0.0) for document in documents.tolist()])


def _scores(documents: Any, scores: Any) -> dict[int, float]:
    return dict(zip(documents.tolist(), np.atleast_1d(scores).tolist(), strict=False))


def equal_scores(found: dict[int, float], expected: Hits) -> bool:
    wanted = {document: score for score, document in expected}
    return found.keys() == wanted.keys() and all(abs(found[i] - wanted[i]) < CLOSE for i in found)


class Tally(NamedTuple):
    """What was compared, and the first things that differed."""

    step: str
    segments: int
    compared: int
    fast: int
    different: list[str]


def compare(folder: Path, texts: Sequence[Text], count: int, kinds: Sequence[str], seed: int = 7) -> Iterator[Tally]:
    """Runs the history on the stock index and those of `kinds`; after each step, the comparison of its queries."""
    rng = random.Random(seed)
    indexes = {}
    for number, kind in enumerate(("stock Whoosh", *kinds)):
        (folder / str(number)).mkdir(parents=True)
        indexes[kind] = create(folder / str(number))
    steps = history(texts, rng)
    for step in steps:
        for kind, index in indexes.items():
            apply(step, index, kind)
        yield _compare_step(indexes, step, list(queries(texts, count // len(steps), rng)))


def _compare_step(indexes: dict[str, Any], step: Step, asked: Sequence[q.Query]) -> Tally:
    searchers = {kind: whoosh_index.open_dir(index.storage.folder).searcher() for kind, index in indexes.items()}
    readers = {kind: Reader.open(index.storage.folder) for kind, index in indexes.items()}
    readers |= {f"{kind}, read through": _read_through(index.storage.folder) for kind, index in indexes.items()}
    stock = searchers.pop("stock Whoosh")
    different = [
        f"{step.name}, {kind}: the tables of terms"
        for kind, searcher in searchers.items()
        if terms(searcher) != terms(stock)
    ]
    fast = 0
    for query in asked:
        expected = answers(stock, query)
        for kind, searcher in searchers.items():
            if not same(answers(searcher, query), expected):
                different.append(f"{step.name}, {kind}: {query!r}")
        for kind, reader in readers.items():
            found = fast_answer(reader, query)
            fast += found is not None
            if found is not None and not equal_scores(found, expected[0]):
                different.append(f"{step.name}, the reader on {kind}: {query!r}")
    segments = len(stock.leaf_searchers())
    return Tally(step.name, segments, len(asked) * len(searchers), fast, different)


def _read_through(folder: str) -> Reader:
    """What is known to be sound is looked up by other ways."""
    reader = Reader.open(folder)
    for segment in (*reader.body.segments, *reader.title.segments):
        segment.field.read_through()
    return reader


def main() -> None:
    count, asked = numbers_given(__doc__, 1000, 4000)
    texts = real_articles(corpus_data(), count)
    started = time.process_time()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for tally in compare(Path(folder), texts, asked, [kind for kind in WRITERS if kind != "stock Whoosh"]):
            compared = f"{tally.compared} answers compared, {tally.fast} of NumPy's"
            print(f"{tally.step} ({tally.segments} segments): {compared}, {len(tally.different)} differ", flush=True)
            for difference in tally.different[:5]:
                print(" ", difference)
            failed = failed or bool(tally.different)
    print(f"{time.process_time() - started:.0f} CPU s")
    sys.exit(failed)


if __name__ == "__main__":
    main()
