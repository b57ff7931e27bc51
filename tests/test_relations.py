"""Relations over a vocabulary: in stretches, as those of a very large one are, they say what they say in one."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import relating
from index.grams import grams
from index.names.sound import arabic_skeleton
from index.postings import FlatWriter, Reader, create, forms
from index.postings.mapped import FlatFile
from index.regexes import WordRegex
from index.relations import Relations, StretchedRelations, normalised_forms, open_relations
from index.results import Field, Why
from index.vocabulary import Vocabulary
from index.words import Key

TEXT = (
    "كتاب كتب مكتبة كاتب كتابه الكتاب أكتب اكتب إكتب وكتب نفط نفظ النفط نفطي شركة شركات الشركه شركه "
    "tesla تسلا تيسلا meta ميتا sony سوني سونى hydra هيدرا google 2015 15"
)
WORDS = sorted(TEXT.split())

ASKED: dict[str, Callable[[Relations, Key], Any]] = {
    "written": lambda held, key: held.words(Why.WRITTEN, key).tolist(),
    "normalised": lambda held, key: held.words(Why.NORMALISED, key).tolist(),
    "stem": lambda held, key: held.words(Why.STEM, key).tolist(),
    "letters": lambda held, key: held.words(Why.LETTERS, key).tolist(),
    "typos": lambda held, key: {form: words.tolist() for form, words in held.near(key).items()},
    "grams": lambda held, key: [held.with_gram(gram).tolist() for gram in grams(key)],
    "sounds": lambda held, key: held.sounding(arabic_skeleton(key)).tolist(),
    "pattern": lambda held, key: held.fitting(f"*{key[1:3]}*", written=False).tolist(),
    "pattern as written": lambda held, key: held.fitting(f"{key[:2]}*", written=True).tolist(),
    "expression": lambda held, key: held.fitting_regex(
        WordRegex(f".*{key[1:3]}.*", written=False), written=False
    ).tolist(),
}


def opened(folder: Path) -> Relations:
    """The relations of an index of all the words, written and opened anew."""
    writer = FlatWriter(create(folder))
    writer.add_article("a", TEXT, "")
    writer.commit()
    relating.write_missing(folder)
    (segment,) = folder.glob("*.flat")
    return open_relations(folder, segment.stem, Field.BODY, FlatFile.map(segment).fields[Field.BODY])


@pytest.mark.parametrize("limit", [("WORDS_AT_ONCE", 1), ("WORDS_AT_ONCE", 7), ("BYTES_AT_ONCE", 40)], ids=str)
def test_relations_in_stretches_say_what_they_say_in_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: tuple[str, int]
) -> None:
    for name in ("whole", "parts"):
        (tmp_path / name).mkdir()
    whole = opened(tmp_path / "whole")
    monkeypatch.setattr(relating, *limit)
    parts = opened(tmp_path / "parts")
    assert isinstance(parts, StretchedRelations)
    assert not isinstance(whole, StretchedRelations)
    for ask in ASKED.values():
        assert any(ask(whole, Key(word)) for word in WORDS)
        assert [ask(parts, Key(word)) for word in WORDS] == [ask(whole, Key(word)) for word in WORDS]


def test_the_normalised_forms_of_all_stretches_have_every_word_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relating, "WORDS_AT_ONCE", 7)
    opened(tmp_path)
    (segment,) = tmp_path.glob("*.flat")
    held = [number for forms in normalised_forms(segment, Field.BODY) for number in forms.documents.tolist()]
    assert sorted(held) == list(range(len(WORDS)))


@pytest.mark.parametrize("at_once", [1, 20, 10_000])
def test_words_of_one_form_have_their_postings_united_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(forms, "_AT_ONCE", at_once)
    index = create(tmp_path)
    writer = FlatWriter(index)
    rng = random.Random(5)
    for number in range(40):
        writer.add_article(f"{number}", " ".join(rng.choices(WORDS, k=9)), "")
    writer.commit()
    relating.write_missing(tmp_path)
    body = Reader.open(tmp_path).body
    (segment,) = body.segments
    relations = open_relations(tmp_path, segment.name, Field.BODY, segment.field)
    united = {}
    for word in WORDS:
        numbers, form = relations.spelt(Key(word))
        assert numbers.tolist() == relations.words(Why.NORMALISED, Key(word)).tolist()
        assert (form is None) == (len(numbers) < 2)
        if form is not None:
            united[form] = relations.united.postings(form)
            of_words = body.union_of([(segment, numbers)])
            assert [part.tolist() for part in united[form]] == [part.tolist() for part in of_words]
    assert len(united) == 3
    assert len(relations.united.documents) == sum(len(documents) for documents, _ in united.values())


def test_united_postings_are_those_of_the_words_in_all_segments_and_of_living_articles(tmp_path: Path) -> None:
    index = create(tmp_path)
    rng = random.Random(6)
    for numbers in (range(30), range(30, 50)):
        writer = FlatWriter(index)
        for number in numbers:
            writer.add_article(f"{number}", " ".join(rng.choices(WORDS, k=9)), "")
        writer.commit(merge=False)
    writer = FlatWriter(index)
    writer.delete_articles(["3", "31", "44"])
    writer.commit(merge=False)
    relating.write_missing(tmp_path)
    body = Reader.open(tmp_path).body
    segments = [(one, open_relations(tmp_path, one.name, Field.BODY, one.field)) for one in body.segments]
    vocabulary = Vocabulary(segments, [Why.NORMALISED])
    compared = 0
    for word in WORDS:
        for rung in vocabulary.rungs(Key(word)):
            together, apart = body.union_of(rung.united or []), body.union_of(rung.words)
            assert [part.tolist() for part in together] == [part.tolist() for part in apart]
            compared += sum(len(numbers) > 1 for _, numbers in rung.words)
    assert len(segments) == 2
    assert compared
