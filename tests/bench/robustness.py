"""What a question loses when it is written otherwise: with other letters, marks, clitics, or a typo.

    CORPUS_DATA=… python -m tests.bench.robustness [reported]

Two kinds of question to the pool of news of `tests.bench.quality_tasks` (the tuning half, or the one that is only
reported): **titles**, as there, and **rare words**, the four rarest words of a body, which should find that body. Each
is asked as it is and in every variant; printed is MRR@10 and what the variant loses, beside what it may lose.

A variant is made of the question alone, never of what the index holds: the clitics put on and taken off are the
commonest of written Arabic, a typo is one letter of a word of five and more left out, doubled, changed, or swapped with
the next.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from pyarabic import araby

from index.corpus import Corpus
from index.words import keys
from tests.bench.command import words_given
from tests.bench.quality import reciprocal_ranks
from tests.bench.quality_engines import asked, indexed
from tests.bench.quality_tasks import Half, Question, Task, signs, tasks
from tui.rtl.joining import SWALLOWED, shape

RARE = 500
RARE_WORDS = 4
SEED = 11
EXACT_GOAL = 0.93

Variant = Callable[[str, random.Random], str]
"""A word, and chance → the word written otherwise."""

_HAMZA = str.maketrans("أإآؤئ", "اااوي")
_YEH, _HEH = str.maketrans("يى", "ىي"), str.maketrans("ةه", "هة")
_PERSIAN = str.maketrans("يك", "یک")
_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def hamza_dropped(word: str, _: random.Random) -> str:
    return word.translate(_HAMZA)


def last_letter(swap: dict[int, int]) -> Variant:
    """The last letter for the one it is mistaken for."""
    return lambda word, _: word[:-1] + word[-1:].translate(swap)


def marked(word: str, chance: random.Random) -> str:
    """A vowel on every Arabic letter."""
    return "".join(c + chance.choice(araby.FATHA + araby.DAMMA + araby.KASRA) if c in _LETTERS else c for c in word)


def stretched(word: str, _: random.Random) -> str:
    """A tatweel after the first letter that joins the next."""
    at = next((n + 1 for n, c in enumerate(word[:-1]) if c in _LETTERS and c not in "ادذرزو"), 0)
    return word[:at] + araby.TATWEEL + word[at:] if at else word


def shaped(word: str, _: random.Random) -> str:
    """In presentation forms, as text copied out of a PDF has them."""
    return shape(word).replace(SWALLOWED, "")


def clitics_changed(word: str, chance: random.Random) -> str:
    """The article or a preposition with it taken off, or else one put on; and sometimes «and» before it."""
    if len(word) < 3 or not all(c in _LETTERS or c in "أإآؤئىةء" for c in word):
        return word
    bare = next(
        (word[len(p) :] for p in ("وال", "بال", "ال", "لل") if word.startswith(p) and len(word) - len(p) > 2), ""
    )
    put_on = chance.choice(("ال", "بال", "لل", "وال"))
    return bare or put_on + word


def misspelt(text: str, chance: random.Random) -> str:
    """One typo in one word of the text."""
    words = text.split()
    long = [n for n, word in enumerate(words) if len(word) >= 5 and all(c.isalpha() for c in word)]
    if long:
        nth = chance.choice(long)
        words[nth] = _with_typo(words[nth], chance)
    return " ".join(words)


def _with_typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    return chance.choice(
        (
            before + after,
            before + letter * 2 + after,
            before + chance.choice(_LETTERS) + after,
            before + after[0] + letter + after[1:],
        )
    )


def by_word(change: Variant) -> Variant:
    """A change of words as one of texts."""
    return lambda text, chance: " ".join(change(word, chance) for word in text.split())


VARIANTS: dict[str, tuple[Variant, float]] = {
    "hamza dropped": (by_word(hamza_dropped), 0.0),
    "ى for ي, ي for ى": (by_word(last_letter(_YEH)), 0.0),
    "ة for ه, ه for ة": (by_word(last_letter(_HEH)), 0.0),
    "vowels": (by_word(marked), 0.0),
    "tatweel": (by_word(stretched), 0.0),
    "presentation forms": (by_word(shaped), 0.0),
    "Persian yeh and kaf": (by_word(lambda word, _: word.translate(_PERSIAN)), 0.0),
    "Arabic digits": (by_word(lambda word, _: word.translate(_DIGITS)), 0.0),
    "one typo": (misspelt, 0.03),
    "clitics changed": (by_word(clitics_changed), 0.05),
}
"""Each variant, and what it may lose."""


def main() -> None:
    """Print the table."""
    half = Half.REPORTED if "reported" in words_given(__doc__) else Half.TUNING
    titles = next(task for task in tasks(half) if task.name == "N")
    rare = Task("rare words", titles.pool, list(rare_words(titles)))
    with TemporaryDirectory() as folder, indexed(titles.pool, Path(folder)) as corpus:
        print(f"{half.name.lower()} half, {len(titles.pool)} articles{'titles':>14}{'rare words':>22}")
        plain = [_mean(corpus, task, lambda text, _: text) for task in (titles, rare)]
        print(f"{'as it is':32}{plain[0]:8.3f}{plain[1]:19.3f}  (rare words ≥ {EXACT_GOAL})")
        for name, (variant, may_lose) in VARIANTS.items():
            means = [_mean(corpus, task, variant) for task in (titles, rare)]
            gains = [mean - before for before, mean in zip(plain, means, strict=True)]
            row = "".join(f"{mean:8.3f} ({gain:+.3f})  " for mean, gain in zip(means, gains, strict=True))
            print(f"{name:32}{row} (may lose {may_lose:g})", flush=True)


def _mean(corpus: Corpus, task: Task, variant: Variant) -> float:
    chance = random.Random(SEED)
    ranked = [asked(corpus, variant(question.text, chance)) for question in task.questions]
    return float(np.mean(reciprocal_ranks(task, ranked)))


def rare_words(task: Task) -> Iterator[Question]:
    """For some bodies of the pool, their rarest words as they are written there; another body may have them, too."""
    held = [list(dict.fromkeys(keys(document.body))) for document in task.pool]
    frequency = Counter(word for words in held for word in words)
    alike: dict[object, set[int]] = {}
    for place, document in enumerate(task.pool):
        for sign in signs(document):
            alike.setdefault(sign, set()).add(place)
    for place in random.Random(SEED).sample(range(len(task.pool)), RARE):
        rarest = _rarest(held[place], frequency)
        right = frozenset[int]().union(*(alike[sign] for sign in signs(task.pool[place])))
        yield Question(" ".join(rarest), right)


def _rarest(words: Sequence[str], frequency: Counter[str]) -> list[str]:
    arabic = [word for word in words if len(word) > 2 and araby.is_arabicrange(word[0])]
    return sorted(arabic, key=lambda word: (frequency[word], word))[:RARE_WORDS]


if __name__ == "__main__":
    main()
