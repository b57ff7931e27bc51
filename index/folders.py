"""Where a user's files belong on this system: settings, data, what programs remember, caches.

On Linux that is a variable and a default for each (XDG Base Directory Specification 0.8); of other systems platformdirs
knows. It takes longer to load than to ask, which the first picture and the first answer would wait for.
"""

import os
import sys
from pathlib import Path

_NAME = "corpus-tui"
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}


def config_folder() -> Path:
    """What the user has settled."""
    return _folder("config")


def data_folder() -> Path:
    """What the user has made."""
    return _folder("data")


def state_folder() -> Path:
    """What the program remembers from one run to the next."""
    return _folder("state")


def cache_folder() -> Path:
    """What can be made again."""
    return _folder("cache")


def _folder(kind: str) -> Path:
    if sys.platform != "linux" or "ANDROID_ROOT" in os.environ:
        from platformdirs import PlatformDirs

        found: Path = getattr(PlatformDirs(_NAME, appauthor=False), f"user_{kind}_path")
        return found
    variable, default = _XDG[kind]
    named = os.environ.get(variable, "")
    return (Path(named) if os.path.isabs(named) else Path.home() / default) / _NAME
