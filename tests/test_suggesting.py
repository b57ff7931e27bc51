"""Did you mean: what is offered where little was found, and that it finds more."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.corpus import Corpus
from index.keyboards import on_the_other_keyboard

OFTEN = "أسعار النفط في السعودية ترتفع مع الذكاء الاصطناعي عند Tesla"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Sixty articles that say the same, and one with a slip of the pen."""
    folder = tmp_path_factory.mktemp("news")
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"خبر رقم {number}\n{OFTEN}", "utf-8")
    (folder / "slip.txt").write_text("ارتفع النفظ قليلا", "utf-8")
    return Corpus.open(folder, cache=folder / "cache")


@pytest.mark.parametrize(
    ("asked", "offered"),
    [
        ("السعوديه", ""),  # another spelling, found as it is
        ("السعوذية", "السعودية"),
        ("السعوديـة", ""),
        ("النفظ", "النفط"),  # one article has it, sixty the other
        ("=النفظ", "=النفط"),
        ("الذكاءالاصطناعي", "الذكاء الاصطناعي"),
        ('"أسعار النفت"', '"أسعار النفط"'),
        ("title:(أسعار AND السعوذية) زنبرك", ""),  # no title has either
        ("السعوذية AND النفت", "السعودية AND النفط"),
        ("hgkt'", "النفط"),
        ("hgs,]dm", ""),
        ("hgsu,]dm hgkt'", "السعودية النفط"),
        ("فثسمش", "tesla"),
        ("زنبرك", ""),
        ("السعودية", ""),
        ("/زنبر.*/", ""),
        ("", ""),
    ],
)
def test_what_may_have_been_meant_is_offered(corpus: Corpus, asked: str, offered: str):
    assert corpus.search(asked).suggestion == offered


def test_letters_that_spell_a_name_no_article_has_are_still_of_the_other_keyboard(tmp_path: Path):
    """hgkt might be اتش جي كي تي, and each of these is known; together they are nowhere."""
    (tmp_path / "articles").mkdir()
    text = "شركة اتش. بنك جي. سعر كي. قناة تي. أسعار النفط"
    for number in range(5):
        (tmp_path / "articles" / f"{number}.txt").write_text(text, "utf-8")
    with Corpus.open(tmp_path / "articles", cache=tmp_path / "cache") as corpus:
        results = corpus.search("hgkt'")
        assert (results.total, results.suggestion) == (0, "النفط")


def test_what_is_offered_finds_more(corpus: Corpus):
    for asked in ("النفظ", "الذكاءالاصطناعي", "hgkt'", '"أسعار النفت"'):
        results = corpus.search(asked)
        assert corpus.search(results.suggestion).total > results.total


@given(st.text("qwertyuiop[]asdfghjkl;'zxcvnm,./` ", max_size=12))
def test_the_other_keyboard_leads_back(text: str):
    there = on_the_other_keyboard(text)
    assert there.replace(" ", "").isascii() is (text.strip() == "")
    if text.replace(" ", "").isalnum():
        assert on_the_other_keyboard(there) == text.replace("gh", "b")  # either gives لا, and b is one key
