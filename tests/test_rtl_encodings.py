"""Rows as they are written, read back by the terminals they are meant for."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.rtl import bidi
from tui.rtl.encodings import LRM, Encoder, Encoding, Row, encode, glyphs, kitty, words
from tui.rtl.layout import Paragraph, layout_line
from tui.rtl.mirroring import MIRROR

WHITE, LIT = Style(color=Color.from_rgb(200, 200, 200)), Style(color=Color.from_rgb(0, 0, 0), bold=True)
ARABIC = st.text(st.sampled_from("ابتلمنهويءأإىةد \u064b\u0651،؛()«»[]-.%/:0159١٢٫٪ aZא│"), max_size=60)


def visual_row(text: str) -> str:
    """A text laid out, as the row of a bordered pane."""
    return "│ " + "".join(cell.text for cell in layout_line(text)) + " │"


def written(row: str, encoding: Encoding) -> str:
    return Encoder(encoding).strip([Strip([Segment(row)])]).text


def terminal_with_bidi(row: str, base: int | None) -> str:
    """What a terminal that runs UAX #9 over each row shows of it: its cells in order, controls not shown."""
    _, levels = bidi.levels(row, base)
    letters = bidi.classes(row)
    shown: list[tuple[str, int]] = []
    for character, letter, level in zip(row, letters, levels, strict=True):
        if letter == "m" and shown:
            shown[-1] = (shown[-1][0] + character, shown[-1][1])
        else:
            shown.append((character, level))
    order = bidi.reorder([level for _, level in shown])
    return "".join(_mirrored(*shown[at]) for at in order).replace(LRM, "")


def _mirrored(text: str, level: int) -> str:
    return MIRROR.get(text[0], text[0]) + text[1:] if level & 1 else text


def kitty_terminal(row: str) -> str:
    """kitty's rule: a chunk between spaces whose first letter is right-to-left is reversed, brackets with it."""
    shown = []
    for chunk in row.split(" "):
        scripted = [letter for letter in chunk if letter.isalpha() or letter in "٠١٢٣٤٥٦٧٨٩٪٫٬" if letter not in "ـ"]
        rtl = scripted and not scripted[0].isascii()
        shown.append("".join(MIRROR.get(letter, letter) for letter in reversed(chunk)) if rtl else chunk)
    return " ".join(shown)


def seed_rows(seeds: Path) -> list[str]:
    articles = [path.read_text(encoding="utf-8") for path in sorted(seeds.glob("*.txt"))]
    paragraphs = [Paragraph(line) for article in articles for line in article.splitlines()]
    return [
        "│ " + "".join(cell.text for cell in paragraph.line(*row)) + " ││ " + "قال".center(9) + "│"
        for paragraph in paragraphs
        for row in paragraph.wrap(60)
    ]


@pytest.mark.parametrize("base", [0, None])
def test_words_survive_a_terminal_that_reorders(base: int | None, seeds: Path) -> None:
    for row in seed_rows(seeds):
        assert terminal_with_bidi(written(row, Encoding.WORDS), base) == row


@given(ARABIC, st.sampled_from([0, None]))
@settings(max_examples=300, deadline=None)
def test_any_words_survive_a_terminal_that_reorders(text: str, base: int | None) -> None:
    row = visual_row(text)
    assert terminal_with_bidi(written(row, Encoding.WORDS), base) == row


def test_kitty_shows_the_visual_row(seeds: Path) -> None:
    for row in seed_rows(seeds):
        plain = "".join(letter for letter in row if bidi.classes(letter) != "m").replace("│", " ")
        assert kitty_terminal(written(plain, Encoding.KITTY)) == plain


@given(ARABIC)
@settings(max_examples=200, deadline=None)
def test_kitty_shows_any_visual_row(text: str) -> None:
    row = visual_row(text.translate(dict.fromkeys(map(ord, "\u064b\u0651aZ"))))
    assert kitty_terminal(written(row, Encoding.KITTY).replace("│", " ")) == row.replace("│", " ")


def test_kitty_shows_readable_words_where_it_cannot_show_a_chunk_in_order() -> None:
    arabic = "".join(cell.text for cell in layout_line("قال"))
    assert kitty_terminal(written(f"x {arabic}AI x", Encoding.KITTY)) == f"x AI{arabic} x"


def test_kitty_gets_no_marks_and_borders_stay_where_they_are() -> None:
    row = visual_row("كلّف (نعم)")
    sent = written(row, Encoding.KITTY)
    assert "\u0651" not in sent
    assert sent[0] == sent[-1] == "│"


@pytest.mark.parametrize("encoding", list(Encoding))
def test_rows_without_right_to_left_text_are_written_as_they_are(encoding: Encoding) -> None:
    for row in ("│ Latin (25%) text │", "", "日本語"):
        assert written(row, encoding) == row


@pytest.mark.parametrize("encoding", list(Encoding))
def test_no_encoding_changes_the_width_of_a_row(encoding: Encoding) -> None:
    row = Strip([Segment(visual_row("قال Nvidia (25%) لا"))])
    assert Encoder(encoding).strip([row]).cell_length == row.cell_length


def test_a_lit_word_stays_lit_at_the_same_letters() -> None:
    row = "".join(cell.text for cell in layout_line("قال كتاب"))
    segments = [Segment(row[:2], WHITE), Segment(row[2:6], LIT), Segment(row[6:], WHITE)]
    sent = glyphs(encode(segments, words))
    assert {(text.replace(LRM, ""), style) for text, style in sent if text != LRM} == {*glyphs(segments)}


def test_kitty_moves_letters_but_not_colours_so_every_place_keeps_its_style() -> None:
    row = "".join(cell.text for cell in layout_line("قال كتاب، ثم"))
    marked = Style(bgcolor=Color.from_rgb(200, 0, 0))
    segments = [Segment(row[:5], WHITE), Segment(row[5:9], marked), Segment(row[9:], WHITE)]
    sent = glyphs(encode(segments, kitty))
    assert [style for _, style in sent] == [style for _, style in glyphs(segments)]
    assert kitty_terminal("".join(text for text, _ in sent)) == row


def test_kitty_shapes_a_bold_part_of_a_word_by_itself() -> None:
    row = "".join(cell.text for cell in layout_line("كتاب"))
    sent = encode([Segment(row[:2], LIT), Segment(row[2:], WHITE)], kitty)
    assert [segment.text for segment in sent] == [row[1::-1], row[:1:-1]]


def test_cells_differ_from_their_neighbours_in_a_colour_nobody_sees() -> None:
    row = "".join(cell.text for cell in layout_line("كتاب"))
    sent = Encoder(Encoding.CELLS).strip([Strip([Segment(row, WHITE)])])
    colours = [segment.style.color.triplet.blue for segment in sent if segment.style and segment.style.color]
    assert [segment.text for segment in sent] == list(row)
    assert colours == [200, 201, 200, 201]


@given(ARABIC)
@settings(max_examples=200)
def test_cells_survive_a_terminal_that_reorders_each_run_of_one_colour(text: str) -> None:
    """xterm.js's DOM renderer in Chromium: `أي تفاصيل` came as `أت يفاصيل` while blanks broke no run."""
    row = visual_row(text)
    sent = Encoder(Encoding.CELLS).strip([Strip([Segment(row, WHITE)])])
    assert "".join(terminal_with_bidi(segment.text, 0) for segment in sent) == row


def test_a_row_is_rewritten_once() -> None:
    calls: list[Row] = []

    def counted(row: Row) -> Row:
        calls.append(row)
        return words(row)

    encoder = Encoder(Encoding.WORDS)
    encoder._rewrite = counted
    for _ in range(3):
        encoder.strip([Strip([Segment("│ ", WHITE)]), Strip([Segment(visual_row("سلام"), WHITE)])])
    assert len(calls) == 1
