"""Words that follow one another, and unions of few postings, held against the articles' own words."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.postings import FlatWriter, Postings, Reader, create, neighbours, side_by_side, united, with_gaps
from index.postings import phrases as module
from tests.vocabulary import chosen

WORDS = "ابتث"
DOCUMENTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=9), min_size=1, max_size=30)
PLACES = st.lists(st.sets(st.sampled_from(WORDS), min_size=1, max_size=3), min_size=1, max_size=7)
MODEST = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def indexed(folder: Path, documents: list[list[str]], deleted: set[int], batch_words: int) -> Postings:
    index = create(folder)
    writer = FlatWriter(index, batch_words=batch_words)
    for number, words in enumerate(documents):
        writer.add_article(f"{number}", " ".join(words), "")
    writer.commit(merge=False)
    if deleted:
        writer = FlatWriter(index)
        writer.delete_articles([f"{number}" for number in deleted])
        writer.commit(merge=False)
    return Reader.open(folder).body


def plain(found: object) -> dict[int, int]:
    if isinstance(found, dict):
        return found
    documents, times = found  # type: ignore[misc]
    return dict(zip(documents.tolist(), times.tolist(), strict=True))


def following(words: list[str], places: list[set[str]], begin: int) -> bool:
    run = words[begin : begin + len(places)]
    return len(run) == len(places) and all(word in place for word, place in zip(run, places, strict=True))


def in_order(words: list[str], places: list[set[str]], gap: int, begin: int) -> bool:
    last = begin
    for place in places[1:]:
        last = next((at for at in range(last + 1, len(words)) if words[at] in place), len(words) + gap + len(places))
    return last - begin <= len(places) - 1 + gap


@pytest.mark.parametrize("few", [0, 3, 99], ids=["in arrays", "mixed", "one by one"])
@pytest.mark.parametrize("batch_words", [12, 1000], ids=["segments", "one segment"])
@MODEST
@given(documents=DOCUMENTS, places=PLACES, data=st.data())
def test_words_that_follow_one_another_are_counted_in_every_living_document(
    few: int,
    batch_words: int,
    documents: list[list[str]],
    places: list[set[str]],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_FEW", few)
    monkeypatch.setattr(module, "_SOME", few)
    monkeypatch.setattr(module, "FEW_WORDS", data.draw(st.sampled_from([1, 8]), "few words"))
    monkeypatch.setattr(module, "_HANDFUL", data.draw(st.sampled_from([0, 2, 99]), "a handful"))
    monkeypatch.setattr(module, "_FEWER", data.draw(st.sampled_from([0, 2, 99]), "fewer"))
    monkeypatch.setattr(neighbours, "_LEAST", data.draw(st.sampled_from([0, 999]), "told of neighbours"))
    monkeypatch.setattr(neighbours, "_SPARSE", 0)
    deleted = data.draw(st.sets(st.integers(0, len(documents) - 1), max_size=3))
    postings = indexed(tmp_path_factory.mktemp("index"), documents, deleted, batch_words)
    for segment in postings.segments if data.draw(st.booleans(), "read through") else ():
        segment.field.read_through()
    wanted = {}
    for number, words in enumerate(documents):
        begins = [begin for begin in range(len(words)) if following(words, places, begin)]
        if begins and number not in deleted:
            wanted[number] = len(begins)
    found = side_by_side(postings, [chosen(postings, place) for place in places])
    assert plain(found) == wanted
    assert list(plain(found)) == sorted(wanted)


def test_a_phrase_is_not_found_where_fewer_of_its_words_stand_than_it_has(tmp_path: Path) -> None:
    postings = indexed(tmp_path, [["ا"] * 4, ["ب", "ت", "ث"] * 2], set(), 1000)
    assert plain(side_by_side(postings, [chosen(postings, {word}) for word in "ابتثبت"])) == {}


@pytest.mark.parametrize("batch_words", [12, 1000], ids=["segments", "one segment"])
@MODEST
@given(documents=DOCUMENTS, places=PLACES, gap=st.integers(1, 3), data=st.data())
def test_words_in_order_may_have_others_between(
    batch_words: int,
    documents: list[list[str]],
    places: list[set[str]],
    gap: int,
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    deleted = data.draw(st.sets(st.integers(0, len(documents) - 1), max_size=3))
    postings = indexed(tmp_path_factory.mktemp("index"), documents, deleted, batch_words)
    wanted = {}
    for number, words in enumerate(documents):
        firsts = [begin for begin, word in enumerate(words) if word in places[0]]
        begins = [begin for begin in firsts if in_order(words, places, gap, begin)]
        if begins and number not in deleted:
            wanted[number] = len(begins)
    assert plain(with_gaps(postings, [chosen(postings, place) for place in places], gap)) == wanted


@pytest.mark.parametrize("counted", ["singly", "sorted", "densely"])
@pytest.mark.parametrize("batch_words", [12, 1000], ids=["segments", "one segment"])
@MODEST
@given(documents=DOCUMENTS, words=st.sets(st.sampled_from(WORDS), min_size=1), data=st.data())
def test_a_union_is_the_same_however_it_is_counted(
    counted: str,
    batch_words: int,
    documents: list[list[str]],
    words: set[str],
    data: st.DataObject,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(united, "FEW_POSTINGS", 1000 if counted == "singly" else 0)
    monkeypatch.setattr(united, "_SPARSE", 1000 if counted == "densely" else 0)
    deleted = data.draw(st.sets(st.integers(0, len(documents) - 1), max_size=3))
    postings = indexed(tmp_path_factory.mktemp("index"), documents, deleted, batch_words)
    found = {number: sum(word in words for word in written) for number, written in enumerate(documents)}
    wanted = {number: times for number, times in found.items() if times and number not in deleted}
    union = postings.union_of(chosen(postings, words))
    assert plain(union) == wanted
    assert union[0].tolist() == sorted(wanted)
