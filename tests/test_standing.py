"""Where words and phrases stand, held against the articles' own words."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Span
from index.postings import FlatWriter, Reader, create
from index.query import Called, Leaf, Phrase, Spelling
from index.relating import write_missing
from index.relations import open_relations
from index.results import Field
from index.standing import standing
from index.vocabulary import Vocabulary
from index.words import Key

WORDS = [Key(letter) for letter in "ابتث"]
ARTICLES = st.lists(st.lists(st.sampled_from(WORDS), max_size=9), min_size=1, max_size=6)
NAMES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=1, max_size=3)
SPAN = Span(0, 0)
MODEST = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def within(folder: Path, articles: list[list[Key]], leaf: Leaf) -> set[tuple[int, int, int]]:
    """The article, first word and word after the last of every stretch in which it stands."""
    writer = FlatWriter(create(folder), batch_words=12)
    for number, words in enumerate(articles):
        writer.add_article(f"{number}", " ".join(words), "")
    writer.commit(merge=False)
    write_missing(folder)
    body = Reader.open(folder).body
    relations = [open_relations(folder, segment.name, Field.BODY, segment.field) for segment in body.segments]
    found = standing(leaf, body, Vocabulary(list(zip(body.segments, relations, strict=True))))
    every = stretches(articles)
    firsts, afters = (np.array([d << 32 | ends[nth] for d, *ends in every], np.uint64) for nth in range(2))
    return {stretch for stretch, held in zip(every, found.within(firsts, afters).tolist(), strict=True) if held}


def stretches(articles: list[list[Key]]) -> list[tuple[int, int, int]]:
    return [
        (number, first, after)
        for number, words in enumerate(articles)
        for first in range(len(words) + 1)
        for after in range(first, len(words) + 1)
    ]


def stands(words: list[Key], asked: list[Key], gap: int = 0) -> bool:
    """Whether they stand there in this order, with at most so many others between."""
    for first in range(len(words)):
        rest = iter(words[first : first + len(asked) + gap])
        if words[first] == asked[0] and all(word in rest for word in asked):
            return True
    return False


@MODEST
@given(articles=ARTICLES, asked=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), gap=st.integers(0, 2))
def test_a_phrase_stands_in_what_holds_all_of_it(
    articles: list[list[Key]], asked: list[Key], gap: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = within(tmp_path_factory.mktemp("index"), articles, Phrase(tuple(asked), SPAN, Field.BODY, gap))
    assert found == {(d, a, b) for d, a, b in stretches(articles) if stands(articles[d][a:b], asked, gap)}


@MODEST
@given(articles=ARTICLES, names=NAMES)
def test_a_name_stands_in_what_holds_any_of_its_spellings(
    articles: list[list[Key]], names: list[list[Key]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    spellings = tuple(Spelling(" ".join(name), tuple(frozenset([word]) for word in name)) for name in names)
    found = within(tmp_path_factory.mktemp("index"), articles, Called("", spellings, SPAN))
    assert found == {
        (d, a, b) for d, a, b in stretches(articles) if any(stands(articles[d][a:b], name) for name in names)
    }
