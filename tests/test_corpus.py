"""The one door: building, asking, growing and surviving, with a real index in a folder of its own."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from index.corpus import (
    ArticleId,
    ArticleMissingError,
    Control,
    Corpus,
    Field,
    IndexBusyError,
    IndexUnusableError,
    Kind,
    NothingToReadError,
    PathMissingError,
    Progress,
    QueryError,
    Why,
)
from index.words import LONGEST

Opener = Callable[..., Corpus]


@pytest.fixture(scope="module")
def shipped(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The shipped articles, indexed once."""
    return Corpus.open(seeds, cache=tmp_path_factory.mktemp("cache"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of three small articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    write(folder, "a.txt", "سوق الأسهم\n\nارتفعت أسعار النفط في السوق اليوم بنسبة 5%.")
    write(folder, "b.txt", "خبر الطقس\n\nأمطار غزيرة على الساحل.")
    write(folder, "c.txt", "خبر النفط\n\nشركة النفط تعلن أرباحا بلغت 10 ملايين دولار.")
    return folder


@pytest.fixture
def opened(folder: Path, tmp_path: Path) -> Opener:
    """Opens the folder with a cache of its own."""
    return lambda *paths, **options: Corpus.open(*(paths or (folder,)), cache=tmp_path / "cache", **options)


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")


def ids(corpus: Corpus, query: str) -> list[str]:
    return [hit.article.id for hit in corpus.search(query, limit=None).hits]


# ---- the shipped articles


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("ستارغيت", 1),
        ("للذكاء الإصطناعى", 5),
        ("H100", 4),
        ('"وحدات معالجة الرسومات"', 3),
        ("زرافةعجيبة", 0),
        ("title:ماسك", 5),
        ("ستارغيت AND H100", 0),
        ("ستارغيت OR H100", 5),
        ("H100 -ستارغيت", 4),
        ("-H100", 1),
        ("NOT (H100 OR ستارغيت)", 0),
        ("  ", 0),
    ],
)
def test_the_shipped_articles_answer(shipped: Corpus, query: str, count: int) -> None:
    results = shipped.search(query)
    assert results.total == count
    assert len(results.hits) == count


def test_shipped_bodies_are_the_files_exactly(shipped: Corpus, seeds: Path) -> None:
    for entry in shipped.entries():
        body = shipped.article(entry.id).body
        assert body.encode() == (seeds / entry.id).read_bytes()
        assert entry.characters == len(body)


def test_matches_cut_the_body_they_claim(shipped: Corpus) -> None:
    for hit in shipped.search("للذكاء الإصطناعى").hits:
        body = shipped.article(hit.article.id).body
        lit = {body[slice(*m.span)] for m in hit.matches if m.field is Field.BODY}
        assert lit
        assert all("ذكاء" in word or "صطناعي" in word for word in lit)
        assert shipped.matches("للذكاء الإصطناعى", hit.article.id) == tuple(
            m for m in hit.matches if m.field is Field.BODY
        )
        assert hit.snippet.text == body[hit.snippet.start : hit.snippet.start + len(hit.snippet.text)]


def test_figures_are_filtered(shipped: Corpus) -> None:
    money = shipped.figures(kind=Kind.MONEY, unit="USD", minimum=Decimal(100_000_000_000))
    assert money
    assert all(isinstance(f.value, Decimal) and f.value >= Decimal(100_000_000_000) for f in money)
    about = shipped.figures(about="وحدات H100")
    assert 0 < len(about) < len(shipped.figures())
    values = [f.value for f in shipped.figures(kind=Kind.MONEY, sort="value") if isinstance(f.value, Decimal)]
    assert values == sorted(values)


# ---- ranking


def test_nearer_forms_come_first(opened: Opener, folder: Path) -> None:
    write(folder, "a.txt", "الكتابات كثيرة هنا في هذا المكان")
    write(folder, "b.txt", "الكتابة كثيرة هنا في هذا المكان")
    write(folder, "c.txt", "الكتابه كثيرة هنا في هذا المكان")
    corpus = opened()
    results = corpus.search("الكتابة")
    assert [hit.article.id for hit in results.hits] == ["b.txt", "c.txt", "a.txt"]
    assert [hit.matches[0].why for hit in results.hits] == [Why.WRITTEN, Why.NORMALISED, Why.STEM]


def test_a_limit_keeps_the_best_and_the_total_counts_all(opened: Opener) -> None:
    corpus = opened()
    everything = corpus.search("النفط السوق خبر", limit=None)
    best = corpus.search("النفط السوق خبر", limit=1)
    assert best.hits == everything.hits[:1]
    assert best.total == everything.total == 3


def test_a_cancelled_search_answers_nothing(opened: Opener) -> None:
    results = opened().search("النفط", cancelled=lambda: True)
    assert (results.hits, [note.code for note in results.notes]) == ((), ["cancelled"])


def test_what_cannot_be_understood_is_a_query_error(opened: Opener) -> None:
    with pytest.raises(QueryError):
        opened().search("النفط AND")


# ---- growing


def test_an_unchanged_corpus_is_opened_without_reading_it_again(opened: Opener, folder: Path) -> None:
    before = opened()
    for file in folder.iterdir():
        file.chmod(0)  # root may read all the same; the count below says nothing was
    done = opened(refresh=False).refresh()
    assert (done.articles, done.added, done.changed, done.removed) == (3, 0, 0, 0)
    assert before.folder == opened(refresh=False).folder
    for file in folder.iterdir():
        file.chmod(0o644)


def test_added_changed_and_removed_files_are_noticed(opened: Opener, folder: Path) -> None:
    corpus = opened()
    write(folder, "d.txt", "خبر جديد عن النفط")
    write(folder, "b.txt", "خبر الطقس\n\nثلوج في الجبال والنفط غال.")
    (folder / "a.txt").unlink()
    done = corpus.refresh()
    assert (done.articles, done.added, done.changed, done.removed) == (3, 1, 1, 1)
    assert sorted(ids(corpus, "النفط")) == ["b.txt", "c.txt", "d.txt"]
    assert ids(corpus, "أمطار") == []
    assert sorted(ids(opened(refresh=False), "النفط")) == ["b.txt", "c.txt", "d.txt"]


def test_a_touched_file_that_says_the_same_changes_nothing(opened: Opener, folder: Path) -> None:
    corpus = opened()
    os.utime(folder / "a.txt", (1, 1))
    done = corpus.refresh()
    assert (done.added, done.changed, done.removed) == (0, 0, 0)
    assert ids(corpus, "الأسهم") == ["a.txt"]


def test_one_changed_record_of_many_is_one_change(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "news.json"
    records = [{"title": f"خبر {n}", "content": f"نص الخبر رقم {n}"} for n in range(50)]
    file.write_text(json.dumps(records), "utf-8")
    corpus = opened(file)
    records[7]["content"] = "نص آخر تماما"
    file.write_text(json.dumps(records[:49]), "utf-8")
    done = corpus.refresh()
    assert (done.articles, done.added, done.changed, done.removed) == (49, 0, 1, 1)
    assert ids(corpus, '"آخر تماما"') == ["news.json#7"]


def test_many_small_refreshes_keep_every_answer_right(opened: Opener, folder: Path) -> None:
    corpus = opened()
    for n in range(12):
        write(folder, f"n{n}.txt", f"مقال رقم {n} عن النفط ورمزه رمز{'ابتثجحخدذرزس'[n]}")
        corpus.refresh()
    assert len(corpus) == 15
    assert len(ids(corpus, "النفط")) == 14
    assert ids(corpus, "رمزد") == ["n7.txt"]
    assert len([path for path in corpus.folder.iterdir() if path.name.startswith("g")]) == 2


def test_a_stopped_build_keeps_what_was_read_and_goes_on_from_there(opened: Opener) -> None:
    seen: list[Progress] = []
    corpus = opened(refresh=False)
    control = Control()

    def told(progress: Progress) -> None:
        seen.append(progress)
        if progress.files == 1:
            control.stop()

    done = corpus.refresh(on_progress=told, control=control)
    assert done.stopped
    assert 0 < len(corpus) < 3
    assert corpus.refresh().added == 3 - done.articles
    assert len(corpus) == 3


def test_progress_tells_stage_and_counts(opened: Opener) -> None:
    seen: list[Progress] = []
    opened(on_progress=seen.append)
    assert next(p.stage for p in seen) == "scanning"
    assert seen[-1].stage == "writing"
    assert (seen[-1].files, seen[-1].articles, seen[-1].of_bytes) == (3, 3, seen[-1].bytes)


def test_a_long_build_shows_its_first_articles_before_it_is_done(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.FIRST_SIGHT", 0.0)
    monkeypatch.setattr("index.store.LATER_SIGHTS", 1)
    file = tmp_path / "news.json"
    file.write_text(json.dumps([{"title": f"خبر {n}", "content": f"نص الخبر رقم {n}"} for n in range(6)]), "utf-8")
    corpus = opened(file, refresh=False)
    seen: list[tuple[int, int]] = []

    def told(progress: Progress) -> None:
        if progress.stage == "published":
            seen.append((len(corpus), corpus.search("الخبر").total))

    done = corpus.refresh(growing=True, on_progress=told)
    assert (done.articles, done.added) == (6, 6)
    assert len(seen) > 1
    assert all(count == total for count, total in seen)
    assert seen == sorted(seen)
    assert ids(corpus, "الخبر")
    assert corpus.search("الخبر").total == 6
    assert corpus.refresh().added == 0


def test_searches_go_on_while_the_corpus_grows(opened: Opener, folder: Path) -> None:
    corpus = opened()
    wrong: list[object] = []
    finished = threading.Event()

    def ask() -> None:
        while not finished.is_set():
            results = corpus.search("النفط")
            if results.total < 2 or len(results.hits) != min(20, results.total):
                wrong.append(results)

    asking = [threading.Thread(target=ask) for _ in range(2)]
    for thread in asking:
        thread.start()
    for n in range(6):
        write(folder, f"n{n}.txt", f"النفط {n}")
        corpus.refresh()
    finished.set()
    for thread in asking:
        thread.join()
    assert not wrong
    assert corpus.search("النفط").total == 8


# ---- several paths, several corpora


def test_several_paths_are_one_corpus_whatever_their_order(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write(other, "a.txt", "مقال آخر")
    one = Corpus.open(folder, other, cache=tmp_path / "cache")
    assert [entry.id for entry in one.entries()] == [
        "articles/a.txt",
        "articles/b.txt",
        "articles/c.txt",
        "other/a.txt",
    ]
    assert Corpus.open(other, folder, cache=tmp_path / "cache", refresh=False).folder == one.folder


def test_entries_are_paged_in_the_order_of_the_sources(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(json.dumps({"title": f"خبر {n}", "body": "نص"}) for n in range(25)), "utf-8")
    corpus = opened(file)
    assert [entry.id for entry in corpus.entries(8, 4)] == [f"news.jsonl#{n}" for n in range(8, 12)]


# ---- surviving


def test_a_word_without_an_end_is_found_by_its_beginning_and_its_article_kept_whole(
    opened: Opener, folder: Path
) -> None:
    endless = "ضظغ" * LONGEST
    write(folder, "endless.txt", f"عنوان\n\nقبل {endless} فستق")
    corpus = opened()
    assert ids(corpus, "ضظغضظ*") == ids(corpus, endless[:1500]) == ids(corpus, "فستق") == ["endless.txt"]
    article = corpus.article(ArticleId("endless.txt"))
    assert article.body.endswith(f"قبل {endless} فستق")
    lit = [article.body[match.span.start : match.span.end] for match in corpus.search("فستق").hits[0].matches]
    assert lit == ["فستق"]


def test_what_is_not_there_is_said(opened: Opener, tmp_path: Path) -> None:
    with pytest.raises(PathMissingError):
        opened(tmp_path / "nowhere")
    with pytest.raises(ArticleMissingError):
        opened().article("nowhere.txt")
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(NothingToReadError):
        opened(empty)


@pytest.mark.parametrize("damage", ["catalogue.sqlite", "toc", "flat", "CURRENT", "marker"])
def test_a_damaged_index_is_built_again(opened: Opener, damage: str) -> None:
    corpus = opened()
    generation = next(path for path in corpus.folder.iterdir() if path.name.startswith("g"))
    files = {
        "catalogue.sqlite": generation / "catalogue.sqlite",
        "toc": next(generation.glob("*.toc")),
        "flat": next(generation.glob("*.flat")),
        "CURRENT": corpus.folder / "CURRENT",
        "marker": corpus.folder / "corpus-tui.index",
    }
    corpus.close()
    files[damage].write_bytes(b"\x00nonsense")
    assert opened(refresh=False).was_damaged is (damage != "marker")
    again = opened()
    assert sorted(ids(again, "النفط")) == ["a.txt", "c.txt"]
    assert again.damage() == []


def test_an_interrupted_build_leaves_the_old_state(opened: Opener, folder: Path) -> None:
    corpus = opened()
    write(folder, "d.txt", "النفط")

    def interrupt(progress: Progress) -> None:
        if progress.stage == "writing":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        corpus.refresh(on_progress=interrupt)
    assert sorted(ids(opened(refresh=False), "النفط")) == ["a.txt", "c.txt"]
    assert corpus.refresh().added == 1


def test_a_second_writer_is_told_so(opened: Opener, folder: Path) -> None:
    corpus = opened()
    write(folder, "d.txt", "النفط")
    code = (
        "import sys; from pathlib import Path; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]):\n    print('held', flush=True)\n    sys.stdin.read()"
    )
    arguments = [sys.executable, "-c", code, str(corpus.folder / "lock")]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(IndexBusyError):
            corpus.refresh()
        other.stdin.close()
    assert corpus.refresh().added == 1


def test_a_cache_that_cannot_be_written_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(IndexUnusableError):
        Corpus.open(folder, cache=tmp_path / "file")


def test_sources_are_never_written(opened: Opener, folder: Path) -> None:
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    corpus = opened()
    corpus.search("النفط")
    corpus.refresh(rebuild=True)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_an_article_whose_source_vanished_is_still_there(opened: Opener, folder: Path) -> None:
    corpus = opened()
    body = (folder / "a.txt").read_text("utf-8")
    (folder / "a.txt").unlink()
    assert opened(refresh=False).article("a.txt").body == body
    assert corpus.article("a.txt").body == body


def test_opening_an_index_imports_neither_whoosh_nor_numpy_nor_openssl(
    opened: Opener, folder: Path, tmp_path: Path
) -> None:
    opened()
    code = (
        "import sys; from pathlib import Path; from index.corpus import Corpus\n"
        "corpus = Corpus.open(sys.argv[1], cache=Path(sys.argv[2]), refresh=False)\n"
        "corpus.article(corpus.entries(0, 1)[0].id); corpus.figures()\n"
        "print([name for name in ('_hashlib', 'whoosh', 'numpy') if name in sys.modules])\n"
        "corpus.refresh()\n"
        "print([name for name in ('whoosh', 'numpy') if name in sys.modules])"
    )
    arguments = [sys.executable, "-c", code, str(folder), str(tmp_path / "cache")]
    assert subprocess.run(arguments, capture_output=True, text=True, check=True).stdout == "[]\n[]\n"
