"""Where a user's files belong: as platformdirs has it, which is not loaded to say so on Linux."""

import subprocess
import sys

import platformdirs
import pytest

from index import folders

FOLDERS = {
    "CONFIG": (folders.config_folder, platformdirs.user_config_path),
    "DATA": (folders.data_folder, platformdirs.user_data_path),
    "STATE": (folders.state_folder, platformdirs.user_state_path),
    "CACHE": (folders.cache_folder, platformdirs.user_cache_path),
}


@pytest.mark.parametrize("named", [None, "", " ", "/somewhere"])
@pytest.mark.parametrize("kind", FOLDERS)
def test_a_folder_is_where_platformdirs_has_it(kind: str, named: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = f"XDG_{kind}_HOME"
    if named is None:
        monkeypatch.delenv(variable, raising=False)
    else:
        monkeypatch.setenv(variable, named)
    ours, theirs = FOLDERS[kind]
    assert ours() == theirs("corpus-tui", appauthor=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
def test_platformdirs_is_not_loaded_to_say_so() -> None:
    code = "import sys; from index.folders import cache_folder; cache_folder(); sys.exit('platformdirs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
