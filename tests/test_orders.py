"""Orders that are not by rank, held against Python's own sort."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import orders
from index.found import NOTHING, Found
from index.orders import Order

COUNT = 60
BEFORE = st.lists(st.integers(0, 6), min_size=COUNT, max_size=COUNT)
ANSWERS = st.dictionaries(st.integers(0, COUNT - 1), st.integers(0, 3), max_size=COUNT)
LIMITS = st.none() | st.integers(0, COUNT + 1)


def made(scores: dict[int, int]) -> Found:
    documents = sorted(scores)
    return Found(np.array(documents, np.int64), np.array([scores[d] for d in documents], np.float64))


@pytest.mark.parametrize("some", [0, 8, 512], ids="looking for the foremost of {} and more".format)
@pytest.mark.parametrize("arranged", [list, sorted], ids=["anyhow", "as they are numbered"])
def test_an_order_is_the_head_of_a_stable_sort_wherever_documents_stand(
    monkeypatch: pytest.MonkeyPatch, some: int, arranged: type
) -> None:
    monkeypatch.setattr(orders, "_SOME", some)

    @settings(max_examples=60)
    @given(BEFORE, ANSWERS, LIMITS)
    def is_the_head(before: list[int], found: dict[int, int], limit: int | None) -> None:
        before = arranged(before)
        wanted = sorted(sorted(found), key=lambda document: (-before[document], -found[document]))[:limit]
        answer = made(found)
        places, scores = Order(np.array(before, np.int32)).first(answer, limit)
        assert answer.documents[places].tolist() == wanted
        assert scores.tolist() == [found[document] for document in wanted]

    is_the_head()


def test_one_undated_article_at_the_end_and_one_of_the_future_at_the_beginning_stand_where_they_belong() -> None:
    before = [9, *range(1, 8), 0]
    places, _ = Order(np.array(before, np.int32)).first(made(dict.fromkeys(range(9), 1)), 3)
    assert places.tolist() == [0, 7, 6]


def test_where_there_is_nothing_there_is_nothing_to_order() -> None:
    places, scores = Order(np.empty(0, np.int32)).first(NOTHING, 20)
    assert (len(places), len(scores)) == (0, 0)
