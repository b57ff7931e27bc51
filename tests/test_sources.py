"""Sources: paths become roots, roots files, files articles; and what cannot be read is said, with its place."""

import os
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index.articles import Article
from index.errors import PathMissingError, Problem
from index.sources.described import description
from index.sources.paths import INDEX_MARKER, NotRegularError, open_regular, quoted, shown
from index.sources.problems import Reason
from index.sources.reading import read
from index.sources.roots import Root, roots
from index.sources.scan import SourceFile, scan
from tests.removing import chain_gone


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Files below `folder`, made with whatever folders they need."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def keys_of(found: Iterable[SourceFile | Problem]) -> list[str]:
    return [each.key for each in found if isinstance(each, SourceFile)]


def reasons_of(found: Iterable[object]) -> list[str]:
    return [each.reason for each in found if isinstance(each, Problem)]


def everything(*paths: Path) -> Iterator[Article | Problem]:
    """What a corpus of `paths` comes to."""
    for found in scan(roots(paths)):
        if isinstance(found, Problem):
            yield found
        else:
            yield from read(found)


def articles(*paths: Path) -> list[Article]:
    return [each for each in everything(*paths) if isinstance(each, Article)]


# Roots


def test_a_folder_is_a_root_and_a_files_root_is_its_folder(tmp_path: Path) -> None:
    write(tmp_path, {"news/a.txt": "أ", "news/b.txt": "ب"})
    assert roots([tmp_path / "news"]) == (Root("news", tmp_path / "news"),)
    assert roots([tmp_path / "news" / "a.txt"]) == (Root("news", tmp_path / "news", (tmp_path / "news" / "a.txt",)),)


def test_files_of_one_folder_share_a_root(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "أ", "b.txt": "ب", "c.txt": "ج"})
    found = roots([tmp_path / "c.txt", tmp_path / "a.txt"])
    assert [root.only for root in found] == [(tmp_path / "a.txt", tmp_path / "c.txt")]
    assert keys_of(scan(found)) == ["a.txt", "c.txt"]


def test_what_lies_within_another_root_belongs_to_it(tmp_path: Path) -> None:
    write(tmp_path, {"news/a.txt": "أ", "news/old/b.txt": "ب"})
    given = [
        tmp_path / "news" / "old",
        tmp_path / "news",
        tmp_path / "news" / "a.txt",
        tmp_path / "news" / ".." / "news",
    ]
    assert roots(given) == roots([tmp_path / "news"])


def test_a_hidden_folder_asked_for_by_name_is_a_root_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "أ", ".kept/b.txt": "ب"})
    assert len(roots([tmp_path])) == 1
    assert keys_of(scan(roots([tmp_path, tmp_path / ".kept"])))[1:] == [".kept/b.txt"]


def test_the_order_of_the_paths_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a/x.txt": "أ", "b/y.txt": "ب"})
    assert roots([tmp_path / "b", tmp_path / "a"]) == roots([tmp_path / "a", tmp_path / "b"])


def test_roots_of_the_same_name_get_names_that_differ(tmp_path: Path) -> None:
    write(tmp_path, {"a/news/x.txt": "أ", "b/news/x.txt": "ب", "c/news-2/x.txt": "ج"})
    found = roots([tmp_path / "a" / "news", tmp_path / "b" / "news", tmp_path / "c" / "news-2"])
    assert [root.name for root in found] == ["news", "news-2", "news-2-2"]
    assert keys_of(scan(found)) == ["news/x.txt", "news-2/x.txt", "news-2-2/x.txt"]


def test_a_link_to_a_root_is_that_root(tmp_path: Path) -> None:
    write(tmp_path, {"news/a.txt": "أ"})
    (tmp_path / "link").symlink_to(tmp_path / "news")
    assert roots([tmp_path / "link", tmp_path / "news"]) == roots([tmp_path / "news"])


@pytest.mark.parametrize("path", ["nowhere", "a.txt/b", "nul\0in/it", "x" * 5000])
def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path, path: str) -> None:
    write(tmp_path, {"a.txt": "أ"})
    with pytest.raises(PathMissingError) as caught:
        roots([tmp_path / path])
    assert caught.value.params["path"] == str(tmp_path / path)


# Files


def test_folders_are_walked_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    write(
        tmp_path, {"b.txt": "1", "a.txt": "1", ".hidden.txt": "1", ".git/x.txt": "1", "z/c.txt": "1", "z/y/d.txt": "1"}
    )
    assert keys_of(scan(roots([tmp_path]))) == ["a.txt", "b.txt", "z/c.txt", "z/y/d.txt"]


@pytest.mark.parametrize(
    ("name", "key"), [("100%.txt", "100%25.txt"), ("a#1.txt", "a%231.txt"), ("ها!.txt", "ها%21.txt")]
)
def test_ids_escape_what_means_something_in_them(tmp_path: Path, name: str, key: str) -> None:
    assert keys_of(scan(roots([write(tmp_path, {name: "1"})]))) == [key]


def test_a_name_that_is_not_utf8_gives_an_id_and_a_path_that_can_be_stored(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xe3\xed.txt"
    try:
        with open(name, "wb") as file:
            file.write("نص المقال".encode())
    except OSError:
        pytest.skip("this file system takes only names that are UTF-8")
    (article,) = articles(tmp_path)
    assert article.id == "%E3%ED.txt"
    assert article.path.endswith("%E3%ED.txt")
    assert f"{article.path}{article.title}".encode()


def test_an_index_is_never_entered(tmp_path: Path) -> None:
    write(tmp_path, {
        "a.txt": "1", "cache/CURRENT": "g1", "cache/g1/x.txt": "1", "whoosh/_MAIN_3.toc": "1", "whoosh/x.txt": "1",
        f"ours/{INDEX_MARKER}": "", "ours/x.txt": "1", "book/chapter.toc": "1", "book/x.txt": "1",
    })  # fmt: skip
    found = list(scan(roots([tmp_path])))
    assert [key for key in keys_of(found) if key.endswith(".txt")] == ["a.txt", "book/x.txt"]
    assert reasons_of(found) == [Reason.INDEX_FOLDER] * 3


def test_links_to_folders_are_not_followed_and_links_to_files_are(tmp_path: Path) -> None:
    write(tmp_path, {"in/a.txt": "1", "b.txt": "1"})
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "b.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "in" / "broken.txt").symlink_to(tmp_path / "nowhere")
    found = list(scan(roots([tmp_path])))
    assert keys_of(found) == ["b.txt", "in/a.txt", "in/b.txt"]
    assert reasons_of(found) == [Reason.UNREADABLE, Reason.LINK_NOT_FOLLOWED]


def test_fifos_and_sockets_are_named_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "socket.txt"))
        found = list(scan(roots([tmp_path])))
    assert [problem.params for problem in found if isinstance(problem, Problem)] == [
        {"kind": "fifo"},
        {"kind": "socket"},
    ]
    assert reasons_of(scan(roots([tmp_path / "pipe.txt"]))) == [Reason.NOT_A_FILE]
    with pytest.raises(NotRegularError):
        open_regular(tmp_path / "pipe.txt")


def test_a_folder_without_files_says_so(tmp_path: Path) -> None:
    assert reasons_of(scan(roots([tmp_path]))) == [Reason.FOLDER_EMPTY]


def test_a_folder_too_deep_for_the_system_costs_itself(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "1"})
    start = os.getcwd()
    try:
        os.chdir(tmp_path)
        for _ in range(3000):
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.chdir(start)
    found = list(scan(roots([tmp_path])))
    assert keys_of(found) == ["a.txt"]
    assert reasons_of(found) == [Reason.UNREADABLE]
    chain_gone(tmp_path)


def test_a_stamp_changes_with_the_file_and_with_what_its_folder_says(tmp_path: Path) -> None:
    def stamp() -> str:
        (file,) = (each for each in scan(roots([tmp_path])) if isinstance(each, SourceFile))
        return file.stamp

    write(tmp_path, {"a.txt": "أول", "corpus.toml": '[articles."a.txt"]\ntitle = "أول"'})
    first = stamp()
    assert stamp() == first
    write(tmp_path, {"corpus.toml": '[articles."a.txt"]\ntitle = "ثان"'})
    second = stamp()
    write(tmp_path, {"a.txt": "أول وثان"})
    assert len({first, second, stamp()}) == 3


def test_readmes_are_no_articles_unless_they_are_asked_for(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": "1", "LICENSE": "1", "readme-first.txt": "1"})
    found = list(scan(roots([tmp_path])))
    assert keys_of(found) == ["readme-first.txt"]
    assert reasons_of(found) == [Reason.NOT_AN_ARTICLE] * 2
    assert keys_of(scan(roots([tmp_path / "README.md"]))) == ["README.md"]


# corpus.toml


def test_a_corpus_toml_gives_titles_dates_and_sources_and_says_which_files_are_meant(tmp_path: Path) -> None:
    write(tmp_path, {
        "corpus.toml": """
            [corpus]
            title = "مجموعة"
            include = ["*.txt"]
            [articles."a.txt"]
            title = "العنوان"
            date = 2024-06-04
            source = "صحيفة"
            author = "كاتب"
            url = "https://example.org/"
            [articles."in/b.txt"]
            date = "4 يونيو 2024"
        """,
        "a.txt": "نص", "in/b.txt": "نص آخر", "notes.md": "ملاحظات", "README.md": "عن المجموعة", "code.py": "",
    })  # fmt: skip
    first, second = articles(tmp_path)
    assert (first.title, str(first.published), first.source) == ("العنوان", "2024-06-04", "صحيفة")
    assert (first.author, first.url, first.body) == ("كاتب", "https://example.org/", "نص")
    assert (second.id, second.title, str(second.published)) == ("in/b.txt", "نص آخر", "2024-06-04")
    assert reasons_of(everything(tmp_path)) == []


def test_a_folder_below_may_speak_for_itself(tmp_path: Path) -> None:
    write(tmp_path, {"corpus.toml": '[corpus]\ninclude = ["*.txt"]', "in/a.md": "1", "in/corpus.toml": ""})
    assert keys_of(scan(roots([tmp_path]))) == ["in/a.md"]


def test_a_single_file_is_described_too(tmp_path: Path) -> None:
    write(tmp_path, {"corpus.toml": '[articles."a.txt"]\ntitle = "العنوان"', "a.txt": "نص"})
    assert [article.title for article in articles(tmp_path / "a.txt")] == ["العنوان"]


@pytest.mark.parametrize(
    ("toml", "reason", "line"),
    [
        (b"[corpus\n", Reason.BROKEN_TOML, 1),
        (b'[corpus]\ntitle = "\n', Reason.BROKEN_TOML, 2),
        (b"\xff\xfe\x00", Reason.BROKEN_TOML, None),
        (b"a = " + b"[" * 5000, Reason.BROKEN_TOML, None),
        (b"a = " + b"9" * 5000, Reason.BROKEN_TOML, None),
        (b"corpus = 5", Reason.ODD_DESCRIPTION, None),
        (b'[corpus]\ninclude = "*.txt"', Reason.ODD_DESCRIPTION, None),
        (b'[articles]\n"a.txt" = "title"', Reason.ODD_DESCRIPTION, None),
        (b'[articles."a.txt"]\ndate = "some day"', Reason.ODD_DESCRIPTION, None),
        (b'[articles."gone.txt"]\ntitle = "t"', Reason.DESCRIBED_MISSING, None),
    ],
)
def test_a_bad_corpus_toml_is_said_and_reading_goes_on(
    tmp_path: Path, toml: bytes, reason: Reason, line: int | None
) -> None:
    write(tmp_path, {"corpus.toml": toml, "a.txt": "نص"})
    found = list(everything(tmp_path))
    assert [each.id for each in found if isinstance(each, Article)] == ["a.txt"]
    (problem,) = (each for each in found if isinstance(each, Problem))
    assert (problem.reason, Path(problem.path).name) == (reason, "corpus.toml")
    assert line is None or problem.line == line


def test_the_shipped_corpus_is_its_five_articles_byte_for_byte(seeds: Path) -> None:
    found = list(everything(seeds))
    assert reasons_of(found) == []
    assert [each.body.encode() for each in articles(seeds)] == [
        path.read_bytes() for path in sorted(seeds.glob("*.txt"))
    ]
    assert [each.id for each in articles(seeds)] == sorted(path.name for path in seeds.glob("*.txt"))
    said, problems = description(seeds / "corpus.toml")
    assert (said.title != "", problems, len(said.articles)) == (True, [], 5)


# Text files


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_a_body_is_the_content_whole_with_its_line_ends(tmp_path: Path, ending: str) -> None:
    body = f"  العنوان{ending}{ending}النص.{ending} "
    (article,) = articles(write(tmp_path, {"a.txt": body}))
    assert (article.body, article.title) == (body, "العنوان")


def test_a_bom_is_no_part_of_the_body(tmp_path: Path) -> None:
    (article,) = articles(write(tmp_path, {"a.txt": "\ufeffالنص".encode()}))
    assert article.body == "النص"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"\x7fELF\x00\x01\x02\x00" * 40, Reason.NOT_TEXT),
        ("a", bytes(range(256)) * 4, Reason.NOT_TEXT),
        ("a.txt", b"%PDF-1.7\nwords and words", Reason.BROKEN_FILE),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00", Reason.NOT_TEXT),
        ("a.svg", "<svg>نص</svg>".encode(), Reason.UNKNOWN_FORMAT),
        ("a.py", b"print()", Reason.UNKNOWN_FORMAT),
        ("a.txt", b"\x80\x9a\x81\xfe\x90 \xf3" * 40, Reason.UNKNOWN_ENCODING),
        ("a.txt", b"", Reason.EMPTY),
        ("a.txt", b" \n...\n", Reason.EMPTY),
        ("a.json", b"", Reason.EMPTY),
        ("a.json", b"[]", Reason.EMPTY),
        ("a.json", b"\x00\x01\x02\x03" * 99, Reason.NOT_TEXT),
    ],
)
def test_what_is_no_article_is_a_problem_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: Reason
) -> None:
    assert [(type(each), getattr(each, "reason", "")) for each in everything(write(tmp_path, {name: content}))] == [
        (Problem, reason)
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.TEXT", "a", "a.md", "تقرير v1.2", "مقال د. علي", "2015.07.21"])
def test_text_is_read_under_the_names_text_has(tmp_path: Path, name: str) -> None:
    assert [article.id for article in articles(write(tmp_path, {name: "نص المقال"}))] == [name]


def test_a_file_asked_for_by_name_is_read_whatever_its_name(tmp_path: Path) -> None:
    assert articles(write(tmp_path, {"a.log": "نص المقال"})) == []
    assert len(articles(tmp_path / "a.log")) == 1


def test_replaced_characters_are_counted_and_the_article_kept(tmp_path: Path) -> None:
    content = "نص طويل بما يكفي ".encode() * 9 + b"\xd8 \xff"
    article, problem = everything(write(tmp_path, {"a.txt": content}))
    assert isinstance(article, Article)
    assert article.body.count("\ufffd") == 2
    assert isinstance(problem, Problem)
    assert problem.params == {"count": 2, "encoding": "utf-8"}


def test_a_file_that_vanishes_or_cannot_be_read_is_said(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "نص", "b.json": "[]"})
    files = [each for each in scan(roots([tmp_path])) if isinstance(each, SourceFile)]
    for file in files:
        file.path.unlink()
    problems = [problem for file in files for problem in read(file)]
    assert [getattr(problem, "params", {}).get("error") for problem in problems] == ["ENOENT", "ENOENT"]


def test_reading_writes_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "نص", "b.json": '[{"title": "t", "body": "b"}]', "corpus.toml": ""})
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}
    assert len(articles(tmp_path)) == 2
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in tmp_path.iterdir()}


def test_names_that_are_shown_keep_their_percent_signs_and_ids_do_not() -> None:
    assert shown("100%/\udce3.txt") == "100%/%E3.txt"
    assert quoted("100%/\udce3.txt") == "100%25/%E3.txt"
