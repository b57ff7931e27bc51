"""Copying: what is put on the clipboard, and which tool is asked."""

import base64
from decimal import Decimal
from pathlib import Path

import pytest

from index.articles import Article, ArticleId, Span
from index.figures.figure import Bound, Figure, Kind
from tui import copying
from tui.copying import article_reference, figure_with_source, tool_at_hand

BODY = "مقدمة. أنفقت الشركة نحو 10 مليارات دولار\nهذا العام. خاتمة."
ARTICLE = Article(ArticleId("a.txt"), "عنوان المقال", BODY, "وكالة الأنباء", "", None, "", "/articles/a.txt")


def test_a_figure_is_copied_with_its_sentence_source_and_place():
    at = BODY.index("10")
    span, sentence = Span(at, at + len("10 مليارات دولار")), Span(7, BODY.index(" خاتمة"))
    figure = Figure(ArticleId("a.txt"), Kind.MONEY, Decimal(10**10), "USD", Bound.ABOUT, None, None, span, sentence)
    assert figure_with_source(figure, ARTICLE).split("\n") == [
        "≈ 10 billion USD",
        "أنفقت الشركة نحو 10 مليارات دولار هذا العام.",
        "عنوان المقال, وكالة الأنباء",
        f"a.txt:{span.start}",
    ]


def test_an_article_is_copied_as_it_is_cited():
    assert article_reference(ARTICLE) == "عنوان المقال, وكالة الأنباء\n/articles/a.txt"


@pytest.mark.parametrize(
    ("environment", "installed", "tool"),
    [
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, {"wl-copy", "xclip"}, "wl-copy"),
        ({"DISPLAY": ":0"}, {"wl-copy", "xclip", "xsel"}, "xclip"),
        ({"DISPLAY": ":0"}, {"xsel"}, "xsel"),
        ({"WSL_DISTRO_NAME": "Debian"}, {"clip.exe"}, "clip.exe"),
        ({}, {"xclip", "xsel", "wl-copy"}, None),
        ({"DISPLAY": ":0"}, set(), None),
    ],
)
def test_a_tool_is_asked_that_is_there_and_reaches_a_clipboard(
    environment: dict[str, str], installed: set[str], tool: str | None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copying.sys, "platform", "linux")
    found = tool_at_hand(environment, lambda name: name in installed)
    assert (found.command[0] if found else None) == tool


def test_a_tool_is_given_the_text_in_its_own_encoding_and_its_failure_is_no_matter(tmp_path: Path):
    got = tmp_path / "got"
    script = tmp_path / "tool"
    script.write_text(f"#!/bin/sh\ncat > {got}\nexit 3\n", encoding="utf-8")
    script.chmod(0o755)
    copying._hand_over(copying.Tool((str(script),)), "نصّ")
    assert got.read_text("utf-8") == "نصّ"
    copying._hand_over(copying.Tool((str(tmp_path / "missing"),)), "نصّ")


def decoded(written: str) -> list[str]:
    """The texts a terminal was asked to put on its clipboard."""
    asked = written.split("\x1b]52;c;")[1:]
    return [base64.b64decode(part.partition("\a")[0]).decode("utf-8") for part in asked]
