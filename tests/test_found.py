"""Set algebra over sorted arrays, held against Python's own sets and dictionaries."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.found import Few, Found, all_of, any_of, best, kept, raised, scaled, without

COUNT = 40


def made(scores: dict[int, int]) -> Found:
    documents = sorted(scores)
    return Found(np.array(documents, np.int64), np.array([scores[d] for d in documents], np.float64))


def plain(found: Found) -> dict[int, float]:
    documents = found.documents.tolist()
    assert documents == sorted(set(documents))
    return dict(zip(documents, found.scores.tolist(), strict=True))


ANSWERS = st.dictionaries(st.integers(0, COUNT - 1), st.integers(0, 9))


@given(st.lists(ANSWERS, min_size=1, max_size=4), st.sampled_from([COUNT, 10_000]))
def test_any_of_is_a_union_with_scores_added(parts: list[dict[int, int]], count: int) -> None:
    union = {d: sum(part.get(d, 0) for part in parts) for d in set().union(*parts)}
    assert plain(any_of([made(part) for part in parts], count)) == union


@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_all_of_is_an_intersection_with_scores_added(parts: list[dict[int, int]]) -> None:
    common = {d: sum(part[d] for part in parts) for d in set(parts[0]).intersection(*parts[1:])}
    assert plain(all_of([made(part) for part in parts])) == common


@given(ANSWERS, ANSWERS)
def test_without_is_a_difference(found: dict[int, int], unwanted: dict[int, int]) -> None:
    assert plain(without(made(found), made(unwanted))) == {d: s for d, s in found.items() if d not in unwanted}


@given(ANSWERS, ANSWERS)
def test_raised_adds_what_others_score_and_leaves_out_who_is_new(found: dict[int, int], other: dict[int, int]) -> None:
    assert plain(raised(made(found), made(other))) == {d: s + other.get(d, 0) for d, s in found.items()}
    assert plain(scaled(made(found), 2)) == {d: 2 * s for d, s in found.items()}


@given(ANSWERS, ANSWERS)
def test_few_documents_of_many_are_found_as_many_are(found: dict[int, int], other: dict[int, int]) -> None:
    many = {document * 1_000: score for document, score in other.items()}
    few = {document * 1_000: score for document, score in found.items()}
    common = {document: score + many[document] for document, score in few.items() if document in many}
    assert plain(all_of([made(few), made(many)])) == common


@given(ANSWERS, st.one_of(st.none(), st.integers(0, COUNT)))
def test_best_is_the_head_of_a_stable_sort(found: dict[int, int], limit: int | None) -> None:
    ordered = sorted(found, key=lambda document: (-found[document], document))
    answer = made(found)
    assert answer.documents[best(answer, limit)].tolist() == ordered[:limit]


@given(st.lists(st.integers(0, 50), min_size=500, max_size=900), st.integers(0, 12))
def test_few_of_many_are_the_head_of_a_stable_sort_however_many_are_equal(scores: list[int], limit: int) -> None:
    found = Found(np.arange(len(scores)), np.array(scores, np.float64))
    ordered = sorted(range(len(scores)), key=lambda document: (-scores[document], document))
    assert best(found, limit).tolist() == ordered[:limit]


@given(ANSWERS, ANSWERS)
def test_scores_are_reckoned_of_the_documents_that_are_asked_for(found: dict[int, int], other: dict[int, int]) -> None:
    asked: list[int] = []

    def reckon(places: slice | np.ndarray) -> np.ndarray:
        asked.extend(made(found).documents[places].tolist())
        return made(found).scores[places]

    lazy = Found(made(found).documents, reckon)
    common = all_of([lazy, made(other)])
    assert asked == []
    assert plain(common) == plain(all_of([made(found), made(other)]))
    assert set(asked) == set(found) & set(other)


@given(ANSWERS)
def test_kept_are_those_that_pass(found: dict[int, int]) -> None:
    even = made(found).documents % 2 == 0
    assert plain(kept(made(found), even)) == {d: s for d, s in found.items() if not d % 2}


@given(ANSWERS, ANSWERS, st.one_of(st.none(), st.integers(0, COUNT)))
def test_few_documents_in_lists_are_as_many_in_arrays(
    found: dict[int, int], other: dict[int, int], limit: int | None
) -> None:
    def few(scores: dict[int, int]) -> Few:
        return Few(sorted(scores), [float(scores[document]) for document in sorted(scores)])

    assert len(few(found)) == len(found)
    assert few(found).first(limit) == made(found).first(limit)
    assert plain(few(found)) == found
    assert plain(any_of([few(found), made(other)], COUNT)) == plain(any_of([made(found), made(other)], COUNT))
    assert plain(all_of([made(found), few(other)])) == plain(all_of([made(found), made(other)]))
    assert plain(scaled(few(found), 2)) == {document: 2 * score for document, score in found.items()}
