"""Documents that mean harm, or were harmed: a tree of them, each with what reading it should come to.

Every row makes its own folder. `size` scales what only large is a danger: 1 for the whole, less for the suite.
"""

import bz2
import gzip
import io
import json
import os
import socket
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from index.sources.problems import Reason
from tests.documents import Written, docx, html, message, raw_pdf, tarred, zipped

ARTICLE = Written("عنوان المقال", "نص المقال الأول، وفيه كلمات كثيرة عن أسعار القمح في الأسواق العالمية هذا العام.")
MEGABYTE = 1 << 20


class Row(NamedTuple):
    """A danger, what makes it in a folder, the reasons that are to be told, how many articles there
    are for all, and the reasons that may be told where `size` is so little that the danger is none."""

    name: str
    make: Callable[[Path, float], None]
    reasons: frozenset[str]
    articles: int = 0
    when_small: frozenset[str] = frozenset()


def _fifo(folder: Path, size: float) -> None:
    for name in ("pipe.html", "pipe.pdf", "pipe"):
        os.mkfifo(folder / name)


def _devices(folder: Path, size: float) -> None:
    for name in ("zero", "random", "tty"):
        (folder / f"{name}.txt").symlink_to(f"/dev/{name}")


def _socket(folder: Path, size: float) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "socket.eml"))


def _loop(folder: Path, size: float) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "up").symlink_to(folder)
    (folder / "round.txt").symlink_to(folder / "round.txt")
    (folder / "gone.pdf").symlink_to(folder / "nowhere")
    (folder / "a.html").write_bytes(html(ARTICLE))


def _unreadable(folder: Path, size: float) -> None:
    """Root may read everything but what the kernel itself refuses."""
    (folder / "forbidden.txt").write_text("نص")
    (folder / "forbidden.txt").chmod(0)
    (folder / "refused.txt").symlink_to("/proc/self/mem")


def _not_utf8(folder: Path, size: float) -> None:
    for suffix, content in ((b".html", html(ARTICLE)), (b".zip", zipped({"a.html": html(ARTICLE)}))):
        with open(os.fsencode(folder) + b"/\xe3\xed" + suffix, "wb") as file:
            file.write(content)


def _deep_folders(folder: Path, size: float) -> None:
    (folder / "a.txt").write_text("نص المقال")
    start = os.getcwd()
    try:
        os.chdir(folder)
        for _ in range(3000):
            os.mkdir("d")
            os.chdir("d")
    finally:
        os.chdir(start)


def _deep_html(folder: Path, size: float) -> None:
    depth = int(50_000 * size)
    page = f"<html><body>{'<div>' * depth}<p>{ARTICLE.body * 9}</p>{'</div>' * depth}</body></html>"
    (folder / "deep.html").write_text(page)


def _tags(folder: Path, size: float) -> None:
    """Beginnings of tags without an end, on which patterns that go back would spend hours."""
    many = int(2 * MEGABYTE * size)
    for number, piece in enumerate(("<", "<!--", '<a "', "<a '<b \"", "&", "<script>", "<![CDATA[", "<p", "</")):
        (folder / f"{number}.html").write_text(f"<html>{ARTICLE.body}{piece * (many // len(piece))}")


def _long_page(folder: Path, size: float) -> None:
    paragraph = f"<p>{ARTICLE.body}</p>\n"
    (folder / "long.html").write_text(f"<html><body>{paragraph * int(50 * MEGABYTE * size / len(paragraph.encode()))}")


def _bombs(folder: Path, size: float) -> None:
    zeros = b"\0" * int(512 * MEGABYTE * size)
    spaces = b" " * len(zeros)
    (folder / "a.zip").write_bytes(zipped({"a.txt": spaces}))
    (folder / "b.gz").write_bytes(gzip.compress(zeros, 6))
    (folder / "c.txt.bz2").write_bytes(bz2.compress(spaces))
    (folder / "d.tar.gz").write_bytes(tarred({"a.txt": spaces}))
    (folder / "e.docx").write_bytes(zipped({"word/document.xml": b"<w>" + spaces, "[Content_Types].xml": b""}))


def _lying(folder: Path, size: float) -> None:
    """A ZIP whose member says it has ten bytes, one that says it has a terabyte, and one that is many at one place."""
    honest = zipped({"a.txt": b" " * int(64 * MEGABYTE * size)})
    length = struct.pack("<L", int(64 * MEGABYTE * size))
    (folder / "little.zip").write_bytes(honest.replace(length, struct.pack("<L", 10)))
    (folder / "much.zip").write_bytes(honest.replace(length, struct.pack("<L", 0xFFFFFFF0)))
    (folder / "one.zip").write_bytes(_overlapping(int(1000 * size) + 2))


def _overlapping(times: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b" " * MEGABYTE)
        info = archive.infolist()[0]
        for number in range(times):
            again = zipfile.ZipInfo(f"{number}.txt")
            for name in ("compress_type", "header_offset", "CRC", "compress_size", "file_size", "flag_bits"):
                setattr(again, name, getattr(info, name))
            archive.filelist.append(again)
            archive.NameToInfo[again.filename] = again
    return out.getvalue()


def _nested(folder: Path, size: float) -> None:
    inner = html(ARTICLE)
    for depth in range(12):
        inner = zipped({"a.zip" if depth else "a.html": inner})
    (folder / "nested.zip").write_bytes(inner)


def _traversal(folder: Path, size: float) -> None:
    names = ("../../outside.html", "/etc/outside.html", "C:\\outside.html", "a/../../../outside.html", "..")
    (folder / "a.zip").write_bytes(zipped({name: html(ARTICLE) for name in names}))
    (folder / "b.tar.gz").write_bytes(tarred({name: html(ARTICLE) for name in names}))
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind, name in ((tarfile.SYMTYPE, "link"), (tarfile.FIFOTYPE, "pipe"), (tarfile.CHRTYPE, "device")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    (folder / "c.tar").write_bytes(out.getvalue())


_LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {each} "{f"&{before};" * 10}">' for before, each in zip("abcdefgh", "bcdefghi", strict=True)
)


def _entities(folder: Path, size: float) -> None:
    laughs = f'<?xml version="1.0"?>{_LAUGHS}]><rss><channel><item><title>&i;</title></item></channel></rss>'
    fetched = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title>'
    (folder / "laughs.rss").write_text(laughs)
    (folder / "fetched.rss").write_text(f"{fetched}</item></rss>")
    (folder / "laughs.docx").write_bytes(zipped({"word/document.xml": laughs}))
    (folder / "laughs.odt").write_bytes(
        zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": laughs})
    )


def _xml_depth(folder: Path, size: float) -> None:
    deep = "<p>" * int(100_000 * size)
    (folder / "deep.docx").write_bytes(zipped({"word/document.xml": f"<document>{deep}"}))
    (folder / "deep.rss").write_text(f"<rss><channel>{deep}")
    (folder / "deep.rtf").write_text(r"{\rtf1" + "{" * int(1_000_000 * size))


def _json(folder: Path, size: float) -> None:
    body, depth = json.dumps(ARTICLE.body), int(100_000 * size)
    (folder / "nan.json").write_text(
        f'[{{"title": "t", "body": {body}, "a": NaN}}, {{"body": {body}, "n": {"9" * 5000}}}]'
    )
    (folder / "deep.json").write_text(f'[{"[" * depth}{"]" * depth}, {{"body": {body}}}]')


def _one_line(folder: Path, size: float) -> None:
    line = b"x" * int(200 * MEGABYTE * size)
    for name, before in (
        ("a.txt", b""),
        ("b.jsonl", b'{"body": "'),
        ("c.csv", b'title,text\n"'),
        ("d.html", b"<html>"),
    ):
        (folder / name).write_bytes(before + line)
    (folder / "e.mbox").write_bytes(b"From a Tue Jul 21 10:00:00 2015\nSubject: " + line)


def _an_index(folder: Path, size: float) -> None:
    (folder / "index").mkdir()
    (folder / "index" / "CURRENT").write_text("generation-1")
    (folder / "index" / "a.html").write_bytes(html(ARTICLE))


def _pdfs(folder: Path, size: float) -> None:
    pages = {
        "loop": b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        "count": b"<</Type/Pages/Kids[]/Count 999999999>>",
        "nested": b"[" * int(1_000_000 * size),
        "itself": b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    }
    bomb = zlib.compress(b"q " * int(64 * MEGABYTE * size))
    for name, root in pages.items():
        (folder / f"{name}.pdf").write_bytes(raw_pdf(
            b"<</Type/Catalog/Pages 2 0 R>>", root,
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
            b"<</Length 4>>stream\n/F Do\nendstream",
            b"<</Subtype/Form/Resources<</XObject<</F 5 0 R>>>>/Length 12>>stream\n/F Do /F Do \nendstream",
        ))  # fmt: skip
    (folder / "bomb.pdf").write_bytes(raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(bomb), bomb),
    ))  # fmt: skip
    (folder / "cut.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(5000))


def _messages(folder: Path, size: float) -> None:
    parts = "".join(
        f"Content-Type: multipart/mixed; boundary=b{each}\n\n--b{each}\n" for each in range(int(5000 * size))
    )
    (folder / "nested.eml").write_text(f"From: a@example.org\nMIME-Version: 1.0\n{parts}\nنص")
    inner = message(ARTICLE)
    for _ in range(8):
        inner = b"From: a@example.org\nSubject: x\nContent-Type: message/rfc822\n\n" + inner
    (folder / "forwarded.eml").write_bytes(inner)


def _disguised(folder: Path, size: float) -> None:
    """Not what their names say: an article in each, or the reason why not."""
    (folder / "a.pdf").write_bytes(html(ARTICLE))
    (folder / "b.html").write_bytes(docx(ARTICLE))
    (folder / "c.json").write_bytes(html(ARTICLE))
    (folder / "d.docx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (folder / "e.epub").write_bytes(os.urandom(1000) + b"\0" * 50)


ROWS = (
    Row("FIFOs", _fifo, frozenset((Reason.NOT_A_FILE,))),
    Row("devices", _devices, frozenset((Reason.NOT_A_FILE,))),
    Row("a socket", _socket, frozenset((Reason.NOT_A_FILE,))),
    Row("links in a circle", _loop, frozenset((Reason.LINK_NOT_FOLLOWED, Reason.UNREADABLE)), 1),
    Row("unreadable files", _unreadable, frozenset((Reason.UNREADABLE,)), 1),
    Row("names not in UTF-8", _not_utf8, frozenset(), 2),
    Row("3,000 folders deep", _deep_folders, frozenset((Reason.UNREADABLE,)), 1),
    Row("HTML nested 50,000 deep", _deep_html, frozenset((Reason.WHOLE_PAGE,)), 1),
    Row("tags without end", _tags, frozenset((Reason.WHOLE_PAGE,)), 9),
    Row("a page of 50 MB", _long_page, frozenset((Reason.WHOLE_PAGE,)), 1),
    Row("bombs", _bombs, frozenset((Reason.BOMB, Reason.TOO_LARGE))),
    Row("lying headers", _lying, frozenset((Reason.BOMB, Reason.BROKEN_FILE, Reason.EMPTY, Reason.MORE_PROBLEMS))),
    Row("12 archives deep", _nested, frozenset((Reason.TOO_DEEP,))),
    Row("paths that lead out", _traversal, frozenset((Reason.NOT_A_FILE,)), 10),
    Row("entities", _entities, frozenset((Reason.ENTITIES,))),
    Row("XML, RTF 100,000 deep", _xml_depth, frozenset((Reason.TOO_DEEP,))),
    Row("NaN, huge integers, depth", _json, frozenset((Reason.ODD_VALUE, Reason.BROKEN_RECORD)), 3),
    Row(
        "lines of 200 MB",
        _one_line,
        frozenset((Reason.TOO_LARGE, Reason.BROKEN_ROW)),
        0,
        frozenset((Reason.BROKEN_JSON, Reason.WHOLE_PAGE)),
    ),
    Row("an index", _an_index, frozenset((Reason.INDEX_FOLDER,))),
    Row("broken PDFs", _pdfs, frozenset((Reason.BROKEN_FILE, Reason.NO_LETTERS, Reason.EMPTY))),
    Row("nested messages", _messages, frozenset((Reason.TOO_DEEP, Reason.BROKEN_FILE)), 5),
    Row("disguises", _disguised, frozenset((Reason.BROKEN_FILE, Reason.NOT_TEXT)), 3),
)
