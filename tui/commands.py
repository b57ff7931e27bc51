"""Everything the user can do, once: its keys, its short label, its line of help.

The bindings of the widgets, the hints in the footer, the help screen and the palette are all made from `COMMANDS`, so
none can forget one that another knows. Labels are English source text; who shows them translates them.

A key that types a character answers on an Arabic keyboard too: each binding is doubled with what the same place sends
in the Arabic 101 layout.
"""

from enum import StrEnum
from typing import NamedTuple

from textual.binding import Binding, BindingType

from tui.messages import N_


class Where(StrEnum):
    """Where a command works: everywhere it can, or while one pane has the focus."""

    EVERYWHERE = "everywhere"
    BOX = "box"
    LIST = "list"
    ARTICLE = "article"
    FIGURES = "figures"
    PROBLEMS = "problems"
    TABLE = "table"
    COMPARISON = "comparison"


class Command(NamedTuple):
    """One thing to do. `keys` are Textual's names, the first is shown; `hint` is what the footer shows."""

    where: Where
    action: str
    keys: tuple[str, ...]
    label: str
    help: str
    hint: str = ""


HEADINGS = {
    Where.EVERYWHERE: N_("Everywhere"),
    Where.BOX: N_("In the search box"),
    Where.LIST: N_("In the list of articles"),
    Where.ARTICLE: N_("In the article"),
    Where.FIGURES: N_("In the figures"),
    Where.PROBLEMS: N_("In the problems"),
    Where.TABLE: N_("In all figures"),
    Where.COMPARISON: N_("In the comparison"),
}


def _moving(where: Where, thing: str) -> tuple[Command, ...]:
    """The keys every pane that scrolls or selects has in common."""
    return (
        Command(where, "down", ("j", "down"), N_("down"), N_("One line or row down")),
        Command(where, "up", ("k", "up"), N_("up"), N_("One line or row up")),
        Command(where, "page_down", ("space", "pagedown"), N_("page"), N_("One page down")),
        Command(where, "page_up", ("b", "pageup"), N_("page up"), N_("One page up")),
        Command(where, "first", ("g", "home"), N_("start"), thing),
        Command(where, "last", ("G", "end"), N_("end"), N_("To the end")),
    )


COMMANDS: tuple[Command, ...] = (
    Command(Where.EVERYWHERE, "search", ("slash",), N_("search"), N_("Search: go to the box"), "/"),
    Command(Where.EVERYWHERE, "next_match", ("n",), N_("match"), N_("Next match in the article"), "n N"),
    Command(Where.EVERYWHERE, "previous_match", ("N",), N_("previous match"), N_("Previous match in the article")),
    Command(Where.EVERYWHERE, "next_article", ("]",), N_("article"), N_("Next article of the list"), "[ ]"),
    Command(Where.EVERYWHERE, "previous_article", ("[",), N_("previous article"), N_("Previous article of the list")),
    Command(Where.EVERYWHERE, "figures", ("f",), N_("figures"), N_("Go to the figures, and back to the article"), "f"),
    Command(
        Where.EVERYWHERE,
        "all_figures",
        ("F", "f5"),
        N_("all figures"),
        N_("The figures of all articles: filter, sort, add up"),
        "F",
    ),
    Command(
        Where.EVERYWHERE,
        "compare",
        ("equals_sign", "f6"),
        N_("compare"),
        N_("Compare the figure with what others say"),
        "=",
    ),
    Command(Where.EVERYWHERE, "light_figures", ("l",), N_("colours"), N_("Colour the figures in the text, or not")),
    Command(
        Where.EVERYWHERE,
        "copy",
        ("c",),
        N_("copy"),
        N_("Copy the selection, the paragraph or the figure"),
        "c",
    ),
    Command(Where.EVERYWHERE, "next_pane", ("tab",), N_("pane"), N_("Next pane"), "tab"),
    Command(Where.EVERYWHERE, "previous_pane", ("shift+tab",), N_("previous pane"), N_("Previous pane")),
    Command(Where.EVERYWHERE, "pane_left", ("left",), N_("pane"), N_("The pane at the left")),
    Command(Where.EVERYWHERE, "pane_right", ("right",), N_("pane"), N_("The pane at the right")),
    Command(Where.EVERYWHERE, "back", ("escape",), N_("back"), N_("Back to the list"), "esc"),
    Command(Where.EVERYWHERE, "names", ("m",), N_("names"), N_("The names this article mentions: search for one"), "m"),
    Command(
        Where.EVERYWHERE,
        "all_names",
        ("M",),
        N_("all names"),
        N_("The names all articles mention: search for one"),
    ),
    Command(
        Where.EVERYWHERE,
        "history",
        ("h", "ctrl+r"),
        N_("searched before"),
        N_("What was searched for before: find it, ask it again, forget it"),
    ),
    Command(
        Where.EVERYWHERE,
        "clear_history",
        ("ctrl+shift+delete",),
        N_("forget searches"),
        N_("Forget everything that was searched for in this corpus"),
    ),
    Command(
        Where.EVERYWHERE,
        "width",
        ("w", "f7"),
        N_("width"),
        N_("How wide words are meant: as written, in their forms, or wide"),
    ),
    Command(
        Where.EVERYWHERE,
        "sort",
        ("s",),
        N_("order"),
        N_("Order of the list: best, newest, oldest, by source, by title"),
        "s",
    ),
    Command(
        Where.EVERYWHERE,
        "narrow",
        ("d",),
        N_("narrow"),
        N_("Narrow the search to a source, month, kind of figure or name, with counts"),
        "d u",
    ),
    Command(Where.EVERYWHERE, "widen", ("u",), N_("widen"), N_("Take back the last narrowing")),
    Command(
        Where.EVERYWHERE,
        "unfold",
        ("x",),
        N_("alike"),
        N_("Show the articles that are nearly the same, or fold them again"),
    ),
    Command(
        Where.EVERYWHERE, "accept", ("ctrl+y",), N_("take it"), N_("Search for what the box says you may have meant")
    ),
    Command(Where.EVERYWHERE, "corpora", ("f9", "ctrl+o"), N_("corpora"), N_("Another corpus; folders added, removed")),
    Command(Where.EVERYWHERE, "reading", ("f8",), N_("reading"), N_("How far reading the sources has come")),
    Command(Where.EVERYWHERE, "pause", ("ctrl+s",), N_("pause"), N_("Pause reading the sources, or go on")),
    Command(
        Where.EVERYWHERE, "stop_reading", ("ctrl+t",), N_("stop"), N_("Stop reading the sources; what was read stays")
    ),
    Command(Where.EVERYWHERE, "refresh", ("r",), N_("look again"), N_("Look what has changed in the sources")),
    Command(
        Where.EVERYWHERE,
        "problems",
        ("exclamation_mark",),
        N_("problems"),
        N_("What was not read, or read with a doubt, and why"),
    ),
    Command(Where.EVERYWHERE, "shade", ("f2",), N_("light or dark"), N_("Change between dark and light")),
    Command(
        Where.EVERYWHERE, "mode", ("f4",), N_("which reads right?"), N_("Choose how Arabic is written in this terminal")
    ),
    Command(Where.EVERYWHERE, "help", ("question_mark", "f1"), N_("help"), N_("Show every key"), "?"),
    Command(Where.EVERYWHERE, "palette", ("ctrl+p", "f3"), N_("commands"), N_("Find a command by its name"), "^p"),
    Command(Where.EVERYWHERE, "suspend", ("ctrl+z",), N_("suspend"), N_("Suspend; `fg` in the shell comes back")),
    Command(Where.EVERYWHERE, "leave_program", ("ctrl+q", "f10"), N_("quit"), N_("Quit"), "^q"),
    Command(Where.BOX, "open", ("enter",), N_("open"), N_("Open the selected article at its first match"), "↵"),
    Command(Where.BOX, "older", ("up",), N_("earlier"), N_("The search before: of those that hold what is typed"), "↑"),
    Command(Where.BOX, "to_list", ("down",), N_("list"), N_("Go to the list; after ↑, back to the later search"), "↓"),
    Command(
        Where.BOX, "leave", ("escape",), N_("clear"), N_("Empty the box; from an empty box, go to the list"), "esc"
    ),
    Command(Where.BOX, "word_left", ("ctrl+left", "alt+left"), N_("word"), N_("One word to the left")),
    Command(Where.BOX, "word_right", ("ctrl+right", "alt+right"), N_("word"), N_("One word to the right")),
    Command(Where.BOX, "home", ("home",), N_("start"), N_("To the start of the text")),
    Command(Where.BOX, "end", ("end", "ctrl+e"), N_("end"), N_("To the end of the text")),
    Command(Where.BOX, "select_left", ("shift+left",), N_("select"), N_("Select to the left")),
    Command(Where.BOX, "select_right", ("shift+right",), N_("select"), N_("Select to the right")),
    Command(Where.BOX, "select_word_left", ("ctrl+shift+left",), N_("select word"), N_("Select a word to the left")),
    Command(Where.BOX, "select_word_right", ("ctrl+shift+right",), N_("select word"), N_("Select a word to the right")),
    Command(Where.BOX, "select_home", ("shift+home",), N_("select"), N_("Select to the start of the text")),
    Command(Where.BOX, "select_end", ("shift+end",), N_("select"), N_("Select to the end of the text")),
    Command(Where.BOX, "select_all", ("ctrl+a",), N_("select all"), N_("Select the whole text")),
    Command(Where.BOX, "copy", ("ctrl+c",), N_("copy"), N_("Copy what is selected")),
    Command(Where.BOX, "cut", ("ctrl+x",), N_("cut"), N_("Cut what is selected")),
    Command(Where.BOX, "paste", ("ctrl+v",), N_("paste"), N_("Paste what was copied or cut here")),
    Command(Where.BOX, "delete_word", ("ctrl+w", "alt+backspace"), N_("delete word"), N_("Delete the word before")),
    Command(Where.BOX, "delete_before", ("ctrl+u",), N_("delete"), N_("Delete everything before the cursor")),
    Command(Where.BOX, "delete_after", ("ctrl+k",), N_("delete"), N_("Delete everything after the cursor")),
    Command(Where.LIST, "open", ("enter",), N_("open"), N_("Open the selected article at its first match"), "↵"),
    *_moving(Where.LIST, N_("To the start")),
    Command(
        Where.ARTICLE, "select", ("v",), N_("select"), N_("Select with the moving keys; once more to keep it so"), "v"
    ),
    Command(Where.ARTICLE, "select_left", ("shift+left",), N_("select"), N_("Select to the left")),
    Command(Where.ARTICLE, "select_right", ("shift+right",), N_("select"), N_("Select to the right")),
    Command(Where.ARTICLE, "select_down", ("shift+down",), N_("select"), N_("Select a line down")),
    Command(Where.ARTICLE, "select_up", ("shift+up",), N_("select"), N_("Select a line up")),
    Command(
        Where.ARTICLE, "select_word_left", ("ctrl+shift+left",), N_("select word"), N_("Select a word to the left")
    ),
    Command(
        Where.ARTICLE, "select_word_right", ("ctrl+shift+right",), N_("select word"), N_("Select a word to the right")
    ),
    Command(Where.ARTICLE, "select_all", ("ctrl+a",), N_("select all"), N_("Select the whole text")),
    *_moving(Where.ARTICLE, N_("To the start")),
    Command(Where.FIGURES, "choose", ("enter",), N_("show in article"), N_("Show the figure in the article"), "↵"),
    Command(Where.FIGURES, "order", ("o",), N_("order"), N_("By kind, or in the order of the article"), "o"),
    *_moving(Where.FIGURES, N_("To the start")),
    Command(Where.PROBLEMS, "copy", ("c",), N_("copy"), N_("Copy the problem"), "c"),
    Command(Where.PROBLEMS, "copy_all", ("a",), N_("copy all"), N_("Copy every problem"), "a"),
    *_moving(Where.PROBLEMS, N_("To the start")),
    Command(Where.TABLE, "open", ("enter",), N_("open"), N_("Open the article at the figure"), "↵"),
    Command(Where.TABLE, "sort_by_value", ("v",), N_("by value"), N_("Sort by value; again, the other way round"), "v"),
    Command(Where.TABLE, "sort_by_date", ("d",), N_("by date"), N_("Sort by date; again, the other way round"), "d"),
    Command(
        Where.TABLE, "sort_by_article", ("a",), N_("by article"), N_("Sort by article; again, the other way round"), "a"
    ),
    Command(Where.TABLE, "next_kind", ("t",), N_("kind"), N_("Only the next kind of figures"), "t"),
    Command(Where.TABLE, "next_unit", ("u",), N_("unit"), N_("Only the next unit"), "u"),
    Command(Where.TABLE, "export", ("e",), N_("export"), N_("Write what is shown to a file"), "e"),
    *_moving(Where.TABLE, N_("To the start")),
    Command(Where.COMPARISON, "open", ("enter",), N_("open"), N_("Open the article at the figure"), "↵"),
    Command(Where.COMPARISON, "plot", ("p",), N_("plot"), N_("Show the plot, or not"), "p"),
    Command(Where.COMPARISON, "export", ("e",), N_("export"), N_("Write what is shown to a file"), "e"),
    *_moving(Where.COMPARISON, N_("To the start")),
)

_table = COMMANDS

_ARABIC_101 = dict(
    zip("qwertyuiop[]asdfghjkl;'zxcnm,./", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤىةوزظ", strict=True),
) | {"v": "ر", "?": "؟", "N": "آ", "b": "\ufefb", "G": "\ufef7"}
"""What a key sends in the Arabic 101 layout. b and G are لا and لأ: one character by the time they get here
(`tui.rtl.keyboard`)."""

PRINTED = {"slash": "/", "question_mark": "?", "equals_sign": "=", "exclamation_mark": "!"}
_SHOWN = {
    "slash": "/", "question_mark": "?", "equals_sign": "=", "exclamation_mark": "!", "enter": "↵", "escape": "esc",
    "space": "space", "down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "page down", "pageup": "page up",
}  # fmt: skip


def bindings(where: Where) -> list[BindingType]:
    """The bindings of a pane (or of the screen, for everywhere)."""
    return [_binding(command) for command in COMMANDS if command.where is where]


def bindings_of(kind: type, where: Where) -> list[BindingType]:
    """Those bindings of a place that a class has actions for: its pane's own, such as moving."""
    return [_binding(command) for command in COMMANDS if command.where is where and _has(kind, command)]


def bindings_beyond(kind: type, where: Where) -> list[BindingType]:
    """The other bindings of a place, which its screen answers."""
    return [_binding(command) for command in COMMANDS if command.where is where and not _has(kind, command)]


def _has(kind: type, command: Command) -> bool:
    return hasattr(kind, f"action_{command.action}")


def commands(where: Where) -> list[Command]:
    """What can be done in one place, in the order it is told."""
    return [command for command in table() if command.where is where]


def table() -> tuple[Command, ...]:
    """Every command with the keys it has now."""
    return _table


def remap(remapped: tuple[Command, ...]) -> dict[str, str]:
    """Give the commands other keys (`tui.remapping`), everywhere they are shown; what Textual has to know of it."""
    global _table  # noqa: PLW0603 - there is one keyboard
    _table = remapped
    changed = (command for command, before in zip(remapped, COMMANDS, strict=True) if command.keys != before.keys)
    return {identity(command): _all_keys(command) for command in changed}


def identity(command: Command) -> str:
    """The name a command has in the settings."""
    return f"{command.where}.{command.action}"


def shown(key: str) -> str:
    """A key as it is printed on a keyboard: `slash` is /, `ctrl+p` is ^p."""
    held, _, last = key.rpartition("+")
    return (held + "+").replace("ctrl+", "^") * bool(held) + _SHOWN.get(last, last)


def key_of(where: Where, action: str) -> str:
    """The first key of a command, as it is printed."""
    return next((shown(command.keys[0]) for command in commands(where) if command.action == action), "")


_AHEAD = ("leave_program", "search", "next_pane", "previous_pane")
"""Done before the focused pane sees the key: what is typed right after `/` or Tab is then meant for the next one."""


def _binding(command: Command) -> Binding:
    return Binding(
        _all_keys(command),
        command.action,
        command.label,
        id=identity(command),
        priority=command.action in _AHEAD,
    )


def _all_keys(command: Command) -> str:
    return ",".join(name for key in command.keys for name in same_place(key))


def same_place(key: str) -> tuple[str, ...]:
    """The key, and what its place sends on an Arabic keyboard."""
    arabic = _ARABIC_101.get(PRINTED.get(key, key))
    return (key, arabic) if arabic else (key,)
