"""What the user set once for all: `config.toml` in the config folder. Nothing there is needed; what is wrong is said.

[corpus]
paths = ["~/articles"]        what is opened when no PATH is given
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path

from tui.messages import _
from tui.output import say

FILE = "config.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. `paths` is empty where none are set; `complaint` says what was wrong with the file."""

    paths: tuple[str, ...] = ()
    complaint: str = ""


def settings_file() -> Path:
    """Where the settings are looked for."""
    return user_config_path("corpus-tui", appauthor=False) / FILE


def load(file: Path | None = None) -> Settings:
    """The user's settings; no file means the defaults, a broken one means them with a complaint."""
    try:
        text = (file or settings_file()).read_text("utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        return Settings(complaint=str(error))
    import tomllib  # late: most have no settings

    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(complaint=str(error))
    corpus = said.get("corpus", {})
    paths = corpus.get("paths", []) if isinstance(corpus, dict) else None
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        return Settings(complaint='[corpus] paths = ["…"] must be a list of paths')
    return Settings(tuple(str(Path(path).expanduser()) for path in paths))


def chosen(paths: Sequence[str]) -> tuple[str, ...]:
    """The PATHs given, else those of the settings, else the shipped articles. Complaints are said."""
    if paths:
        return tuple(paths)
    from seeds import FOLDER

    found = load()
    if found.complaint:
        said = _("The settings in {file} are ignored: {complaint}.")
        say(said.format(file=settings_file(), complaint=found.complaint))
    return found.paths or (str(FOLDER),)
