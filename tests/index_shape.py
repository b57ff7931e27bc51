"""The shape of what the index writes: tables and columns, files and the arrays in them, kept in a file.

An index of another shape is not understood, so a change of shape must come with another FORMAT (`index.manifest`), by
which caches of older versions are built anew. After that,

    python -m tests.index_shape

writes the file again. Widths of numbers are not part of a shape: they follow what there is to hold.
"""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from index.catalogue import FILE as CATALOGUE_FILE
from index.corpus import Corpus
from index.manifest import FORMAT
from index.postings.arrays import ARRAYS
from index.postings.mapped import FlatFile

KEPT = Path(__file__).parent / "cases" / "index_shape.txt"

ARTICLE = {
    "title": "أرباح شركة تسلا (Tesla) في السعودية",
    "content": "قالت شركة تسلا (Tesla) إن أرباحها بلغت 5 مليارات دولار في 6 أغسطس 2024، وزادت 12% عن العام الماضي.",
    "source": "صحيفة",
    "author": "محرر",
    "date": "2024-08-07",
}


def shape(generation: Path) -> str:
    """What a generation consists of, a line each, in order; the names of segments are left out."""
    lines = {line for file in generation.iterdir() for line in _of_file(file)}
    return "".join(f"{line}\n" for line in sorted(lines))


def _of_file(file: Path) -> Iterator[str]:
    kind = file.suffix or file.name
    yield f"file {kind}"
    if file.name == CATALOGUE_FILE:
        yield from _of_tables(file)
    elif kind in (".flat", ".relations", ".facets"):
        for name, field in FlatFile.map(file).fields.items():
            held = [array for array in ARRAYS if getattr(field, array) is not None]
            yield f"{kind} {name}: {' '.join(held)}"
    elif kind in (".figures", ".copies"):
        arrays = np.load(file)
        for name, array in arrays.items() if kind == ".figures" else [("", arrays)]:
            yield " ".join(f"{kind} {name} {array.dtype} {array.shape[1:] or ''}".split())


def _of_tables(file: Path) -> Iterator[str]:
    with closing(sqlite3.connect(file)) as database:
        for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL"):
            yield f"{kind} {name}: {' '.join(sql.split())}"


def shape_now(folder: Path) -> str:
    """The shape of an index that is built in an empty folder."""
    (folder / "articles.json").write_text(json.dumps([ARTICLE, {**ARTICLE, "title": "نسخة"}]), "utf-8")
    with Corpus.open(folder / "articles.json", cache=folder / "cache"):
        (generation,) = (folder / "cache").glob("*/g0*")
        return shape(generation)


def main() -> int:
    """Keep the shape of now, unless it has changed and FORMAT has not."""
    format_, _, kept = KEPT.read_text("utf-8").partition("\n") if KEPT.exists() else ("", "", "")
    with TemporaryDirectory() as folder:
        now = shape_now(Path(folder))
    if now != kept and format_ == f"format {FORMAT}":
        print("The shape has changed: bump FORMAT in index/manifest.py first.", file=sys.stderr)
        return 1
    KEPT.write_text(f"format {FORMAT}\n{now}", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
