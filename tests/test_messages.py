"""Everything the core can say by a code has a sentence."""

import inspect
import re

import pytest

import index.errors
from index import asking
from index.errors import (
    ArticleMissingError,
    CorpusError,
    CorpusUnknownError,
    NothingToReadError,
    PathMissingError,
    Problem,
    QueryError,
    QueryFault,
)
from index.figure_results import Likeness
from index.figures.figure import Flag, Kind
from index.names.aliases import AliasesFault
from index.query import Aside
from index.results import Note, Why
from index.sources.problems import Fault, Reason
from tui import messages
from tui.isolates import isolated, plain
from tui.messages import sentence


def kinds_of_error(base: type[CorpusError] = CorpusError) -> list[type[CorpusError]]:
    return [base, *(found for kind in base.__subclasses__() for found in kinds_of_error(kind))]


def test_every_kind_of_error_has_a_sentence():
    assert index.errors  # the kinds exist once their module is read
    assert {kind.code for kind in kinds_of_error()} == set(messages.ERRORS)


def test_every_kind_of_figure_has_a_heading():
    assert set(messages.KINDS) == set(Kind)


def test_whatever_is_assumed_and_whatever_likens_figures_is_said():
    assert set(messages.FLAGS) == set(Flag)
    assert set(messages.LIKENESSES) == set(Likeness)


def test_every_fault_of_a_table_of_names_has_a_sentence():
    assert set(messages.ALIASES) == set(AliasesFault)


def test_everything_else_the_core_says_by_a_code_has_a_sentence():
    """The closed sets are enums; the codes of notes that the search makes are read off the source."""
    assert set(messages.PROBLEMS) == set(Reason)
    assert set(messages.FAULTS) == set(Fault)
    assert set(messages.WHYS) >= set(Why)
    assert set(messages.QUERIES) == set(QueryFault)
    noted = re.findall(r'Note\("([a-z-]+)"', inspect.getsource(asking))
    assert set(messages.NOTES) == {*Aside, *noted}


@pytest.mark.parametrize("reason", list(Reason))
def test_a_problem_names_its_file_and_fills_its_sentence(reason: Reason):
    params = {
        "kind": "fifo",
        "suffix": ".docx",
        "error": "EACCES",
        "detail": "no",
        "limit": 9,
        "column": 3,
        "record": 2,
    }
    params |= {"key": "title", "file": "b.txt", "value": "NaN", "count": 3, "encoding": "cp1256", "fault": "too-deep"}
    params |= {"format": "PDF", "columns": "a, b", "pages": 3, "of": 9, "lines": 2}
    said = sentence(Problem("a.txt", reason.value, 7, params))
    assert said.startswith("a.txt, line 7: ")
    assert "⟨" not in said


def test_an_error_says_what_where_and_what_to_do():
    said = sentence(PathMissingError(path="news/2024"))
    assert said == "There is no file or folder at news/2024. Check how it is spelled, or give another path."


def test_a_great_number_has_its_thousands_told_apart():
    assert "Record 1,269 is no article" in sentence(Problem("a.json", "broken-record", 10_154, {"record": 1269}))


def test_words_that_are_listed_keep_to_themselves_each():
    said = sentence(Note("corrected", {"word": "h100", "forms": ("1100", "تسلا")}))
    assert said == f"no article has h100; searched for 1100, {isolated('تسلا')}"


def test_where_there_is_no_corpus_at_all_none_is_listed():
    assert "There are: a, b." in sentence(CorpusUnknownError(name="x", names=("a", "b")))
    assert "no corpus x, nor any other yet." in sentence(CorpusUnknownError(name="x", names=()))


def test_several_paths_are_listed():
    assert "in a, b." in sentence(NothingToReadError(paths=("a", "b"), problems=()))


def test_what_could_not_be_read_follows_the_error():
    broken = Problem("a.txt", "no-such-reason", line=3)
    assert "a.txt, line 3: " in sentence(NothingToReadError(paths=("a",), problems=(broken,)))


def test_a_query_error_of_an_unknown_reason_is_still_a_sentence():
    assert sentence(QueryError(reason="unheard-of", start=0, end=1)).endswith(".")


def test_a_missing_parameter_shows_as_its_name():
    assert "⟨article⟩" in sentence(ArticleMissingError())


def test_braces_from_outside_are_not_filled_in():
    assert "{code}" in sentence(PathMissingError(path="{code}"))


def test_an_unknown_language_speaks_english():
    messages.speak("tlh")
    assert messages._("Money") == "Money"
    messages.speak()


def test_arabic_in_an_english_sentence_is_kept_to_itself_and_ascii_left_alone():
    said = sentence(NothingToReadError(paths=("مقالات", "b"), problems=()))
    assert f"in {isolated('مقالات')}, b." in said
    assert "in مقالات, b." in plain(said)


def test_everything_from_outside_is_kept_to_itself_in_an_arabic_sentence():
    messages.speak("ar")
    said = sentence(Problem("a.txt", Reason.UNREADABLE.value, 7, {"detail": "no", "error": "EACCES"}))
    messages.speak("en")
    assert all(isolated(part) in said for part in ("a.txt", "no", "EACCES"))
