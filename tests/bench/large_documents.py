"""`python -m tests.bench.large_documents FOLDER_OF_JSON`: a page of 20 MB and an export of 500 MB, read whole.

The export is read as a file, and within a ZIP and a tar.gz, where it is unpacked as it is read. For each: seconds,
articles, how much of the text is there, and the memory of the largest process.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from index.articles import Article
from index.sources.reading import read_all
from index.sources.roots import roots
from index.sources.scan import SourceFile, scan
from tests.bench.command import folder_given, words_given
from tests.bench.sources import export

PAGE = 20_000_000


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--read"]:
        print(json.dumps(read(Path(arguments[1]))))
        return 0
    news = folder_given(__doc__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        good = shown(page(news, folder), page_text(news))
        exported = export(news, folder)
        expected = shown(exported, None)
        good &= shown(zipped(exported), expected)
        good &= shown(tarred(exported), expected)
    return int(not good)


def page(news: Path, folder: Path) -> Path:
    """A page of `PAGE` bytes and more, of paragraphs of the news."""
    path = folder / "page.html"
    paragraphs = "".join(f"<p>{each}</p>\n" for each in _paragraphs(news))
    path.write_text(f"<html><head><title>صفحة</title></head><body>{paragraphs}</body></html>", encoding="utf-8")
    return path


def page_text(news: Path) -> int:
    return sum(len("".join(each.split())) for each in _paragraphs(news))


def _paragraphs(news: Path) -> Iterator[str]:
    size = 0
    for path in sorted(news.glob("*.json")):
        for record in json.loads(path.read_bytes()):
            for line in record["content"].splitlines():
                if line.strip() and not set("<>&") & set(line):
                    yield line.strip()
                    size += len(line.encode())
            if size > PAGE:
                return


def zipped(exported: Path) -> Path:
    path = exported.with_name("export.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(exported, "export.json")
    return path


def tarred(exported: Path) -> Path:
    path = exported.with_name("export.tar.gz")
    subprocess.run(["tar", "czf", path, "-C", exported.parent, exported.name], check=True)
    return path


def shown(path: Path, expected: int | None) -> int:
    """A line of the table; the characters that were read, 0 where they are not the expected."""
    command = [sys.executable, "-m", "tests.bench.large_documents", "--read", str(path)]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    seconds, articles, characters, memory = json.loads(run.stdout)
    size, share = path.stat().st_size / 1e6, characters / (expected or characters or 1)
    print(f"{path.name:16} {size:5.0f} MB {seconds:6.1f} s {articles:7} articles, {share:.2%} of the text, {memory} MB")
    return int(characters) if share == 1 else 0


def read(path: Path) -> tuple[float, int, int, int]:
    """Seconds, articles, characters but spaces, and megabytes of the largest process."""
    start, articles, characters = time.perf_counter(), 0, 0
    for _, found in read_all([each for each in scan(roots([path])) if isinstance(each, SourceFile)]):
        for each in found:
            if isinstance(each, Article):
                articles += 1
                characters += len("".join(each.body.split()))
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) >> 10
    return time.perf_counter() - start, articles, characters, memory


if __name__ == "__main__":
    sys.exit(main(words_given(__doc__)))
