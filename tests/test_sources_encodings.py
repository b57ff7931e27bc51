"""Encodings: each one known is decoded exactly, broken bytes are counted, and what is no text is left alone."""

import codecs
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.sources.arabic_codecs import mixed_with
from index.sources.encodings import decode, encoding_of, is_binary
from tests.dos_arabic import encode_864

ARABIC = (
    "قال الوزير إن الأسعار ارتفعت بنسبة 5٪ في الأسواق العالمية، وإن «الدعم» باقٍ حتى 2026؛ فهل يكفي؟\r\nنعم — قال.\n"
)
ENGLISH = "The minister said prices had risen.\n"


@pytest.mark.parametrize("text", [ARABIC, ARABIC * 200, ARABIC + ENGLISH * 20, "نص"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1256"]
)
def test_arabic_is_decoded_exactly(text: str, encoding: str) -> None:
    bom = codecs.BOM_UTF32_LE if encoding == "utf-32-le" else b""
    if encoding == "cp1256":
        text = text.replace("٪", "%")
    decoded = decode(bom + text.encode(encoding))
    assert decoded is not None
    assert (decoded.text, decoded.replaced) == (text, 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_english_is_decoded_exactly(encoding: str) -> None:
    decoded = decode(ENGLISH.encode(encoding))
    assert decoded is not None
    assert decoded.text == ENGLISH


def test_an_english_text_with_curly_quotes_of_windows_keeps_them() -> None:
    decoded = decode("It’s “done” — he said.\n".encode("cp1252") + ENGLISH.encode() * 9)
    assert decoded is not None
    assert decoded.text.startswith("It’s “done” — he said.")


@pytest.mark.parametrize(
    ("data", "replaced"),
    [
        (ARABIC.encode() + b"\xff" + ARABIC.encode(), 1),
        (ARABIC.encode()[:-3] + b"\xd8", 2),
        (ARABIC.encode() + b"\xd8", 1),
        ("نص\ufffd".encode(), 0),
        ("نص\ufffd طويل بما يكفي".encode() + b"\xfe", 1),
        ("نص".encode() + b"\xd8", 1),
        (ARABIC.encode("utf-16") + b"\x27", 1),
    ],
)
def test_broken_bytes_are_replaced_and_counted(data: bytes, replaced: int) -> None:
    decoded = decode(data)
    assert decoded is not None
    assert decoded.replaced == replaced


@pytest.mark.parametrize("encoding", ["iso8859-6", "mac-arabic"])
@pytest.mark.parametrize("times", [1, 3, 400])
def test_other_code_pages_are_told_by_what_reads_as_arabic(encoding: str, times: int) -> None:
    text = ARABIC.translate(dict.fromkeys(map(ord, "٪«»—"), " ")) * times
    decoded = decode(text.encode(encoding))
    assert decoded == (text, encoding, 0, False, False)


def test_letters_in_the_shapes_of_dos_become_letters() -> None:
    data, text = encode_864(ARABIC * 3)
    assert decode(data) == (text, "cp864", 0, False, False)


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf32_without_a_mark_is_told_by_its_columns(encoding: str) -> None:
    assert decode(ARABIC.encode(encoding)) == (ARABIC, encoding, 0, False, False)


@pytest.mark.parametrize("word", ["كفر", "ظلام", "استفتاء"])
def test_a_word_that_reads_well_in_two_encodings_is_doubtful(word: str) -> None:
    decoded = decode(word.encode("iso8859-6"))
    assert decoded is None or decoded.doubtful or decoded.text == word


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Министр сказал, что цены выросли на мировых рынках.", "cp1251"),
        ("Министр сказал, что цены выросли на мировых рынках.", "koi8-r"),
        ("שר האוצר אמר היום כי המחירים עלו בשווקים בעולם", "cp1255"),
        ("Ο υπουργός είπε ότι οι τιμές αυξήθηκαν", "cp1253"),
        ("部长说今年全球市场价格上涨了百分之五", "gbk"),
    ],
)
def test_text_of_another_script_is_not_taken_for_arabic(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding, "ignore")) is None


# ---- lines of two encodings


@pytest.mark.parametrize("other", ["cp1256", "iso8859-6", "mac-arabic"])
@pytest.mark.parametrize("order", ["first", "last", "in turn"])
def test_lines_of_two_encodings_are_decoded_each_by_its_own(other: str, order: str) -> None:
    line = "قال الوزير إن الأسعار ارتفعت في الأسواق العالمية أمس\n"
    utf8, strange = line.encode(), line.encode(other)
    data = {"first": strange * 5 + utf8 * 5, "last": utf8 * 5 + strange * 5, "in turn": (utf8 + strange) * 5}[order]
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.replaced, decoded.mixed) == (line * 10, 0, True)
    assert decoded.encoding == f"utf-8 + {other}"


def test_a_broken_line_of_utf8_is_not_another_encoding() -> None:
    broken = ARABIC.encode().replace("العالمية".encode(), b"\xff")
    decoded = decode(ARABIC.encode() * 9 + broken)
    assert decoded is not None
    assert (decoded.replaced, decoded.mixed) == (1, False)


@given(st.lists(st.sampled_from(["utf-8", "cp1256"]), min_size=4, max_size=12), st.integers(1, 400))
@settings(max_examples=50)
def test_two_encodings_read_in_blocks_are_the_same_as_read_whole(encodings: list[str], size: int) -> None:
    data = b"".join(ARABIC.translate({ord("٪"): "%"}).encode(encoding) for encoding in encodings)
    name = mixed_with("cp1256")
    decoder = codecs.getincrementaldecoder(name)("replace")
    blocks = [data[place : place + size] for place in range(0, len(data), size)]
    assert "".join(decoder.decode(block, block is blocks[-1]) for block in blocks) == data.decode(name, "replace")


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(99), b"PK\x03\x04 and words", b"%PDF-1.4\nwords",
        b"\x7fELF\x02\x01\x01" + bytes(64), bytes(500), b"words\0\0\0\0\0\0 and \1\2\3\4",
    ],
)  # fmt: skip
def test_what_is_no_text_is_none(data: bytes) -> None:
    assert is_binary(data)
    assert decode(data) is None


def test_one_stray_control_character_does_not_make_a_text_binary() -> None:
    decoded = decode(ARABIC.encode() + b"\0")
    assert decoded is not None
    assert decoded.text == ARABIC + "\0"


def test_nothing_is_text() -> None:
    assert decode(b"") == ("", "utf-8", 0, False, False)


@given(st.integers(0, len(ARABIC.encode())))
def test_the_beginning_of_a_file_cut_anywhere_tells_its_encoding(cut: int) -> None:
    assert encoding_of(ARABIC.encode()[:cut], complete=False) == "utf-8"


@given(st.binary(max_size=80))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    decoded = decode(data)
    assert decoded is None or decoded.text.encode("utf-8").decode() == decoded.text


@given(st.text(max_size=60))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    data = text.encode()
    decoded = decode(b"\xef\xbb\xbf" + data)
    assert decoded is not None
    assert decoded.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1256", "iso8859-6", "mac-arabic"])
def test_real_articles_are_decoded_exactly(corpus_data: Path, encoding: str) -> None:
    with zipfile.ZipFile(corpus_data / "data" / "saudinewsnet" / "2015-08-02.zip") as archive:
        articles = json.loads(archive.read(archive.namelist()[0]))[:300]
    right = 0
    for article in articles:
        text = article["content"].encode(encoding, "ignore").decode(encoding)
        decoded = decode(text.encode(encoding))
        right += decoded is not None and decoded.text == text
    assert right >= 0.99 * len(articles)
