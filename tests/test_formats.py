"""Formats: an article is the same whatever it was saved as; and what formats have of their own."""

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.errors import Problem
from index.sources.formats import format_of
from index.sources.items import Item
from index.sources.problems import Reason
from index.sources.reading import read_all
from index.sources.roots import roots
from index.sources.scan import SourceFile, scan
from tests import documents
from tests.documents import FORMATS, SITE, URL, Written

ARTICLE = Written(
    "«نيران صديقة» أميركية تودي بحياة 14 جنديًّا",
    "قال مسؤولون أفغان إن 14 جنديا قتلوا في حادث إطلاق \"نيران صديقة\" اليوم (الاثنين)، أي 25% منهم.\n\n"
    "وأكد مسؤول عسكري في كابل الضربة، وقال إن قوات OpenAI & <التحالف> تحقق في الحادث: 1,000 دولار — لا غير.\n"
    "وأضاف أن التحقيق لم ينته بعد، وأن نتائجه ستعلن حين تكتمل، ولم يدل بتفاصيل أخرى عن الحادث.",
)  # fmt: skip
DATELESS = {"a.txt"}


def outcomes(folder: Path, files: dict[str, bytes]) -> list[Article | Problem]:
    """What a folder of these files comes to."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return list(_read(folder))


def _read(folder: Path) -> Iterator[Article | Problem]:
    found = list(scan(roots([folder])))
    yield from (each for each in found if isinstance(each, Problem))
    for _, inside in read_all([each for each in found if isinstance(each, SourceFile)]):
        yield from inside


def words(text: str) -> list[str]:
    return re.findall(r"[^\s]+", text)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Article | Problem]]:
    """What each format's file comes to, by the file's name."""
    folder = tmp_path_factory.mktemp("formats")
    found: dict[str, list[Article | Problem]] = {name: [] for name in FORMATS}
    for each in outcomes(folder, {name: make(ARTICLE) for name, make in FORMATS.items()}):
        found[Path(each.path.partition("!")[0]).name].append(each)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_an_article_is_the_same_in_every_format(everything: dict[str, list[Article | Problem]], name: str) -> None:
    (article,) = everything[name]
    assert isinstance(article, Article)
    assert article.title == ARTICLE.title
    assert (article.published is None) if name in DATELESS else (article.published == ARTICLE.published)
    missing = [word for word in words(ARTICLE.body) if word not in article.body]
    assert missing == []


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"a.txt", "a.tsv"}))
def test_its_author_is_kept(everything: dict[str, list[Article | Problem]], name: str) -> None:
    assert [each.author for each in everything[name] if isinstance(each, Article)] == [ARTICLE.author]


@pytest.mark.parametrize("name", ["a.html", "a.mht", "a.csv", "a.rss", "a.atom", "a.json", "a.jsonl", "a.zip"])
def test_its_site_and_its_address_are_kept(everything: dict[str, list[Article | Problem]], name: str) -> None:
    assert [(each.source, each.url) for each in everything[name] if isinstance(each, Article)] == [(SITE, URL)]


def test_ids_say_where_in_an_archive_an_article_lies(everything: dict[str, list[Article | Problem]]) -> None:
    names = ("a.zip", "a.tar.gz", "b.json.gz", "a.mbox", "a.csv")
    assert [each.id for name in names for each in everything[name] if isinstance(each, Article)] == [
        "a.zip!/in/a.html", "a.tar.gz!/a.docx", "b.json.gz#0", "a.mbox#0", "a.csv#0",
    ]  # fmt: skip


def test_content_decides_where_the_name_lies(tmp_path: Path) -> None:
    names = {
        "page.txt": documents.html, "word.txt": documents.docx, "records.txt": documents.array,
        "mail": documents.message, "letter.doc": documents.rtf, "feed.xml": documents.rss,
        "table.txt": documents.comma_separated,
        "book.zip": documents.epub, "front.txt": documents.markdown,
    }  # fmt: skip
    found = outcomes(tmp_path, {name: make(ARTICLE) for name, make in names.items()})
    assert [each for each in found if isinstance(each, Problem)] == []
    assert {each.title for each in found if isinstance(each, Article)} == {ARTICLE.title}


def test_formats_that_are_not_read_say_so(tmp_path: Path) -> None:
    found = outcomes(tmp_path, {
        "a.xlsx": documents.zipped({"xl/workbook.xml": b"<x/>"}), "b.svg": b"<svg/>", "c.png": b"\x89PNG\r\n\x1a\n\x00",
        "d.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    })  # fmt: skip
    assert [each.reason for each in found if isinstance(each, Problem)] == [
        Reason.UNKNOWN_FORMAT, Reason.UNKNOWN_FORMAT, Reason.NOT_TEXT, Reason.UNKNOWN_FORMAT,
    ]  # fmt: skip


MARKS = [
    "From ", "a:", "\n", "<", "html", "<!--", ">", "{", '"title":', "[", "---\n", "title,", "text,", "date", "%PDF-",
    "ن", "\r", '"', "<?xml", "{\\rtf", "\0", "\ufeff",
]  # fmt: skip


@given(st.lists(st.sampled_from(MARKS), max_size=30).map("".join), st.sampled_from(["utf-8", "utf-16", "cp1256"]))
@settings(max_examples=200, deadline=None)
def test_the_format_of_anything_can_be_told_or_not_but_nothing_is_raised(text: str, encoding: str) -> None:
    format_of(text.encode(encoding, "replace"), Item("a", "a.txt", io.BytesIO), asked_for=False)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_nor_by_bytes_of_any_kind(head: bytes) -> None:
    format_of(head, Item("a", "a", io.BytesIO), asked_for=True)


# Tables


TEXT = "نص المقال الأول وفيه كلمات"


@pytest.mark.parametrize(
    ("content", "bodies"),
    [
        (f"title,text\nأ,{TEXT}\n", [TEXT]),
        (f"title;text\nأ;{TEXT}\n", [TEXT]),
        (f"sep=;\ntitle;text\nأ;{TEXT}\n", [TEXT]),
        (f"title\ttext\nأ\t{TEXT}", [TEXT]),
        (f"id,Text,Pub Date\n1,{TEXT},2015-07-21\n", [TEXT]),
        (f'title,text\nأ,"{TEXT},\n""هكذا"""\nب,{TEXT}\n', [f'{TEXT},\n"هكذا"', TEXT]),
        (f"title,text\r\nأ,{TEXT}\r\n\r\nب,{TEXT}\r\n", [TEXT, TEXT]),
        (f"title,text\nأ\nب,{TEXT},زائد\n", ["", TEXT]),
    ],
)
def test_rows_of_tables_are_articles(tmp_path: Path, content: str, bodies: list[str]) -> None:
    found = outcomes(tmp_path, {"a.csv": content.encode()})
    assert [each.body for each in found if isinstance(each, Article)] == bodies
    assert [each.id for each in found if isinstance(each, Article)] == [f"a.csv#{n}" for n in range(len(bodies))]


def test_a_quote_that_is_never_closed_costs_its_line(tmp_path: Path) -> None:
    rows = [f'أ,"{TEXT} ""قال"" {TEXT}"', f'ب,"{TEXT}', f"ج,{TEXT}", f"د,{TEXT}"]
    found = outcomes(tmp_path, {"a.csv": "\n".join(["title,text", *rows]).encode()})
    assert [each.title for each in found if isinstance(each, Article)] == ["أ", "ج", "د"]
    assert [(each.reason, each.line) for each in found if isinstance(each, Problem)] == [(Reason.BROKEN_ROW, 3)]


def test_rows_that_ran_together_are_told(tmp_path: Path) -> None:
    rows = [f'أ,"{TEXT}', f"ب,{TEXT}", f'ج,"{TEXT}"', f"د,{TEXT}"]
    found = outcomes(tmp_path, {"a.csv": "\n".join(["title,text", *rows]).encode()})
    assert [each.title for each in found if isinstance(each, Article)] == ["أ", "د"]
    assert [(each.reason, each.line) for each in found if isinstance(each, Problem)] == [(Reason.ODD_ROW, 2)]


def test_a_table_without_a_known_column_names_those_it_has(tmp_path: Path) -> None:
    (found,) = outcomes(tmp_path, {"a.csv": b"name,price\nx,1\n"})
    assert isinstance(found, Problem)
    assert (found.reason, found.params) == (Reason.NO_COLUMNS, {"columns": "name, price"})


# Front matter


@pytest.mark.parametrize(
    ("head", "title", "author", "day"),
    [
        ('---\ntitle: "عنوان"\ndate: 21 يوليو 2015\nauthor: منى\n---\n', "عنوان", "منى", "2015-07-21"),
        ("+++\ntitle = 'عنوان'\ndate = 2015-07-21T10:00:00Z\n+++\n", "عنوان", "", "2015-07-21"),
        ("---\ntitle: عنوان\nauthor:\n  - منى\n  - علي\n---\n", "عنوان", "منى، علي", "None"),
        ("---\ntitle: عنوان\nauthors: [منى, علي]\n...\n", "عنوان", "منى، علي", "None"),
        ("# عنوان #\n", "عنوان", "", "None"),
        ("عنوان\n=====\n", "عنوان", "", "None"),
    ],
)
def test_front_matter_and_headings_say_what_an_article_is(
    tmp_path: Path, head: str, title: str, author: str, day: str
) -> None:
    (article,) = outcomes(tmp_path, {"a.md": f"{head}\n{TEXT}".encode()})
    assert isinstance(article, Article)
    assert (article.title, article.author, str(article.published)) == (title, author, day)
    assert article.body == f"{head}\n{TEXT}"


# Pages


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        ('<meta property="og:title" content="عنوان &quot;أول&quot;"><title>x</title>', 'عنوان "أول"', "None"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "عنوان", '
         '"datePublished": "2015-07-21T10:00:00Z"}]}</script>', "عنوان", "2015-07-21"),
        ('<meta name="dc.title" content="عنوان"><meta name="DC.date" content="21 يوليو 2015">', "عنوان", "2015-07-21"),
        ('<title>عنوان</title><meta itemprop="datePublished" content="2015-07-21">', "عنوان", "2015-07-21"),
    ],
)  # fmt: skip
def test_a_page_says_what_it_is(tmp_path: Path, head: str, title: str, day: str) -> None:
    page = f"<html><head><meta charset=utf-8>{head}</head><body><p>{f'{TEXT}. ' * 20}</p></body></html>"
    article, *_ = outcomes(tmp_path, {"a.html": page.encode()})
    assert isinstance(article, Article)
    assert (article.title, str(article.published)) == (title, day)


def test_navigation_is_no_part_of_a_story(tmp_path: Path) -> None:
    article, *_ = outcomes(tmp_path, {"a.html": documents.html(ARTICLE)})
    assert isinstance(article, Article)
    assert "الرئيسية" not in article.body
    assert "الحقوق" not in article.body


def test_what_a_parser_would_drop_is_taken_and_told(tmp_path: Path) -> None:
    page = f"<html><body>{'<div>' * 3000}<p>{f'{TEXT} ' * 50}</p></body></html>"
    article, problem = outcomes(tmp_path, {"a.html": page.encode()})
    assert isinstance(article, Article)
    assert article.body.count(TEXT) == 50
    assert isinstance(problem, Problem)
    assert problem.reason == Reason.WHOLE_PAGE


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6", "utf-16", "utf-8"])
def test_a_page_is_decoded_whatever_it_says_of_itself(tmp_path: Path, encoding: str) -> None:
    said = {"cp1256": "iso-8859-1", "iso8859-6": "iso-8859-6", "utf-16": "utf-8", "utf-8": "nonsense"}[encoding]
    page = f'<html><head><meta charset="{said}"></head><body><p>{f"{TEXT}. " * 20}</p></body></html>'
    article, *_ = outcomes(tmp_path, {"a.html": page.encode(encoding)})
    assert isinstance(article, Article)
    assert TEXT in article.body


# Mail and archives


def test_what_is_attached_to_a_message_is_read(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "mona@example.org", "رسالة"
    message.set_content("نص الرسالة")
    message.add_attachment(documents.docx(ARTICLE), maintype="application", subtype="x", filename="تقرير.docx")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="صورة.png")
    found = outcomes(tmp_path, {"a.mbox": b"From x\n" + bytes(message) + b"\nFrom y\n" + bytes(message)})
    assert [each.id for each in found if isinstance(each, Article)] == [
        "a.mbox#0", "a.mbox#0!/تقرير.docx", "a.mbox#1", "a.mbox#1!/تقرير.docx",
    ]  # fmt: skip
    assert [each.reason for each in found if isinstance(each, Problem)] == [Reason.NOT_TEXT] * 2


def test_members_of_archives_are_looked_at_as_files_of_a_folder_are(tmp_path: Path) -> None:
    members = {
        "in/a.txt": TEXT, ".hidden/b.txt": TEXT, "__MACOSX/._a.txt": TEXT, "README.md": TEXT, "c#1%.txt": TEXT,
        "d.bin": b"\0\1\2\3" * 9,
    }  # fmt: skip
    found = outcomes(tmp_path, {"a.zip": documents.zipped(members)})
    assert [each.id for each in found if isinstance(each, Article)] == ["a.zip!/in/a.txt", "a.zip!/c%231%25.txt"]
    assert [each.reason for each in found if isinstance(each, Problem)] == [Reason.NOT_AN_ARTICLE, Reason.NOT_TEXT]


def test_two_members_of_one_name_are_two_articles(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", TEXT)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", f"{TEXT} ثان")
    found = outcomes(tmp_path, {"a.zip": out.getvalue()})
    assert [each.id for each in found if isinstance(each, Article)] == ["a.zip!/a.txt", "a.zip!/a.txt!2"]


def test_a_password_of_an_archive_is_told(tmp_path: Path) -> None:
    content = bytearray(documents.zipped({"a.txt": TEXT}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    assert [each.reason for each in outcomes(tmp_path, {"a.zip": bytes(content)}) if isinstance(each, Problem)] == [
        Reason.ENCRYPTED
    ]


def test_a_corpus_toml_speaks_of_documents_too(tmp_path: Path) -> None:
    toml = '[articles."a.docx"]\ntitle = "عنوان آخر"\ndate = 2020-01-01'
    (article,) = outcomes(tmp_path, {"a.docx": documents.docx(ARTICLE), "corpus.toml": toml.encode()})
    assert isinstance(article, Article)
    assert (article.title, str(article.published), article.author) == ("عنوان آخر", "2020-01-01", ARTICLE.author)


# Processes


def test_what_this_program_reads_itself_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("subprocess.Popen", lambda *_, **__: pytest.fail("a process was started"))
    names = ("a.txt", "a.md", "a.csv", "a.json", "a.jsonl")
    assert len(outcomes(tmp_path, {name: FORMATS[name](ARTICLE) for name in names})) == len(names)


def test_a_reading_that_is_left_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []

    class Watched(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            started.append(self)

    monkeypatch.setattr("subprocess.Popen", Watched)
    for number in range(40):
        (tmp_path / f"{number}.html").write_bytes(documents.html(ARTICLE))
    reading = read_all([each for each in scan(roots([tmp_path])) if isinstance(each, SourceFile)])
    next(reading)
    assert started
    reading.close()
    assert all(process.poll() is not None for process in started)
