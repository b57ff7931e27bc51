"""What the user set once for all: `config.toml` in the config folder. Nothing there is needed; what is wrong is said.

    [corpus]
    paths = ["~/articles"]        what is opened when no PATH is given; "@news" is the corpus of that name
    watch = "auto"                whether changes in its folders are noticed: on, off, or where it is cheap (auto)
    [terminal]
    bidi = "auto"                 how right-to-left text is written: auto, visual, words, kitty, cells
    shape = "on"                  whether Arabic letters are joined here (on) or by the terminal (off)
    [interface]
    lang = "ar"                   the language of the program: ar, en
    [search]
    history = "off"               whether what was searched for is kept (on) or not
    [keys]
    "everywhere.search" = "s"     other keys for a command of `tui.commands`; a list gives it several

bidi, shape, lang and history can be said in the environment too (CORPUS_TUI_BIDI, _SHAPE, _LANG, _HISTORY), which wins
over the file; all but the last as options of the command line as well, which win over both.
"""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from index.folders import config_folder
from tui.messages import N_, _, outside
from tui.output import say
from tui.rtl.terminal import Encoding

FILE = "config.toml"
AUTO = "auto"


class Complaint(NamedTuple):
    """What is wrong with a setting: a sentence marked for translation, and what fills it."""

    text: str
    params: Mapping[str, str] = {}

    def said(self) -> str:
        """The sentence, in the reader's language."""
        return _(self.text).format(**{name: outside(value) for name, value in self.params.items()})


class Wish(NamedTuple):
    """One of the words that can be said for a setting, and where: in an option, a variable, or (lasting) the file."""

    value: str = ""
    place: str = ""
    lasting: bool = False


class Choice(NamedTuple):
    """A setting that takes one of a few words: its table in the file, and the words."""

    table: str
    words: tuple[str, ...]


CHOICES = {
    "bidi": Choice("terminal", (AUTO, *(encoding.value for encoding in Encoding))),
    "shape": Choice("terminal", ("on", "off")),
    "lang": Choice("interface", ("en", "ar")),
    "history": Choice("search", ("on", "off")),
    "watch": Choice("corpus", (AUTO, "on", "off")),
}


class Settings(NamedTuple):
    """The settings in force. `paths` is empty where none are set; `keys` are by the ids of commands."""

    paths: tuple[str, ...] = ()
    wishes: Mapping[str, Wish] = MappingProxyType({})
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    complaints: tuple[Complaint, ...] = ()

    def wish(self, name: str) -> Wish:
        """What was said for one of the CHOICES; the empty wish where nothing was."""
        return self.wishes.get(name, Wish())

    def with_options(self, **said: str | None) -> "Settings":
        """The same with what the command line says, where it says anything."""
        options = {name: Wish(value, f"--{name}") for name, value in said.items() if value}
        return self._replace(wishes={**self.wishes, **options})


def settings_file() -> Path:
    """Where the settings are looked for."""
    return config_folder() / FILE


def variable(name: str) -> str:
    """The environment's name for one of the CHOICES."""
    return f"CORPUS_TUI_{name.upper()}"


def load(file: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """The user's settings: those of the file, and over them those of the environment.

    No file means the defaults, and so does whatever is broken, with a complaint for each.
    """
    file = file or settings_file()
    said, complaints = _read(file)
    wishes: dict[str, Wish] = {}
    for name, choice in CHOICES.items():
        in_file = _word(_table(said, choice.table, complaints).get(name))
        in_environment = environment.get(variable(name))
        for value, place, lasting in ((in_file, str(file), True), (in_environment, variable(name), False)):
            if value in choice.words:
                wishes[name] = Wish(str(value), place, lasting)
            elif value not in (None, ""):
                complaints.append(_no_choice(name, value, place))
    return Settings(_paths(said, complaints), wishes, _keys(said, complaints), tuple(complaints))


def chosen(paths: Sequence[str]) -> tuple[str, ...]:
    """The PATHs given, else those of the settings, else the shipped articles. Complaints are said."""
    if paths:
        return tuple(paths)
    found = load()
    for complaint in found.complaints:
        say(complaint.said())
    return paths_or_shipped(found)


def paths_or_shipped(found: Settings) -> tuple[str, ...]:
    """The corpus of the settings, else the articles that come with the program."""
    from seeds import FOLDER

    return found.paths or (str(FOLDER),)


# ---- reading the file


def _read(file: Path) -> tuple[dict[str, Any], list[Complaint]]:
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError) as error:
        return {}, [_ignored(file, error)]
    import tomllib  # late: most have no settings

    try:
        return tomllib.loads(text), []
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, [_ignored(file, error)]


def _table(said: Mapping[str, Any], name: str, complaints: list[Complaint]) -> Mapping[str, Any]:
    table = said.get(name, {})
    if isinstance(table, dict):
        return table
    complaint = Complaint(N_("[{name}] in the settings must be a table."), {"name": name})
    if complaint not in complaints:
        complaints.append(complaint)
    return {}


def _paths(said: Mapping[str, Any], complaints: list[Complaint]) -> tuple[str, ...]:
    paths = _table(said, "corpus", complaints).get("paths", [])
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        complaints.append(Complaint(N_('[corpus] paths = ["…"] in the settings must be a list of paths.')))
        return ()
    return tuple(map(os.path.expanduser, paths))  # unlike Path's, content with a user there is none of


def _keys(said: Mapping[str, Any], complaints: list[Complaint]) -> dict[str, tuple[str, ...]]:
    """The keys as they are written; whether there are such commands and keys is `tui.remapping`'s to say."""
    keys = {}
    for command, value in _table(said, "keys", complaints).items():
        several = [value] if isinstance(value, str) else value
        if isinstance(several, list) and several and all(isinstance(key, str) and key for key in several):
            keys[command] = tuple(several)
        else:
            what = N_('[keys] "{command}" in the settings must be a key or a list of keys.')
            complaints.append(Complaint(what, {"command": command}))
    return keys


def _word(value: object) -> object:
    """`shape = true` is as clear as "on"."""
    return ("off", "on")[value] if isinstance(value, bool) else value


def _no_choice(name: str, value: object, place: str) -> Complaint:
    what = N_("{name} = {value} in {place} is none of: {words}. It was ignored.")
    words = ", ".join(CHOICES[name].words)
    return Complaint(what, {"name": name, "value": str(value), "place": place, "words": words})


def _ignored(file: Path, error: Exception) -> Complaint:
    what = N_("The settings in {file} are ignored: {complaint}.")
    return Complaint(what, {"file": str(file), "complaint": str(error)})
