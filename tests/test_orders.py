"""Orders that are not by rank, held against Python's own sort."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import orders
from index.found import NOTHING, Found
from index.orders import Order

COUNT = 60
VALUES = st.lists(st.integers(0, 6), min_size=COUNT, max_size=COUNT)
ANSWERS = st.dictionaries(st.integers(0, COUNT - 1), st.integers(0, 3), max_size=COUNT)
LIMITS = st.none() | st.integers(0, COUNT + 1)


def made(scores: dict[int, int]) -> Found:
    documents = sorted(scores)
    return Found(np.array(documents, np.int64), np.array([scores[d] for d in documents], np.float64))


def backwards(values: list[int]) -> list[int]:
    return sorted(values, reverse=True)


@pytest.mark.parametrize("some", [0, 8, 512], ids="looking for the foremost of {} and more".format)
@pytest.mark.parametrize("arranged", [list, sorted, backwards], ids=["anyhow", "first to last", "last to first"])
def test_an_order_is_the_head_of_a_stable_sort_wherever_documents_stand(
    monkeypatch: pytest.MonkeyPatch, some: int, arranged: Callable[[list[int]], list[int]]
) -> None:
    monkeypatch.setattr(orders, "_SOME", some)

    @settings(max_examples=60)
    @given(VALUES, ANSWERS, LIMITS)
    def is_the_head(after: list[int], found: dict[int, int], limit: int | None) -> None:
        after = arranged(after)
        wanted = sorted(sorted(found), key=lambda document: (after[document], -found[document]))[:limit]
        documents, scores = Order(np.array(after, np.int32)).first(made(found), limit)
        assert documents.tolist() == wanted
        assert scores.tolist() == [found[document] for document in wanted]

    is_the_head()


def test_one_undated_article_at_the_end_and_one_of_the_future_at_the_beginning_stand_where_they_belong() -> None:
    after = [0, *range(8, 1, -1), 9]
    documents, _ = Order(np.array(after, np.int32)).first(made(dict.fromkeys(range(9), 1)), 3)
    assert documents.tolist() == [0, 7, 6]


def test_where_there_is_nothing_there_is_nothing_to_order() -> None:
    documents, scores = Order(np.empty(0, np.int32)).first(NOTHING, 20)
    assert (len(documents), len(scores)) == (0, 0)
