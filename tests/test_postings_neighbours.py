"""What is told of the words beside a word, held against the articles' own words."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.keys import normalised
from index.postings import FlatWriter, create, neighbours
from index.postings.arrays import BEFORE, KINDS, FlatField, narrow, vocabulary_arrays
from index.postings.mapped import FlatFile
from index.words import Key

WORDS = ["أحمد", "احمد", "مدرسة", "مدرسه", "في", "على", "علي", "google", "2024", "و"]
DOCUMENTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=12)


def written(
    folder: Path, documents: list[list[str]], more: list[list[str]], deleted: set[int]
) -> Mapping[str, FlatField]:
    """The fields of a segment that was made of two, some of whose articles had been deleted."""
    index = create(folder)
    for first, some in ((0, documents), (len(documents), more)):
        writer = FlatWriter(index)
        for number, words in enumerate(some, first):
            writer.add_article(f"{number}", " ".join(words), "")
        if first:
            writer.delete_articles([f"{number}" for number in deleted])
        writer.commit(optimize=bool(first))
    (flat,) = folder.glob("*.flat")
    return FlatFile.map(flat).fields


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=DOCUMENTS, more=DOCUMENTS, data=st.data())
def test_every_place_tells_the_kinds_of_the_words_beside_it(
    documents: list[list[str]],
    more: list[list[str]],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(neighbours, "_AT_ONCE", data.draw(st.sampled_from([1, 20, 1000]), "bytes at once"))
    deleted = data.draw(st.sets(st.integers(0, len(documents) - 1), max_size=3), "deleted")
    fields = written(tmp_path_factory.mktemp("index"), documents, more, deleted)
    body, ids = fields["body"], fields["id"]
    words_of = {
        document: [*documents, *more][int(name)]
        for name, document in zip(ids.all_words(), ids.documents.tolist(), strict=True)
    }
    if body.kinds is None:
        assert not any(words_of.values())
        return
    kind_of = {word.decode(): int(kind) for word, kind in zip(body.all_words(), body.kinds, strict=True)}
    assert set(kind_of.values()) <= set(range(1, KINDS + 1))
    by_form = {normalised(Key(word)): kind for word, kind in kind_of.items()}
    assert all(by_form[normalised(Key(word))] == kind for word, kind in kind_of.items())
    for number in range(len(body)):
        rows, own = body.rows(number), body.places(number)
        standing = np.repeat(body.documents[rows], body.frequencies[rows]).tolist()
        for document, position, told in zip(standing, body.positions_at(own), body.beside_at(own), strict=True):
            kinds = [0, *[kind_of[word] for word in words_of[document]], 0]
            assert told == kinds[position] << BEFORE | kinds[position + 2]


def standing(words: Sequence[str], positions: Sequence[int]) -> FlatField:
    """A field of words each of which stands once, in the same document."""
    count = len(words)
    ones = np.ones(count, np.uint8)
    return FlatField(
        **vocabulary_arrays([word.encode() for word in words]),
        starts=narrow(np.arange(count + 1)),
        documents=3 * ones.astype(np.uint32),
        frequencies=ones,
        positions=np.array(positions, np.uint32),
        position_starts=narrow(np.arange(count + 1)),
    )


def test_kinds_are_about_as_frequent_as_each_other() -> None:
    words = sorted(f"كلمة{number}" for number in range(3000))
    field = neighbours.with_neighbours(standing(words, range(len(words))))
    assert field.kinds is not None
    counts = np.bincount(field.kinds, minlength=KINDS + 1)
    assert counts[0] == 0
    assert counts[1:].max() < 2 * len(words) / KINDS


@pytest.mark.parametrize("positions", [[1 << 31], [0, 1 << 31], [0, 0], [0, 7, 7, 9]])
def test_nothing_is_told_where_positions_lie_far_apart_or_hold_several_words(positions: list[int]) -> None:
    field = standing("ابتث"[: len(positions)], positions)
    assert neighbours.with_neighbours(field) is field
    assert field.kind([0]) == 0


def test_no_word_stands_beside_a_gap() -> None:
    field = neighbours.with_neighbours(standing("ابت", [0, 1, 3]))
    assert field.kinds is not None
    assert field.beside is not None
    assert field.beside.tolist() == [field.kinds[1], field.kinds[0] << BEFORE, 0]
