"""Names across scripts on the shared news: what is found, what is taken for what, how long it takes, what it costs.

    CORPUS_DATA=… python -m tests.bench.names [folder of the news, unpacked] [found] [pairs] [time] [build]

found   the hundred names of tests/cases/names_news.tsv in both directions, judged as that file says
pairs   every pair of words the program takes for one name: for the hundred names, and by sound alone for each name of
        the tables. Right are those the tables know; the others were judged by hand, and the wrong ones are listed in
        tests/cases/names_wrong.tsv. Pairs that are in neither place are printed, to be judged
time    the hundred names, asked with nothing remembered, and questions of ten words
build   what the names add to building the index
"""

import random
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter, process_time

import numpy as np

from index.catalogue import FILE, Catalogue
from index.corpus import Corpus, default_cache
from index.lexicon import CorpusLexicon
from index.names.aliases import Aliases, alike, comparable
from index.names.hearing import sounding_like
from index.names.naming import Naming, Sources
from index.names.pairs import pairs
from index.names.runs import names_in
from index.names.sound_at_once import sounds
from index.postings.spellings import Spellings
from index.query import parse
from index.results import Field
from index.search import Engine
from index.words import keys
from tests.bench.asking import unpack
from tests.bench.command import words_given
from tests.names_judged import CASES, FIRST, JudgedName, judged_names, plain

ALL = Aliases()
PARTS = ("found", "pairs", "time", "build")
WRONG = CASES / "names_wrong.tsv"

_AT_ONCE = 100  # articles whose names are looked for together, as when an index is built


def main() -> None:
    """Print the parts that are wanted: all, or those named."""
    wanted = [part for part in PARTS if part in words_given(__doc__)] or PARTS
    folder = next((Path(argument) for argument in words_given(__doc__) if argument not in PARTS), None)
    with tempfile.TemporaryDirectory() as scratch:
        news = folder or Path(scratch, "news")
        cache = default_cache() if folder else Path(scratch, "cache")
        if folder is None:
            unpack(news)
        began = process_time()
        with Corpus.open(news, cache=cache) as corpus:
            building = process_time() - began
            bench = Bench(max(corpus.folder.glob("g*")))
        if "found" in wanted:
            bench.found()
        if "pairs" in wanted:
            bench.pairs()
        if "time" in wanted:
            bench.time()
        if "build" in wanted:
            bench.build(building)


class Bench:
    """One generation of the index, and its articles as they are judged."""

    def __init__(self, generation: Path) -> None:
        self.engine = Engine(generation)
        self.catalogue = Catalogue(generation / FILE)
        self.lexicon = CorpusLexicon([self.engine.fields[field].vocabulary for field in Field], self.engine.count)
        self.names = list(judged_names())
        entries = self.catalogue.entries()
        self.bodies = {entry.id: self.catalogue.bodies_of([entry.id])[entry.id] for entry in entries}
        self.texts = {entry.id: plain(f"{entry.title}\n{self.bodies[entry.id]}") for entry in entries}

    def naming(self, *, aliases: Aliases | None = ALL, others: bool = True) -> Naming:
        """The names as the program takes them, or from some sources alone."""
        pairs = self.catalogue.paired if others else None
        return Naming(self.lexicon, Sources(aliases, pairs, others, others))

    # ---- found

    def found(self) -> None:
        """The share of names of which the first ten articles are right."""
        held = {name: sum(1 for text in self.texts.values() if name.stands_in.search(text)) for name in self.names}
        missing = [name.latin for name in self.names if not held[name]]
        print(f"{len(self.texts)} articles; in none of them: {', '.join(missing) or 'no name'}")
        print(f"{'':28} {'Latin → all':>12} {'Arabic → all':>13} {'both':>7} {'nothing wrong':>14}")
        rows = {
            "all sources": self.naming(),
            "without the alias table": self.naming(aliases=Aliases(curated=False)),
            "without any table": self.naming(aliases=None),
            "no names at all": self.naming(aliases=None, others=False),
        }
        for row, naming in rows.items():
            wrong = self._row(row, naming, held)
            if row != "no names at all":
                print(f"    not right: {', '.join(wrong)}")

    def _row(self, row: str, naming: Naming, held: Mapping[JudgedName, int]) -> list[str]:
        asked = [name for name in self.names if held[name]]
        right = {
            name: [self._is_right(naming, name, text, held[name]) for text in (name.latin, name.arabic)]
            for name in asked
        }
        latin, arabic = (sum(both[way][0] for both in right.values()) / len(asked) for way in (0, 1))
        strict = sum(one[1] for both in right.values() for one in both) / len(asked) / 2
        print(f"{row:28} {latin:12.3f} {arabic:13.3f} {(latin + arabic) / 2:7.3f} {strict:14.3f}")
        return [text for name in asked for text, one in zip(name[1:3], right[name], strict=True) if not one[0]]

    def _is_right(self, naming: Naming, name: JudgedName, text: str, held: int) -> tuple[bool, bool]:
        """Whether the first ten, or as many as there are, are right; whether none of the first ten is wrong."""
        best = self.engine.rank(naming.understood(parse(text)), FIRST).best
        good = [bool(name.stands_in.search(self.texts[article])) for article, _ in best]
        first = good[: min(FIRST, held)]
        return bool(first) and all(first) and len(first) == min(FIRST, held), bool(good) and all(good)

    # ---- pairs

    def pairs(self) -> None:
        """The precision of what is taken for the same name."""
        wrong = {tuple(line.split("\t")[:2]) for line in WRONG.read_text("utf-8").splitlines() if line[:1] != "#"}
        for title, taken in (("the hundred names", self._taken()), ("by sound alone", self._by_sound())):
            known = {pair: self._in_tables(*pair) for pair in taken}
            judged = [pair for pair in taken if not known[pair]]
            bad = [pair for pair in judged if pair in wrong]
            share = 1 - len(bad) / (len(taken) or 1)
            print(f"{title}: {len(taken)} pairs, {len(judged)} judged by hand, wrong {len(bad)}: precision {share:.3f}")
            print("    judged right:", " | ".join(f"{a} = {b}" for a, b in judged if (a, b) not in wrong))
            print("    wrong:", " | ".join(f"{a} = {b}" for a, b in bad))

    def _taken(self) -> list[tuple[str, str]]:
        naming = self.naming()
        asked = [text for name in self.names for text in name[1:3]]
        called = [self.engine.rank(naming.understood(parse(text)), 0).called for text in asked]
        return sorted({(name, other) for names in called for name, others in names.items() for other in others})

    def _by_sound(self) -> list[tuple[str, str]]:
        singles = {form[0] for name in Aliases().all_names() for form in name.forms if len(form) == 1}
        return [(word, other) for word in sorted(singles) for other in sounding_like(word, self.lexicon)]

    @staticmethod
    def _in_tables(asked: str, taken: str) -> bool:
        tables, words = Aliases(), tuple(keys(asked))
        forms = {comparable(form) for name in tables.naming(words) for form in name.forms}
        parts = [other for word in words for other in tables.namesakes(word)]
        other = tuple(keys(taken))
        return comparable(other) in forms or any(alike(other[0], part) for part in parts)

    # ---- time and cost

    def time(self) -> None:
        """Milliseconds to answer, names included, with nothing remembered."""
        texts = [text for name in self.names for text in name[1:3]]
        rng = random.Random(6)
        long = [words for words in map(keys, rng.sample(list(self.bodies.values()), 400)) if len(words) > 30]
        questions = [
            " ".join(words[at : at + 10]) for words in long[:100] if (at := rng.randrange(len(words) - 10)) >= 0
        ]
        for title, asked in (("names", texts), ("ten words", questions)):
            for part, answer in (("understood", self._understand), ("answered", self._answer)):
                took = []
                for text in asked:
                    naming = self._forgetful()
                    began = perf_counter()
                    answer(naming, text)
                    took.append((perf_counter() - began) * 1000)
                print(f"{title}, {part}: p50 {np.percentile(took, 50):.1f} ms, p95 {np.percentile(took, 95):.1f} ms")

    def _forgetful(self) -> Naming:
        self.lexicon.spellings.cache_clear()
        self.lexicon.sounding.cache_clear()
        return self.naming()

    @staticmethod
    def _understand(naming: Naming, text: str) -> None:
        naming.understood(parse(text))

    def _answer(self, naming: Naming, text: str) -> None:
        self.engine.rank(naming.understood(parse(text)), FIRST)

    def build(self, building: float) -> None:
        """CPU seconds that the names take of a build."""
        began = process_time()
        for body in self.bodies.values():
            if "(" in body:
                set(pairs(body))
        paired = process_time() - began
        began = process_time()
        for field in Field:
            for segment in self.engine.reader[field].segments:
                sounds(Spellings.of_field(segment.field))
        sounded = process_time() - began
        began = process_time()
        bodies = list(self.bodies.values())
        for first in range(0, len(bodies), _AT_ONCE):
            names_in(bodies[first : first + _AT_ONCE])
        written = process_time() - began
        print(f"build: pairs {paired:.2f} s, sounds {sounded:.2f} s, names by their form {written:.2f} s", end="")
        share = (paired + sounded + written) / building if building > 1 else 0
        print(f", of {building:.2f} s in all: {share:.1%}" if share else " (the index was there already)")


if __name__ == "__main__":
    main()
