"""Paragraphs as cells: what is shown, where, and which text it stands for."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.rtl import bidi, layout
from tui.rtl.columns import SPACES, WIDTHS
from tui.rtl.layout import Cell, Paragraph, base_of, layout_line
from tui.rtl.mirroring import MIRROR
from tui.safe import safe

# Arabic first: that is what the layout is for; then everything a file may hold.
ARABIC = st.text(
    st.sampled_from("ابتلمنهويءأآإـىةد \u064b\u0651\u200c\u200d\u200f،؛()«»[]-.%/:+@0159١٢ aZא日👍\t\u202e\u2066"),
    max_size=80,
)
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
TEXTS = st.one_of(ARABIC, ANYTHING, st.tuples(ARABIC, ANYTHING).map("".join))

VISUAL = {
    "سلام": "\ufee1\ufefc\ufeb3",
    "كلّف": "\ufed2\ufee0\u0651\ufedb",
    "«ب» (أ)": "(\ufe83) «\ufe8f»",
    "قال ABC ثم": "\ufee2\ufe9b ABC \ufedd\ufe8e\ufed7",
    "نسبة 25%": "%25 \ufe94\ufe92\ufeb4\ufee7",
    "عام ٢٠٢٤": "٢٠٢٤ \ufee1\ufe8e\ufecb",
    "في 2024-06-01": "2024-06-01 \ufef2\ufed3",
    "OpenAI ترد": "\ufea9\ufeae\ufe97 OpenAI",
    "hello (x)": "hello (x)",
    "\u064bاب": "\ufe8f\ufe8d◌\u064b",
    "a\u202eb": "a⇇b",
}


def shown(cells: list[Cell]) -> str:
    return "".join(cell.text for cell in cells)


@pytest.mark.parametrize(("text", "visual"), VISUAL.items(), ids=ascii)
def test_a_line_reads_from_left_to_right_as_it_stands_on_the_screen(text: str, visual: str) -> None:
    assert shown(Paragraph(text).line(0, len(text))) == visual


@pytest.mark.parametrize(
    ("text", "base"),
    [("", 0), ("abc", 0), ("OpenAI تردّ", 1), ("12:30", 0), ("١٢", 0), ("אב", 1), ("\u200f12", 0), ("a،b", 0)],
)
def test_a_paragraph_is_right_to_left_as_soon_as_it_has_a_right_to_left_letter(text: str, base: int) -> None:
    assert base_of(text) == base


def test_lam_alef_is_one_cell_for_two_letters_and_the_marks_between() -> None:
    assert Paragraph("لَا").line(0, 3) == [Cell("\ufefb\u064e", 1, 0, 3, 1)]


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_character_is_on_exactly_one_cell_but_for_spaces_at_the_end(text: str) -> None:
    cells = sorted(Paragraph(text).line(0, len(text)), key=lambda cell: cell.start)
    end = 0
    for cell in cells:
        assert cell.start == end < cell.end
        end = cell.end
    assert not safe(text[end:]).strip(SPACES)


@given(TEXTS, st.integers(2, 40))
@settings(max_examples=300, deadline=None)
def test_rows_tile_the_text_and_none_is_wider_than_asked(text: str, width: int) -> None:
    paragraph = Paragraph(text)
    rows = paragraph.wrap(width)
    assert rows[0][0] == 0
    assert rows[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(rows))
    for start, end in rows:
        cells = paragraph.line(start, end)
        assert sum(cell.width for cell in cells) <= width
        assert all(start <= cell.start < cell.end <= end for cell in cells)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_a_cell_prints_as_wide_as_it_says_and_nothing_raw(text: str) -> None:
    for cell in Paragraph(text).line(0, len(text)):
        assert cell_len(cell.text) == cell.width
        assert safe(cell.text) == cell.text


@given(ARABIC)
@settings(max_examples=200, deadline=None)
def test_cells_stand_for_the_letters_they_show(text: str) -> None:
    paragraph = Paragraph(text)
    for cell in paragraph.line(0, len(text)):
        plain = unicodedata.normalize("NFKC", cell.text).replace("◌", "")
        source = unicodedata.normalize("NFKC", safe(text[cell.start : cell.end]))
        mirrored = [MIRROR.get(letter, letter) for letter in plain] if cell.level & 1 else plain
        assert sorted(source) in (sorted(plain), sorted(mirrored))


@given(ARABIC)
@settings(max_examples=100, deadline=None)
def test_isolates_are_laid_out_as_lri_and_pdi_would(text: str) -> None:
    text = text.translate(dict.fromkeys(map(ord, "\u202e\u2066\u200c\u200d")))
    middle = len(text) // 3, 2 * len(text) // 3
    if middle[0] == middle[1]:
        return
    written = f"{text[: middle[0]]}\u2066{text[slice(*middle)]}\u2069{text[middle[1] :]}"
    _, levels = bidi.levels(written, base_of(text))
    expected = levels[: middle[0]] + levels[middle[0] + 1 : middle[1] + 1] + levels[middle[1] + 2 :]
    paragraph = Paragraph(text, isolates=[middle])
    assert layout._levels(text, bidi.classes(text), paragraph.base, [middle]) == expected


def test_a_long_paragraph_is_laid_out_in_stretches_exactly_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "قال (إن OpenAI [ستنفق 10-20 مليار] دولار) في 2024، ثم Nvidia H100 ١٢٫٥٪ «لا» (x) a.b: "
    text = words * 150
    in_stretches = Paragraph(text, isolates=())
    assert in_stretches.analyse() > 5
    monkeypatch.setattr(layout, "_LONGEST", 1 << 30)
    whole = Paragraph(text, isolates=())
    for start, end in whole.wrap(70):
        assert in_stretches.line(start, end) == whole.line(start, end)
    assert whole.analyse() == 0


@pytest.mark.parametrize(
    "text",
    ["ا" * 20_000, "\u064b" * 20_000, " " * 20_000, "(" * 20_000, "a " * 10_000 + "ا", "1-" * 10_000 + "ا",
     "\x1b" * 20_000, "ل" + "\u0651" * 20_000 + "ا", "\u200d" * 20_000, "日" * 20_000],
    ids=range(10),
)  # fmt: skip
def test_hostile_paragraphs_are_laid_out_row_by_row(text: str) -> None:
    paragraph = Paragraph(text)
    rows = paragraph.wrap(80)
    for row in (*rows[:20], *rows[-20:]):
        assert sum(cell.width for cell in paragraph.line(*row)) <= 80


def test_words_longer_than_a_row_are_folded_and_stay_joined() -> None:
    paragraph = Paragraph("ببببب")
    assert paragraph.wrap(2) == [(0, 2), (2, 4), (4, 5)]
    assert shown(paragraph.line(2, 4)) == "\ufe92\ufe92"


def test_spaces_hang_over_the_margin() -> None:
    assert Paragraph("abc   def").wrap(4) == [(0, 6), (6, 9)]
    assert Paragraph("abc def").wrap(3) == [(0, 4), (4, 7)]


@pytest.mark.parametrize(
    ("text", "width", "visual"),
    [
        ("سلام", 5, "\ufee1\ufefc\ufeb3"),
        ("سلام عليكم", 5, "…\ufee1\ufefc\ufeb3"),
        ("a long title", 6, "a lon…"),
        ("a long title", 1, "…"),
        ("a long title", 0, ""),
        ("日本語", 4, "日…"),
    ],
)
def test_a_label_that_is_too_wide_ends_in_an_ellipsis(text: str, width: int, visual: str) -> None:
    assert shown(layout_line(text, width)) == visual


@given(TEXTS, st.integers(0, 20))
@settings(max_examples=200, deadline=None)
def test_a_label_is_never_wider_than_asked(text: str, width: int) -> None:
    assert sum(cell.width for cell in layout_line(text, width)) <= width


def test_labels_can_be_changed_without_changing_the_next_one() -> None:
    layout_line("سلام").clear()
    assert layout_line("سلام")


def test_unshaped_text_keeps_its_letters() -> None:
    assert shown(Paragraph("سلام", shape=False).line(0, 4)) == "مالس"
    assert Paragraph("سلام", shape=False).wrap(3) == [(0, 3), (3, 4)]


def test_presentation_forms_are_printed_but_never_counted() -> None:
    text = "لا إله إلا الله"
    paragraph = Paragraph(text)
    cells = paragraph.line(0, len(text))
    assert re.search("[\ufe70-\ufeff]", shown(cells))
    assert "".join(text[cell.start : cell.end] for cell in sorted(cells, key=lambda cell: cell.start)) == text
    assert all(WIDTHS[cell.text[0]] == cell.width for cell in cells)
