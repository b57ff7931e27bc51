"""Makes index/sources/letter_pairs.txt: `CORPUS_DATA=… python -m tests.bench.letter_pairs`.

Of the news of July 2015; the tests and `tests.bench.encodings` read those of August.
"""

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import log
from pathlib import Path

from index.sources.letter_pairs import FILE, GAP, LETTERS, STEP
from tests.bench.command import corpus_data, words_given

SMOOTHING = 0.5
"""Added to every count: what never came in ten million letters may come yet."""


def main() -> None:
    words_given(__doc__)
    symbols = LETTERS + GAP
    counts: Counter[tuple[str, str]] = Counter()
    for text in articles(corpus_data(), "2015-07-*.zip"):
        bare = re.sub(f"[^{LETTERS}]+", GAP, re.sub("[\u0640\u064b-\u0652]", "", f" {text} "))
        counts.update(pairwise(bare))
    rows = ["".join(sign(counts, before, after) for after in symbols) for before in symbols]
    FILE.write_text("\n".join(rows) + "\n", "ascii")
    print(f"{FILE.name}: {FILE.stat().st_size:,} bytes from {counts.total():,} pairs of letters")


def sign(counts: Counter[tuple[str, str]], before: str, after: str) -> str:
    """The probability of `after` where `before` has been, as one printable character."""
    every = sum(counts[before, other] + SMOOTHING for other in LETTERS + GAP)
    return chr(ord("!") + round(-log((counts[before, after] + SMOOTHING) / every) / STEP))


def articles(data: Path, days: str) -> Iterator[str]:
    """Titles and bodies of the shared news of some days."""
    for archive in sorted(Path(data, "data", "saudinewsnet").glob(days)):
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                for article in json.loads(opened.read(name)):
                    yield f"{article['title']}\n{article['content'] or ''}"


if __name__ == "__main__":
    main()
