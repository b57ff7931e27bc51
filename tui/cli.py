"""The edge of the program: what was typed is a command or a corpus to browse, and every ending has its exit code.

Exit 0 found, 1 nothing found, 2 error, 130 interrupted. Every error on purpose becomes a sentence here, and only here.
Commands, with the library that reads their options, are loaded for commands alone: the browser starts without.
"""

import sys
from collections.abc import Sequence

from tui.messages import _, sentence, speak
from tui.output import UnreadError, UnwrittenError, finish, prepare, say
from tui.settings import CHOICES, Settings, load, paths_or_shipped

FOUND, ERROR, INTERRUPTED = 0, 2, 130

COMMANDS = frozenset({"corpus", "doctor", "figures", "index", "list", "names", "open", "search", "show"})
"""The subcommands, which win over paths of the same name; a test holds them against those there are."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Do what the arguments (those of the process, unless given) say, and leave with its exit code."""
    prepare()
    lang, arguments = _language(sys.argv[1:] if arguments is None else arguments)
    settings = load().with_options(lang=lang)
    speak(settings.wish("lang").value or None)
    sys.exit(_run(arguments, settings))


def _language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language that `--lang` names, wherever it stands, and the arguments without it.

    It is heard before anything else, because what follows may be a complaint or a help text. One that is not known is
    left for click to complain of.
    """
    lang, left = "", list(arguments)
    end = left.index("--") if "--" in left else len(left)
    for at in reversed(range(end)):
        name, equals, value = left[at].partition("=")
        words = slice(at, at + (1 if equals else 2))
        said = value if equals else "".join(left[at + 1 : end][:1])
        if name == "--lang" and said in CHOICES["lang"].words:
            lang = lang or said  # of several the last, as with every option
            del left[words]
    return lang, left


def _run(arguments: list[str], settings: Settings) -> int:
    try:
        status = _browse(arguments, settings) if _only_paths(arguments) else _command(arguments, settings)
        finish()
    except KeyboardInterrupt:
        return INTERRUPTED
    except UnreadError:  # `| head`
        return FOUND
    except UnwrittenError as error:
        unwritten = _("What was found could not be written: {reason}.").format(reason=error)
        say(_("error: {said}").format(said=unwritten))
        return ERROR
    except Exception as error:
        from index.corpus import CorpusError
        from tui.app import UnfitError

        if not isinstance(error, CorpusError | UnfitError):
            raise
        said = str(error) if isinstance(error, UnfitError) else sentence(error)
        say(_("error: {said}").format(said=said))
        return ERROR
    return status


def _only_paths(arguments: list[str]) -> bool:
    return not any(argument.startswith("-") for argument in arguments) and COMMANDS.isdisjoint(arguments[:1])


def _browse(paths: list[str], settings: Settings) -> int:
    from tui.app import run

    return run(paths or paths_or_shipped(settings), settings=settings)


def _command(arguments: list[str], settings: Settings) -> int:
    from tui.subcommands import run

    return run(arguments, settings)
