"""`python -m tests.bench.mutations [COUNT]`: changed files of every format (10,000), as the program reads them.

By format: files, those with an article, those with problems alone, processes that were stopped or broke down, and the
longest any file took. None may be without an outcome, none may take ten seconds, all processes together at most 512 MB.
"""

import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from index.articles import Article
from index.errors import Problem
from index.sources.problems import Reason
from index.sources.reading import read_all
from index.sources.roots import roots
from index.sources.scan import SourceFile, scan
from tests.bench.command import numbers_given
from tests.documents import Written
from tests.mutations import mutated

COUNT = 10_000
LONGEST = 10.0
"""Seconds."""
MOST = 512
"""Megabytes of all processes."""
_PROCESSES = 2
_STOPPED = (Reason.TIMEOUT, Reason.MEMORY, Reason.CRASHED)
ARTICLE = Written("عنوان المقال", "نص المقال الأول، وفيه كلمات كثيرة عن أسعار القمح في الأسواق العالمية.\n" * 20)


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in mutated(count, ARTICLE):
            (folder / file).write_bytes(content)
        told, longest, unaccounted = read(folder)
    kinds = ("files", "article", "problem", *_STOPPED)
    print(f"{'format':12}" + "".join(f"{kind:>9}" for kind in kinds) + "  longest")
    for format_ in sorted(longest):
        numbers = "".join(f"{told[format_, kind]:9}" for kind in kinds)
        print(f"{format_:12}{numbers} {longest[format_]:7.2f}s")
    own, children = (
        resource.getrusage(who).ru_maxrss >> 10 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    memory = own + _PROCESSES * children
    files = sum(told[format_, "files"] for format_ in longest)
    print(f"{files} files seen = {files - unaccounted} read or skipped + {unaccounted} unaccounted for")
    print(f"at most {max(longest.values()):.2f} s; {own} MB and {_PROCESSES} processes of {children} MB: {memory} MB")
    return int(unaccounted > 0 or max(longest.values()) > LONGEST or memory > MOST or files != count)


def read(folder: Path) -> tuple[Counter[tuple[str, str]], dict[str, float], int]:
    """How often what came of which format, the longest each took, and how many files came to nothing at all."""
    told: Counter[tuple[str, str]] = Counter()
    longest: dict[str, float] = {}
    unaccounted = 0
    files = [each for each in scan(roots([folder])) if isinstance(each, SourceFile)]
    start = time.perf_counter()
    for file, found in read_all(files):
        format_ = file.name.rpartition("-")[2]
        outcomes = list(found)
        now = time.perf_counter()
        longest[format_] = max(longest.get(format_, 0.0), now - start)
        start = now
        unaccounted += not outcomes
        told[format_, "files"] += 1
        told[format_, "article" if any(isinstance(each, Article) for each in outcomes) else "problem"] += 1
        for each in outcomes:
            if isinstance(each, Problem) and each.reason in _STOPPED:
                told[format_, each.reason] += 1
    return told, longest, unaccounted


if __name__ == "__main__":
    sys.exit(main(*numbers_given(__doc__, COUNT)))
