"""How much Arabic is decoded exactly, how much is flagged: `CORPUS_DATA=… python -m tests.bench.encodings`.

Five hundred of the shared articles of August 2015 (the table of letter pairs is made of July's) in each encoding:
whole, their titles, and the first 40 and 15 characters of their bodies. What an encoding cannot write is left
out beforehand.
`silent`: decoded wrongly without a word, which must not happen. `flagged`: right or wrong, but said to be doubtful.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

from index.sources.encodings import decode
from tests.bench.command import corpus_data, words_given
from tests.bench.letter_pairs import articles
from tests.dos_arabic import encode_864

ARTICLES = 500
WHOLE, TITLE = "whole", "title"
CUTS: dict[str, Callable[[str], str]] = {
    WHOLE: lambda text: text.partition("\n")[2],
    TITLE: lambda text: text.partition("\n")[0],
    "40": lambda text: text.partition("\n")[2].strip()[:40],
    "15": lambda text: text.partition("\n")[2].strip()[:15],
}
GOALS = {WHOLE: 0.99, TITLE: 0.97}
HARD = {"mac-arabic": 0.94, "cp864": 0.94}
PLAIN = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1256", "iso8859-6", "mac-arabic")


class Score(NamedTuple):
    """Of texts: how many, exactly decoded, flagged, wrong without a word; and the time of one in milliseconds."""

    texts: int
    exact: int
    flagged: int
    silent: int
    milliseconds: float


def main() -> None:
    tells_each = "-v" in words_given(__doc__)
    every = list(articles(corpus_data(), "2015-08-*.zip"))
    texts = every[:: len(every) // ARTICLES][:ARTICLES]
    print(f"{'':12} {'':6} {'texts':>6} {'exact':>8} {'flagged':>8} {'silent':>7} {'ms':>7}")
    met = True
    for encoding in (*PLAIN, "cp864"):
        for cut, taken in CUTS.items():
            score = scored(encoding, [taken(text) for text in texts], tells_each)
            share = score.exact / score.texts
            met &= share >= min(GOALS.get(cut, 0), HARD.get(encoding, 1)) and not score.silent
            print(
                f"{encoding:12} {cut:6} {score.texts:6} {share:8.1%} {score.flagged / score.texts:8.1%} "
                f"{score.silent:7} {score.milliseconds:7.3f}"
            )
    print("goals met" if met else "goals MISSED")


def scored(encoding: str, texts: list[str], tells_each: bool) -> Score:
    """What becomes of texts in an encoding."""
    exact = flagged = silent = 0
    spent = 0.0
    pairs = [(data, text) for data, text in (written(encoding, text) for text in texts) if text.strip()]
    for data, text in pairs:
        began = time.perf_counter()
        decoded = decode(data)
        spent += time.perf_counter() - began
        right = decoded is not None and decoded.text == text
        told = decoded is None or decoded.doubtful or decoded.mixed or decoded.replaced > 0
        exact, flagged, silent = exact + right, flagged + told, silent + (not right and not told)
        if tells_each and not right:
            print(repr(text[:80]), decoded and (decoded.encoding, decoded.doubtful, decoded.text[:80]))
    return Score(len(pairs), exact, flagged, silent, 1000 * spent / len(pairs))


def written(encoding: str, text: str) -> tuple[bytes, str]:
    """A text in an encoding, and what of it that can hold."""
    if encoding == "cp864":
        return encode_864(text)
    data = text.encode(encoding, "ignore")
    return data, data.decode(encoding)


if __name__ == "__main__":
    main()
