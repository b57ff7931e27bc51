"""Articles in which a reader marked every figure, and how well the extractor does on them.

`cases/gold_seeds.jsonl` marks the five shipped articles; `cases/figures_annotated.jsonl` marks articles drawn at random
from the Saudi Newspapers corpus, one a line: the archive and the record, a hash of the body, the marks. The articles
lie in the folder `CORPUS_DATA` names and are not copied. `part` says what an article was for: the grammar was improved
on `tuned`, never on `fresh`, and `last` was drawn and marked when all was done.

A mark of tier A must be found. One of tier B may be, so a figure over it is neither right nor wrong.
"""

import hashlib
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from index.articles import Article, ArticleId
from index.figures import Bound, Figure, value_as_json
from index.figures.extraction import figures_in

CASES = Path(__file__).parent / "cases"


class Mark(NamedTuple):
    """One figure as a reader marked it; `counted` is None where the reader gave nothing, `must` is tier A."""

    start: int
    end: int
    surface: str
    value: object
    unit: str | None
    bound: str | None
    counted: str | None
    must: bool


class Marked(NamedTuple):
    """An article and its marks."""

    part: str
    body: str
    marks: list[Mark]

    def figures(self) -> list[Figure]:
        return figures_in(Article(ArticleId("marked"), "", self.body))


class Scores(NamedTuple):
    """F1 of the exact spans, F1 of value and unit where spans overlap, and the shares of heads and bounds right."""

    marks: int
    exact: float
    value_and_unit: float
    head: float
    bound: float


def shipped(seeds: Path) -> Iterator[Marked]:
    """The five shipped articles."""
    by_file = defaultdict(list)
    for line in (CASES / "gold_seeds.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        by_file[row["file"]].append(_of_gold(row))
    for name, marks in by_file.items():
        yield Marked("shipped", (seeds / name).read_bytes().decode("utf-8-sig"), marks)


def annotated(corpus_data: Path) -> Iterator[Marked]:
    """The articles of the corpus; one whose body is not what was marked is an error."""
    for line in (CASES / "figures_annotated.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        body = _record(corpus_data / "data" / "saudinewsnet" / row["file"], row["record"])
        if hashlib.sha256(body.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"record {row['record']} of {row['file']} is not the article that was marked")
        yield Marked(row["part"], body, [_of_annotation(mark) for mark in row["figures"]])


def score(articles: Iterable[Marked]) -> Scores:
    """The scores of the extractor over all of `articles` together."""
    wanted = exact = valued = found = heads = heads_right = bounds = bounds_right = 0
    for article in articles:
        figures = article.figures()
        must = [mark for mark in article.marks if mark.must]
        found += len([figure for figure in figures if _is_judged(figure, article.marks)])
        wanted += len(must)
        for mark in must:
            over = [figure for figure in figures if _overlap(figure, mark)]
            exact += any(tuple(figure.span) == (mark.start, mark.end) for figure in over)
            valued += any((value_as_json(figure.value), figure.unit) == (mark.value, mark.unit) for figure in over)
            heads += mark.counted is not None
            heads_right += mark.counted is not None and any(is_head(article.body, figure, mark) for figure in over)
            bounds += bool(mark.bound or any(figure.bound for figure in over))
            bounds_right += bool(mark.bound) and any(mark.bound == figure.bound for figure in over)
    return Scores(
        wanted,
        2 * exact / max(1, wanted + found),
        2 * valued / max(1, wanted + found),
        heads_right / max(1, heads),
        bounds_right / max(1, bounds),
    )


def is_head(body: str, figure: Figure, mark: Mark) -> bool:
    """Whether what the figure counts begins with the word the reader gave."""
    said = body[slice(*figure.counted)].split() if figure.counted else []
    return said[:1] == (mark.counted or "").split()[:1]


def differences(article: Marked) -> Iterator[str]:
    """What reader and extractor do not agree on, a line each, for whoever improves the grammar."""
    figures = article.figures()
    for mark in article.marks:
        over = [figure for figure in figures if _overlap(figure, mark)]
        if mark.must and not any(_agree(article.body, figure, mark) for figure in over):
            said = [_shown(article.body, figure) for figure in over]
            yield f"{_around(article.body, mark.start, mark.end)}  wanted {mark[3:7]}, read {said}"
    for figure in figures:
        if not any(_overlap(figure, mark) for mark in article.marks):
            yield f"{_around(article.body, *figure.span)}  is no figure, read {_shown(article.body, figure)}"


def _agree(body: str, figure: Figure, mark: Mark) -> bool:
    spans = tuple(figure.span) == (mark.start, mark.end)
    values = (value_as_json(figure.value), figure.unit, figure.bound) == (mark.value, mark.unit, mark.bound)
    return spans and values and (mark.counted is None or is_head(body, figure, mark))


def _shown(body: str, figure: Figure) -> tuple[object, ...]:
    counted = body[slice(*figure.counted)] if figure.counted else None
    return (
        body[slice(*figure.span)],
        value_as_json(figure.value),
        figure.unit,
        figure.bound and str(figure.bound),
        counted,
    )


def _around(body: str, start: int, end: int) -> str:
    return f"{body[max(0, start - 40) : start]}⟦{body[start:end]}⟧{body[end : end + 40]}".replace("\n", " ")


def _overlap(figure: Figure, mark: Mark) -> bool:
    return figure.span.start < mark.end and mark.start < figure.span.end


def _is_judged(figure: Figure, marks: list[Mark]) -> bool:
    """A figure over a soft mark alone is left out of the count."""
    over = [mark.must for mark in marks if _overlap(figure, mark)]
    return not over or any(over)


def _record(path: Path, record: int) -> str:
    with zipfile.ZipFile(path) as archive:
        member = next(name for name in archive.namelist() if name.endswith(".json"))
        return str(json.loads(archive.read(member).decode("utf-8-sig"))[record]["content"])


def _of_annotation(row: dict[str, Any]) -> Mark:
    must = row["tier"] == "A"
    value, unit, bound = row["value"], row["unit"], row["bound"]
    return Mark(row["start"], row["end"], row["surface"], value, unit, bound, row["counted"], must)


def _of_gold(row: dict[str, Any]) -> Mark:
    value = row["value"]
    if isinstance(value, list) and isinstance(value[0], str):
        value = "/".join(value)
    unit = "x" if row["kind"] == "ratio" else row["currency"] or row["unit"]
    bound = row["bound"] if row["bound"] in set(Bound) else None  # the gold bounds dates too: before, until
    return Mark(row["start"], row["end"], row["surface"], value, unit, bound, row["counted"], row["tier"] == "A")
