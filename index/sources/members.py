"""What lies in an archive, looked at as a folder is: hidden files and notes about the others are passed over.

Two members may have one name; the second is `name!2` in its id, which no member's own name can be.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, NamedTuple

from index.sources.items import Found, Item
from index.sources.limits import MEMBERS
from index.sources.problems import Reason, RefusedError, problem
from index.sources.scan import is_about_the_folder

_OF_MACOS = "__MACOSX"


class Member(NamedTuple):
    """A member by its path in the archive; `kind` says what it is if it is no file, as `paths.kind_of` does."""

    name: str
    kind: str
    opened: Callable[[], BinaryIO]


def items(item: Item, members: Iterable[Member]) -> Iterator[Found]:
    """The members of the archive that `item` is, and a Problem for each that is not to be read."""
    seen: Counter[str] = Counter()
    for number, member in enumerate(members):
        if number == MEMBERS:
            yield problem(item.name, Reason.TOO_MANY, limit=MEMBERS)
            return
        if not _is_hidden(member.name):
            seen[member.name] += 1
            yield _looked_at(item.member(member.name, member.opened), member, seen[member.name])
    if not seen:
        raise RefusedError(Reason.EMPTY)


def _looked_at(inner: Item, member: Member, times: int) -> Found:
    if member.kind:
        return problem(inner.name, Reason.NOT_A_FILE, kind=member.kind)
    if is_about_the_folder(member.name.rpartition("/")[2]):
        return problem(inner.name, Reason.NOT_AN_ARTICLE)
    return inner if times == 1 else inner._replace(key=f"{inner.key}!{times}")


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == _OF_MACOS or any(part.startswith(".") and part not in (".", "..") for part in parts)
