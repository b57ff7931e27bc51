"""What reading costs, beside the least it could cost: `python -m tests.bench.sources FOLDER_OF_JSON`.

scan      100,000 small files, beside os.walk and a stat of each: five times in turn, the worst of the ratios counts
refresh   of an index of them when nothing has changed
text      reading them, beside reading their bytes
records   the JSON files of the folder, beside json.loads of each
export    one file of 500 MB made of them: time, and the most memory it took
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index.articles import Article
from index.corpus import Corpus
from index.sources.reading import read
from index.sources.roots import roots
from index.sources.scan import SourceFile, scan
from tests.bench.command import folder_given, words_given

FILES = 100_000
EXPORT = 500_000_000
BODY = ("ارتفعت أسعار القمح أمس في الأسواق العالمية.\n" * 8).encode()


def main() -> None:
    match words_given(__doc__):
        case ["--export", path]:
            print(f"export   {cpu(lambda: count(Path(path))):.2f} s of CPU, {most_memory()} at most")
            return
        case ["--unchanged", path, cache]:
            Corpus.open(path, cache=Path(cache)).close()
            print(f"refresh  {time.process_time():.2f} s of CPU for {FILES:,} unchanged files, imports and all")
            return
    news = folder_given(__doc__)
    with tempfile.TemporaryDirectory() as name:
        small_files(Path(name) / "small")
        records(news)
        path = export(news, Path(name))
        subprocess.run([sys.executable, "-m", "tests.bench.sources", "--export", str(path)], check=True)


def small_files(folder: Path) -> None:
    for number in range(FILES):
        inner = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            inner.mkdir(parents=True)
        (inner / f"{number}.txt").write_bytes(BODY)
    pairs = [(cpu(lambda: sum(1 for _ in scan(roots([folder])))), cpu(lambda: walk_and_stat(folder))) for _ in range(5)]
    ratios = sorted(scanned / walked for scanned, walked in pairs)
    scanned = sorted(scanned for scanned, _ in pairs)[2]
    print(
        f"scan     {scanned:.2f} s of CPU for {FILES:,} files, {ratios[0]:.2f} to {ratios[-1]:.2f} × os.walk and stat"
    )
    unchanged(folder)
    files = [file for file in scan(roots([folder])) if isinstance(file, SourceFile)]
    bytes_read = cpu(lambda: sum(len(file.path.read_bytes()) for file in files))
    texts = cpu(lambda: sum(1 for file in files for _ in read(file)))
    print(f"text     {texts:.2f} s of CPU, {texts / bytes_read:.2f} × reading the bytes")


def unchanged(folder: Path) -> None:
    """In a process of its own, which imports and opens what a command does."""
    cache = folder.with_name("cache")
    Corpus.open(folder, cache=cache).close()
    command = [sys.executable, "-m", "tests.bench.sources", "--unchanged", str(folder), str(cache)]
    subprocess.run(command, check=True)


def walk_and_stat(folder: Path) -> int:
    return sum(os.stat(os.path.join(inner, name)).st_size for inner, _, names in os.walk(folder) for name in names)


def records(folder: Path) -> None:
    paths = sorted(folder.glob("*.json"))
    loaded = cpu(lambda: sum(len(json.loads(path.read_bytes())) for path in paths))
    made = cpu(lambda: count(folder))
    size = sum(path.stat().st_size for path in paths)
    print(f"records  {made:.2f} s of CPU for {size / 1e6:.0f} MB, {made / loaded:.2f} × json.loads")


def export(folder: Path, into: Path) -> Path:
    """A JSON array of `EXPORT` bytes, of the folder's records over and over."""
    path = into / "export.json"
    every = sorted(folder.glob("*.json"))
    lines = [
        json.dumps(record, ensure_ascii=False) + ",\n" for each in every for record in json.loads(each.read_bytes())
    ]
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        while file.tell() < EXPORT:
            file.writelines(lines)
        file.write('{"title": "the last"}]')
    return path


def most_memory() -> str:
    """Of this process alone: what getrusage tells includes the process that started it."""
    status = Path("/proc/self/status").read_text()
    return next(line.split(":")[1].strip() for line in status.splitlines() if line.startswith("VmHWM"))


def count(path: Path) -> int:
    found = (each for file in scan(roots([path])) if isinstance(file, SourceFile) for each in read(file))
    return sum(isinstance(each, Article) for each in found)


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
