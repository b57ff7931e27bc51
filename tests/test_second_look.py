"""The best articles looked at again: what comes first that came later, and that nothing is found or lost by it."""

import json

import pytest

from index.corpus import Corpus
from index.function_words import is_function_word
from index.query import parse
from index.results import Why
from index.search import Engine
from index.vocabulary import RUNGS
from index.words import Key

FILL = "وقال المصدر إن الأمر بحاجة إلى مزيد من الوقت حتى تتضح الصورة كاملة أمام الجميع هناك "
BODIES = {
    "letters": "اجتمعت اللجنة في مكاتب المدينة وقرأت كتاب اليوم",
    "no letters": "اجتمعت اللجنة في شوارع المدينة وقرأت كتاب اليوم",
    "adjacent": "ثم جاءت أسعار النفط كما قيل مرتفعة غالية جدا أمس",
    "apart": "ثم جاءت أسعار مرتفعة كما قيل النفط غالية جدا أمس",
    "early": "زلزال يهز البلاد " + FILL * 4 + "ثم عاد الناس",
    "late": "ثم عاد الناس " + FILL * 4 + "زلزال يهز البلاد",
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("news")
    records = [{"title": f"{number}", "body": body} for number, body in enumerate(reversed(BODIES.values()))]
    (folder / "news.json").write_text(json.dumps(records), "utf-8")
    return Corpus.open(folder, cache=tmp_path_factory.mktemp("cache"))


def order(corpus: Corpus, query: str, limit: int | None = None) -> list[str]:
    names = list(reversed(BODIES))
    return [names[int(hit.article.id.partition("#")[2])] for hit in corpus.search(query, limit=limit).hits]


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("كتاب مكاتيب", "letters", "no letters"),
        ("أسعار النفط", "adjacent", "apart"),
        ("زلزال", "early", "late"),
    ],
)
def test_of_two_articles_alike_in_words_one_comes_first(corpus: Corpus, query: str, first: str, second: str) -> None:
    assert order(corpus, query)[:2] == [first, second]


def test_the_first_of_few_are_the_first_of_many(corpus: Corpus) -> None:
    assert order(corpus, "النفط زلزال كتاب", 2) == order(corpus, "النفط زلزال كتاب")[:2]


@pytest.mark.parametrize("query", ["كتاب", "أسعار النفط", "من في", "اللجنة AND كتاب", '"أسعار النفط" زلزال', "مكت*"])
def test_nothing_is_found_or_lost_by_looking_again(corpus: Corpus, query: str) -> None:
    folder = max(corpus.folder.glob("g*"))
    again, once = (Engine(folder, climbed).rank(parse(query)) for climbed in (RUNGS, RUNGS - {Why.LETTERS}))
    assert (again.total, {article for article, _ in again.best}) == (once.total, {article for article, _ in once.best})
    before = dict(once.best)
    assert all(score >= before[article] for article, score in again.best)
    assert [score for _, score in again.best] == sorted((score for _, score in again.best), reverse=True)


def test_words_of_a_phrase_that_stand_apart_count_beside_other_words(corpus: Corpus) -> None:
    assert order(corpus, '"النفط أسعار" أمس')[:2] == ["adjacent", "apart"]
    assert corpus.search('"النفط أسعار"').total == 0


@pytest.mark.parametrize("word", ["من", "ومن", "أين", "فكانت", "الذي", "وهو"])
def test_a_function_word_is_seen_after_a_conjunction_and_in_any_spelling(word: str) -> None:
    assert is_function_word(Key(word))


@pytest.mark.parametrize("word", ["فلم", "وزير", "منزل", "فنون", "tesla", "2015"])
def test_a_word_that_articles_are_about_is_none(word: str) -> None:
    assert not is_function_word(Key(word))
