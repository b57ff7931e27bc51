"""Encodings: each one known is decoded exactly, broken bytes are counted, and what is no text is left alone."""

import codecs
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.encodings import decode, encoding_of, is_binary

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
def test_an_encoding_not_known_yet_is_not_taken_for_another(encoding: str) -> None:
    text = ARABIC.translate(dict.fromkeys(map(ord, "٪«»—"), " "))
    assert decode((text * 3).encode(encoding, "ignore")) is None


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
    assert decode(b"") == ("", "utf-8", 0)


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp1256"])
def test_real_articles_are_decoded_exactly(corpus_data: Path, encoding: str) -> None:
    with zipfile.ZipFile(corpus_data / "data" / "saudinewsnet" / "2015-07-27.zip") as archive:
        articles = json.loads(archive.read(archive.namelist()[0]))[:300]
    right = 0
    for article in articles:
        text = article["content"].encode(encoding, "ignore").decode(encoding)
        decoded = decode(text.encode(encoding))
        right += decoded is not None and decoded.text == text
    assert right >= 0.99 * len(articles)
