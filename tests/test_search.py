"""What finds what: patterns, typos, gaps, sources, days, orders, over a corpus whose answers can be counted."""

import json
from pathlib import Path

import pytest

from index import indexed_field
from index.corpus import Corpus, Why
from index.faceting import TITLE
from index.facets import Facet
from index.keys import normalised
from index.query import parse
from index.search import Engine
from index.words import Key, fold

NEWS = [
    {
        "title": "أسعار النفط",
        "body": "ارتفعت أسعار النفط الخام في الرياض",
        "source": "اليوم",
        "date": "2015-07-21",
        "author": "علي حسن",
    },
    {
        "title": "سوق الأسهم",
        "body": "كتاب عن السوق والكتابة والمكتبات",
        "source": "اليوم السابع",
        "date": "2015-08-03",
        "author": "سعاد علي",
    },
    {"title": "الطقس", "body": "أمطار على جدة وسوق النفط هادئة بنسبة 40%", "source": "الرياض", "date": "2015-08-20"},
    {"title": "بلا تاريخ", "body": "سعر الخام للنفط في السوق العالمية 70 دولارا", "source": ""},
    {
        "title": "كاتب",
        "body": "النفط ثم كلام كثير هنا ثم أسعار عند 60 دولارا",
        "source": "الرياض",
        "date": "2016-01-01",
    },
]


@pytest.fixture(scope="module", params=[1, 3], ids=["one segment", "several"])
def corpus(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The news, written at once or, some articles having said something else before, over several refreshes."""
    folder = tmp_path_factory.mktemp("news")
    cache = tmp_path_factory.mktemp("cache")
    for round_ in reversed(range(request.param)):
        for number, record in enumerate(NEWS[: len(NEWS) - round_]):
            said = {**record, "body": f"نص قديم {round_}"} if round_ and number % 2 else record
            (folder / f"{number}.json").write_text(json.dumps([said]), "utf-8")
        corpus = Corpus.open(folder, cache=cache)
    return corpus


def found(corpus: Corpus, query: str, **options: str) -> list[int]:
    return [int(hit.article.id[0]) for hit in corpus.search(query, limit=None, **options).hits]


ANSWERS = [
    ("كت*", {1}),
    ("*تاب*", {1}),
    ("كتا?", {1}),
    ("*ارتفع*", {0}),
    ("title:كا*", {4}),
    ("النفظ~", {0, 2, 4}),
    ("النفط~", {0, 2, 3, 4}),
    ("نفظ~", set()),
    ('"أسعار النفط"', {0}),
    ('"النفط أسعار"~1', set()),
    ('"النفط أسعار"~5', {4}),
    ('"سعر النفط"~3', set()),
    ("النفط source:الرياض", {2, 4}),
    ("النفط source:اليوم", {0}),
    ("source:اليوم", {0, 1}),
    ("date:2015", {0, 1, 2}),
    ("date:2015-08", {1, 2}),
    ("النفط date:2015-08..", {2, 4}),
    ("النفط -date:2015", {3, 4}),
    ("النفط OR كتاب date:..2015-08-03", {0, 1, 2, 3, 4}),
    ("(النفط OR كتاب) AND date:..2015-08-03", {0, 1}),
    ("-source:اليوم", {2, 3, 4}),
    ("قديم", set()),
    # widths
    ("كتابة", {1}),  # والكتابة
    ("=كتابة", set()),
    ("=والكتابة", {1}),
    ("~كتابي", {1}),
    ("=الأسعار", set()),
    ("=أسعار", {0, 4}),
    ("=اسعار", set()),
    ("~سعار", {0, 3, 4}),
    ('"كتابة المكتبات"', set()),
    ('~"كتابة مكتبات"', {1}),
    ('~"سعر النفط"~3', {3}),
    ('="أسعار النفط"', {0}),
    ('="اسعار النفط"', set()),
    ('"اسعار النفط"', {0}),
    ("=أسع*", {0, 4}),
    ("=اسع*", set()),
    # signs
    ("نفط + كتاب", set()),
    ("نفط + الخام", {0, 3}),
    ("كتاب | أمطار", {1, 2}),
    ("+الخام جدة", {0, 3}),
    ("+الخام -السوق", {0}),
    # regular expressions
    ("/كت(اب|ب)/", {1}),
    ("/أ?سعا?ر/", {0, 3, 4}),
    ("=/أسعار/", {0, 4}),
    ("=/اسعار/", set()),
    ("/.*تاب.*/", {1}),
    ("/زنبرك.*/", set()),
    ("title:/كا.ب/", {4}),
    # what articles are, and what they state
    ("author:علي", {0, 1}),
    ('author:"سعاد علي"', {1}),
    ("-author:علي", {2, 3, 4}),
    ("kind:money", {3, 4}),
    ("kind:percent", {2}),
    ("value:>60", {3}),
    ("value:>=60", {3, 4}),
    ("value:60USD", {4}),
    ("value:50..60USD", {4}),
    ("value:<60%", {2}),
    ("value:..60%", {2}),
    ("kind:percent value:>60", set()),
    ("النفط kind:money", {3, 4}),
    ("النفط -kind:money", {0, 2}),
    ("النفط names:off", {0, 2, 3, 4}),
]


@pytest.mark.parametrize(("query", "numbers"), ANSWERS)
def test_a_query_finds(corpus: Corpus, query: str, numbers: set[int]) -> None:
    assert set(found(corpus, query)) == numbers


def test_an_engine_climbs_only_the_rungs_it_is_told(corpus: Corpus) -> None:
    generation = max(corpus.folder.glob("g*"))
    totals = [Engine(generation, climbed).rank(parse("سوق")).total for climbed in ((Why.WRITTEN,), (Why.STEM,))]
    assert totals == [1, 2]


def test_words_found_everywhere_score_alike_and_none_is_missed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(max(corpus.folder.glob("g*")))
    ranked = engine.rank(parse("ال*"))
    monkeypatch.setattr("index.indexed_field.EVERYWHERE", 0)
    alike = engine.rank(parse("ال*"))
    assert {article for article, _ in alike.best} == {article for article, _ in ranked.best}


def test_a_word_no_article_has_is_corrected_and_said(corpus: Corpus) -> None:
    results = corpus.search("الامطارر")
    assert results.total == 0
    results = corpus.search("والمكتبت")
    assert [hit.article.id[0] for hit in results.hits] == ["1"]
    assert [note.code for note in results.notes] == ["corrected"]
    assert {match.why for match in results.hits[0].matches} == {Why.TYPO}


def test_a_search_as_a_whole_is_as_wide_as_asked(corpus: Corpus) -> None:
    assert found(corpus, "كتابة", width="exact") == []
    assert found(corpus, "كتابة", width="normal") == [1]
    assert found(corpus, "مكتبجي", width="normal") == []
    assert found(corpus, "مكتبجي", width="wide") == [1]
    assert found(corpus, "والمكتبت", width="exact") == []


def test_what_is_demanded_admits_and_what_stands_beside_it_brings_forward(corpus: Corpus) -> None:
    assert found(corpus, "+الخام السوق")[0] == 3


@pytest.mark.parametrize(
    ("query", "word", "why"),
    [
        ("~كتلب", "كتاب", Why.TYPO),
        ("~مكتبجي", "والمكتبات", Why.LETTERS),
        ("~كتابات", "والكتابة", Why.STEM),
        ('~"كتابة مكتبات"', "والكتابة والمكتبات", Why.STEM),
        ('"اسعار النفط"', "أسعار النفط", Why.NORMALISED),
        ("/كت(اب|ب)/", "كتاب", Why.REGEX),
        ("=والكتابة", "والكتابة", Why.WRITTEN),
    ],
)
def test_every_lit_word_says_by_which_rung(corpus: Corpus, query: str, word: str, why: Why) -> None:
    hit = corpus.search(query).hits[0]
    body = corpus.article(hit.article.id).body
    lit = {body[slice(*match.span)]: match.why for match in hit.matches if match.field == "body"}
    assert lit[word] is why


def test_corrections_are_known_to_whoever_lights_an_article(corpus: Corpus) -> None:
    (hit,) = corpus.search("والمكتبت").hits
    assert corpus.matches("والمكتبت", hit.article.id) == hit.matches
    assert corpus.matches("والمكتبت", hit.article.id, width="exact") == ()


def test_an_expression_that_takes_too_long_is_cut_and_said(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.regexes.BUDGET", 1e-9)
    results = corpus.search("/.*[ة]?/")
    assert [note.code for note in results.notes] == ["cut"]


def test_patterns_and_gaps_are_lit_with_their_reason(corpus: Corpus) -> None:
    (hit,) = corpus.search("كت*").hits
    body = corpus.article(hit.article.id).body
    assert [(body[slice(*m.span)], m.why) for m in hit.matches] == [("كتاب", Why.WILDCARD)]
    (hit,) = corpus.search('"النفط أسعار"~5').hits
    body = corpus.article(hit.article.id).body
    assert [body[slice(*m.span)] for m in hit.matches] == ["النفط ثم كلام كثير هنا ثم أسعار"]


def test_results_are_sorted_by_day_and_source_those_without_last(corpus: Corpus) -> None:
    assert found(corpus, "النفط", sort="newest") == [4, 2, 0, 3]
    assert found(corpus, "النفط", sort="oldest") == [0, 2, 4, 3]
    assert found(corpus, "النفط", sort="source")[-1] == 3
    assert sorted(found(corpus, "النفط", sort="source")[:2]) == [2, 4]


def test_results_are_sorted_by_title_as_it_is_looked_up(corpus: Corpus) -> None:
    assert found(corpus, "النفط", sort="title") == [0, 2, 3, 4]  # أسعار، الطقس، بلا، كاتب


TITLES = [
    "…تبوك", "الرياض", "«أبها» تستعد", "إبراهيم يعود", "Apple", "1,000 خبر", "الرياض 2030", "السُّــوق", "Été à Paris",
    "", " ".join(["طويل"] * 200), "عنوانبلافراغ" * 30, "وGoogle", "❤", "سوق", "السوق: افتتاح", "ﻻ عنوان",
]  # fmt: skip


def test_titles_are_sorted_by_their_words_alone_with_alefs_unified(tmp_path: Path) -> None:
    records = [{"title": title, "body": f"خبر {number}"} for number, title in enumerate(TITLES)]
    (tmp_path / "news.json").write_text(json.dumps(records), "utf-8")
    with Corpus.open(tmp_path, cache=tmp_path / "cache") as corpus:
        hits = corpus.search("خبر", sort="title", limit=None).hits
    titles = [normalised(Key(fold(hit.article.title)[:TITLE])) for hit in hits]
    assert titles == sorted(titles, key=lambda title: (not title, title))  # what has no word comes last
    assert len(titles) == len(TITLES)


def test_facets_count_the_articles_that_answer(corpus: Corpus) -> None:
    generation = next(path for path in sorted(corpus.folder.glob("g*"), reverse=True))
    engine = Engine(generation)
    assert engine.counts(parse("النفط"), Facet.SOURCE) == {"الرياض": 2, "اليوم": 1, "": 1}
    assert engine.counts(parse("date:2015-08"), Facet.PUBLISHED) == {"2015-08-03": 1, "2015-08-20": 1}


def test_a_search_that_runs_out_of_time_says_so_and_gives_what_it_has(corpus: Corpus) -> None:
    engine = Engine(next(path for path in sorted(corpus.folder.glob("g*"), reverse=True)))
    ranking = engine.rank(parse("النفط كتاب الطقس"), time_limit=0)
    assert ranking.cut
    assert ranking.total == 4


def test_answers_are_remembered_within_bounds(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexed_field, "MOST_REMEMBERED", 3)
    engine = Engine(max(corpus.folder.glob("g*")))
    for _ in range(2):
        for word in ("السوق", "النفط", "في", "السوق"):
            assert engine.rank(parse(word)).total == corpus.search(word).total
            held = [len(found) for field in engine.fields.values() for found in field._known.values()]
            assert sum(held) <= 2 * 3


def test_first_letters_add_to_the_score_but_admit_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("الاقتصاديون هنا والكلام كثير", "utf-8")
    (tmp_path / "b.txt").write_text("اقتصاد هنا والكلام كثير واقتصرنا", "utf-8")
    (tmp_path / "c.txt").write_text("اقتصار هنا والكلام كثير جدا", "utf-8")
    corpus = Corpus.open(tmp_path, cache=tmp_path / "cache")
    assert "c.txt" not in [hit.article.id for hit in corpus.search("اقتصاد").hits]


def test_a_source_that_no_article_is_from_is_told_with_those_there_are(corpus: Corpus):
    (note,) = corpus.search("النفط source:عكاظ").notes
    assert (note.code, note.params) == ("no-source", {"name": "عكاظ", "known": ("الرياض", "اليوم", "اليوم السابع")})
    assert not corpus.search("النفط source:اليوم date:1999").notes


STATED = [
    ("value:>60", 3, ["70 دولارا"]),
    ("value:>=60 kind:money", 4, ["60 دولارا"]),
    ("kind:percent النفط", 2, ["النفط", "40%"]),
    ("النفط -kind:money", 2, ["النفط"]),  # what is left out is not looked for
    ("kind:money دولارا", 3, ["70 دولارا"]),  # a word of the figure is lit as the figure
]


@pytest.mark.parametrize(("query", "article", "lit"), STATED)
def test_the_figures_that_are_asked_for_are_lit(corpus: Corpus, query: str, article: int, lit: list[str]) -> None:
    hit = next(hit for hit in corpus.search(query).hits if int(hit.article.id[0]) == article)
    body = corpus.article(hit.article.id).body
    places = [match for match in hit.matches if match.field == "body"]
    assert [body[slice(*match.span)] for match in places] == lit
    assert corpus.matches(query, hit.article.id) == tuple(places)
    assert all((match.why is Why.FIGURE) == any(c.isdigit() for c in body[slice(*match.span)]) for match in places)
    assert lit[-1] in hit.snippet.text


def test_what_was_read_through_answers_as_before(corpus: Corpus) -> None:
    asked = [query for query, _ in ANSWERS]
    before = [found(corpus, query) for query in asked]
    corpus.warm()
    assert [found(corpus, query) for query in asked] == before
