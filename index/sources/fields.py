"""The names under which records, rows and front matter give a title, a text, a date and the rest."""

from collections.abc import Mapping
from typing import Any

from index.sources.items import Document

TITLE = ("title", "headline", "العنوان", "عنوان")
BODY = ("content", "body", "text", "articlebody", "article_body", "النص", "المحتوى", "نص")
DATE = (
    "date", "date_extracted", "published", "published_at", "date_published", "datepublished", "pubdate",
    "التاريخ", "تاريخ",
)  # fmt: skip
URL = ("url", "link", "الرابط", "رابط")
AUTHOR = ("author", "authors", "byline", "creator", "الكاتب", "كاتب")
SITE = ("source", "site", "site_name", "publisher", "المصدر", "مصدر")


def document_of(fields: Mapping[str, Any]) -> Document:
    """What fields, by their names in lower case, say; where several would do, the first that says something."""
    return Document(
        body=first(fields, BODY, "\n"),
        title=first(fields, TITLE, " "),
        author=first(fields, AUTHOR),
        date=first(fields, DATE),
        site=first(fields, SITE),
        url=first(fields, URL),
    )


def first(fields: Mapping[str, Any], names: tuple[str, ...], between: str = "، ") -> str:
    """The first of the named fields that says something, as text."""
    for name in names:
        value = fields.get(name)
        if value and (said := value if isinstance(value, str) else _text(value, between)):
            return said
    return ""


def _text(value: Any, between: str) -> str:
    """A string as it is, a number's digits, a list's parts, an object's name (schema.org writes authors so)."""
    match value:
        case str():
            return value
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
        case list():
            return between.join(filter(None, (_text(each, between) for each in value if not isinstance(each, list))))
        case dict():
            name = value.get("name")
            return name if isinstance(name, str) else ""
    return ""
