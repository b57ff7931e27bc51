"""`python -m tests.bench.formats [COUNT]`: real articles of CORPUS_DATA in every format and encoding, and what is read.

They are written by what people write with: pandoc and LibreOffice where the system has them, reportlab, python-docx,
ebooklib, Python's own modules. All files lie in one folder, which is read as the program reads one. Of each writer: how
many of the articles' words are found, how many characters stand in paragraphs that are whole, titles and dates that are
right, and files of which a doubt was told. An article's words must all be found (95 % in a PDF, or a doubt told),
99 % of its characters be intact but in a PDF, its title right, and its date where the format has a place for one.
"""

import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from index.articles import Article
from index.errors import Problem
from index.sources.reading import read_all
from index.sources.roots import roots
from index.sources.scan import SourceFile, scan
from index.words import words
from tests.bench.command import corpus_data, numbers_given
from tests.documents import FORMATS, Written, arabic_font, comma_separated, html, odt, text

COUNT = 40
ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6", "mac-arabic")
PANDOC = ("html", "docx", "odt", "epub", "rtf")
OFFICE = ("pdf", "docx", "rtf", "epub", "html")
UNDATED = frozenset(("rtf of pandoc", "epub of office", "pdf of office"))
"""Writers that leave the date out, or write the one at which they run."""
WORDS, WORDS_OF_PDF, CHARACTERS = 1.0, 0.95, 0.99


class Measured(NamedTuple):
    """One article as one writer wrote it, read again: shares of 1."""

    words: float
    characters: float
    title: bool
    dated: bool
    doubts: int


def main(count: int) -> int:
    articles = list(some_articles(count))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for write in (by_python, in_encodings, by_pandoc, by_office):
            write(articles, folder)
        found = measured(articles, folder)
    print(f"{'written as':20} {'files':>5} {'words':>8} {'characters':>10} {'titles':>7} {'dates':>7} {'doubts':>6}")
    failed = [writer for writer in sorted(found) if not shown(writer, found[writer])]
    print(f"not as they should be: {', '.join(failed) or 'none'}")
    return int(bool(failed))


def some_articles(count: int) -> Iterator[Written]:
    """Articles of the shared news by chance, none of them very short."""
    chance = random.Random(7)
    paths = sorted((corpus_data() / "data" / "saudinewsnet").glob("*.zip"))
    while count:
        with zipfile.ZipFile(chance.choice(paths)) as archive:
            record = chance.choice(json.loads(archive.read(archive.namelist()[0])))
        title, body = " ".join(record["title"].split()), record["content"]
        if (
            title
            and 500 < len(body) < 20_000
            and not re.search("[\x00-\x08\x0b-\x1f\ufb50-\ufdff\ufe70-\ufefc]", title + body)
        ):
            yield Written(title, body, published=date.fromisoformat(record["date_extracted"][:10]))
            count -= 1


def by_python(articles: Sequence[Written], folder: Path) -> None:
    for name, make in FORMATS.items():
        if arabic_font() or not name.endswith(".pdf"):
            _write(articles, folder / f"python {name}", make)


def in_encodings(articles: Sequence[Written], folder: Path) -> None:
    """Texts, tables and pages that say nothing of their encoding, of what it can write."""
    for encoding in ENCODINGS:
        for suffix, make in (("txt", text), ("csv", comma_separated), ("html", html)):
            _write(articles, folder / f"{encoding} a.{suffix}", partial(_in, make, encoding))


def _in(make: Callable[[Written], bytes], encoding: str, article: Written) -> bytes | None:
    said = make(article).decode("utf-8-sig").replace('<meta charset="utf-8">', "")
    try:
        return said.encode(encoding)
    except UnicodeEncodeError:
        return None


def _write(articles: Sequence[Written], place: Path, make: Callable[[Written], bytes | None]) -> None:
    place.mkdir()
    for number, article in enumerate(articles):
        content = make(article)
        if content is not None:
            (place / f"{number}.{place.name.partition('.')[2]}").write_bytes(content)


def by_pandoc(articles: Sequence[Written], folder: Path) -> None:
    for suffix in PANDOC if shutil.which("pandoc") else ():
        place = folder / f"pandoc a.{suffix}"
        place.mkdir()
        for number, article in enumerate(articles):
            said = {"title": article.title, "author": article.author, "date": str(article.published), "lang": "ar"}
            meta = [f"--metadata={name}={value}" for name, value in said.items()]
            page = "".join(f"<p>{_escaped(each)}</p>" for each in article.paragraphs)
            command = ["pandoc", "-s", "-f", "html", "-t", suffix, "-o", str(place / f"{number}.{suffix}"), *meta]
            subprocess.run(command, input=page.encode(), check=True, stderr=subprocess.DEVNULL)


def by_office(articles: Sequence[Written], folder: Path) -> None:
    if not shutil.which("soffice"):
        return
    with tempfile.TemporaryDirectory() as name:
        for number, article in enumerate(articles):
            (Path(name) / f"{number}.odt").write_bytes(odt(article))
        for suffix in OFFICE:
            place = folder / f"office a.{suffix}"
            command = ["soffice", f"-env:UserInstallation=file://{name}/profile", "--headless", "--convert-to", suffix]
            files = sorted(map(str, Path(name).glob("*.odt")))
            subprocess.run([*command, "--outdir", str(place), *files], check=True, capture_output=True)


def measured(articles: Sequence[Written], folder: Path) -> dict[str, list[Measured]]:
    """What came of every file, by its writer."""
    found: dict[str, list[Measured]] = defaultdict(list)
    files = [each for each in scan(roots([folder])) if isinstance(each, SourceFile)]
    for file, outcomes in read_all(files):
        writer, _, name = Path(file.name).parent.name.partition(" ")
        article = articles[int(Path(file.name).name.partition(".")[0])]
        found[f"{name.removeprefix('a.')} of {writer}"].append(_measured(article, list(outcomes)))
    return found


def _measured(article: Written, outcomes: Sequence[Article | Problem]) -> Measured:
    doubts = sum(isinstance(each, Problem) for each in outcomes)
    got = next((each for each in outcomes if isinstance(each, Article)), None)
    if got is None:
        return Measured(0.0, 0.0, False, False, doubts)
    there = {word.key for word in words(f"{got.title}\n{got.body}")}
    wanted = [word.key for word in words(article.body)]
    whole, body = _squeezed(got.body), [_squeezed(each) for each in article.paragraphs]
    intact = sum(len(each) for each in body if each in whole)
    return Measured(
        sum(word in there for word in wanted) / len(wanted),
        intact / sum(map(len, body)),
        _shown(got.title) == _shown(article.title),
        got.published == article.published,
        doubts,
    )


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _shown(title: str) -> str:
    """Without what cannot be seen: writers leave out marks of direction."""
    return " ".join("".join(each for each in title if unicodedata.category(each) != "Cf").split())


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def shown(writer: str, found: Sequence[Measured]) -> bool:
    """A line of the table; whether it is as it should be."""
    words_, characters, titles, dates = (sum(float(each[column]) for each in found) / len(found) for column in range(4))
    doubts = sum(each.doubts > 0 for each in found)
    is_pdf = writer.startswith(("pdf", "seen", "read"))
    good = all(each.words >= (WORDS_OF_PDF if is_pdf else WORDS) or each.doubts for each in found)
    good &= is_pdf or all(each.characters >= CHARACTERS or each.doubts for each in found)
    good &= titles == 1 and (dates == 1 or writer.startswith("txt") or writer in UNDATED)
    line = f"{writer:20} {len(found):5} {words_:8.2%} {characters:10.2%} {titles:7.0%} {dates:7.0%} {doubts:6}"
    print(line + ("" if good else "  ←"))
    return good


if __name__ == "__main__":
    sys.exit(main(*numbers_given(__doc__, COUNT)))
