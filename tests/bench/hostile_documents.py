"""`python -m tests.bench.hostile_documents`: the tree of hostile documents, row by row, as the program reads it.

For each danger: seconds, articles, the memory of the largest process, reasons. Each row is made and read by programs of
their own. It fails where it takes more than `LIMIT` seconds, says other reasons than it should, changes a source, or
ends the program.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path

from index.articles import Article
from index.errors import Problem
from index.sources.problems import Reason
from index.sources.reading import read_all
from index.sources.roots import roots
from index.sources.scan import SourceFile, scan
from tests.bench.command import words_given
from tests.hostile_documents import ROWS, Row
from tests.removing import remove

LIMIT = 5.0
"""Seconds a row may take."""


def main(arguments: list[str]) -> int:
    match arguments:
        case ["make", number, folder]:
            ROWS[int(number)].make(Path(folder), 1.0)
            return 0
        case ["read", folder]:
            print(json.dumps(read_alone(Path(folder))))
            return 0
    failed = 0
    print(f"{'danger':28} {'s':>5} {'articles':>8} {'MB':>5}  reasons")
    for row in ROWS:
        folder = Path(tempfile.mkdtemp())
        try:
            failed += not shown(row, folder)
        finally:
            remove(folder)
    print(f"{len(ROWS) - failed} of {len(ROWS)} as they should be")
    return 1 if failed else 0


def shown(row: Row, folder: Path) -> bool:
    program = [sys.executable, "-m", "tests.bench.hostile_documents"]
    subprocess.run([*program, "make", str(ROWS.index(row)), folder], check=True)
    before = sums(folder)
    run = subprocess.run([*program, "read", folder], stdout=subprocess.PIPE, check=False)
    if run.returncode:
        print(f"{row.name:28} ended with {run.returncode}   ← NOT AS IT SHOULD BE")
        return False
    seconds, memory, found = json.loads(run.stdout)
    articles = found.pop("article", 0)
    good = seconds <= LIMIT and articles == row.articles and set(found) == set(row.reasons) and sums(folder) == before
    reasons = ", ".join(f"{reason} {count}" for reason, count in sorted(found.items()))
    print(
        f"{row.name:28} {seconds:5.2f} {articles:8} {memory:5}  {reasons}{'' if good else '   ← NOT AS IT SHOULD BE'}"
    )
    return good


def read_alone(folder: Path) -> tuple[float, int, dict[str, int]]:
    """Seconds, megabytes of the largest process, and how often which outcome, in a program that does nothing else."""
    start = time.perf_counter()
    found = Counter(outcomes(folder))
    seconds = time.perf_counter() - start
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
    return seconds, memory, found


def outcomes(folder: Path) -> list[str]:
    """`article` for every article of the folder, and the reason of every problem."""
    scanned = list(scan(roots([folder])))
    told = [each.reason for each in scanned if isinstance(each, Problem)]
    for _, found in read_all([each for each in scanned if isinstance(each, SourceFile)]):
        told += ["article" if isinstance(each, Article) else each.reason for each in found]
    return [each for each in told if each != Reason.FOLDER_EMPTY]


def sums(folder: Path) -> dict[str, bytes]:
    """A hash of every file of a folder, as far down as the system goes and where it lets itself be read."""
    found: dict[str, bytes] = {}
    waiting = [str(folder)]
    while waiting:
        with suppress(OSError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    found[entry.path] = _hash(entry.path)
    return found


def _hash(path: str) -> bytes:
    with suppress(PermissionError), open(path, "rb") as file:
        return file_digest(file, "blake2b").digest()
    return b""


if __name__ == "__main__":
    sys.exit(main(words_given(__doc__)))
