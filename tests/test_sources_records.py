"""Records: every form of JSON file, its ids, and broken ones that cost only themselves."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from index.errors import Problem
from index.sources import records, values, window
from index.sources.problems import Fault, Reason
from index.sources.reading import read
from index.sources.roots import roots
from index.sources.scan import SourceFile, scan

A = {"title": "أول", "content": "نص أول"}
B = {"title": "ثان", "content": "نص ثان"}
C = {"title": "ثالث", "content": "نص ثالث"}


def text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def outcomes(folder: Path, content: str | bytes, name: str = "a.json") -> list[Article | Problem]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (file,) = scan(roots([path]))
    assert isinstance(file, SourceFile)
    return list(read(file))


def ids(found: list[Article | Problem]) -> list[str]:
    return [each.id for each in found if isinstance(each, Article)]


def problems(found: list[Article | Problem]) -> list[tuple[str, int | None]]:
    return [(each.reason, each.line) for each in found if isinstance(each, Problem)]


@pytest.fixture(params=[1 << 18, 7])
def block(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Blocks as large as ever, and so small that every value and every character is cut by one."""
    monkeypatch.setattr(window, "BLOCK", request.param)
    return int(request.param)


FORMS = [
    ("an array", "a.json", text([A, B]), ["a.json#0", "a.json#1"]),
    ("an array, indented", "a.json", json.dumps([A, B], indent=4), ["a.json#0", "a.json#1"]),
    ("an array of one", "a.json", text([A]), ["a.json#0"]),
    ("one record", "a.json", text(A), ["a.json"]),
    ("one record, indented", "a.json", json.dumps(A, indent=2), ["a.json"]),
    ("lines", "a.jsonl", f"{text(A)}\n{text(B)}\n", ["a.jsonl#0", "a.jsonl#1"]),
    ("lines with blank ones", "a.ndjson", f"\n{text(A)}\r\n\r\n{text(B)}", ["a.ndjson#1", "a.ndjson#3"]),
    ("lines under another name", "a.json", f"{text(A)}\n{text(B)}\n", ["a.json#0", "a.json#1"]),
    ("lines with commas after them", "a.jsonl", f"{text(A)},\n{text(B)},\n", ["a.jsonl#0", "a.jsonl#1"]),
    ("one line", "a.jsonl", f"{text(A)}\n", ["a.jsonl#0"]),
    ("an array called lines", "a.jsonl", text([A, B]), ["a.jsonl#0", "a.jsonl#1"]),
    (
        "records one after the other",
        "a.json",
        f"{json.dumps(A, indent=1)}\n{json.dumps(B, indent=1)}",
        ["a.json#0", "a.json#1"],
    ),
    ("a list in a wrapper", "a.json", text({"articles": [A, B]}), ["a.json#0", "a.json#1"]),
    ("a wrapper that counts", "a.json", text({"count": 2, "data": [A, B]}), ["a.json#0", "a.json#1"]),
    ("records in a text file", "a.txt", text([A, B]), ["a.txt#0", "a.txt#1"]),
    ("with a BOM", "a.json", "\ufeff" + text([A, B]), ["a.json#0", "a.json#1"]),
]


@pytest.mark.usefixtures("block")
@pytest.mark.parametrize(("what", "name", "content", "expected"), FORMS, ids=[form[0] for form in FORMS])
def test_every_form_of_json_is_read(tmp_path: Path, what: str, name: str, content: str, expected: list[str]) -> None:
    found = outcomes(tmp_path, content, name)
    assert problems(found) == []
    assert ids(found) == expected
    assert [each.body for each in found if isinstance(each, Article)] == ["نص أول", "نص ثان"][: len(expected)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_records_are_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    records = [{"title": "عنوان المقال الأول", "content": "قال الوزير إن الأسعار ارتفعت في الأسواق العالمية"}] * 3
    found = outcomes(tmp_path, text(records).encode(encoding))
    assert [each.body for each in found if isinstance(each, Article)] == [records[0]["content"]] * 3


def test_fields_are_known_by_their_usual_names(tmp_path: Path) -> None:
    records = [
        {"Title": "t", "text": "b", "date": "2015-07-27", "link": "u", "site": "s", "author": "a"},
        {"headline": "t", "body": "b", "published": "Mon, 27 Jul 2015 18:39:22 +0300", "url": "u", "source": "s",
         "author": ["a"]},
        {"title": " t\n", "content": "b", "date_extracted": "2015-07-27 18:39:22", "url": "u", "source": {"name": "s"},
         "authors": [{"name": "a"}]},
        {"title": "t", "content": ["b"], "date": 20150727, "url": "u", "source": "s", "author": "a",
         "tags": [1], "id": 7},
    ]  # fmt: skip
    for found in outcomes(tmp_path, text(records)):
        assert isinstance(found, Article)
        assert (found.title, found.body, str(found.published)) == ("t", "b", "2015-07-27")
        assert (found.url, found.source, found.author) == ("u", "s", "a")


def test_a_body_is_never_stripped_and_a_missing_title_is_found_in_it(tmp_path: Path) -> None:
    (article,) = outcomes(tmp_path, text([{"content": " أخبار\n\nالعنوان هنا \r\n النص"}]))
    assert isinstance(article, Article)
    assert (article.body, article.title) == (" أخبار\n\nالعنوان هنا \r\n النص", "العنوان هنا")


def test_a_title_taken_from_a_page_with_its_entities_reads_as_the_page_did(tmp_path: Path) -> None:
    told = {
        "title": "حادث &#8220;حافلة&#8221; &amp; &quot;قطار&quot; &nothing; AT&T",
        "url": "http://a.example/?a=1&copy=2",
    }
    (found,) = outcomes(tmp_path, text([{**told, "content": "قال &quot;نعم&quot;"}]))
    assert isinstance(found, Article)
    assert found.title == 'حادث “حافلة” & "قطار" &nothing; AT&T'
    assert found.url == told["url"]
    assert found.body == "قال &quot;نعم&quot;"  # a body is never changed


def test_a_record_with_a_title_alone_is_an_article_and_one_with_nothing_is_a_problem(tmp_path: Path) -> None:
    found = outcomes(tmp_path, text([{"title": "ت", "content": ""}, {"title": "", "content": " "}, {"a": 1}, 5, None]))
    assert ids(found) == ["a.json#0"]
    faults = [each.params["fault"] for each in found if isinstance(each, Problem)]
    assert faults == [Fault.NOTHING_IN_IT, Fault.NOTHING_IN_IT, Fault.NOT_AN_OBJECT, Fault.NOT_AN_OBJECT]


BROKEN = [
    ("a missing comma in a record", '[\n%s,\n{"title": "x" "content": "y"},\n%s\n]', ["#0", "#2"], 3),
    ("a missing comma between records", "[%s %s]", ["#0", "#1"], None),
    ("a quotation mark in a text", '[%s,\n{"title": "x", "content": "he said "no" to it"},\n%s]', ["#0", "#2"], 2),
    ("a missing quotation mark", '[%s,\n{"title": "x", "content": "y},\n%s]', ["#0", "#2"], 3),
    ("a missing brace", '[%s,\n{"title": "x", "content": "y",\n%s]', ["#0"], 3),
    ("an escape that is none", '[%s,\n{"title": "x\\q"},\n%s]', ["#0", "#2"], 2),
    ("words where a record should be", "[%s,\noops,\n%s]", ["#0"], 2),
    ("a line of a file of lines", '%s\n{"title": "x",\n%s\n', ["#0", "#2"], 2),
    ("a line that goes on", "%s\n{} {}\n%s\n", ["#0", "#2"], 2),
]


@pytest.mark.usefixtures("block")
@pytest.mark.parametrize(("what", "template", "kept", "line"), BROKEN, ids=[row[0] for row in BROKEN])
def test_what_is_broken_costs_itself_and_names_its_line(
    tmp_path: Path, what: str, template: str, kept: list[str], line: int | None
) -> None:
    found = outcomes(tmp_path, template % (text(A), text(B)))
    assert ids(found) == [f"a.json{suffix}" for suffix in kept]
    assert problems(found) == ([] if line is None else [(Reason.BROKEN_JSON, line)])


@pytest.mark.usefixtures("block")
@pytest.mark.parametrize("cut", range(30, 75, 3))
def test_a_file_cut_short_keeps_what_came_before(tmp_path: Path, cut: int) -> None:
    content = text([A, B, C])
    found = outcomes(tmp_path, content[:cut])
    whole = json.dumps([A, B, C], ensure_ascii=False)[:cut].count("}")
    assert len(ids(found)) == whole


@pytest.mark.usefixtures("block")
def test_numbers_json_does_not_have_cost_the_value_not_the_record(tmp_path: Path) -> None:
    records = '[{"title": "ت", "score": NaN}, {"title": "ت", "n": %s, "m": -Infinity}, {"title": "ت"}]' % ("9" * 5000)
    found = outcomes(tmp_path, records)
    assert ids(found) == ["a.json#0", "a.json#1", "a.json#2"]
    odd = [each.params["value"] for each in found if isinstance(each, Problem)]
    assert odd == ["NaN", "integer", "-Infinity"]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_record_nested_too_deep_costs_itself(tmp_path: Path, name: str) -> None:
    deep = '{"title": "x", "a": ' + "[" * 100_000 + "]" * 100_000 + "}"
    records = [text(A), deep, text(B)]
    found = outcomes(tmp_path, "\n".join(records) if name == "a.jsonl" else f"[{','.join(records)}]", name)
    assert ids(found) == [f"{name}#0", f"{name}#2"]
    (problem,) = (each for each in found if isinstance(each, Problem))
    assert problem.params["fault"] == Fault.TOO_DEEP


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_record_too_long_costs_itself(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window, "BLOCK", 100)
    for module in (values, window):
        monkeypatch.setattr(module, "LONGEST", 1000)
    records = [text(A), text({"title": "x", "content": "ط" * 9000}), text(B)]
    found = outcomes(tmp_path, "\n".join(records) if name == "a.jsonl" else f"[{','.join(records)}]", name)
    assert ids(found) == [f"{name}#0", f"{name}#2"]
    assert [reason for reason, _ in problems(found)] == [Reason.TOO_LARGE]


def test_half_a_surrogate_becomes_a_replaced_character(tmp_path: Path) -> None:
    found = outcomes(tmp_path, '[{"title": "t", "content": "a\\ud83d b \\ud83d\\ude00"}]')
    assert isinstance(found[0], Article)
    assert found[0].body == "a\ufffd b 😀"
    assert isinstance(found[1], Problem)
    assert (found[1].reason, found[1].params["count"]) == (Reason.REPLACED_CHARACTERS, 1)


def test_what_a_corpus_toml_says_fills_what_records_leave_out(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text('[articles."a.json"]\nsource = "صحيفة"\ntitle = "لا"', encoding="utf-8")
    found = outcomes(tmp_path, text([A, {**B, "source": "غيرها"}]))
    assert [(each.title, each.source) for each in found if isinstance(each, Article)] == [
        ("أول", "صحيفة"), ("ثان", "غيرها"),
    ]  # fmt: skip


RECORD = st.fixed_dictionaries({"title": st.text(min_size=1, max_size=8), "content": st.text(max_size=30)})


@given(st.lists(RECORD, min_size=1, max_size=6), st.integers(3, 60), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_records_come_back_whole_through_any_blocks(
    tmp_path_factory: pytest.TempPathFactory, records: list[dict[str, str]], block: int, lines: bool, ascii_: bool
) -> None:
    folder = tmp_path_factory.mktemp("records")
    written = [json.dumps(record, ensure_ascii=ascii_) for record in records]
    content = "\n".join(written) if lines else f"[{', '.join(written)}]"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(window, "BLOCK", block)
        found = outcomes(folder, content.encode("utf-8", "surrogatepass"), "a.jsonl" if lines else "a.json")
    expected = [r["content"] for r in records if r["title"].strip() or r["content"].strip()]
    assert [each.body for each in found if isinstance(each, Article)] == expected


def mutations(content: bytes) -> Iterator[bytes]:
    """The content with a piece cut out, doubled, or replaced, at places all over it."""
    for at in range(0, len(content), 5):
        yield content[:at] + content[at + 3 :]
        yield content[:at] + b'"' + content[at:]
        yield content[:at] + b"\xff\x00[{" + content[at + 1 :]


def test_no_mutation_of_a_file_raises_or_says_nothing(tmp_path: Path) -> None:
    content = text([A, B, {"title": "x", "tags": [{"name": "y"}, {"name": "z"}]}, C]).encode()
    for mutated in mutations(content):
        assert outcomes(tmp_path, mutated)


@pytest.mark.parametrize("unit", ['{"', "}", "} ", '"', '\\"', "[", "{", '{"a":', '},{"', "\\", " ", ",", "1", '"\\'])
def test_rubbish_of_any_length_is_read_in_linear_time(tmp_path: Path, unit: str) -> None:
    assert outcomes(tmp_path, '[{"title": "' + unit * (200_000 // len(unit)))
    assert outcomes(tmp_path, "[" + unit * (200_000 // len(unit)))


def test_a_file_with_many_problems_tells_the_first_and_counts_the_rest(tmp_path: Path) -> None:
    found = outcomes(tmp_path, "oops\n" * 150 + text(A), "a.jsonl")
    assert len(found) == 102
    assert isinstance(found[-1], Problem)
    assert (found[-1].reason, found[-1].params) == (Reason.MORE_PROBLEMS, {"count": 50})
    assert ids(found) == ["a.jsonl#150"]


@pytest.mark.parametrize("unit", ['{"a" 1},\n', '{"a": 1},\n', "5,\n"])
def test_a_file_without_articles_is_left_after_a_while(tmp_path: Path, unit: str) -> None:
    found = outcomes(tmp_path, "[" + unit * 20_000)
    assert problems(found)[-2:] == [(Reason.GIVEN_UP, records.PATIENCE + 1), (Reason.MORE_PROBLEMS, None)]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
@pytest.mark.parametrize(
    "content", ["]", "}", ",", '"', "5", "nul", "{", "[", "[,", "[]]", "{}", "[null", "\ufeff", "{]", "- -", "\0"]
)
def test_scraps_of_json_are_problems(tmp_path: Path, content: str, name: str) -> None:
    found = outcomes(tmp_path, content, name)
    assert found
    assert ids(found) == []


def test_a_replacement_character_of_the_source_is_not_counted_wherever_a_block_ends(tmp_path: Path, block: int) -> None:
    found = outcomes(tmp_path, text([{"title": "أ", "content": "\ufffd" * length} for length in range(1, 9)]))
    assert problems(found) == []
