"""A flat file: what is taken of it is what was written, or is said to be damaged."""

import os
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IndexUnusableError
from index.postings import mapped
from index.postings import written as written_by
from index.postings.arrays import ARRAYS, FlatField, narrow, starts_of, vocabulary_arrays
from index.postings.blocks import BLOCK, Summing, blocks_of
from index.postings.mapped import MAGIC, TRAILER, FlatFile
from index.postings.written import FlatFileWriter

WORDS = 2_000
EACH = 40
"""Postings of every word: the arrays are a dozen blocks."""


def field() -> FlatField:
    counts = np.full(WORDS, EACH)
    documents = np.tile(np.arange(EACH) * 70_000, WORDS)
    return FlatField(
        **vocabulary_arrays(sorted(f"كلمة{number}".encode() for number in range(WORDS))),
        starts=narrow(starts_of(counts)),
        documents=documents.astype(np.uint32),
        frequencies=np.ones(len(documents), np.uint8),
        positions=narrow(np.arange(len(documents)) + 1),
        kinds=np.resize(np.arange(1, 16, dtype=np.uint8), WORDS),
        beside=np.resize(np.arange(251, dtype=np.uint8), len(documents)),
        position_starts=narrow(starts_of(counts)),
    )


def as_written() -> FlatField:
    """With what is reckoned on the way: every word stands but once in a document."""
    return replace(field(), place_starts=narrow(np.arange(WORDS * EACH)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return written(tmp_path / "one.flat", field())


def written(path: Path, *fields: FlatField) -> Path:
    writer = FlatFileWriter(path.open("wb"), path.name)
    for name, one in zip(("body", "title"), fields, strict=False):
        writer.add(name, one)
    writer.close()
    return path


def harmed(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def place_of(path: Path, array: Any) -> int:
    return path.read_bytes().rindex(array.tobytes())


def test_every_array_is_as_it_was_written(path: Path) -> None:
    read = FlatFile.map(path).fields["body"]
    for name in ARRAYS:
        assert np.array_equal(getattr(read, name), getattr(as_written(), name)), name


@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_where_positions_begin_is_reckoned_when_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(written_by, "_AT_ONCE", at_once)
    counts = np.array([1, 300, 2, 5, 1, 90, 400])
    one = FlatField(
        **vocabulary_arrays([b"a", b"b"]),
        starts=narrow(np.array([0, 3, 7])),
        documents=np.array([0, 1, 2, 0, 1, 2, 3], np.uint32),
        frequencies=narrow(counts),
        positions=np.zeros(counts.sum(), np.uint16),
        position_starts=narrow(np.array([0, 303, 799])),
    )
    read = FlatFile.map(written(tmp_path / "one.flat", one)).fields["body"]
    rows = np.array([0, 2, 3, 6])
    assert read.place_starts_at(rows).tolist() == one.place_starts_at(rows).tolist() == [0, 301, 303, 399]


TAKEN: dict[str, tuple[str, Callable[[FlatField], Any]]] = {
    "the last word": ("words", lambda one: one.word(WORDS - 1)),
    "the postings of the last word": ("documents", lambda one: one.documents_at(one.rows(WORDS - 1))),
    "those of scattered words": (
        "documents",
        lambda one: one.documents_at(one.rows_of(np.array([0, 900, WORDS - 1]))),
    ),
    "how often it stands there": ("frequencies", lambda one: one.frequencies_at(one.rows(WORDS - 1))),
    "what its postings weigh": ("frequencies", lambda one: one.weights_at(one.rows(WORDS - 1))),
    "where it stands": ("positions", lambda one: one.positions_at(one.places(WORDS - 1))),
    "of what kind the last word is": ("kinds", lambda one: one.kind([WORDS - 1])),
    "what it stands beside": ("beside", lambda one: one.beside_at(one.places(WORDS - 1))),
    "how often words stand anywhere": ("position_starts", lambda one: one.often([3, WORDS - 1])),
    "all documents": ("documents", lambda one: one.documents),
}


@pytest.mark.parametrize("taken", TAKEN)
def test_what_is_taken_from_a_damaged_place_is_refused(path: Path, taken: str) -> None:
    name, take = TAKEN[taken]
    whole = take(field())
    places = getattr(field(), name)
    end = place_of(path, places) + places.nbytes - 1
    harmed(path, end)
    with pytest.raises(IndexUnusableError):
        take(FlatFile.map(path).fields["body"])
    harmed(path, end)
    assert np.array_equal(take(FlatFile.map(path).fields["body"]), whole)


def test_who_reads_through_meets_all_damage_and_then_finds_what_is_in_memory(path: Path) -> None:
    read = FlatFile.map(path).fields["body"]
    read.read_through()
    assert read.size == as_written().size
    for number in (0, 7, WORDS - 1):
        assert read.find(field().word(number)) == number
        assert [part.tolist() for part in read.postings(number)] == [part.tolist() for part in field().postings(number)]
    for name in ("words", "positions", "kinds", "beside"):
        at = place_of(path, getattr(field(), name))
        harmed(path, at)
        with pytest.raises(IndexUnusableError):
            FlatFile.map(path).fields["body"].read_through()
        harmed(path, at)


def test_damage_is_not_met_by_who_asks_for_something_else(path: Path) -> None:
    harmed(path, place_of(path, field().documents) + field().documents.nbytes - 1)
    read = FlatFile.map(path).fields["body"]
    assert np.array_equal(read.documents_at(read.rows(3)), np.arange(EACH) * 70_000)


@settings(max_examples=60)
@given(at=st.integers(min_value=0), cut=st.booleans())
def test_no_changed_byte_and_no_cut_is_taken_for_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, at: int, cut: bool
) -> None:
    path = written(tmp_path_factory.mktemp("harmed") / "one.flat", field())
    at %= path.stat().st_size
    if cut:
        os.truncate(path, at)
    else:
        harmed(path, at)
    try:
        read = FlatFile.map(path).fields["body"]
        taken = [getattr(read, name) for name in ARRAYS]
    except IndexUnusableError:
        return
    assert all(np.array_equal(*pair) for pair in zip(taken, (getattr(field(), name) for name in ARRAYS), strict=True))


def test_a_file_in_the_place_of_another_is_refused(path: Path) -> None:
    with pytest.raises(IndexUnusableError):
        FlatFile.map(path.rename(path.with_name("two.flat")))


def test_sums_do_not_depend_on_how_the_bytes_came() -> None:
    content = bytes(range(251)) * 1_000
    pieces, once = Summing(), Summing()
    once.add(content)
    for start in range(0, len(content), 977):
        pieces.add(content[start : start + 977])
    blocks = [zlib.crc32(content[start : start + BLOCK]) for start in range(0, len(content), BLOCK)]
    assert pieces.sums().tolist() == once.sums().tolist() == blocks
    assert len(blocks) == blocks_of(len(content))


NUMBERS = st.integers(-9, 99).map(str)
LINES = st.tuples(st.just("body"), st.sampled_from([*ARRAYS, "marks", "x"]), st.sampled_from(["<u4", "|u1", "|O", "x"]))


@given(st.lists(st.tuples(LINES, NUMBERS, NUMBERS).map(lambda one: " ".join([*one[0], *one[1:]])) | st.text()))
def test_a_directory_that_lies_is_called_damaged(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    path = tmp_path_factory.mktemp("lies") / "one.flat"
    summing = Summing()
    summing.add(body := MAGIC + bytes(64))
    end = summing.sums().tobytes() + "\n".join([path.name, *lines]).encode()
    path.write_bytes(body + end + TRAILER.pack(len(body), len(end), zlib.crc32(end), MAGIC))
    try:
        fields = FlatFile.map(path).fields
    except IndexUnusableError:
        return
    assert not fields or all(len(getattr(one, name) or ()) < 99 for one in fields.values() for name in ARRAYS)


def test_words_that_are_remembered_are_found_as_before_and_no_others(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mapped, "_IN_A_TURN", 7)
    read = FlatFile.map(path).fields["body"]
    read.remember_words()
    words = field().all_words()
    assert [read.find(word) for word in words] == list(range(WORDS))
    assert read.find(b"") is read.find(words[-1] + b"0") is None
