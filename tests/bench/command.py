"""What the commands of this folder have in common: the words after their names, `--help`, where real articles lie."""

import os
import sys
from pathlib import Path


def words_given(about: str | None) -> list[str]:
    """What stands after the command. Where help is among it, `about`, the module's own first lines, are printed, and
    that is all."""
    if {"-h", "--help"} & set(sys.argv[1:]):
        print((about or "").strip())
        sys.exit(0)
    return sys.argv[1:]


def numbers_given(about: str | None, *otherwise: int) -> list[int]:
    """The numbers among these words, in order; those that are missing are as they are otherwise."""
    given = [int(word) for word in words_given(about) if word.isdecimal()]
    return [*given, *otherwise[len(given) :]]


def folder_given(about: str | None) -> Path:
    """The folder that is the first word; without one, the command tells what it wants."""
    given = words_given(about)
    if not given:
        sys.exit(f"A folder is missing.\n\n{(about or '').strip()}")
    return Path(given[0])


def corpus_data() -> Path:
    """The folder with the real articles; without one, the command says how to name it."""
    named = os.environ.get("CORPUS_DATA")
    if not named:
        sys.exit("CORPUS_DATA is not set: it must name the folder that holds data/saudinewsnet")
    return Path(named)
