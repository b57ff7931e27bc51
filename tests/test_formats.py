"""Formats: an article is the same whatever it was saved as; and what formats have of their own."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.articles import Article
from index.errors import Problem
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
    })  # fmt: skip
    assert [each.reason for each in found if isinstance(each, Problem)] == [
        Reason.UNKNOWN_FORMAT, Reason.UNKNOWN_FORMAT, Reason.NOT_TEXT,
    ]  # fmt: skip
