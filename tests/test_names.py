"""Names across scripts: their sound, the tables, letters spelt out, pairs side by side, and what a search finds."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.corpus import Corpus, MentionedName
from index.names.aliases import HERE, Aliases, aliases
from index.names.pairs import pairs
from index.names.runs import names_in, runs
from index.names.sound import arabic_skeleton, heard, latin_skeletons, likeness, name_key
from index.names.spelt import readings, spells, spelt_out
from index.results import Why
from index.words import Key, fold, keys

SAID_ALIKE = """
tesla تسلا | tesla تيسلا | nvidia نفيديا | nvidia إنفيديا | musk ماسك | huang هوانغ | jensen جنسن | altman ألتمان
microsoft مايكروسوفت | oracle أوراكل | stargate ستارغيت | optimus أوبتيموس | dojo دوجو | texas تكساس | meta ميتا
google جوجل | google غوغل | twitter تويتر | memphis ممفيس | obama أوباما | putin بوتين | guardiola غوارديولا
schweinsteiger شفاينشتايجر | juventus يوفنتوس | toyota تويوتا | london لندن | reuters رويترز | khamenei خامنئي
"""
NOT_ALIKE = "apple إبل | apple قبل | morsi مرسى | sony سني | paris فارس | meta ماتا | hollande هولندا | kabul كابلات"


@pytest.fixture(scope="module")
def shipped(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with Corpus.open(seeds, cache=tmp_path_factory.mktemp("cache")) as corpus:
        yield corpus


def corpus_of(folder: Path, *texts: str) -> Corpus:
    (folder / "articles").mkdir()
    for number, text in enumerate(texts):
        (folder / "articles" / f"{number}.txt").write_text(text, "utf-8")
    return Corpus.open(folder / "articles", cache=folder / "cache")


def found(corpus: Corpus, query: str) -> set[str]:
    return {hit.article.id[:3] for hit in corpus.search(query).hits}


def table(text: str) -> list[list[str]]:
    return [entry.split() for entry in text.replace("\n", "|").split("|") if entry.strip()]


# ---- sound


@pytest.mark.parametrize(("latin", "arabic"), table(SAID_ALIKE))
def test_a_name_sounds_like_its_arabic_spellings(latin: str, arabic: str) -> None:
    word = Key(fold(arabic))
    assert likeness(Key(latin), heard(word)) >= 0.92
    assert arabic_skeleton(word) in latin_skeletons(Key(latin))


@pytest.mark.parametrize(("latin", "arabic"), table(NOT_ALIKE))
def test_other_words_sound_less_alike(latin: str, arabic: str) -> None:
    assert likeness(Key(latin), heard(Key(fold(arabic)))) < 0.96


def test_a_final_alef_maksura_is_not_a_yeh() -> None:
    assert name_key(Key("مرسى")) != name_key(Key("مرسي"))


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=24),
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", max_size=20),
)
@settings(max_examples=60, deadline=None)
def test_any_two_words_are_compared(latin: str, arabic: str) -> None:
    assert 0 <= likeness(Key(latin or "a"), Key(arabic or "ا")) <= 1
    latin_skeletons(Key(latin))


# ---- letters spelt out


@pytest.mark.parametrize(
    ("letters", "latin"),
    [("إكس إيه آي", "xai"), ("إكس أيه آي", "xai"), ("سي إن إن", "cnn"), ("بي بي سي", "bbc"), ("إتش إس بي سي", "hsbc")],
)
def test_names_of_letters_spell_a_word(letters: str, latin: str) -> None:
    words = keys(letters)
    assert spells(words)
    assert latin in readings(words)
    places = spelt_out(Key(latin))
    assert places is not None
    assert all(name_key(word) in place for word, place in zip(words, places, strict=True))


@pytest.mark.parametrize("words", ["في أن", "أو أي", "سي", "كتاب سي إن", "ال ام ان"])
def test_everyday_words_spell_nothing(words: str) -> None:
    assert not spells(keys(words))


# ---- tables


def test_the_shipped_table_is_read_as_toml_has_it() -> None:
    written = tomllib.loads((HERE / "aliases.toml").read_text("utf-8"))
    read: dict[str, set[tuple[Key, ...]]] = {}
    for name in Aliases().all_names():
        read.setdefault(name.shown, set()).update(name.forms)
    for rows in written.values():
        for shown, spellings in rows.items():
            assert read[shown] >= {tuple(keys(spelling)) for spelling in (shown, *spellings)}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("Tesla", "Tesla"), ("تيسلا", "Tesla"), ("الامم المتحدة", "United Nations"), ("egypt", "Egypt"),
        ("مصر", "Egypt"),
        ("السعودية", "Saudi Arabia"), ("الفيفا", "FIFA"), ("آبل", "Apple"), ("Erdoğan", "Recep Tayyip Erdoğan"),
    ],
)  # fmt: skip
def test_a_spelling_is_found_in_the_tables(asked: str, shown: str) -> None:
    assert shown in [name.shown for name in Aliases().naming(tuple(keys(asked)))]


@pytest.mark.parametrize("asked", ["إبل", "كابل", "كفيفا", "وابل", "كتاب"])
def test_words_that_only_look_like_names_are_none(asked: str) -> None:
    assert not Aliases().naming(tuple(keys(asked)))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[companies\n", "not-toml"), ("[firms]\n", "unknown-table"), ('[people]\n"A" = "ب"\n', "not-a-list"),
        ('[people]\n"A" = ["…"]\n', "no-name"), ('[people]\n"A" = [1]\n', "not-a-list"), ("\x00", "not-toml"),
    ],
)  # fmt: skip
def test_a_table_of_the_users_that_is_wrong_is_told_of(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "aliases.toml").write_text(text, "utf-8")
    own = aliases(tmp_path / "aliases.toml")
    assert own.problem is not None
    assert own.problem.fault == reason
    assert own.naming(("tesla",)), "the shipped tables still hold"


def test_the_users_table_adds_and_takes_away(tmp_path: Path) -> None:
    own_file = tmp_path / "aliases.toml"
    own_file.write_text('[companies]\n"Tesla" = ["طسلا"]\n"Oracle" = []\n"Zyx" = ["زيكس"]\n', "utf-8")
    own = aliases(own_file)
    assert own.problem is None
    assert {("tesla",), ("تسلا",)} <= {form for name in own.naming((Key("طسلا"),)) for form in name.forms}
    assert own.naming((Key("زيكس"),))
    assert not own.naming((Key("oracle"),))


# ---- pairs side by side


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("قالت إنفيديا (Nvidia) أمس", ("nvidia", "إنفيديا")),
        ("قالت Nvidia (إنفيديا) أمس", ("nvidia", "إنفيديا")),
        ("ووقعت شركة يريغو (Yirego) عقداً", ("yirego", "يريغو")),
        ("بثت إم بي سي (MBC) البرنامج", ("mbc", "إم بي سي")),
        ("لشركة بليكس (Plex) خدمة", ("plex", "بليكس")),
    ],
)
def test_spellings_side_by_side_are_a_pair(text: str, pair: tuple[str, str]) -> None:
    assert pair in [(" ".join(latin), " ".join(arabic)) for latin, arabic in pairs(text)]


@pytest.mark.parametrize(
    "text", ["وحدات معالجة الرسوميات (GPUs)", "منظمة الصحة (WHO)", "قال (أمس) Nvidia", "()", "((((", "(a)"]
)
def test_what_does_not_sound_alike_is_no_pair(text: str) -> None:
    assert not list(pairs(text))


def test_a_pair_of_one_article_is_used_in_another(tmp_path: Path) -> None:
    with corpus_of(
        tmp_path, "أعلنت لامنرية (Lumenaria) أرباحها.", "ارتفع سهم Lumenaria اليوم.", "خسرت لامنرية كثيراً."
    ) as corpus:
        assert corpus.search("Lumenaria").total == 3
        (tmp_path / "articles" / "0.txt").write_text("لا شيء هنا.", "utf-8")
        corpus.refresh()
        assert corpus.search("Lumenaria").total == 1, "the witness is gone, and the sound alone is not enough"


# ---- searching

EVERY = {"000", "001", "002", "003", "004"}


@pytest.mark.parametrize(
    ("queries", "articles"),
    [
        (["Tesla", "تسلا", "تيسلا"], EVERY),
        (["Nvidia", "نفيديا", "إنفيديا"], {"000", "001", "002", "003"}),
        (["Musk", "ماسك"], EVERY),
        (["xAI", "إكس إيه آي", "إكس أيه آي"], EVERY),
        (["OpenAI"], EVERY),
        (["Stargate", "ستارغيت"], {"004"}),
        (["Oracle", "أوراكل"], {"000", "001", "004"}),
        (["CNN", "سي إن إن"], {"003"}),
        (["مايكروسوفت", "Microsoft"], {"002", "004"}),
    ],
)
def test_the_shipped_articles_with_a_name_are_found_in_any_form(
    shipped: Corpus, queries: list[str], articles: set[str]
) -> None:
    for query in queries:
        assert found(shipped, query) == articles, query


def test_what_was_taken_for_a_name_is_told_and_lit(shipped: Corpus) -> None:
    results = shipped.search("Tesla")
    (note,) = [note for note in results.notes if note.code == "named"]
    assert note.params == {"name": "tesla", "spellings": ("تسلا", "تيسلا")}
    first = next(hit for hit in results.hits if hit.article.id.startswith("000"))
    assert {match.why for match in first.matches} == {Why.NAME}
    body = shipped.article(first.article.id).body
    assert {body[slice(*match.span)] for match in first.matches} >= {"تيسلا", "لتيسلا"}


@pytest.mark.parametrize("query", ["Tesla names:off", "=Tesla"])
def test_names_can_be_switched_off_for_a_query(shipped: Corpus, query: str) -> None:
    results = shipped.search(query)
    assert found(shipped, query) == EVERY - {"000"}
    assert "named" not in [note.code for note in results.notes]
    assert shipped.matches(query, results.hits[0].article.id)


def test_a_phrase_is_found_in_the_other_script(shipped: Corpus) -> None:
    hits = shipped.search('"Elon Musk"').hits
    assert {hit.article.id[:3] for hit in hits} == EVERY
    assert any(hit.article.id.startswith("000") and Why.NAME in {match.why for match in hit.matches} for hit in hits)


def test_words_that_are_excluded_are_excluded_by_all_their_names(shipped: Corpus) -> None:
    assert found(shipped, "ماسك -Oracle") == {"002", "003"}


@pytest.mark.parametrize(
    ("asked", "text"),
    [("Apple", "مد كابل الكهرباء في الحي"), ("FIFA", "كان الرجل كفيفا منذ ولادته"), ("Apple", "هطل وابل من المطر"),
     ("Morsi", "رست السفينة في مرسى قديم"), ("Apple", "سباق إبل في البادية")],
)  # fmt: skip
def test_a_name_is_not_seen_in_other_words(tmp_path: Path, asked: str, text: str) -> None:
    with corpus_of(tmp_path, text, "لا شيء") as corpus:
        assert corpus.search(asked).total == 0


@pytest.mark.parametrize(
    ("asked", "text"),
    [("Saudi Arabia", "وصل إلى السعودية"), ("United Nations", "قالت الأمم المتحدة"), ("مصر", "flights to Egypt"),
     ("الأمم المتحدة", "the United Nations said"), ("FIFA", "قرر الفيفا"), ("UN", "وللأمم المتحدة رأي"),
     ("Bashar al-Assad", "قال بشار الأسد"), ("China", "تجارة للصين")],
)  # fmt: skip
def test_translations_are_found(tmp_path: Path, asked: str, text: str) -> None:
    with corpus_of(tmp_path, text, "لا شيء") as corpus:
        assert corpus.search(asked).total == 1


@given(st.text(alphabet="ءأآؤئىةابلوكـًtesla x'.-", min_size=1, max_size=12))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_letters_are_asked_for_names_are_looked_for(shipped: Corpus, text: str) -> None:
    assert shipped.search(f"{text} ء ىء").total >= 0


def test_a_lone_hamza_is_no_name() -> None:
    assert not Aliases().naming([Key("ء")])


@pytest.mark.parametrize(
    "query",
    ['"Elon Tesla', "إن إن إن إن إن إن إن", "title:Tesla", "تسلا AND Nvidia", "-Tesla", "+Musk X", "al-Assad x-ray"],
)
def test_names_stand_anywhere_in_a_query(shipped: Corpus, query: str) -> None:
    assert shipped.search(query).total >= 0


# ---- the names that are mentioned


def told(names: list[MentionedName]) -> dict[str, tuple[str, int]]:
    return {name.name: (name.kind.value, name.count) for name in names}


def test_an_article_tells_the_names_it_mentions(shipped: Corpus) -> None:
    (article,) = [entry.id for entry in shipped.entries() if entry.id.startswith("004")]
    names = told(shipped.names(article))
    expected = {
        "OpenAI": "organisation", "Stargate": "product", "Elon Musk": "person", "Donald Trump": "person",
        "Lancium": "organisation", "Texas": "place", "SoftBank": "organisation", "Crusoe Energy Systems": "name",
    }  # fmt: skip
    assert {name: names[name][0] for name in expected} == expected
    assert names["OpenAI"][1] > names["SoftBank"][1]


def test_what_stands_oftener_with_a_letter_before_it_is_no_name_with_one_fused_to_it(tmp_path: Path) -> None:
    """بترول is petrol, not "at Troll", and بديل an alternative, not "by Dell"; وتسلا is "and Tesla"."""
    text = "شركة بترول تبحث عن بديل وتسلا بلا بديل"
    with corpus_of(tmp_path, text, "سعر بترول بديل", "شركة تسلا", "محطة ترول وحواسيب ديل") as corpus:
        assert told(corpus.names("0.txt")) == {"Tesla": ("organisation", 1)}
        assert {"Troll", "Dell"} <= told(corpus.names("3.txt")).keys()


def test_an_article_with_a_name_in_its_title_alone_is_counted_as_a_search_finds_it(tmp_path: Path) -> None:
    rows = [{"title": "القاهرة", "content": "نص بلا اسم"}, {"title": "خبر", "content": "في القاهرة"}]
    (tmp_path / "a.json").write_text(json.dumps(rows), "utf-8")
    with Corpus.open(tmp_path / "a.json", cache=tmp_path / "cache") as corpus:
        assert told(corpus.names())["Cairo"] == ("place", corpus.search("Cairo").total) == ("place", 2)


def test_two_places_that_are_written_alike_are_two_names(tmp_path: Path) -> None:
    with corpus_of(tmp_path, "زار سلطنة عُمان ثم أعربت سلطنة عمان", "زار العاصمة الأردنية عمّان") as corpus:
        assert told(corpus.names("0.txt")) == {"Oman": ("place", 2)}
        assert "Amman" in told(corpus.names("1.txt"))
        assert {"Oman", "Amman"} <= told(corpus.names()).keys()


def test_the_corpus_tells_in_how_many_articles_a_name_stands(shipped: Corpus) -> None:
    names = told(shipped.names())
    expected = {"Elon Musk": 5, "Tesla": 5, "Nvidia": 4, "xAI": 5, "Stargate": 1, "CNN": 1, "Oracle": 3, "H100": 4}
    assert {name: names[name][1] for name in expected} == expected


def test_choosing_a_name_finds_the_articles_that_were_counted(shipped: Corpus) -> None:
    for name in shipped.names():
        assert shipped.search(name.query).total >= name.count, name


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("قالت شركة Zelby إنها", "Zelby", "organisation"), ("في مدينة Zelby أمس", "Zelby", "place"),
        ("أعلنت شركة «زلبي» أرباحها", "زلبي", "organisation"), ("على منصة Zelby", "Zelby", "product"),
        ("رأيت Zelby أمس", "Zelby", "name"), ("زار الأمير فهد بن خالد الحي", "فهد بن خالد", "person"),
        ("وقال الدكتور سعد بن عبد العزيز", "سعد بن عبد العزيز", "person"),
        ("كتب The Boring Co بيانا", "Boring Co", "name"),
    ],
)  # fmt: skip
def test_a_name_is_told_by_how_it_is_written(text: str, name: str, kind: str) -> None:
    assert (name, kind) in [(text[slice(*run.span)], run.kind.value) for run in runs(text)]


@pytest.mark.parametrize("text", ["pic.Twitter.com/Abc", "user@Example.com", "the and of", "قال «نعم» أمس", "a b c"])
def test_addresses_and_small_words_are_no_names(text: str) -> None:
    assert not list(runs(text))


_PARTS_OF_NAMES = (
    "شركة", "الأمير", "محمد", "سعد", " بن ", " ", " ", "\n", "«", "»", '"', "“", "(", ")", ":", "Zelby", "ZELBY",
    "xAI", "a", "X", "@", ".", "é", "\U0001d400", "\ud800",
)  # fmt: skip


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_names_are_looked_for_in_any_text(text: str) -> None:
    assert all(0 <= run.span.start < run.span.end <= len(text) for run in runs(text))
    list(pairs(text))


@given(st.lists(st.lists(st.sampled_from(_PARTS_OF_NAMES), max_size=12).map("".join), max_size=5))
@settings(max_examples=100, deadline=None)
def test_names_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    assert names_in(texts) == [names for text in texts for names in names_in([text])]


@given(st.lists(st.sampled_from(_PARTS_OF_NAMES), max_size=12).map("".join))
@settings(max_examples=100, deadline=None)
def test_names_are_the_same_wherever_a_stretch_of_a_text_ends(text: str) -> None:
    whole = list(runs(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.names.runs._AT_ONCE", 3)
        assert list(runs(text)) == whole


@given(st.lists(st.sampled_from(_PARTS_OF_NAMES), max_size=12).map("".join))
@settings(max_examples=100, deadline=None)
def test_a_name_is_told_once_in_its_first_spelling(text: str) -> None:
    told_twice = [fold(text[slice(*run.span)]) for run in runs(text)]
    assert [fold(name) for name, _ in names_in([text])[0]] == list(dict.fromkeys(told_twice))


def test_a_word_of_which_folding_leaves_nothing_is_no_name() -> None:
    assert Aliases().naming([Key("ء")]) == []
