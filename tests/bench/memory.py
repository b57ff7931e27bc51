"""The memory that corpora take which are made to take the most: while they are built, and while they are asked.

    python -m tests.bench.memory [kind …]

Of each the most megabytes at any time of all processes, mapped files left out, and in which modules that was. Nothing
may take a gigabyte.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from index.corpus import Corpus
from index.words import COMMON_LETTERS, LONGEST
from tests.bench.command import words_given
from tests.bench.memory_watch import MemoryWatch

CHARACTERS = 30_000_000
MOST_MEGABYTES = 1024
_STAGES = 5
_LETTERS = COMMON_LETTERS


def one_word(folder: Path) -> Iterator[list[str]]:
    """An article of one word of `CHARACTERS` letters."""
    yield _article(folder, _letters(CHARACTERS))


def long_words(folder: Path) -> Iterator[list[str]]:
    """An article of words of `LONGEST` letters each, none of them twice."""
    letters = _letters(CHARACTERS)
    yield _article(folder, " ".join(letters[at : at + LONGEST] for at in range(0, CHARACTERS, LONGEST)))


def distinct_words(folder: Path) -> Iterator[list[str]]:
    """An article of short words, hardly any of them twice."""
    letters = _letters(CHARACTERS)
    yield _article(folder, " ".join(letters[at : at + 7] for at in range(0, CHARACTERS, 8)))


def distinct_words_grown(folder: Path) -> Iterator[list[str]]:
    """The same in many articles, which come one file after another: segments are merged."""
    letters = _letters(CHARACTERS)
    for file, start in enumerate(range(0, CHARACTERS, CHARACTERS // 8)):
        own = letters[start : start + CHARACTERS // 8]
        bodies = (own[at : at + 8_000] for at in range(0, len(own), 8_000))
        _records(folder / f"{file}.jsonl", (" ".join(b[at : at + 7] for at in range(0, len(b), 8)) for b in bodies))
        yield [f"{own[:7]}"]


def tiny_articles(folder: Path) -> Iterator[list[str]]:
    """Half a million articles of five words."""
    words = _words(50_000)
    rng = random.Random(2)
    _records(folder / "tiny.jsonl", (" ".join(rng.choices(words, k=5)) for _ in range(500_000)))
    yield [words[0]]


def long_articles_grown(folder: Path) -> Iterator[list[str]]:
    """Forty million words in two thousand articles, which come one file after another: segments are merged."""
    words, rng = _words(200_000), random.Random(2)
    weights = [1 / (rank + 1) for rank in range(len(words))]
    for file in range(10):
        _records(folder / f"{file}.jsonl", (" ".join(rng.choices(words, weights, k=20_000)) for _ in range(200)))
        yield [words[0]]


def figures_only(folder: Path) -> Iterator[list[str]]:
    """Articles that state a figure with every few words."""
    rng = random.Random(2)
    stated = (f"دفع {rng.randrange(1, 999)} مليون دولار في {rng.randrange(1, 28)} أبريل 2015." for _ in range(400_000))
    _records(folder / "figures.jsonl", ("\n".join(next(stated) for _ in range(1_000)) for _ in range(400)))
    yield ["مليون"]


KINDS: dict[str, Callable[[Path], Iterator[list[str]]]] = {
    kind.__name__: kind
    for kind in (
        *(one_word, long_words, distinct_words, distinct_words_grown, tiny_articles, long_articles_grown),
        figures_only,
    )
}


def _letters(count: int) -> str:
    drawn = random.Random(1)
    return "".join("".join(drawn.choices(_LETTERS, k=LONGEST)) for _ in range(count // LONGEST))


def _words(count: int) -> list[str]:
    letters = _letters(count * 8)
    return [letters[at : at + 3 + at % 5] for at in range(0, count * 8 - 8, 8)]


def _article(folder: Path, text: str) -> list[str]:
    """Write it; what must be found in it."""
    (folder / "article.txt").write_text(f"بداية\n\n{text}\nنهاية\n", "utf-8")
    return ["بداية", f"{text[:100].partition(' ')[0]}*", "نهاية"]


def _records(file: Path, bodies: Iterator[str]) -> None:
    with file.open("w", encoding="utf-8") as opened:
        for body in bodies:
            opened.write(json.dumps({"content": body}, ensure_ascii=False) + "\n")


def main(arguments: list[str]) -> int:
    """Print the table; fails where anything takes more than it may."""
    if arguments[:1] and arguments[0] in ("build", "ask"):
        print(json.dumps(globals()[f"_{arguments[0]}"](*arguments[1:])))
        return 0
    if unknown := ", ".join(set(arguments) - set(KINDS)):
        sys.exit(f"no kind {unknown}; there are {', '.join(KINDS)}")
    kept = [_shown(kind) for kind in arguments or KINDS]
    return int(not all(kept))


def _shown(kind: str) -> bool:
    """A line of the table; whether all kept its bounds and what was built is found."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "sources").mkdir()
        built = Used(0.0, 0.0, {}, [])
        for wanted in KINDS[kind](Path(folder, "sources")):
            built = built.and_then(_child("build", folder, json.dumps(wanted)))
        asked = _child("ask", folder, json.dumps(built.questions))
    print(
        f"{kind:20} built {built}\n{'':20} asked {asked}, {len(asked.questions)} questions without an answer",
        flush=True,
    )
    return max(built.megabytes, asked.megabytes) <= MOST_MEGABYTES and not asked.questions


class Used(NamedTuple):
    """What a piece of work took. `questions`: those that must be answered; of those that were asked, the unanswered."""

    cpu: float
    megabytes: float
    stages: dict[str, float]
    questions: list[str]

    def and_then(self, other: "Used") -> "Used":
        """One piece of work after another."""
        stages = {name: max(most, self.stages.get(name, 0.0)) for name, most in other.stages.items()}
        most = max(self.megabytes, other.megabytes)
        return Used(self.cpu + other.cpu, most, self.stages | stages, self.questions + other.questions)

    def __str__(self) -> str:
        stages = sorted(self.stages.items(), key=lambda stage: -stage[1])[:_STAGES]
        most = ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in stages)
        return f"{self.cpu:5.1f} s of CPU, {self.megabytes:5.0f} MB at most ({most})"


def _child(*arguments: str) -> Used:
    command = [sys.executable, "-m", "tests.bench.memory", *arguments]
    return Used(*json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout))


def _build(folder: str, questions: str) -> Used:
    with MemoryWatch() as watch, Corpus.open(Path(folder, "sources"), cache=Path(folder, "cache")):
        return Used(_cpu(), watch.most, watch.by_stage, json.loads(questions))


def _ask(folder: str, questions: str) -> Used:
    with MemoryWatch() as watch, Corpus.open(Path(folder, "sources"), cache=Path(folder, "cache")) as corpus:
        unanswered = [question for question in json.loads(questions) if not corpus.search(question, fold=()).total]
    return Used(_cpu(), watch.most, watch.by_stage, unanswered)


def _cpu() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


if __name__ == "__main__":
    sys.exit(main(words_given(__doc__)))
