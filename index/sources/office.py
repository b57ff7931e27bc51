"""What Word's and OpenDocument's files have in common: paragraphs of marked text, and a file of properties."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from index.sources.dates import date_of
from index.sources.elements import Event, Start, events, local
from index.sources.items import Document
from index.sources.zips import Packed

_STYLES = {"title": "title", "heading1": "heading", "author": "author", "date": "date"}
_AUTHOR = ("creator", "initial-creator", "author")
_DATE = ("created", "creation-date", "date", "issued")


class Rules(NamedTuple):
    """Local names of elements: paragraphs; what holds their text ("" where any element does); what is left out with
    all that is in it; and marks that stand for characters."""

    paragraphs: frozenset[str]
    text: str
    left_out: frozenset[str]
    marks: Mapping[str, str]


class Paragraph(NamedTuple):
    """A paragraph's text, and its style in lower case."""

    text: str
    style: str


def document_of(read: Iterable[Paragraph], said: Document) -> Document:
    """The paragraphs as a body. What the properties leave open is taken from the first of a style that says it."""
    body: list[str] = []
    found: dict[str, str] = {}
    for text, style in read:
        body.append(text)
        if style in _STYLES and text.strip():
            found.setdefault(_STYLES[style], text.strip())
    date = found.get("date", "")
    return said._replace(
        body="\n".join(body),
        title=said.title or found.get("title", "") or found.get("heading", ""),
        author=said.author or found.get("author", ""),
        date=date if date_of(date) else said.date,  # a document was made when it was typed, a date in it says more
    )


def paragraphs(happening: Iterable[Event], rules: Rules) -> Iterator[Paragraph]:
    """Every paragraph; one within another (a text box, a note) comes before it."""
    pieces: list[list[str]] = []
    styles: list[str] = []
    inside_text = out = 0
    for event in happening:
        if isinstance(event, str):
            if pieces and not out and (inside_text or not rules.text):
                pieces[-1].append(event)
            continue
        name, step = local(event.name), 1 if isinstance(event, Start) else -1
        out += step * (name in rules.left_out)
        inside_text += step * (name == rules.text)
        if name in rules.paragraphs and isinstance(event, Start):
            pieces.append([])
            styles.append("")
        elif name in rules.paragraphs and pieces:
            paragraph = Paragraph("".join(pieces.pop()), styles.pop())
            if not out:
                yield paragraph
        if pieces and not out and isinstance(event, Start):
            pieces[-1].append(_mark(event, name, rules))
            styles[-1] = styles[-1] or _style(event, name)


def properties(packed: Packed, name: str) -> Document:
    """What the file of properties says: title, author, and when the document was made."""
    if name not in packed.archive.NameToInfo:
        return Document("")
    said: dict[str, str] = {}
    inside = ""
    with packed.opened(name) as opened:
        for event in events(opened):
            if isinstance(event, str):
                said[inside] = said.get(inside, "") + event
            else:
                inside = local(event.name) if isinstance(event, Start) else ""
    author, date = (next((said[each] for each in names if said.get(each)), "") for names in (_AUTHOR, _DATE))
    return Document("", said.get("title", ""), author, date)


def _mark(event: Start, name: str, rules: Rules) -> str:
    mark = rules.marks.get(name, "")
    if mark != " ":
        return mark
    times = next((value for key, value in event.attributes.items() if local(key) == "c"), "1")
    return " " * min(int(times), 100) if times.isdecimal() and len(times) < 4 else " "


def _style(event: Start, name: str) -> str:
    """Word names a style in an element of its own, OpenDocument in an attribute; its headings are elements."""
    if name not in ("pStyle", "p", "h"):
        return ""
    named = (value for key, value in event.attributes.items() if local(key) in ("val", "style-name"))
    style = next(named, "").lower().replace("_20_", "").replace(" ", "")
    return style if style in _STYLES or name != "h" else "heading1"
