"""What the user answered to "which line reads right?", kept for each terminal in the state folder."""

import os
from pathlib import Path
from typing import NamedTuple, Self

from index.folders import state_folder
from tui.rtl.terminal import Encoding

FILE = "terminals.json"
_MOST = 100


class Mode(NamedTuple):
    """A way to write for a terminal: the encoding, and whether the program joins the letters."""

    encoding: Encoding
    shape: bool = True

    @classmethod
    def read(cls, said: object) -> Self | None:
        """A mode as it was written down, None for anything else."""
        match said:
            case {"bidi": str(encoding), "shape": "on" | "off" as shape} if encoding in set(Encoding):
                return cls(Encoding(encoding), shape == "on")
        return None

    def written(self) -> dict[str, str]:
        """The words that the settings have for it too."""
        return {"bidi": self.encoding, "shape": "on" if self.shape else "off"}


def file() -> Path:
    """Where the answers are kept."""
    return state_folder() / FILE


def recall(terminal: str) -> Mode | None:
    """What was answered in this terminal, if anything."""
    return Mode.read(_answers().get(terminal))


def remember(terminal: str, mode: Mode | None) -> None:
    """Keep the answer for this terminal, or forget it. Raises OSError where it cannot be kept."""
    answers = _answers()
    answers.pop(terminal, None)
    if mode is not None:
        answers[terminal] = mode.written()
    kept = dict(list(answers.items())[-_MOST:])
    file().parent.mkdir(parents=True, exist_ok=True)
    import json

    new = file().with_suffix(f".{os.getpid()}")
    new.write_text(json.dumps(kept, indent=1), "utf-8")
    new.replace(file())


def _answers() -> dict[str, object]:
    """All that is remembered; a file that is none or broken remembers nothing."""
    try:
        text = file().read_text("utf-8")
    except (OSError, ValueError):
        return {}
    import json  # late: most terminals are right without an answer

    try:
        answers = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return answers if isinstance(answers, dict) else {}
