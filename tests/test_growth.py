"""Growing: corpora by name, folders that come and go, reading that is paused and resumed, counts that add up."""

import json
import os
import socket
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.corpora import Corpora
from index.corpus import (
    Control,
    CorporaUnusableError,
    Corpus,
    CorpusNameError,
    CorpusUnknownError,
    Files,
    FolderUnknownError,
    PathMissingError,
    Progress,
)


@pytest.fixture
def corpora(tmp_path: Path) -> Corpora:
    return Corpora(tmp_path / "data" / "corpora.json")


def folder(parent: Path, name: str, **articles: str) -> Path:
    made = parent / name
    made.mkdir(parents=True)
    for file, text in articles.items():
        (made / f"{file}.txt").write_text(text, "utf-8")
    return made


def ids(corpus: Corpus) -> list[str]:
    return [entry.id for entry in corpus.entries()]


# ---- corpora by name


def test_a_corpus_is_made_by_its_first_folder_and_kept(tmp_path: Path, corpora: Corpora) -> None:
    one, two = folder(tmp_path, "one"), folder(tmp_path, "two")
    corpora.add("أخبار", [one])
    corpora.add("أخبار", [two, one])
    corpora.add("b", [two])
    assert [(each.name, [f.path for f in each.folders]) for each in Corpora(corpora.file).all()] == [
        ("b", [two]),
        ("أخبار", [one, two]),
    ]


def test_folders_of_one_name_are_told_apart_by_a_number(tmp_path: Path, corpora: Corpora) -> None:
    paths = [folder(tmp_path / parent, "news") for parent in ("a", "b", "c")]
    names = [each.name for each in corpora.add("all", paths).folders]
    assert names == ["news", "news-2", "news-3"]
    corpora.remove("all", [paths[0]])
    assert [each.name for each in corpora.get("all").folders] == ["news-2", "news-3"]
    assert [each.name for each in corpora.add("all", [paths[0]]).folders] == ["news-2", "news-3", "news"]


def test_a_folder_is_taken_out_by_its_path_or_name_even_when_it_is_gone(tmp_path: Path, corpora: Corpora) -> None:
    one, two, three = (folder(tmp_path, name) for name in ("one", "two", "three"))
    corpora.add("c", [one, two, three])
    two.rmdir()
    assert corpora.remove("c", [two])
    assert corpora.remove("c", ["three"])
    assert corpora.remove("c", [one]) is None
    assert corpora.all() == []


@pytest.mark.parametrize("name", ["", " ", "@", "-x", ".x", "a/b", "a\x1b", "x" * 65, "a@b", "..", "a\nb"])
def test_a_name_that_could_be_taken_for_something_else_is_refused(tmp_path: Path, corpora: Corpora, name: str) -> None:
    with pytest.raises(CorpusNameError):
        corpora.add(name, [tmp_path])
    assert corpora.all() == []


def test_what_is_not_there_is_an_error_that_names_it(tmp_path: Path, corpora: Corpora) -> None:
    with pytest.raises(PathMissingError):
        corpora.add("c", [tmp_path / "none"])
    corpora.add("c", [tmp_path])
    for wrong, error in (
        (lambda: corpora.get("d"), CorpusUnknownError),
        (lambda: corpora.remove("d"), CorpusUnknownError),
        (lambda: corpora.remove("c", ["/elsewhere"]), FolderUnknownError),
        (lambda: corpora.remove("c", ["~nobody of this name"]), FolderUnknownError),
        (lambda: corpora.remove("c", ["a\0b"]), FolderUnknownError),
    ):
        with pytest.raises(error):
            wrong()
    assert len(corpora.all()) == 1


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{", b'{"format": 2, "corpora": {}}', b'{"format": 1, "corpora": []}', b"\xff", b"[" * 100_000,
     b'{"format": 1, "corpora": {"a": [1]}}', b'{"format": 1, "corpora": {"a": {"name": 1}}}'],
)  # fmt: skip
def test_a_broken_file_is_said_and_never_overwritten(tmp_path: Path, corpora: Corpora, data: bytes) -> None:
    corpora.file.parent.mkdir()
    corpora.file.write_bytes(data)
    for question in (corpora.all, lambda: corpora.add("c", [tmp_path]), lambda: corpora.remove("c")):
        with pytest.raises(CorporaUnusableError):
            question()
    assert corpora.file.read_bytes() == data


def test_two_processes_that_add_at_once_both_succeed(tmp_path: Path, corpora: Corpora) -> None:
    threads = [threading.Thread(target=lambda n=n: Corpora(corpora.file).add(f"c{n}", [tmp_path])) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(corpora.all()) == 8
    assert {path.name for path in corpora.file.parent.iterdir()} <= {"corpora.json", "corpora.lock"}


# ---- folders that come and go


def test_adding_a_folder_reads_that_folder_only_and_no_id_changes(tmp_path: Path, corpora: Corpora) -> None:
    one, two = folder(tmp_path, "one", a="نص أول", b="نص ثان"), folder(tmp_path, "two", c="نص ثالث")
    corpus = Corpus.open_named(corpora.add("c", [one]), cache=tmp_path / "cache")
    assert ids(corpus) == ["one/a.txt", "one/b.txt"]
    corpus.move_to(corpora.add("c", [two]))
    read: list[str] = []
    done = corpus.refresh(on_progress=lambda progress: read.append(progress.current))
    assert (done.added, done.changed, done.removed, done.files) == (1, 0, 0, Files(read=3))
    assert set(filter(None, read)) == {"two/c.txt"}
    assert ids(corpus) == ["one/a.txt", "one/b.txt", "two/c.txt"]


def test_taking_a_folder_out_removes_its_articles_and_reads_nothing(tmp_path: Path, corpora: Corpora) -> None:
    one, two = folder(tmp_path, "one", a="نص أول"), folder(tmp_path, "two", c="نص ثالث")
    corpus = Corpus.open_named(corpora.add("c", [one, two]), cache=tmp_path / "cache")
    left = corpora.remove("c", [one])
    assert left is not None
    corpus.move_to(left)
    done = corpus.refresh()
    assert (done.added, done.changed, done.removed) == (0, 0, 1)
    assert ids(corpus) == ["two/c.txt"]
    assert corpus.search("أول").total == 0
    assert (one / "a.txt").exists()


def test_a_folder_within_another_is_read_once(tmp_path: Path, corpora: Corpora) -> None:
    outer = folder(tmp_path, "outer", a="نص أول")
    inner = folder(outer, "inner", b="نص ثان")
    corpus = Corpus.open_named(corpora.add("c", [inner, outer]), cache=tmp_path / "cache")
    assert ids(corpus) == ["outer/a.txt", "outer/inner/b.txt"]


def test_a_corpus_keeps_its_index_from_run_to_run(tmp_path: Path, corpora: Corpora) -> None:
    named = corpora.add("c", [folder(tmp_path, "one", a="نص أول")])
    first = Corpus.open_named(named, cache=tmp_path / "cache")
    assert (first.title, first.refresh().added) == ("c", 0)
    again = Corpus.open_named(corpora.get("c"), cache=tmp_path / "cache", refresh=False)
    assert (again.folder, len(again)) == (first.folder, 1)


def test_the_place_of_an_article_is_the_one_it_has_in_the_list(tmp_path: Path) -> None:
    made = folder(tmp_path, "one", **{f"n{number:03}": f"نص {number}" for number in range(12)})
    (made / "n.jsonl").write_text("\n".join(json.dumps({"content": f"نص {n}"}) for n in range(12)), "utf-8")
    corpus = Corpus.open(made, cache=tmp_path / "cache")
    assert [corpus.place_of(article) for article in ids(corpus)] == list(range(24))
    assert corpus.place_of("none") is None


# ---- pausing


def records(tmp_path: Path, count: int) -> Path:
    file = tmp_path / "news.jsonl"
    file.write_text("\n".join(json.dumps({"content": f"نص الخبر رقم {n}"}) for n in range(count)), "utf-8")
    return file


def test_what_is_paused_can_be_searched_and_goes_on_where_it_was(tmp_path: Path) -> None:
    corpus = Corpus.open(records(tmp_path, 1_000), cache=tmp_path / "cache", refresh=False)
    control, seen, found = Control(), [], []

    def told(progress: Progress) -> None:
        seen.append(progress)
        if progress.stage == "reading" and progress.articles >= 300 and not found:
            control.pause()
        if progress.stage == "paused":
            found.append((len(corpus), corpus.search("الخبر").total))
            threading.Thread(target=control.resume).start()

    done = corpus.refresh(on_progress=told, control=control)
    assert len(found) == 1
    assert 300 <= found[0][0] == found[0][1] < 1_000
    assert (done.articles, done.added, done.stopped) == (1_000, 1_000, False)
    articles = [progress.articles for progress in seen if progress.stage == "reading"]
    assert articles == sorted(articles)


def test_what_is_stopped_while_paused_keeps_what_was_read(tmp_path: Path) -> None:
    corpus = Corpus.open(records(tmp_path, 500), cache=tmp_path / "cache", refresh=False)
    control = Control()

    def told(progress: Progress) -> None:
        if progress.stage == "reading" and progress.articles >= 100:
            control.pause()
        if progress.stage == "paused":
            control.stop()

    done = corpus.refresh(on_progress=told, control=control)
    assert done.stopped
    assert 100 <= len(corpus) < 500
    assert done.files == Files(waiting=1)
    assert corpus.refresh().added == 500 - done.articles


# ---- counts that add up


def nasty(tmp_path: Path) -> tuple[Path, set[str]]:
    """A folder with whatever a folder may hold, and the names in it that are neither hidden nor folders to walk."""
    top = folder(tmp_path, "nasty", good="نص حسن", empty="  ", broken="نص \ufffd")
    (top / "cp1256.txt").write_bytes("قال الوزير إن الأسعار ارتفعت".encode("cp1256"))
    (top / "russian.txt").write_bytes("Министр сказал, что цены выросли".encode("cp1251"))
    (top / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (top / "odd.xyz").write_text("نص في صيغة غريبة", "utf-8")
    (top / "README.md").write_text("عن الملفات", "utf-8")
    (top / "none.json").write_text("[]", "utf-8")
    (top / "half.jsonl").write_text('{"content": "نص"}\n{broken\n[]\n', "utf-8")
    (top / "broken.json").write_text('[{"content": "نص"}, {"conte', "utf-8")
    (top / "nothing.json").write_text('[{"a": 1}, 7]', "utf-8")
    (top / ".hidden.txt").write_text("مخفي", "utf-8")
    (top / b"\xff\xfe.txt".decode("utf-8", "surrogateescape")).write_text("نص باسم غريب", "utf-8")
    (top / "gone.txt").symlink_to(top / "nowhere")
    (top / "link.txt").symlink_to(top / "good.txt")
    (top / "loop").symlink_to(top)
    os.mkfifo(top / "pipe.txt")
    folder(top, "inner", a="نص داخلي")
    folder(top, "index")
    (top / "index" / "CURRENT").write_text("x", "utf-8")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(top / "socket.txt"))
    seen = {str(path) for path in top.rglob("*") if not path.name.startswith(".") and path != top / "inner"}
    return top, seen - {str(top / "index" / "CURRENT")}


def test_every_file_is_read_or_has_a_problem_that_says_why_not(tmp_path: Path) -> None:
    top, seen = nasty(tmp_path)
    corpus = Corpus.open(top, cache=tmp_path / "cache", refresh=False)
    done = corpus.refresh()
    assert done.files.seen == len(seen)
    assert done.files.waiting == 0
    read = {entry.path for entry in corpus.entries()}
    named = {problem.path for problem in done.problems}
    assert len(read) == done.files.read
    assert len(seen) - done.files.read == done.files.skipped == 12
    shown = {
        path.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\ufffd\ufffd", "%FF%FE")
        for path in seen
    }
    assert shown == read | named
    assert corpus.refresh().files == done.files


@given(st.lists(st.binary(max_size=40), max_size=6))
@settings(max_examples=20, deadline=None)
def test_files_of_any_bytes_are_read_or_skipped(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
) -> None:
    top = tmp_path_factory.mktemp("any")
    (top / "good.txt").write_text("نص حسن", "utf-8")
    for number, data in enumerate(contents):
        (top / f"{number}.txt").write_bytes(data)
    done = Corpus.open(top, cache=tmp_path_factory.mktemp("cache"), refresh=False).refresh()
    assert done.files.read + done.files.skipped == done.files.seen == 1 + len(contents)
