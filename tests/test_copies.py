"""Articles that are nearly the same: which are, and how a search folds them into one row."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.copies import ALIKE, BINS, Signatures, Signed, agreement, grouped
from index.corpus import Corpus, Results

STORY = (
    "أعلنت وزارة الصحة في الرياض اليوم عن افتتاح مستشفى جديد يتسع لمئتي سرير ويضم أقساما للأطفال والطوارئ "
    "وقال المتحدث باسم الوزارة إن العمل فيه بدأ قبل ثلاث سنوات وإن تكلفته بلغت خمسين مليون ريال"
)
OTHER = (
    "فاز فريق الهلال على ضيفه في المباراة التي أقيمت مساء أمس على ملعب الجامعة بهدفين دون رد سجلهما المهاجم "
    "في الشوط الثاني وبذلك يتصدر الفريق ترتيب الدوري قبل ثلاث جولات من ختامه وسط فرحة جماهير الصحة"
)
NEWS = [
    ("مستشفى جديد", STORY, "2015-08-01"),
    ("افتتاح مستشفى", STORY.replace("أعلنت", "اعلنت").replace("اليوم ", "") + " وفق بيان", "2015-08-03"),
    ("الهلال يفوز", OTHER, "2015-08-02"),
    ("الصحة تفتتح", STORY, "2015-07-30"),
    ("خبر قصير", "وزارة الصحة", "2015-08-01"),
    ("خبر قصير", "وزارة الصحة", "2015-08-01"),
]


@pytest.fixture(scope="module", params=[1, 3], ids=["one segment", "several"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder, cache = tmp_path_factory.mktemp("news"), tmp_path_factory.mktemp("cache")
    for left in reversed(range(request.param)):
        for number, (title, body, date) in enumerate(NEWS[: len(NEWS) - 2 * left]):
            record = [{"title": title, "body": body, "date": date, "source": "واس"}]
            (folder / f"{number}.json").write_text(json.dumps(record), "utf-8")
        corpus = Corpus.open(folder, cache=cache)
    return corpus


def numbers(results: Results) -> list[int]:
    return [int(hit.article.id[0]) for hit in results.hits]


def test_versions_of_a_story_are_one_row_with_a_count(corpus: Corpus) -> None:
    results = corpus.search("الصحة", sort="newest", fold=())
    assert numbers(results) == [1, 2, 4, 5]  # the same few words twice are no story
    assert [hit.alike for hit in results.hits] == [2, 0, 0, 0]
    assert (results.total, results.folded) == (6, 2)


def test_the_row_is_the_first_in_the_order_asked_for(corpus: Corpus) -> None:
    assert numbers(corpus.search("الصحة", sort="oldest", fold=()))[0] == 3


def test_an_opened_row_has_its_copies_behind_it_in_whichever_order(corpus: Corpus) -> None:
    for opened in ("0.json#0", "3.json#0"):
        results = corpus.search("الصحة", sort="newest", fold=(opened,))
        assert numbers(results)[0] == 1
        assert set(numbers(results)[1:3]) == {0, 3}
        assert [hit.is_copy for hit in results.hits] == [False, True, True, False, False, False]
        assert (results.total, results.folded) == (6, 0)


def test_only_copies_that_answer_are_counted(corpus: Corpus) -> None:
    (hit,) = corpus.search("بيان", fold=()).hits
    assert hit.alike == 0


def test_what_is_not_folded_is_given_whole(corpus: Corpus) -> None:
    results = corpus.search("الصحة")
    assert (len(results.hits), results.folded) == (6, 0)
    assert not any(hit.alike for hit in results.hits)


def test_opening_what_is_no_article_opens_nothing(corpus: Corpus) -> None:
    assert len(corpus.search("الصحة", fold=("nowhere.txt",)).hits) == 4


def test_first_rows_are_as_many_as_asked_for(corpus: Corpus) -> None:
    assert numbers(corpus.search("الصحة", sort="newest", limit=2, fold=())) == [1, 2]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), max_size=12), st.integers(0, 2**32 - 1), st.integers(0, 12))
def test_members_of_a_group_are_like_its_first(stories: list[int], seed: int, first_segment: int) -> None:
    random = np.random.default_rng(seed)
    origins = random.integers(1, 2**32 - 1, (4, BINS), dtype=np.uint32)
    signatures = origins[np.array(stories, np.int64)]
    changed = random.random(signatures.shape) < 0.25
    signatures = np.where(changed, random.integers(1, 2**32 - 1, signatures.shape, dtype=np.uint32), signatures)
    groups = grouped(signed(signatures, first_segment))
    assert np.array_equal(groups, grouped(signed(signatures)))
    assert (groups <= np.arange(len(stories))).all()
    assert (groups[groups] == groups).all()
    assert (agreement(signatures, signatures[groups]) >= ALIKE).all()


def test_articles_without_words_are_like_none() -> None:
    assert grouped(signed(np.zeros((3, BINS), np.uint32))).tolist() == [0, 1, 2]


def test_an_article_that_is_gone_is_no_copy() -> None:
    signatures = np.ones((3, BINS), np.uint32)
    assert grouped(Signed([(0, signatures)], np.array([False, True, True]))).tolist() == [0, 1, 1]


def signed(signatures: Signatures, first_segment: int = 0) -> Signed:
    """Signatures in two segments, all of living articles."""
    parts = signatures[:first_segment], signatures[first_segment:]
    return Signed([(0, parts[0]), (len(parts[0]), parts[1])], np.ones(len(signatures), np.bool_))
