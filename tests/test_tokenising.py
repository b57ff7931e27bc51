"""Tokens found in bulk are those the definition of a word finds, whatever the text."""

import json
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.postings.tokenising import Tokeniser
from index.words import raw_tokens


def tokenised(batches: list[list[str]]) -> list[list[str]]:
    numbered: dict[str, int] = {}  # tokens in the order in which they are first asked for

    def learn(tokens: Sequence[str]) -> NDArray[np.int32]:
        return np.array([numbered.setdefault(token, len(numbered)) for token in tokens], np.int32)

    tokeniser = Tokeniser(learn)
    found = []
    for texts in batches:
        numbers, places = tokeniser.numbers(texts)
        spelt, rest = list(numbered), numbers.tolist()
        for count in places.sizes.tolist():
            found.append([spelt[number] for number in rest[:count]])
            rest = rest[count:]
        assert rest == []
    return found


def same(batches: list[list[str]]) -> bool:
    return tokenised(batches) == [raw_tokens(text) for texts in batches for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "كلمة",
        "قال وGoogle إن ـــ H100 بـ1,5 مليون",
        "١٠٠٬٠٠٠ و100,000 ـ كتابٌ12.11.2024",
        "1.2.3, 1..2 1.a a.1 .1 1. 1.,2",
        "1.\u200f2 1\u200f.2 1.\u200f\u200e٢ 1.\u200fا 1.\u200f",  # invisible characters behind a separator
        "ثمانيةح تسعةاحرف عشرةاحرفف " + "ا" * 70,
        "\ud800 a\ud800b \U0001f600 𝒜𝒷 𝟙.𝟚",
        "a\0b\0",
    ],
)
def test_a_text_has_the_tokens_its_words_are_made_of(text: str) -> None:
    assert same([[text]])
    assert same([["1", text, "", text, ".5"], [], [text, text]])


ALPHABET = st.sampled_from("اب ةـ\u064b\u200f\u200b1٢۳.,٫٬a_é\n\ud800😀")
ANY = st.characters() | ALPHABET


@given(st.lists(st.lists(st.text(ALPHABET | ANY, max_size=30), max_size=4), max_size=3))
def test_any_texts_in_any_batches_have_their_tokens(batches: list[list[str]]) -> None:
    assert same(batches)


def test_letters_beyond_those_with_a_code_are_still_letters() -> None:
    letters = [chr(point) for point in range(0x4E00, 0x4E00 + 400)]
    digits = [chr(point) for point in range(0x660, 0x1D800) if chr(point).isdecimal()]
    wide = [" ".join(letters), "".join(letters), "،".join(a + b for a, b in pairwise(letters))]
    numbers = [" ".join(f"{a}.{b} {a}.\u200f{b} 1,{a} {a}٬1" for a, b in pairwise(digits))]
    assert same([wide, numbers, wide])
    assert same([numbers, wide])


def test_texts_longer_than_what_is_taken_at_once_are_not_cut() -> None:
    assert same([["ا" * 200_000, "كلمة " * 40_000, "1." * 70_000 + "1"]])
    assert same(
        [["ب_" + "ا" * 5000 + "_ج كلمة", ("اب" * 900 + ".") * 9, ",".join(map(str, range(9999))) + ".\u200f1" * 999]]
    )
    assert same([[" ".join(map(str, range(100_000)))], [" ".join(map(str, range(50_000, 150_000)))]])


def test_the_news_have_their_tokens(corpus_data: Path) -> None:
    with zipfile.ZipFile(corpus_data / "data" / "saudinewsnet" / "2015-07-27.zip") as archive:
        articles = json.loads(archive.read("2015-07-27.json"))
    texts = [article["content"] or "" for article in articles]
    assert same([texts[at : at + 50] for at in range(0, len(texts), 50)])
