"""A corpus that changes from version to version, and what each version must answer, known without any index.

Every version changes one article, and adds or removes one now and then. The words asked for have nothing in common, so
plain looking for them in the texts says which articles answer.
"""

import os
import random
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from index.corpus import Corpus, Kind

WORDS = ("ستارغيت", "البرلمان", "الزلزال", "المستشفى", "المطار", "الصحراء", "الموسيقى")
ARTICLES = 8
_FILLING = 400
"""Words of its own in each article: so many that the files of an index are too large to be read whole at opening."""


@dataclass(frozen=True, slots=True)
class State:
    """What a corpus holds and answers: bodies by article; articles by question; the sums of money they state."""

    bodies: dict[str, str]
    answers: dict[str, tuple[str, ...]]
    money: tuple[tuple[str, Decimal], ...]


NOTHING = State({}, {}, ())


def bodies(version: int) -> dict[str, str]:
    """The articles of a version by file name."""
    return {
        f"a{n}.txt": _body(n, (version - n) // ARTICLES + 1)
        for n in range(ARTICLES)
        if (version // 3 + n) % 5 or n == version % ARTICLES
    }


def _body(n: int, changes: int) -> str:
    word, other = WORDS[(n + changes) % len(WORDS)], WORDS[(n * 3 + changes) % len(WORDS)]
    amount = 100 + n * 50 + changes
    return f"عنوان {word}\n\nأعلن {word} يوم أمس وبعده {other} أن الأرباح بلغت {amount} مليون دولار.\n{_filling(n)}\n"


@lru_cache
def _filling(n: int) -> str:
    chance = random.Random(n)
    return " ".join("".join(chance.choices("بتثجحخدرزسشصضطظعغفقكلمنهوي", k=6)) for _ in range(_FILLING))


def write(folder: Path, version: int) -> None:
    """Make a folder of sources say what the version says."""
    folder.mkdir(exist_ok=True)
    wanted = bodies(version)
    for name in {path.name for path in folder.iterdir()} - wanted.keys():
        (folder / name).unlink()
    for number, (name, body) in enumerate(wanted.items()):
        path = folder / name
        if not path.exists() or path.read_text("utf-8") != body:
            path.write_text(body, "utf-8")
            os.utime(path, (version, version * 10 + number))  # as far apart as real edits are


def expected(version: int, articles: int = ARTICLES) -> State:
    """What an index of the version must answer, or of its first articles."""
    held = dict(sorted(bodies(version).items())[:articles])
    answers = {question: _having(held, *words) for question, words in _questions()}
    money = [(name, Decimal(body.split("بلغت ")[1].split()[0]) * 1_000_000) for name, body in held.items()]
    return State(held, {question: ids for question, ids in answers.items() if ids}, tuple(sorted(money)))


def _questions() -> list[tuple[str, tuple[str, ...]]]:
    single = [(word, (word,)) for word in WORDS]
    phrases = [(f'"أعلن {word} يوم"', (f"أعلن {word} يوم",)) for word in WORDS]
    titles = [(f"title:{word}", (f"عنوان {word}",)) for word in WORDS]
    both = [(f"{one} AND {two}", (one, two)) for one, two in pairwise(WORDS)]
    return single + phrases + titles + both


def _having(held: dict[str, str], *words: str) -> tuple[str, ...]:
    return tuple(sorted(name for name, body in held.items() if all(word in body for word in words)))


def seen(corpus: Corpus) -> State:
    """What an open corpus answers."""
    if not len(corpus):
        return NOTHING
    answers = {q: tuple(sorted(hit.article.id for hit in corpus.search(q, limit=None).hits)) for q, _ in _questions()}
    money = [(figure.article, figure.value) for figure in corpus.figures(kind=Kind.MONEY)]
    held = {entry.id: corpus.article(entry.id).body for entry in corpus.entries()}
    return State(held, {question: ids for question, ids in answers.items() if ids}, tuple(sorted(money)))


def scores(corpus: Corpus) -> list[object]:
    """The answers to the last digit, order and snippets included: equal for two indexes only if nothing differs."""
    return [
        [(hit.article, hit.score, hit.matches, hit.snippet) for hit in corpus.search(question).hits]
        for question, _ in _questions()
    ]


def sources(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The source files as they lie there: nothing may ever write to them."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())}
