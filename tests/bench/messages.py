"""`python -m tests.bench.messages`: bring the catalogues of `tui/locale` in step with the source, and compile them.

Every text marked by `_`, `N_`, `NN_` or `ngettext` in `tui` is in the .po files afterwards, the new ones without a
translation, which is told here and fails the tests (tests/test_locale.py). The .mo files are committed beside them, so
that installing needs no compiler.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.bench.command import words_given
from tui.command_help import help_texts
from tui.messages import DOMAIN, LOCALE
from tui.subcommands import corpus_tui

SOURCE = Path(LOCALE).parent
_MARKS = {"_": None, "N_": None, "NN_": (1, 2), "ngettext": (1, 2)}


def template() -> Catalog:
    """Every marked text of the program. Places are files without lines, so that moving code changes no catalogue."""
    catalogue = Catalog(domain=DOMAIN)
    for file, _, text, _, _ in extract_from_dir(SOURCE, [("**.py", "python")], keywords=_MARKS):
        catalogue.add(text, locations=[(f"tui/{file}", None)])
    for text in filter(None, help_texts(corpus_tui)):
        catalogue.add(text, locations=[("tui/subcommands.py", None)])
    return catalogue


def catalogues() -> list[Path]:
    """The .po files."""
    return sorted(Path(LOCALE).glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read(file: Path) -> Catalog:
    """A catalogue as it is committed."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name, domain=DOMAIN)


def compiled(catalogue: Catalog) -> bytes:
    """What the .mo file of a catalogue holds."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    """The texts that lack a translation, or one of its plural forms."""
    return [message for message in catalogue if message.id and not all(_forms(message))]


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _update(file: Path) -> int:
    """Bring one catalogue in step, and compile it; how many texts lack a translation."""
    catalogue = read(file)
    catalogue.update(template(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    with file.open("wb") as stream:
        write_po(stream, catalogue, width=120, sort_output=True, ignore_obsolete=True)
    file.with_suffix(".mo").write_bytes(compiled(catalogue))
    missing = untranslated(catalogue)
    for message in missing:
        print(f"{file.parent.parent.name}: {message.id}")
    print(f"{file.parent.parent.name}: {len(catalogue)} texts, {len(missing)} without a translation")
    return len(missing)


if __name__ == "__main__":
    words_given(__doc__)
    sys.exit(1 if sum(map(_update, catalogues())) else 0)
