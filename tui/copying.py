"""Copying: text in logical order, on the clipboard of the terminal and on that of the desktop.

The terminal is asked by OSC 52, which also reaches through ssh and tmux but which some terminals refuse (VTE, Apple's);
so the desktop's own tool is run as well, where there is one. It runs in a thread and is not waited for: a clipboard
whose owner hangs must not hold the screen.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.app import App

from index.corpus import Article, Figure
from tui.figure_text import figure_text
from tui.messages import _

if TYPE_CHECKING:
    from index.corpus import Entry, Stated

PATIENCE = 1.5
"""Seconds a tool has to take the text."""

_INVISIBLE = dict.fromkeys(map(ord, "\u061c\u200e\u200f"))
"""Marks that keep our own labels in order; what is copied is to be searched and edited."""


class Tool(NamedTuple):
    """A command that reads the clipboard's new text, the variable without which it cannot work, and its encoding."""

    command: tuple[str, ...]
    needs: str = ""
    encoding: str = "utf-8"


_TOOLS = (
    Tool(("wl-copy", "--type", "text/plain;charset=utf-8"), "WAYLAND_DISPLAY"),
    Tool(("xclip", "-selection", "clipboard", "-in"), "DISPLAY"),
    Tool(("xsel", "--clipboard", "--input"), "DISPLAY"),
    Tool(("clip.exe",), "WSL_DISTRO_NAME", "utf-16"),
)
_ON_A_MAC = (Tool(("pbcopy",)),)
_ON_WINDOWS = (Tool(("clip.exe",), "", "utf-16"),)


def to_clipboard(app: App[int], text: str) -> None:
    """Put a text on every clipboard within reach."""
    text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair has no bytes
    app.copy_to_clipboard(text)
    if tool := tool_at_hand(os.environ):
        app.run_worker(partial(_hand_over, tool, text), thread=True, group="clipboard", exit_on_error=False)


def tool_at_hand(environment: Mapping[str, str], found: Callable[[str], object] = shutil.which) -> Tool | None:
    """The platform's tool, if one is installed and can reach a clipboard from here."""
    tools = {"darwin": _ON_A_MAC, "win32": _ON_WINDOWS}.get(sys.platform, _TOOLS)
    able = (tool for tool in tools if not tool.needs or environment.get(tool.needs))
    return next((tool for tool in able if found(tool.command[0])), None)


def figure_with_source(figure: Figure, article: Article) -> str:
    """The figure as it may be quoted: its value, its sentence, whose it is, and where that stands."""
    counted = article.body[slice(*figure.counted)] if figure.counted else ""
    return _quoted(figure, counted, article.body[slice(*figure.sentence)], article)


def stated_with_source(stated: "Stated") -> str:
    """The same of a figure that came with its words."""
    return _quoted(stated.figure, stated.counted or "", stated.sentence, stated.article)


def _quoted(figure: Figure, counted: str, sentence: str, article: "Article | Entry") -> str:
    said = " ".join(filter(None, [figure_text(figure), " ".join(counted.split())])).translate(_INVISIBLE)
    place = f"{article.id}:{figure.span.start}"
    return "\n".join(filter(None, [said, " ".join(sentence.split()), _reference(article), article.url, place]))


def article_reference(article: Article) -> str:
    """An article as it may be cited: title, source, author and date, address, file."""
    return "\n".join(filter(None, [_reference(article), article.url, article.path or article.id]))


def _reference(article: "Article | Entry") -> str:
    published = article.published.isoformat() if article.published else ""
    return _(", ").join(filter(None, [" ".join(article.title.split()), article.source, article.author, published]))


def _hand_over(tool: Tool, text: str) -> None:
    """Run the tool; that it fails is no matter, since the terminal was asked as well."""
    environment = {**os.environ, "LC_CTYPE": "UTF-8"} if tool.command[0] == "pbcopy" else None
    try:
        subprocess.run(
            tool.command,
            input=text.encode(tool.encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            env=environment,
            start_new_session=True,
        )
    except (OSError, subprocess.SubprocessError):
        return
