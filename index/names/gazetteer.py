"""The names of the tables as they stand in a text: the longest that begins at each word.

What is fused to a name of one word is asked of the corpus, as when all its articles are asked (`index.names.forms`):
where it has بترول far oftener than ترول, petrol is not "at Troll".
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.articles import Span
from index.names.aliases import Aliases, Form, Name, alike
from index.names.forms import PROCLITICS, Lexicon, is_arabic, standing
from index.names.sound import name_key
from index.words import Key, Word

_SHORT_LATIN = 3
"""Latin names of so many letters and fewer are names only in capitals: US, not us."""


class Mention(NamedTuple):
    """A name of the tables, in which spelling it stands, and where, with what is fused to it."""

    name: Name
    form: Form
    span: Span


class Gazetteer:
    """Every spelling of every name, by its first word."""

    def __init__(self, aliases: Aliases, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._by_first: dict[Key, list[tuple[Form, Name]]] = defaultdict(list)
        for name in unlike(aliases.all_names()):
            for form in name.forms:
                self._by_first[name_key(form[0])].append((form, name))
        for spellings in self._by_first.values():
            spellings.sort(key=lambda spelling: -len(spelling[0]))

    def mentions(self, text: str, words: Sequence[Word]) -> Iterator[Mention]:
        """The names among the words of a text, in order; none within another."""
        at = 0
        while at < len(words):
            found = next(self._beginning_at(text, words, at), None)
            if found:
                yield found[0]
            at += found[1] if found else 1

    def _beginning_at(self, text: str, words: Sequence[Word], at: int) -> Iterator[tuple[Mention, int]]:
        for bare in _bare(words[at].key):
            if not is_arabic(bare) and len(bare) <= _SHORT_LATIN and not text[slice(*words[at].span)].isupper():
                continue
            for form, name in self._by_first.get(name_key(bare), ()):
                if (
                    at + len(form) <= len(words)
                    and _stands(form, bare, words, at)
                    and self._is_name(form, words[at].key)
                ):
                    yield Mention(name, form, Span(words[at].span.start, words[at + len(form) - 1].span.end)), len(form)

    def _is_name(self, form: Form, word: Key) -> bool:
        return len(form) > 1 or alike(word, form[0]) or word in standing(form[0], self._lexicon)


def unlike(names: Iterator[Name]) -> list[Name]:
    """Names of which none has a spelling of one before it: what two tables tell of is told once."""
    found: dict[int, Name] = {}
    owner: dict[tuple[str, Form], int] = {}
    for name in names:
        number = next((owner[name.kind, form] for form in name.forms if (name.kind, form) in owner), len(found))
        before = found.get(number)
        found[number] = (
            name if before is None else before._replace(forms=tuple(dict.fromkeys(before.forms + name.forms)))
        )
        owner.update(((name.kind, form), number) for form in name.forms)
    return list(found.values())


def _bare(word: Key) -> Iterator[Key]:
    """A word, and what it is without what may be fused to a name."""
    yield word
    if not is_arabic(word):
        return
    for proclitic in PROCLITICS:
        if word.startswith(proclitic) and len(word) - len(proclitic) > 1:
            rest = word[len(proclitic) :]
            yield Key(rest)
            if proclitic.endswith("ل") and rest.startswith("ل"):
                yield Key("ا" + rest)


def _stands(form: Form, bare: Key, words: Sequence[Word], at: int) -> bool:
    return alike(bare, form[0]) and all(alike(words[at + nth].key, word) for nth, word in enumerate(form) if nth)
