"""One article in every format, by the writers people use where pip has them: what readers are tried on."""

import csv
import gzip
import io
import json
import re
import tarfile
import textwrap
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from email.header import Header
from email.message import EmailMessage
from email.mime.text import MIMEText
from email.utils import formataddr
from html import escape
from pathlib import Path
from typing import NamedTuple

from tui.rtl import bidi, joining
from tui.rtl.classes import classes
from tui.rtl.mirroring import MIRROR

SITE = "صحيفة المثال"
URL = "https://example.org/a"


class Written(NamedTuple):
    """What a document is made of."""

    title: str
    body: str
    author: str = "منى أحمد"
    published: date = date(2015, 7, 21)

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.body.splitlines() if line.strip()]

    @property
    def fields(self) -> dict[str, str]:
        return {
            "title": self.title, "content": self.body, "date": str(self.published), "author": self.author,
            "url": URL, "source": SITE,
        }  # fmt: skip


def text(article: Written) -> bytes:
    return f"{article.title}\n\n{article.body}".encode()


def markdown(article: Written) -> bytes:
    head = f'---\ntitle: "{article.title}"\ndate: {article.published}\nauthor: {article.author}\n---\n\n'
    return (head + article.body).encode()


def html(article: Written) -> bytes:
    paragraphs = "".join(f"<p>{escape(each)}</p>\n" for each in article.paragraphs)
    return f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8">
        <title>{escape(article.title)} - {SITE}</title><link rel="canonical" href="{URL}">
        <meta property="og:title" content="{escape(article.title)}"><meta property="og:site_name" content="{SITE}">
        <meta property="article:published_time" content="{article.published}T10:00:00+03:00">
        <meta name="author" content="{escape(article.author)}"></head>
        <body><nav><a href="/">الرئيسية</a> <a href="/s">رياضة</a></nav><article><h1>{escape(article.title)}</h1>
        {paragraphs}</article><footer>جميع الحقوق محفوظة</footer></body></html>""".encode()


def mhtml(article: Written) -> bytes:
    message = EmailMessage()
    message["Subject"], message["Snapshot-Content-Location"] = "saved", URL
    message.set_content(html(article).decode(), subtype="html")
    message.make_related()
    return bytes(message)


def docx(article: Written) -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.author = article.title, article.author
    document.core_properties.created = _midnight(article.published)
    document.add_heading(article.title, 0)
    for paragraph in article.paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt(article: Written) -> bytes:
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    text_ = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    paragraphs = "".join(f"<text:p>{escape(each)}</text:p>" for each in article.paragraphs)
    content = f"""<?xml version="1.0"?><office:document-content xmlns:office="{office}" xmlns:text="{text_}">
        <office:body><office:text><text:h>{escape(article.title)}</text:h>{paragraphs}</office:text></office:body>
        </office:document-content>"""
    meta = f"""<?xml version="1.0"?><office:document-meta xmlns:office="{office}"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">
        <office:meta><dc:title>{escape(article.title)}</dc:title><meta:initial-creator>{escape(article.author)}
        </meta:initial-creator><meta:creation-date>{article.published}T00:00:00</meta:creation-date></office:meta>
        </office:document-meta>"""
    kind = "application/vnd.oasis.opendocument.text"
    names = (("/", kind), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    entries = "".join(f'<m:file-entry m:full-path="{name}" m:media-type="{type_}"/>' for name, type_ in names)
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</m:manifest>'
    members = {"mimetype": kind, "content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": manifest}
    return zipped(members)


def epub(article: Written) -> bytes:
    from ebooklib import epub as books

    book = books.EpubBook()
    book.set_title(article.title)
    book.add_author(article.author)
    book.add_metadata("DC", "date", str(article.published))
    half = len(article.paragraphs) // 2
    for number, some in enumerate((article.paragraphs[:half], article.paragraphs[half:])):
        chapter = books.EpubHtml(title=str(number), file_name=f"{number}.xhtml", lang="ar")
        chapter.content = "".join(f"<p>{escape(each)}</p>" for each in some) or "<p>-</p>"
        book.add_item(chapter)
        book.spine.append(chapter)
    book.add_item(books.EpubNcx())
    out = io.BytesIO()
    books.write_epub(out, book)
    return out.getvalue()


def rtf(article: Written) -> bytes:
    """As WordPad writes it: letters of cp1256 as its bytes, others by their numbers."""
    day = article.published
    said = rf"{{\info{{\title {_rtf(article.title)}}}{{\author {_rtf(article.author)}}}"
    body = r"\par ".join(map(_rtf, article.paragraphs))
    made = rf"{{\creatim\yr{day.year}\mo{day.month}\dy{day.day}}}}}"
    return (
        r"{\rtf1\ansi\ansicpg1256\deff0{\fonttbl{\f0\fnil\fcharset178 Arial;}{\f1\fcharset0 Arial;}}"
        rf"{said}{made}\viewkind4\uc1\pard\rtlpar\f0\fs24 {body}\par}}"
    ).encode("ascii")


def _rtf(written: str) -> str:
    return "".join(map(_rtf_character, written))


def _rtf_character(character: str) -> str:
    if character in "\\{}":
        return f"\\{character}"
    if character.isascii():
        return character
    try:
        return f"\\'{character.encode('cp1256').hex()}"
    except UnicodeEncodeError:
        halves = character.encode("utf-16-le")
        return "".join(
            rf"\u{int.from_bytes(halves[at : at + 2], 'little', signed=True)}?" for at in (0, 2)[: len(halves) // 2]
        )


def pdf(article: Written, *, visual: bool) -> bytes:
    """By reportlab, which knows nothing of Arabic: in logical order as its users write who do not either, or as those
    who do: letters as presentation forms, in the order in which they stand on the paper."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = arabic_font()
    assert font is not None
    pdfmetrics.registerFont(TTFont("arabic", str(font)))
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=int(visual))
    canvas.setTitle(article.title)
    canvas.setAuthor(article.author)
    canvas.setFont("arabic", 11)
    y = 800
    for paragraph in (article.title, *article.paragraphs):
        for line in textwrap.wrap(paragraph, 80, break_long_words=False):
            canvas.drawRightString(560, y, shown_from_left(line) if visual else line)
            y -= 15
            if y < 40:
                canvas.showPage()
                canvas.setFont("arabic", 11)
                y = 800
        y -= 10
    canvas.save()
    return _dated(out.getvalue(), article.published)


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalogue, with a table of where each is."""
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(made),
    )  # fmt: skip


def _dated(made: bytes, day: date) -> bytes:
    """reportlab writes the time at which it runs."""
    return re.sub(rb"(/CreationDate \(D:)\d{8}", rb"\g<1>" + f"{day:%Y%m%d}".encode(), made)


def shown_from_left(line: str) -> str:
    """The glyphs of a line from left to right, as presentation forms, brackets mirrored."""
    base, levels = bidi.levels(line, 1)
    shaped = joining.shape(line)
    ordered = bidi.reorder(list(bidi.line_levels(classes(line), levels, base)))
    return "".join(
        MIRROR.get(shaped[at], shaped[at]) if levels[at] % 2 else shaped[at]
        for at in ordered
        if shaped[at] != joining.SWALLOWED
    )


def arabic_font() -> Path | None:
    """A font that has Arabic's presentation forms, if the system has one."""
    places = (Path("/usr/share/fonts"), Path("/Library/Fonts"), Path("C:/Windows/Fonts"))
    return next((found for place in places for name in _FONTS for found in sorted(place.rglob(name))), None)


_FONTS = ("DejaVuSans.ttf", "Arial Unicode.ttf", "arial.ttf")


def comma_separated(article: Written) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(article.fields))
    writer.writeheader()
    writer.writerow(article.fields)
    return out.getvalue().encode("utf-8-sig")


def tab_separated(article: Written) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t")
    writer.writerows([["العنوان", "النص", "التاريخ"], [article.title, article.body, f"{article.published:%Y/%m/%d}"]])
    return out.getvalue().encode("cp1256", "ignore")


def rss(article: Written) -> bytes:
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in article.paragraphs)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{SITE}</title><item>
        <title>{escape(article.title)}</title><link>{URL}</link><dc:creator>{escape(article.author)}</dc:creator>
        <pubDate>{article.published:%a, %d %b %Y} 10:00:00 +0300</pubDate><description>&hellip;</description>
        <content:encoded><![CDATA[{paragraphs}]]></content:encoded></item></channel></rss>""".encode()


def atom(article: Written) -> bytes:
    paragraphs = "".join(f"<p>{escape(each)}</p>" for each in article.paragraphs)
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{SITE}</title><entry>
        <title>{escape(article.title)}</title><link href="{URL}"/><published>{article.published}T07:00:00Z</published>
        <author><name>{escape(article.author)}</name><email>m@example.org</email></author><content type="xhtml">
        <div xmlns="http://www.w3.org/1999/xhtml">{paragraphs}</div></content></entry></feed>""".encode("utf-16")


def message(article: Written) -> bytes:
    made = MIMEText(article.body, "plain", "utf-8")
    made["From"], made["To"] = formataddr((article.author, "mona@example.org")), "desk@example.org"
    made["Subject"] = Header(article.title, "utf-8")  # EmailMessage's own folding loses spaces
    made["Date"] = f"{article.published:%a, %d %b %Y} 10:00:00 +0300"
    return bytes(made)


def mailbox(article: Written) -> bytes:
    return b"From mona@example.org Tue Jul 21 10:00:00 2015\n" + message(article) + b"\n"


def array(article: Written) -> bytes:
    return json.dumps([article.fields], ensure_ascii=False).encode()


def a_line(article: Written) -> bytes:
    return json.dumps(article.fields).encode() + b"\n"


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def _midnight(day: date):  # type: ignore[no-untyped-def]
    from datetime import datetime

    return datetime(day.year, day.month, day.day)


FORMATS: dict[str, Callable[[Written], bytes]] = {
    "a.txt": text, "a.md": markdown, "a.html": html, "a.mht": mhtml, "a.docx": docx, "a.odt": odt, "a.epub": epub,
    "a.rtf": rtf, "a.csv": comma_separated, "a.tsv": tab_separated, "a.rss": rss, "a.atom": atom, "a.eml": message,
    "a.mbox": mailbox, "a.json": array, "a.jsonl": a_line,
    "a.zip": lambda article: zipped({"in/a.html": html(article)}),
    "a.tar.gz": lambda article: tarred({"a.docx": docx(article)}),
    "seen.pdf": lambda article: pdf(article, visual=True),
    "read.pdf": lambda article: pdf(article, visual=False),
    "b.json.gz": lambda article: gzip.compress(array(article)),
}  # fmt: skip
"""Makers of a file by its name."""
