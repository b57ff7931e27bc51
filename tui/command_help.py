"""The help and the complaints of commands in the reader's language.

Help texts are the docstrings of the commands and the `help` of their options, in English; they are translated before
click looks at them. What click says of its own accord it asks of the environment's gettext, so that is pointed to our
catalogue while a command runs.
"""

import gettext
import inspect
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from tui.messages import DOMAIN, LOCALE, N_, NN_, _

CLICKS_OWN = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("default: {default}"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    N_("Option {name!r} does not take a value."),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
)
"""What click says that users of this program get to see."""


def help_texts(group: click.Group) -> Iterator[str]:
    """Every text of ours that click shows, as it is looked up in the catalogue."""
    for told in _told(group):
        yield _key(told.help)


@contextmanager
def speaking(group: click.Group, language: str) -> Iterator[None]:
    """Translate the help of a group and its commands, and let click speak `language` ("" for the locale's)."""
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    for told in _told(group):
        told.help = _(_key(told.help))
    gettext.bindtextdomain(DOMAIN, str(LOCALE))
    gettext.textdomain(DOMAIN)
    if language:
        os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(before[1])
        if language and before[0] is None:
            del os.environ["LANGUAGE"]
        elif before[0] is not None:
            os.environ["LANGUAGE"] = before[0]


def _told(group: click.Group) -> Iterator[click.Command | click.Option]:
    """Everything that has a help text: the group, its commands, their options; groups among them in their turn."""
    yield group
    for command in group.commands.values():
        if isinstance(command, click.Group):
            yield from _told(command)
            continue
        yield command
        yield from (option for option in command.params if isinstance(option, click.Option))


def _key(text: str | None) -> str:
    """A docstring without its indentation, which depends on the Python that compiled it."""
    return inspect.cleandoc(text or "")
