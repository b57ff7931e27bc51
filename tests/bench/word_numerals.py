"""Numbers in words, there and back: as many as are asked for, spelt by num2words in Arabic and read by the extractor.

    python -m tests.bench.word_numerals [COUNT]

COUNT (100,000) numbers below 10^15 are drawn, as many of each length. «ألفا» is a bare dual (2000) or an accusative
(1000): where the number read would be spelt alike but for that ending, it is as good as the one meant.
"""

import random
from collections.abc import Iterator
from decimal import Decimal

from num2words import num2words

from tests.bench.command import numbers_given
from tests.figure_suites import read

COUNT = 100_000
DIGITS = 15
TOLD = 10
_TANWIN = "\N{ARABIC FATHATAN}"


def main() -> None:
    (count,) = numbers_given(__doc__, COUNT)
    exact = either = 0
    missed = []
    for number in numbers(count):
        said = spelt(number)
        values = [figure.value for figure in read(said)]
        if values == [Decimal(number)]:
            exact += 1
        elif len(values) == 1 and isinstance(values[0], Decimal) and is_spelt_alike(values[0], said):
            either += 1
        else:
            missed.append(f"{number:,} {said} → {[str(value) for value in values]}")
    print(f"{count:,} in words: {exact:,} read back, {either:,} as one that is spelt alike, {len(missed):,} not")
    print("\n".join(missed[:TOLD]))


def numbers(count: int) -> Iterator[int]:
    chance = random.Random(5)
    for _ in range(count):
        yield chance.randrange(10 ** chance.randint(1, DIGITS))


def spelt(number: int) -> str:
    return str(num2words(number, lang="ar"))


def is_spelt_alike(value: Decimal, said: str) -> bool:
    """Whether the two differ in nothing but endings that a dual and an accusative share."""
    return value == value.to_integral_value() and bare(spelt(int(value))) == bare(said)


def bare(said: str) -> list[str]:
    return [word.replace(_TANWIN, "").removesuffix("ا") for word in said.split()]


if __name__ == "__main__":
    main()
