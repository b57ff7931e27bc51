"""What doctor says of the terminal: what was found, why, and what would change it."""

import json
import os
from pathlib import Path

import pytest

from tests.hostile_scan import home
from tests.pty_program import XTERM, PtyProgram
from tui.remembered import FILE

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a pseudo-terminal")

KONSOLE = b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[?62;22c"
EVIL = "\x1bP>|evil\u202e\x9b2J\x1b\\\x1b[?62;22c".encode()


def told(folder: Path, answer: bytes, status: int = 0, **environment: str) -> str:
    with PtyProgram(["doctor"], {**home(folder), **environment}, answer=answer) as program:
        assert program.ended() == status
        return program.written.decode()


def test_it_says_what_was_found_and_why(tmp_path: Path):
    said = told(tmp_path, KONSOLE)
    assert "words: Konsole, which reorders every line and cannot be stopped (konsole 22.12.3)" in said
    assert "--bidi" in said


def test_it_says_who_wanted_otherwise(tmp_path: Path):
    said = told(tmp_path, KONSOLE, CORPUS_TUI_BIDI="kitty", CORPUS_TUI_SHAPE="off")
    assert "kitty: because CORPUS_TUI_BIDI says so" in said
    assert "Without that: words" in said
    assert "left to the terminal (CORPUS_TUI_SHAPE)" in said


def test_it_says_what_was_answered_here_before(tmp_path: Path):
    state = tmp_path / "xdg_state_home" / "corpus-tui"
    state.mkdir(parents=True)
    answers = {"xterm-256color||konsole 22.12.3|": {"bidi": "cells", "shape": "on"}}
    (state / FILE).write_text(json.dumps(answers), "utf-8")
    assert "cells: as you chose in this terminal before" in told(tmp_path, KONSOLE)


def test_wrong_settings_are_amiss(tmp_path: Path):
    config = tmp_path / "xdg_config_home" / "corpus-tui"
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[keys]\n"list.opne" = "o"\n[terminal]\nbidi = "up"\n', "utf-8")
    said = told(tmp_path, KONSOLE, status=2)
    assert "list.opne is no command" in said
    assert "bidi = up" in said


def test_a_terminal_with_a_hostile_name_is_only_told(tmp_path: Path):
    said = told(tmp_path, EVIL)
    assert "\u202e" not in said
    assert "\x9b" not in said


def test_cells_in_a_terminal_of_few_colours_is_amiss(tmp_path: Path):
    said = told(tmp_path, XTERM, status=2, CORPUS_TUI_BIDI="cells", COLORTERM="")
    assert "24-bit" in said
    assert "24-bit" not in told(tmp_path, XTERM, CORPUS_TUI_BIDI="cells", COLORTERM="truecolor")
