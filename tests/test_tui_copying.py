"""Copying: what is put on the clipboard, and which tool is asked."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
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


READERS = {
    "xclip": ("xclip", "-selection", "clipboard", "-out"),
    "xsel": ("xsel", "--clipboard", "--output"),
}


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """The name of an X server's display."""
    if not shutil.which("Xvfb"):
        pytest.skip("Xvfb is not installed: no clipboard to put anything on")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-noreset"], pass_fds=(writing,), stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with open(reading, encoding="ascii") as named:
        yield ":" + named.readline().strip()
    server.terminate()
    server.wait()


@pytest.mark.parametrize("name", list(READERS))
def test_a_tool_puts_the_text_on_the_desktops_clipboard(display: str, name: str, monkeypatch: pytest.MonkeyPatch):
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    monkeypatch.setenv("DISPLAY", display)
    tool = tool_at_hand({"DISPLAY": display}, lambda asked: asked == name)
    assert tool is not None
    text = f"نَصّ من {name}\nالسطر الثاني 25%"
    copying._hand_over(tool, text)
    end = time.monotonic() + 10  # xsel takes the clipboard a moment after it has returned
    while (read := _read(READERS[name])) != text:
        assert time.monotonic() < end, read


def _read(command: tuple[str, ...]) -> str:
    return subprocess.run(command, capture_output=True, check=False, timeout=10).stdout.decode("utf-8")
