"""Figures: the gold, other projects' suites, speed on real articles, and growth on the worst input.

    CORPUS_DATA=FOLDER python -m tests.bench.figures [ARTICLES]

Prints how well the extractor does on the articles a reader marked, a table of suites with and without the judged
cases, characters per CPU second over the first ARTICLES (default 4000) shared articles and how many of their figures
overlap or cut no text (none should), and for hostile input how time grows when its length doubles (at most 2.2).
"""

import gc
import json
import os
import random
import time
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from index.articles import Article, ArticleId
from index.figures import Figure
from index.figures.extraction import figures_in
from tests.bench.command import numbers_given
from tests.figure_marks import annotated, score, shipped
from tests.figure_suites import scores

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
HOSTILE = ("1", "1ر", "1,", "1و", "و", "ر", ",", "1 ", "1 و ", "1ر,و", "1-", "1.1,", "ألف و", "خمسة و", "من 1 ", "1%")
ALPHABETS = ("1ر,و", "12ر,. و", "١٬2ر و", "9و,")


def main() -> None:
    articles = numbers_given(__doc__, 4000)[0]
    folder = os.environ.get("CORPUS_DATA")
    print_marked(Path(folder) if folder else None)
    if folder:
        print_suites(Path(folder) / "figures" / "suites")
        print_speed(list(islice(bodies(Path(folder) / "data" / "saudinewsnet"), articles)))
    else:
        print("CORPUS_DATA is not set: no suites, no articles")
    print_growth()


def read(body: str) -> list[Figure]:
    return figures_in(Article(ArticleId("bench"), "", body))


def print_marked(folder: Path | None) -> None:
    """The shipped articles and the random ones: `tuned` were learnt from, `fresh` and `last` only measured."""
    print(f"{'marked articles':24}{'figures':>8}{'exact F1':>10}{'value+unit F1':>15}{'head':>7}{'bound':>7}")
    articles = [*shipped(SEEDS), *(annotated(folder) if folder else ())]
    for part in dict.fromkeys(article.part for article in articles):
        reached = score(article for article in articles if article.part == part)
        print(
            f"{part:24}{reached.marks:>8}{reached.exact:>10.3f}{reached.value_and_unit:>15.3f}"
            f"{reached.head:>7.3f}{reached.bound:>7.3f}"
        )


def print_suites(folder: Path) -> None:
    print(f"{'suite':24}{'right':>12}{'':>8}{'without judged':>20}")
    for suite in scores(folder):
        all_cases = f"{suite.right}/{suite.cases}"
        fair = f"{suite.judged_right}/{suite.judged_cases}"
        shares = suite.right / suite.cases, suite.judged_right / suite.judged_cases
        print(f"{suite.name:24}{all_cases:>12}{shares[0]:8.3f}{fair:>20}{shares[1]:8.3f}")


def bodies(folder: Path) -> Iterator[str]:
    """The bodies of the shared news articles, day by day."""
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                if member.endswith(".json"):
                    for record in json.loads(archive.read(member).decode("utf-8-sig")):
                        yield record.get("content") or ""


def print_speed(texts: list[str]) -> None:
    characters = sum(map(len, texts))
    for run in ("cold", "warm"):
        begin = time.process_time()
        figures = [read(text) for text in texts]
        spent = time.process_time() - begin
        print(
            f"{run}: {len(texts):,} articles, {characters:,} characters, {sum(map(len, figures)):,} figures,"
            f" {characters / spent / 1e6:.2f} M characters per CPU second"
        )
    wrong = sum(sum(misplaced(text, found)) for text, found in zip(texts, figures, strict=True))
    print(f"{wrong} figures overlap another, or their offsets cut no text")


def misplaced(text: str, figures: list[Figure]) -> Iterator[bool]:
    """For each figure whether it begins before the last ended, or a part of it is no text within its sentence."""
    end = 0
    for figure in figures:
        first, last = figure.sentence
        parts = [figure.span, *([figure.counted] if figure.counted else [])]
        held = first >= 0 and last <= len(text) and all(text[slice(*part)].strip() for part in parts)
        yield not (held and max(end, first) <= figure.span.start < figure.span.end <= last)
        end = figure.span.end


def print_growth() -> None:
    """The worst doubling of time from 50,000 to 100,000 characters."""
    worst = max((growth(kind), kind) for kind in (*HOSTILE, *(f"random {alphabet}" for alphabet in ALPHABETS)))
    print(f"twice as much hostile text takes at most {worst[0]:.2f} times as long ({worst[1]!r})")


def growth(kind: str) -> float:
    return cpu_seconds(hostile(kind, 100_000)) / cpu_seconds(hostile(kind, 50_000))


def hostile(kind: str, length: int) -> str:
    alphabet = kind.removeprefix("random ")
    if alphabet != kind:
        chance = random.Random(1)
        return "".join(chance.choice(alphabet) for _ in range(length))
    return (kind * length)[:length]


def cpu_seconds(text: str) -> float:
    """The best of three, the collector's pauses left out."""
    spent = []
    gc.disable()
    for _ in range(3):
        begin = time.process_time()
        read(text)
        spent.append(time.process_time() - begin)
    gc.enable()
    return min(spent)


if __name__ == "__main__":
    main()
