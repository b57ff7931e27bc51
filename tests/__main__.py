"""Everything a change must pass: formatting, lint, types, import rules, pytest. One command, as CI runs it.

python -m tests            all of it
python -m tests pytest …   only the named step, with further arguments for it
"""

import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

STEPS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [sys.executable, "-m", "mypy", "--no-error-summary"],
    "imports": [str(BIN / "lint-imports"), "--no-cache"],
    "pytest": [sys.executable, "-m", "pytest", "-n", str(min(4, os.cpu_count() or 1)), "--dist", "loadfile"],
}


def main(arguments: list[str]) -> int:
    """Run every step, or the named one; the first that fails ends the run with its status."""
    names = [arguments[0]] if arguments else list(STEPS)
    if names[0] not in STEPS:
        print(f"no step named {names[0]}; there are: {', '.join(STEPS)}", file=sys.stderr)
        return 2
    for name in names:
        print(f"— {name}", flush=True)
        status = subprocess.run([*STEPS[name], *arguments[1:]], cwd=TOP, check=False).returncode
        if status:
            print(f"{name} failed", file=sys.stderr)
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
