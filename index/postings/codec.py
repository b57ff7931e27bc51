"""The flat arrays under Whoosh's own codec interface: whatever Whoosh can do with a segment, it does with these.

Of `whoosh.codec.whoosh3.W3Codec` four methods are overridden: `field_writer`, `terms_reader`, `new_segment`, and, for
the sake of speed alone, `per_document_writer`. What is kept of documents (stored fields, lengths, deletions) stays
Whoosh's own. A field whose postings say more than presence, frequency and positions (`gathering.is_flat`) goes to W3's
writer and reader, in files of their own.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.codec.base import FieldWriter, TermsReader
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3Segment, W3TermsReader
from whoosh.reading import TermInfo, TermNotFound

from index.postings.arrays import FlatField
from index.postings.combining import Part, combine
from index.postings.contents import FLAT_EXT
from index.postings.describing import DocumentWriter
from index.postings.gathering import Gathering, is_flat
from index.postings.mapped import FlatFile
from index.postings.matching import FlatCursor, FlatMatcher, term_info
from index.postings.neighbours import with_neighbours
from index.postings.written import FlatFileWriter


class FlatSegment(W3Segment):  # type: ignore[misc]  # Whoosh has no types; so for every base class below
    """A segment whose files stay apart, since the arrays are mapped from a file of their own."""

    def should_assemble(self) -> bool:
        return False


class FlatCodec(W3Codec):  # type: ignore[misc]
    """W3 with flat fields. Pickled into the index by class path, without the arrays."""

    def per_document_writer(self, storage: Any, segment: Any) -> DocumentWriter:
        return DocumentWriter(self, storage, segment)

    def field_writer(self, storage: Any, segment: Any) -> "FlatFieldWriter":
        return FlatFieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> "FlatTermsReader":
        others = None
        if storage.file_exists(segment.make_filename(self.TERMS_EXT)):
            others = super().terms_reader(storage, segment)
        return FlatTermsReader(_flat_file(storage, segment.make_filename(FLAT_EXT)), others)

    def new_segment(self, storage: Any, indexname: str) -> FlatSegment:
        return FlatSegment(self, indexname)


def _flat_file(storage: Any, name: str) -> FlatFile:
    folder = getattr(storage, "folder", None)
    if folder is None:  # Whoosh's RamStorage
        return FlatFile.held(bytes(storage.open_file(name).read()), name)
    return FlatFile.map(storage._fpath(name))


class FlatFieldWriter(FieldWriter):  # type: ignore[misc]
    """Gathers the parts of each field, and combines and writes them when closed.

    Parts come whole (`add_part`), or posting by posting from Whoosh's `FieldWriter.add_postings`, which calls
    `start_field`, `start_term`, `add`, `finish_term` and `finish_field` in the order of fields, words and documents.
    """

    def __init__(self, storage: Any, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._parts: dict[str, list[Part]] = {}
        self._field = ""
        self._gathering: Gathering | None = None
        self._others: Any = None
        self.is_closed = False

    def add_part(self, name: str, part: Part) -> None:
        self._parts.setdefault(name, []).append(part)

    def start_field(self, fieldname: str, fieldobj: Any) -> None:
        self._field = fieldname
        self._gathering = Gathering(fieldobj.format) if is_flat(fieldobj) else None
        if self._gathering is None:
            self._w3().start_field(fieldname, fieldobj)

    def start_term(self, text: bytes) -> None:
        if self._gathering is None:
            self._w3().start_term(text)
        else:
            self._gathering.start_word(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        if self._gathering is None:
            self._w3().add(docnum, weight, vbytes, length)
        else:
            self._gathering.add(docnum, weight, vbytes, length)

    def finish_term(self) -> None:
        if self._gathering is None:
            self._w3().finish_term()

    def finish_field(self) -> None:
        if self._gathering is None:
            self._w3().finish_field()
        else:
            self.add_part(self._field, Part(self._gathering.finish()))
            self._gathering = None

    def close(self) -> None:
        name = self._segment.make_filename(FLAT_EXT)
        file = FlatFileWriter(self._storage.create_file(name), name)
        for name in sorted(self._parts):
            file.add(name, with_neighbours(combine(self._parts.pop(name))))
        file.close()
        self.discard()

    def discard(self) -> None:
        """Closes without writing the flat fields, for a segment that will not be used."""
        self._parts.clear()
        if self._others is not None:
            self._others.close()
        self.is_closed = True

    def _w3(self) -> Any:
        """W3's writer for what is not flat, made when first needed so that its files exist only then."""
        if self._others is None:
            self._others = W3FieldWriter(W3Codec(), self._storage, self._segment)
        return self._others


class FlatTermsReader(TermsReader):  # type: ignore[misc]
    """The fields of a segment: flat ones from the mapped file, others from W3's reader. Keeps no state of its own."""

    def __init__(self, file: FlatFile, others: W3TermsReader | None) -> None:
        self.flat = file.fields
        self.file = file
        self._others = others

    def indexed_field_names(self) -> list[str]:
        """Sorted: Whoosh merges the terms of several segments by name and text."""
        others = self._others.indexed_field_names() if self._others is not None else ()
        return sorted({*self.flat, *others})

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        name, text = term
        if name in self.flat:
            return self.flat[name].find(text) is not None
        return self._others is not None and term in self._others

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        if fieldname in self.flat or self._others is None:
            return FlatCursor(self.flat.get(fieldname), fieldobj)
        return self._others.cursor(fieldname, fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        for name in self.indexed_field_names():
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        if fieldname in self.flat:
            field = self.flat[fieldname]
            return ((fieldname, field.word(i)) for i in range(field.lower_bound(prefix), len(field)))
        return (term for term, _ in self._others_from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        for name in self.indexed_field_names():
            yield from self.items_from(name, b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        if fieldname in self.flat:
            field = self.flat[fieldname]
            numbers = range(field.lower_bound(prefix), len(field))
            return (((fieldname, field.word(i)), term_info(field, i)) for i in numbers)
        return self._others_from(fieldname, prefix)

    def _others_from(self, name: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        items = self._others.items_from(name, prefix) if self._others is not None else ()
        for term, info in items:
            if term[0] != name:  # W3 goes on into the next field
                return
            yield term, info

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        if fieldname in self.flat or self._others is None:
            return term_info(*self._find(fieldname, text))
        return self._others.term_info(fieldname, text)

    def frequency(self, fieldname: str, text: bytes) -> float:
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        if (fieldname, text) not in self:
            return 0
        if fieldname in self.flat or self._others is None:
            field, number = self._find(fieldname, text)
            return field.document_frequency(number)
        return int(self._others.doc_frequency(fieldname, text))

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> Any:
        if fieldname in self.flat or self._others is None:
            field, number = self._find(fieldname, text)
            return FlatMatcher(field, number, format_, (fieldname, text), scorer)
        return self._others.matcher(fieldname, text, format_, scorer=scorer)

    def close(self) -> None:
        """The mapping lives as long as its arrays: a closed reader's fields may still be on their way into a merge."""
        if self._others is not None:
            self._others.close()

    def _find(self, name: str, text: bytes) -> tuple[FlatField, int]:
        field = self.flat.get(name)
        number = field.find(text) if field is not None else None
        if field is None or number is None:
            raise TermNotFound(f"No term {name}:{text!r}")
        return field, number


def flat_field(reader: Any, name: str) -> FlatField | None:
    """A field of an open segment as arrays: mapped if this codec wrote it, else gathered posting by posting.

    None where the field is not indexed there, or is not one the arrays can hold. Postings of deleted documents are
    among them. Relies on `SegmentReader._terms`, the codec's reader beneath the one that hides deleted documents.
    """
    terms = reader._terms
    if isinstance(terms, FlatTermsReader) and name in terms.flat:
        return terms.flat[name]
    if name not in reader.indexed_field_names() or not is_flat(reader.schema[name]):
        return None
    format_ = reader.schema[name].format
    gathering = Gathering(format_)
    for found, text in terms.terms_from(name, b""):
        if found != name:
            break
        gathering.start_word(text)
        matcher = terms.matcher(name, text, format_)
        while matcher.is_active():
            document = matcher.id()
            gathering.add(document, matcher.weight(), matcher.value(), reader.doc_field_length(document, name))
            matcher.next()
    return gathering.finish()
