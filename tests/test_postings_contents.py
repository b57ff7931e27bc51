"""The table of contents read without Whoosh says what Whoosh says, and importing what reads it imports no Whoosh."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from whoosh.util.numeric import byte_to_length

from index.errors import IndexUnusableError
from index.postings import FlatWriter, Reader, create
from index.postings.contents import Contents, contents
from index.postings.foreign import contents_through_whoosh
from index.postings.lengths import LENGTH_OF_BYTE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two segments, one with a document deleted."""
    index = create(tmp_path)
    for part in ("abc", "de"):
        writer = FlatWriter(index)
        for name in part:
            writer.add_article(name, f"كتاب {name} " * 300, f"عنوان {name}")
        writer.commit(merge=False)
    writer = FlatWriter(index)
    writer.delete_articles(["b"])
    writer.commit(merge=False)
    return tmp_path


def said(segments: list[Contents] | None) -> list[tuple[object, ...]]:
    assert segments is not None
    return [(s.name, s.documents, s.deleted, s.words, sorted(s.fields)) for s in segments]


def test_segments_are_those_whoosh_sees(folder: Path) -> None:
    through = [segment._replace(words={k: v for k, v in segment.words.items() if v}) for segment in
               contents_through_whoosh(folder)]  # fmt: skip
    assert said(contents(folder)) == said(through)
    assert [segment.deleted for segment in contents(folder) or ()] == [{1}, set()]


def test_an_index_without_articles_has_no_segments(tmp_path: Path) -> None:
    create(tmp_path)
    assert contents(tmp_path) == []
    assert Reader.open(tmp_path).count == 0


def test_nothing_in_the_table_is_run(folder: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, ...]:
            return exec, ("raise SystemExit",)

    (table,) = folder.glob("*.toc")
    written = table.read_bytes()
    start = written.rindex(b"\x80" + bytes([pickle.HIGHEST_PROTOCOL]))
    table.write_bytes(written[:start] + pickle.dumps([Evil()]))
    with pytest.raises(IndexUnusableError):
        Reader.open(folder)


@pytest.mark.parametrize("length", [0, 1, 4, 20, 200, 600])
def test_a_table_cut_short_is_said_to_be_damaged(folder: Path, length: int) -> None:
    (table,) = folder.glob("*.toc")
    table.write_bytes(table.read_bytes()[:length])
    with pytest.raises(IndexUnusableError):
        Reader.open(folder)


def test_lengths_are_whooshs() -> None:
    assert LENGTH_OF_BYTE.tolist() == [byte_to_length(byte) for byte in range(256)]


def test_asking_imports_no_whoosh() -> None:
    code = "import sys, index.asking; sys.exit(any(name.startswith('whoosh') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
