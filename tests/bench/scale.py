"""What building, opening and asking cost with many articles: a hundred thousand, or a million.

    CORPUS_DATA=… python -m tests.bench.scale [articles, 100000 unless said otherwise] [figures]

The articles are the shared news, over and over, a fortnight later each time. The vocabulary grows as real text's does,
by Heaps' law V = K·nᵝ, with β as the shared news themselves have it between their first half and the whole: in each
round as many of the words that the shared news have but once as the law asks for are replaced by new ones, their
letters drawn as often as letters are used. Building (figures left out unless named), opening and asking are processes
of their own.
"""

import json
import math
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from index.corpus import Corpus
from index.query import parse
from index.search import Engine, Sort
from tests.bench.asking import TOP, documents, questions, unpack
from tests.bench.asking_peers import Class
from tests.bench.command import numbers_given
from tests.bench.memory_watch import MemoryWatch, anonymous
from tests.bench.without_figures import leave_out_figures

_WORD = re.compile(r"[ء-غف-ي]+")
_FORTNIGHT = timedelta(14)
_QUESTIONS = 40
_STAGES = 12

Record = dict[str, Any]


def main() -> None:
    """Make the articles and print what they cost."""
    count = numbers_given(__doc__, 100_000)[0]
    with tempfile.TemporaryDirectory() as scratch:
        news, many, cache = Path(scratch, "news"), Path(scratch, "many"), Path(scratch, "cache")
        unpack(news)
        many.mkdir()
        exponent, words = make(shared(news), many, count)
        size = sum(file.stat().st_size for file in many.iterdir())
        print(f"{count} articles, {size / 1e6:.0f} MB of text, {words} words, V = K·n^{exponent:.2f}", flush=True)
        seconds, used = _child("build with figures" if "figures" in sys.argv else "build", many, cache)
        generation = max(cache.glob("*/g*"))
        size = sum(file.stat().st_size for file in generation.iterdir())
        print(
            f"built in {seconds:.0f} s, CPU {used['cpu']:.0f} s, {seconds / count * 25_000:.1f} s for each 25,000; "
            f"{size / 1e6:.0f} MB; at most {used['anonymous']:.0f} MB of memory, mapped files left out",
            flush=True,
        )
        stages = sorted(used["stages"].items(), key=lambda stage: -stage[1])[:_STAGES]
        print("the most by stage: " + ", ".join(f"{name} {megabytes:.0f}" for name, megabytes in stages), flush=True)
        for line in _child("ask", many, cache)[1]["said"]:
            print(line)


def shared(news: Path) -> list[Record]:
    """The shared news in order of day."""
    return [record for file in sorted(news.glob("*.json")) for record in json.loads(file.read_text("utf-8"))]


def make(records: Sequence[Record], folder: Path, count: int) -> tuple[float, int]:
    """Write `count` articles as JSON lines, a file a round; Heaps' exponent, and how many words there are then."""
    rng = random.Random(1)
    held = Counter(word for record in records for word in _WORD.findall(record["content"] or ""))
    half = {word for record in records[: len(records) // 2] for word in _WORD.findall(record["content"] or "")}
    exponent = math.log2(len(held) / len(half))
    once = [word for word, times in held.items() if times == 1]
    letters = Counter("".join(held))
    made = 0
    for round_ in range(math.ceil(count / len(records))):
        wanted = len(held) * ((round_ + 1) ** exponent - round_**exponent) if round_ else 0
        drawn = rng.sample(once, min(len(once), round(wanted)))
        new = {word: "".join(rng.choices(*_weighted(letters), k=max(5, len(word)))) for word in drawn}
        made += len(new)
        rows = _round(records[: count - round_ * len(records)], new, round_)
        (folder / f"{round_:03}.jsonl").write_text("\n".join(rows), "utf-8")
    return exponent, len(held) + made


def _weighted(letters: Counter[str]) -> tuple[list[str], list[int]]:
    return list(letters), list(letters.values())


def _round(records: Sequence[Record], new: dict[str, str], round_: int) -> Iterator[str]:
    for record in records:
        day = date.fromisoformat(record["date_extracted"][:10]) + _FORTNIGHT * round_
        content = _WORD.sub(lambda word: new.get(word.group(), word.group()), record["content"] or "")
        yield json.dumps({**record, "content": content, "date_extracted": day.isoformat()}, ensure_ascii=False)


def _child(step: str, *places: Path) -> tuple[float, dict[str, Any]]:
    began = time.perf_counter()
    command = [sys.executable, "-m", "tests.bench.scale", step, *map(str, places)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return time.perf_counter() - began, json.loads(done.stdout.splitlines()[-1])


def _build(many: Path, cache: Path, *, figures: bool) -> dict[str, Any]:
    if not figures:
        leave_out_figures()
    with MemoryWatch() as watch, Corpus.open(many, cache=cache):
        pass
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in usages)
    return {"cpu": cpu, "anonymous": watch.most, "stages": watch.by_stage}


def _questions(cache: Path) -> dict[str, list[str]]:
    """Questions by their class, made in a process of its own: that takes memory."""
    asked = list(questions(documents(max(cache.glob("*/g*")), 25_000), _QUESTIONS, random.Random(4)))
    return {kind: [question.text for question in asked if question.kind is kind] for kind in Class}


def _ask(many: Path, cache: Path) -> dict[str, Any]:
    asked = _child("questions", cache)[1]
    began = time.perf_counter()
    corpus = Corpus.open(many, cache=cache, refresh=False)
    assert len(corpus)
    listed = time.perf_counter()
    corpus.warm()
    ready = time.perf_counter()
    said = [f"opened, to list in {(listed - began) * 1000:.0f} ms, to ask in {(ready - began) * 1000:.0f} ms"]
    corpus.close()
    engine = Engine(max(cache.glob("*/g*")))
    engine.rank(parse("كلمة"), TOP, fold=())
    before = anonymous()
    said.append(f"{'all rungs, ms':16}{'first':>16}{'again':>16}")
    for kind, texts in asked.items():
        rounds = [[_took(engine, text, kind) for text in texts] for _ in range(2)]
        said.append(f"{kind:16}" + "".join(f"{np.percentile(r, 50):>9.2f}/{np.percentile(r, 95):.2f}" for r in rounds))
    said.append(f"memory once ready, mapped files left out: {before:.0f} MB; after all questions {anonymous():.0f} MB")
    return {"said": said}


def _took(engine: Engine, text: str, kind: str) -> float:
    query = parse(text)
    began = time.perf_counter()
    engine.rank(query, TOP, sort=Sort.NEWEST if kind == Class.NEWEST else Sort.RANK)
    return (time.perf_counter() - began) * 1000


STEPS = {
    "build": partial(_build, figures=False),
    "build with figures": partial(_build, figures=True),
    "ask": _ask,
    "questions": _questions,
}

if __name__ == "__main__":
    if step := STEPS.get("".join(sys.argv[1:2])):
        print(json.dumps(step(*map(Path, sys.argv[2:]))))
    else:
        main()
