"""The tasks that search quality is measured on: questions with the articles that are the right answers.

**P**, questions: the questions of the Arabic Reading Comprehension Dataset (its training part is all that is shared)
against the paragraphs they were asked about, among 10,000 news articles; the title of a paragraph is that of its
Wikipedia article. **S** is the same without the news. **N**, titles: 1,000 news titles against 10,000 bodies, every
title left out of the index; articles with the same title or the same opening are right, too.

The split. Days of news and subjects of questions, each in its order, fall in turn into the half that weights are tuned
on and the half that is only reported: no article of news and no question is in both. Every number in `index` that was
chosen by measuring was chosen on the tuning half (`tests.bench.tuning`); the reported half decides nothing. The
paragraphs, of which there are few, all stand in both pools.
"""

import json
import random
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any, NamedTuple

from index.words import keys
from tests.bench.command import corpus_data

POOL = 10_000
TITLES = 1_000
_OPENING = 15
"""Words of a body that tell two versions of one article from two articles."""
_SHORTEST_TITLE = 3


class Half(IntEnum):
    """Which half of the questions."""

    TUNING = 0
    REPORTED = 1


class Document(NamedTuple):
    """An article of a pool, by its place there."""

    title: str
    body: str


class Question(NamedTuple):
    """A question as its author typed it, and the places of the articles that answer it."""

    text: str
    right: frozenset[int]


class Task(NamedTuple):
    """Questions to a pool."""

    name: str
    pool: Sequence[Document]
    questions: Sequence[Question]


def tasks(half: Half) -> list[Task]:
    """S, P and N of one half."""
    news = [article for day in _days()[half::2] for article in day]
    random.Random(6).shuffle(news)
    paragraphs, questions = _paragraphs(half)
    distractors = [Document(article["title"] or "", article["content"]) for article in news[:POOL]]
    return [
        Task("S", paragraphs, questions),
        Task("P", [*paragraphs, *distractors], questions),
        Task("N", [Document("", body) for _, body in distractors], list(_titles(distractors))),
    ]


def _data() -> Path:
    return corpus_data() / "data"


def _days() -> list[list[dict[str, Any]]]:
    """The shared news, a list for each day, in order; articles without a body left out."""
    return [[article for article in _articles(path) if article["content"].strip()] for path in _archives()]


def _archives() -> list[Path]:
    return sorted((_data() / "saudinewsnet").glob("*.zip"))


def _articles(archive: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.endswith(".json") and not name.startswith("__")]
        return [article for name in sorted(names) for article in json.loads(opened.read(name))]


def _paragraphs(half: Half) -> tuple[list[Document], list[Question]]:
    """Every paragraph, and the questions of every second subject."""
    paragraphs, questions = [], []
    subjects = json.loads((_data() / "arcd" / "arcd-train.json").read_text("utf-8"))["data"]
    for nth, subject in enumerate(subjects):
        for paragraph in subject["paragraphs"]:
            if nth % 2 == half:
                right = frozenset((len(paragraphs),))
                questions += [Question(asked["question"], right) for asked in paragraph["qas"]]
            paragraphs.append(Document(subject["title"], paragraph["context"]))
    return paragraphs, questions


def _titles(articles: Sequence[Document]) -> Iterator[Question]:
    alike: dict[object, set[int]] = defaultdict(set)
    for place, article in enumerate(articles):
        for sign in signs(article):
            alike[sign].add(place)
    said = [place for place, article in enumerate(articles) if len(keys(article.title)) >= _SHORTEST_TITLE]
    for place in said[:TITLES]:
        right = frozenset[int]().union(*(alike[sign] for sign in signs(articles[place])))
        yield Question(articles[place].title, right)


def signs(article: Document) -> Iterator[object]:
    """By what two articles are known for versions of one."""
    if title := tuple(keys(article.title)):
        yield title
    yield "opening", tuple(keys(article.body)[:_OPENING])


def reciprocal_rank(question: Question, ranked: Sequence[int]) -> float:
    """One over the rank of the first right answer among the first ten; 0 where there is none."""
    return next((1 / rank for rank, place in enumerate(ranked[:10], 1) if place in question.right), 0.0)
