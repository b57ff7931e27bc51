"""The names that articles mention, in words: what is shown of one, in the program and on the command line."""

import unicodedata

from index.corpus import MentionedName, NameKind
from tui.messages import N_, _, joined, outside, reads_right_to_left

KINDS = {
    NameKind.PERSON: N_("person"),
    NameKind.ORGANISATION: N_("organisation"),
    NameKind.PLACE: N_("place"),
    NameKind.PRODUCT: N_("product"),
    NameKind.NAME: N_("name"),
}
"""What a name is the name of; "name" where that is not known."""


def spellings(name: MentionedName) -> str:
    """The name as the tables show it, and as the articles write it where that is another; in an Arabic interface what
    is in Arabic comes first."""
    both = [name.name, name.also] if name.also else [name.name]
    if reads_right_to_left():
        both.sort(key=lambda spelling: unicodedata.bidirectional(spelling[0]) != "AL")
    return joined(*map(outside, both))


def kind_and_count(name: MentionedName) -> str:
    """What it names, and how often it is mentioned."""
    return joined(_(KINDS[name.kind]), f"{name.count:,}")
