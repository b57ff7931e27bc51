"""`python -m tests.bench.endless_words`: the memory that articles take which have words without an end.

Each is a corpus of its own, of 30 million characters: one word, or words each as long as `words.LONGEST`. For each,
building and asking: seconds of CPU, and the memory of the largest process. One word may take a gigabyte.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from index.corpus import Corpus
from index.words import COMMON_LETTERS, LONGEST

CHARACTERS = 30_000_000
MOST_MEGABYTES = 1024


def one_word() -> str:
    """A word of `CHARACTERS` letters."""
    drawn = random.Random(1)
    return "".join("".join(drawn.choices(COMMON_LETTERS, k=LONGEST)) for _ in range(CHARACTERS // LONGEST))


def long_words() -> str:
    """Words of `LONGEST` letters each, none of them twice."""
    letters = one_word()
    return " ".join(letters[at : at + LONGEST] for at in range(0, CHARACTERS, LONGEST))


def main(arguments: list[str]) -> int:
    """Print the table; fails where a build takes more than it may."""
    if arguments:
        print(json.dumps(work(*arguments[1:3], arguments[3:])))
        return 0
    kept = shown(one_word)
    shown(long_words)
    return int(not kept)


def shown(kind: Callable[[], str]) -> bool:
    """A line of the table; whether the build kept its bounds and what was built is found."""
    with tempfile.TemporaryDirectory() as name:
        sources = Path(name, "sources")
        sources.mkdir()
        text = kind()
        (sources / "article.txt").write_text(f"بداية\n\n{text}\nنهاية\n", encoding="utf-8")
        built = _child("build", sources, name)
        asked = _child("ask", sources, name, "بداية", f"{text[:100]}*", "نهاية")
    print(f"{kind.__name__:12} built {built}; asked {asked}, {asked.found} of 3 questions answered", flush=True)
    return max(built.megabytes, asked.megabytes) <= MOST_MEGABYTES and asked.found == 3


class Used(NamedTuple):
    """What a process took, and how many questions had an answer."""

    cpu: float
    megabytes: int
    found: int

    def __str__(self) -> str:
        return f"{self.cpu:5.1f} s of CPU, {self.megabytes:5} MB at most"


def _child(*arguments: str | Path) -> Used:
    command = [sys.executable, "-m", "tests.bench.endless_words", *map(str, arguments)]
    return Used(*json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))


def work(sources: str, cache: str, questions: Sequence[str]) -> Used:
    """Opens the corpus, which builds it the first time, and asks."""
    corpus = Corpus.open(Path(sources), cache=Path(cache, "cache"))
    found = sum(corpus.search(question).total for question in questions)
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Used(sum(use.ru_utime + use.ru_stime for use in used), max(use.ru_maxrss for use in used) >> 10, found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
