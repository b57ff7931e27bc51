"""The keys the user wants for commands: which of them can be had, and what is wrong with the others.

    [keys]
    "everywhere.search" = "s"
    "article.down" = ["d", "ctrl+n"]

A key is a character as it is typed, or a name (f5, enter, pageup) with what is held down before it (ctrl+n). A command
keeps its own keys where those wanted would mean two things in one place, are no keys, or would only be typed.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tui.commands import PRINTED, Command, Where, identity, same_place, shown
from tui.messages import N_
from tui.settings import Complaint


class Remapping(NamedTuple):
    """The commands with the keys they have now, and what could not be done."""

    commands: tuple[Command, ...]
    complaints: tuple[Complaint, ...]


def remapped(commands: Sequence[Command], wanted: Mapping[str, tuple[str, ...]]) -> Remapping:
    """Give commands, by their ids, other keys."""
    known = {identity(command): command for command in commands}
    good: dict[str, tuple[str, ...]] = {}
    complaints: list[Complaint] = []
    for name, keys in wanted.items():
        complaint = _wrong(name, keys, known)
        if complaint:
            complaints.append(complaint)
        else:
            good[name] = tuple(dict.fromkeys(_as_in_the_table(key) for key in keys))
    while clash := next(_clashes(_with_keys(commands, good), good), None):
        complaints.append(_clash(clash, known))
        del good[clash[0]]
    return Remapping(_with_keys(commands, good), tuple(complaints))


def _with_keys(commands: Sequence[Command], keys: Mapping[str, tuple[str, ...]]) -> tuple[Command, ...]:
    """A hint that showed the first key shows the new one."""
    return tuple(
        command._replace(keys=keys[identity(command)], hint=_hint(command, keys[identity(command)]))
        if identity(command) in keys
        else command
        for command in commands
    )


def _hint(command: Command, keys: tuple[str, ...]) -> str:
    return shown(keys[0]) if command.hint else ""


def _clashes(commands: Sequence[Command], changed: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """A changed command, a key of it that means another thing in the same place, and the command of that."""
    held = Counter((command.where, key) for command in commands for key in _sent(command))
    for command in commands:
        for key in _sent(command):
            if identity(command) in changed and held[command.where, key] > 1:
                others = (other for other in commands if other.where is command.where and key in _sent(other))
                yield identity(command), key, next(identity(other) for other in others if other is not command)


def _sent(command: Command) -> set[str]:
    """Every key a command answers to, with those of the Arabic keyboard."""
    return {name for key in command.keys for name in same_place(key)}


def _clash(clash: tuple[str, str, str], known: Mapping[str, Command]) -> Complaint:
    name, key, other = clash
    what = N_("[keys] {command} keeps its keys: {key} is also {other}.")
    return Complaint(what, {"command": name, "key": shown(key), "other": other})


def _wrong(name: str, keys: tuple[str, ...], known: Mapping[str, Command]) -> Complaint | None:
    if name not in known:
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, known, cutoff=0.5)) or "…"
        return Complaint(
            N_("[keys] {command} is no command. Those with a name like it: {near}."), {"command": name, "near": near}
        )
    for key in keys:
        if not _is_key(key):
            what = N_("[keys] {command} keeps its keys: {key} is no key.")
            return Complaint(what, {"command": name, "key": key})
        if known[name].where is Where.BOX and len(key) == 1:
            what = N_("[keys] {command} keeps its keys: {key} is typed in the search box.")
            return Complaint(what, {"command": name, "key": key})
    return None


def _is_key(key: str) -> bool:
    """A printable character, or a name Textual has for a key, perhaps with others held down."""
    from textual.keys import KEY_NAME_REPLACEMENTS, Keys

    *held, last = key.split("+") if key not in ("+", "ctrl++") else [key]
    if not set(held) <= {"ctrl", "alt", "shift"} or len(held) != len(set(held)):
        return False
    if len(last) == 1:
        return last.isprintable() and last != "," and not (held and last.isupper())
    return last in {*Keys, *KEY_NAME_REPLACEMENTS.values()} or last in _CHARACTER_NAMES


_CHARACTER_NAMES = frozenset(("slash", "question_mark", "space", "comma", "full_stop", "minus", "plus", "equals_sign"))


def _as_in_the_table(key: str) -> str:
    """A key as the table of commands has it: `/` is slash."""
    return next((name for name, printed in PRINTED.items() if printed == key), key)
