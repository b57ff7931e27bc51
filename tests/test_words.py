"""Words: the one definition, held to its promises on tables of examples and on any text at all."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.keys import normalised, stem
from index.words import LONGEST, Key, fold, keys, keys_of, keys_of_each, pieces, raw_tokens, words

ARABIC_TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةپچژگکیۀہٱﻻﷲ"),
        st.sampled_from("٠١٢۳۴0123456789.,٬٫ـ َُِّْٰٔ\u200f\u200c\u061c'’-_«»()%"),
        st.sampled_from("aBcÉß İfi№①½ＡＢ"),
        st.characters(),
    ),
    max_size=60,
)

SAME_WORDS = [
    ("vocalised", "مُحَمَّدٌ رَسُولٌ", "محمد رسول"),
    ("elongated", "الذكـــــاء", "الذكاء"),
    ("presentation forms", "ﺍﻟﺬﻛﺎﺀ ﺍﻻﺻﻄﻨﺎﻋﻲ", "الذكاء الاصطناعي"),
    ("lam-alef ligature", "ﻻ ﻷ", "لا لأ"),
    ("Persian letters", "کتابی گل", "كتابي كل"),
    ("hamza typed after its alef", "ا\u0654حمد ا\u0653خر", "أحمد آخر"),
    ("invisible characters", "ال\u200cذكاء\u200f", "الذكاء"),
    ("Arabic-Indic digits", "١٠٠٬٠٠٠", "100,000"),
    ("Persian digits", "۲۰۲۴", "2024"),
    ("thousands", "100,000", "100000"),
    ("decimal mark", "٢٫٥", "2.5"),
    ("direction mark inside a decimal", "5.\u200f2", "5.2"),
    ("case", "NVIDIA Nvidia", "nvidia nvidia"),
    ("accents", "café cafe\u0301", "cafe cafe"),
    ("full width", "Ｈ１００", "H100"),
]


@pytest.mark.parametrize(("what", "spelling", "plain"), SAME_WORDS, ids=[row[0] for row in SAME_WORDS])
def test_spellings_of_one_word_are_one_word(what: str, spelling: str, plain: str) -> None:
    assert keys(spelling) == keys(plain)


SPLITS = [
    ("وGoogle", ["و", "google"]),
    ("لـxAI", ["ل", "xai"]),
    ("H100", ["h100"]),
    ("GPT-4", ["gpt", "4"]),
    ("2024م", ["2024", "م"]),
    ("57ر4", ["57", "ر", "4"]),
    ("0,04", ["0.04"]),
    ("5,7,10", ["5", "7", "10"]),
    ("12.5.2015", ["12", "5", "2015"]),
    ("1.000.000", ["1000000"]),
    ("المادة 236.", ["المادة", "236"]),
    ("ﷺ", ["صلى", "الله", "عليه", "وسلم"]),
    ("snake_case", ["snake", "case"]),
    ("", []),
    ("ـَـ", []),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_a_text_splits_into_words(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_a_span_cuts_the_word_with_its_marks() -> None:
    text = "قال مُحَمَّدٌ وGoogle"
    assert [text[word.span.start : word.span.end] for word in words(text)] == ["قال", "مُحَمَّدٌ", "و", "Google"]


@given(ARABIC_TEXT)
def test_spans_cut_the_original_and_give_the_same_key_again(text: str) -> None:
    found = words(text)
    assert [word.key for word in found] == keys(text)
    for word in found:
        start, end = word.span
        assert 0 <= start < end <= len(text)
        assert word.key in keys(text[start:end])
    starts = [word.span.start for word in found]
    assert starts == sorted(starts)


@given(ARABIC_TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(ARABIC_TEXT)
def test_a_key_is_one_word_and_its_own_key(text: str) -> None:
    for key in keys(text):
        assert keys(key) == [key]


@given(st.lists(st.sampled_from(["كتاب", "أحمد", "الاصطناعي", "سوق"]), min_size=1, max_size=5), st.data())
def test_marks_and_tatweel_anywhere_inside_change_nothing(plain: list[str], data: st.DataObject) -> None:
    marked = "".join(letter + data.draw(st.sampled_from(["", "َ", "ُّ", "ـ", "ٌ", "\u200d"])) for letter in " ".join(plain))
    assert keys(marked) == plain


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة", min_size=1, max_size=12))
def test_presentation_forms_of_a_word_are_the_word(word: str) -> None:
    shaped = "".join(_a_presentation_form(letter) for letter in word)
    assert keys(shaped) == keys(word)


def _a_presentation_form(letter: str) -> str:
    for code in range(0xFE80, 0xFEFD):
        if unicodedata.normalize("NFKC", chr(code)) == letter:
            return chr(code)
    return letter


@settings(max_examples=5, deadline=None)
@given(st.sampled_from(["1", "1,", "1.", "ا", "َ", "ـ", "1,1.", "\u200f1"]))
def test_long_repetitions_are_read_in_linear_pieces(unit: str) -> None:
    assert len(fold(unit * 20_000)) <= 100_000


NORMALISED = {
    "احمد": ["أحمد", "إحمد", "آحمد", "احمد"],
    "الاصطناعي": ["الإصطناعى", "الاصطناعي", "الأصطناعي"],
    "شركه": ["شركة", "شركه"],
    "موسسه": ["مؤسسة", "موسسة"],
    "هييه": ["هيئة", "هييه"],
}


@pytest.mark.parametrize(("norm", "spelling"), [(norm, s) for norm, spellings in NORMALISED.items() for s in spellings])
def test_letters_that_writers_interchange_normalise_to_one(norm: str, spelling: str) -> None:
    assert normalised(Key(spelling)) == norm


STEMS = {
    "ذكاء": ["للذكاء", "الذكاء", "والذكاء", "بالذكاء", "ذكاء"],
    "اصطناع": ["الاصطناعي", "الإصطناعى", "اصطناعية", "والاصطناعي"],
    "شرك": ["شركة", "الشركات", "للشركة", "والشركات"],
    "مهندس": ["المهندسون", "مهندسين", "مهندسات", "والمهندسين"],
    "nvidia": ["nvidia"],
    "100000": ["100000"],
    "من": ["من"],
}


@pytest.mark.parametrize(("expected", "word"), [(expected, w) for expected, forms in STEMS.items() for w in forms])
def test_forms_of_a_word_share_a_stem(expected: str, word: str) -> None:
    assert stem(Key(word)) == expected


@given(ARABIC_TEXT)
def test_a_stem_is_never_empty_and_is_a_function_of_the_normalised_word(text: str) -> None:
    for key in keys(text):
        assert stem(key)
        assert stem(normalised(key)) == stem(key)


@given(st.text(st.sampled_from("ابةء\u0653ـً\u0651\u0670ۀ1٢.,aZ_é\u200fﻻ") | st.characters()))
def test_the_short_ways_to_a_tokens_keys_lead_where_the_long_one_does(text: str) -> None:
    found = raw_tokens(text)
    for token in found:
        assert keys_of(token) == tuple(piece.key for piece in pieces(token))
    assert keys_of_each(found) == [keys_of(token) for token in found]


ENDLESS = "ابجد" * LONGEST
SEPARATED = [
    ("one endless word, whose beginning is read", ENDLESS, [ENDLESS[:LONGEST]]),
    ("what follows the next separator is read again", f"{ENDLESS}_هوز", [ENDLESS[:LONGEST], "هوز"]),
    ("a word that just fits", "ب" * LONGEST, ["ب" * LONGEST]),
    ("words that lines hold together", "_".join(["كلمة"] * LONGEST), ["كلمة"] * LONGEST),
    ("a list of numbers", ",".join(map(str, range(5 * LONGEST))), [str(number) for number in range(5 * LONGEST)]),
    ("dates", "_".join(["2024.11.22"] * LONGEST), ["2024", "11", "22"] * LONGEST),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in SEPARATED], ids=[row[0] for row in SEPARATED])
def test_a_run_of_characters_of_any_length_is_words_of_a_bounded_one(text: str, expected: list[str]) -> None:
    assert keys(text) == expected == [word.key for word in words(text)]
    assert all(len(token) <= LONGEST for token in raw_tokens(text))


def test_a_word_that_was_cut_is_found_by_the_whole_of_it() -> None:
    assert keys(ENDLESS) == keys(ENDLESS + "هوز")
