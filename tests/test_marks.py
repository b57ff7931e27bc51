"""Files that grow: what is read of one again is told as if all of it had been."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.corpus import Corpus
from index.errors import Problem
from index.sources import reading, window
from index.sources.marks import AsBefore, Mark
from index.sources.reading import read_all
from index.sources.roots import roots
from index.sources.scan import SourceFile, scan

BLOCK, EVERY = 64, 150


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks so small, and marks so dense, that short files have some."""
    monkeypatch.setattr(window, "BLOCK", BLOCK)
    monkeypatch.setattr(window, "EVERY", EVERY)
    monkeypatch.setattr(reading, "LARGE", 0)


def told(path: Path, known: Sequence[Mark] = ()) -> list[Any]:
    (file,) = (each for each in scan(roots([path])) if isinstance(each, SourceFile))
    return [each for _, found in read_all([file], known=lambda file: known) for each in found]


def marks_of(outcomes: Sequence[Any]) -> list[Mark]:
    before = next((each.marks for each in outcomes if isinstance(each, AsBefore)), ())
    return [*before, *(each for each in outcomes if isinstance(each, Mark))]


def without_marks(outcomes: Sequence[Any]) -> list[Article | Problem]:
    """Articles, and problems less their column, which is counted from where the reader stands in a long line."""
    found = [each for each in outcomes if isinstance(each, Article | Problem)]
    return [each._replace(params={**each.params, "column": 0}) if isinstance(each, Problem) else each for each in found]


def with_what_was_before(first: Sequence[Any], again: Sequence[Any]) -> list[Article | Problem]:
    """What was told the second time, behind what was said to be as it was the first time."""
    end = next((each.end for each in again if isinstance(each, AsBefore)), AsBefore().end)
    return without_marks(first)[: end.articles + end.problems] + without_marks(again)


def record(number: int) -> str:
    return json.dumps({"title": f"عنوان {number}", "content": "نص المقال " * (number % 7)}, ensure_ascii=False)


ODD = ["{}", "7", '{"title": "x", "content": NaN}', '{"title": "x}', "[[", '"\ufffd"', '{"title": "\\ud83d"}', "\n", ""]
RECORDS = st.lists(st.one_of(st.integers(0, 40).map(record), st.integers(0, 40).map(record), st.sampled_from(ODD)))
Written = Callable[[Sequence[str]], str]
FORMS: list[tuple[str, Written]] = [
    ("a.json", lambda records: "[" + ", ".join(records) + "]"),
    ("a.json", lambda records: "[\n    " + ",\n    ".join(records) + "\n]\n"),
    ("a.json", lambda records: '\ufeff {"articles": [' + ",".join(records) + "]}"),
    ("a.jsonl", lambda records: "".join(f"{each}\n" for each in records)),
    ("a.json", lambda records: "".join(f"{each}\n" for each in records)),
    ("a.jsonl", "\n".join),
]
CHANGES = st.tuples(st.floats(0, 1), st.integers(0, 3), st.integers(0, 40).map(record) | st.sampled_from(ODD))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FORMS), RECORDS, RECORDS, CHANGES, st.booleans())
def test_a_file_that_changed_is_read_on_from_a_mark_as_if_it_were_read_from_its_beginning(
    tmp_path_factory: pytest.TempPathFactory,
    form: tuple[str, Written],
    records: list[str],
    more: list[str],
    change: tuple[float, int, str],
    cut: bool,
) -> None:
    (name, written), (where, instead, other) = form, change
    path = tmp_path_factory.mktemp("growing") / name
    path.write_text(written(records), "utf-8", errors="surrogatepass")
    first = told(path)
    at = int(where * len(records))
    changed = records + more if instead == 0 else [*records[:at], other, *records[at + instead - 1 :], *more]
    text = written(changed)
    path.write_text(text[: len(text) * 3 // 4] if cut else text, "utf-8", errors="surrogatepass")
    again, whole = told(path, marks_of(first)), told(path)
    assert with_what_was_before(first, again) == without_marks(whole)
    assert with_what_was_before(whole, told(path, marks_of(again))) == without_marks(whole)


@pytest.mark.parametrize(("name", "written"), FORMS[:-1])
def test_of_a_file_to_which_articles_were_added_only_those_are_read(
    tmp_path: Path, name: str, written: Written
) -> None:
    path, records = tmp_path / name, [record(number) for number in range(42)]
    path.write_text(written(records[:40]), "utf-8")
    marks = marks_of(told(path))
    path.write_text(written(records), "utf-8")
    begun, *rest = told(path, marks)
    assert begun == AsBefore(tuple(marks))
    assert [each.id for each in without_marks(rest)] == [f"{name}#40", f"{name}#41"]


def outcomes(corpus: Corpus) -> Iterator[Any]:
    yield [corpus.article(entry.id) for entry in corpus.entries()]
    yield {hit.article.id for hit in corpus.search("المقال", limit=None).hits}


def write(path: Path, records: Sequence[str], *, mtime: int) -> None:
    path.write_text(f"[{', '.join(records)}]", "utf-8")
    os.utime(path, (mtime, mtime))


def test_an_index_is_the_same_whether_its_files_grew_or_were_there_at_once(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    path, records = tmp_path / "news" / "a.json", [record(number) for number in range(60)]
    records[7] = records[30] = "{}"
    write(path, records[:40], mtime=1)
    with Corpus.open(tmp_path / "news", cache=tmp_path / "cache") as corpus:
        steps = [records, [*records[:50], record(99), *records[51:]], records[:20], records]
        for mtime, step in enumerate(steps, 2):
            write(path, step, mtime=mtime)
            done = corpus.refresh()
            with Corpus.open(tmp_path / "news", cache=tmp_path / f"cache{mtime}") as fresh:
                assert list(outcomes(corpus)) == list(outcomes(fresh))
                assert done.problems == fresh.refresh().problems
                assert len(done.problems) == sum(each == "{}" for each in step)
        assert (done.added, done.changed, done.removed) == (39, 0, 0)


def test_what_a_corpus_toml_says_anew_is_said_of_articles_before_a_mark_too(tmp_path: Path) -> None:
    write(tmp_path / "a.json", [record(number) for number in range(40)], mtime=1)
    with Corpus.open(tmp_path, cache=tmp_path / "cache") as corpus:
        (tmp_path / "corpus.toml").write_text('[articles."a.json"]\nsource = "الرياض"', "utf-8")
        write(tmp_path / "a.json", [record(number) for number in range(41)], mtime=2)
        corpus.refresh()
        assert {entry.source for entry in corpus.entries()} == {"الرياض"}
