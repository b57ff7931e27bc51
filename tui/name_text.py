"""The names that articles mention, in words: what is shown of one, in the program and on the command line."""

from index.corpus import MentionedName, NameKind
from tui.messages import N_, _, joined, outside

KINDS = {
    NameKind.PERSON: N_("person"),
    NameKind.ORGANISATION: N_("organisation"),
    NameKind.PLACE: N_("place"),
    NameKind.PRODUCT: N_("product"),
    NameKind.NAME: N_("name"),
}
"""What a name is the name of; "name" where that is not known."""


def spellings(name: MentionedName) -> str:
    """The name as the tables show it, and as the articles write it where that is another."""
    return joined(outside(name.name), *([outside(name.also)] if name.also else []))


def kind_and_count(name: MentionedName) -> str:
    """What it names, and how often it is mentioned."""
    return joined(_(KINDS[name.kind]), f"{name.count:,}")
