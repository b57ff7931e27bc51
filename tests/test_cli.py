"""The contract of commands: what they print, where, and how they leave. Every command is run as a user runs it."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tui.cli import COMMANDS, _language
from tui.spreadsheet import as_csv_lines, harmed, harmless
from tui.subcommands import corpus_tui


class Shell:
    """Runs `corpus-tui` with caches and settings of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            **os.environ,
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "HOME": str(home),
            "LANGUAGE": "en",
            "PYTHONWARNINGS": "error::SyntaxWarning",
        }

    def __call__(self, *arguments: str | Path, status: int = 0, **options: Any) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tui", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, check=False, **options)
        assert done.returncode == status, done.stderr
        return done

    def rows(self, *arguments: str | Path, status: int = 0, **options: Any) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self(*arguments, "--json", status=status, **options).stdout.splitlines()]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize(
    ("query", "count", "status"),
    [
        ("ستارغيت", 1, 0),
        ("للذكاء الإصطناعى", 5, 0),
        ("H100", 4, 0),
        ('"وحدات معالجة الرسومات"', 3, 0),
        ("زرافةعجيبة", 0, 1),
    ],
)
def test_search_prints_one_hit_a_line(shell: Shell, query: str, count: int, status: int) -> None:
    rows = shell.rows("search", query, status=status)
    assert [row["rank"] for row in rows] == list(range(1, count + 1))
    for row in rows:
        keys = {"query", "rank", "article", "title", "source", "date", "path", "score", "snippet", "matches"}
        assert row.keys() == keys
        assert row["query"] == query
        body = shell.rows("show", row["article"])[0]["body"]
        assert row["snippet"] in body
        for match in row["matches"]:
            assert match.keys() == {"start", "end", "field", "why"}
            text = body if match["field"] == "body" else row["title"]
            assert 0 <= match["start"] < match["end"] <= len(text)


def test_queries_of_a_file_are_answered_in_order(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "queries").write_text("ستارغيت\n\nزرافةعجيبة\nH100\n", "utf-8")
    rows = shell.rows("search", "--queries", tmp_path / "queries", "--limit", "2")
    assert [row["query"] for row in rows] == ["ستارغيت", "H100", "H100"]


def test_list_names_the_articles_in_order(shell: Shell, seeds: Path) -> None:
    rows = shell.rows("list", seeds)
    assert [row["article"] for row in rows] == sorted(path.name for path in seeds.glob("*.txt"))
    assert all(row["characters"] > 3000 and row["title"] for row in rows)
    keys = {"article", "title", "source", "author", "date", "url", "path", "characters"}
    assert all(row.keys() == keys for row in rows)


def test_show_gives_the_body_exactly(shell: Shell, seeds: Path) -> None:
    for file in sorted(seeds.glob("*.txt")):
        (row,) = shell.rows("show", file.name)
        assert row["body"].encode() == file.read_bytes()
        assert row["body"] in shell("show", file.name).stdout


def test_figures_are_filtered_and_printed(shell: Shell) -> None:
    rows = shell.rows("figures", "--kind", "money", "--unit", "USD", "--min", "1e11", "--sort", "value")
    values = [row["value"] for row in rows]
    assert values == sorted(values)
    assert values[0] >= 1e11
    keys = {"article", "start", "end", "text", "kind", "value", "unit", "bound", "counted", "product"}
    for row in rows:
        assert row.keys() == keys | {"sentence", "flags"}
        body = shell.rows("show", row["article"])[0]["body"]
        assert body[row["start"] : row["end"]] == row["text"]
        assert row["text"] in row["sentence"]
    assert shell.rows("figures", "--unit", "no-such-unit", status=1) == []
    assert len(shell.rows("figures", "--about", "ماسك")) < len(shell.rows("figures"))


def test_figures_as_a_table_read_back(shell: Shell) -> None:
    table = list(csv.DictReader(io.StringIO(shell("figures", "--kind", "date", "--csv").stdout)))
    rows = shell.rows("figures", "--kind", "date")
    assert [harmed(row["value"]) for row in table] == [str(row["value"]) for row in rows]


def test_a_table_of_figures_says_whose_they_are(shell: Shell) -> None:
    said = {row["article"]: row for row in shell.rows("list")}
    table = list(csv.DictReader(io.StringIO(shell("figures", "--kind", "money", "--csv").stdout)))
    assert table
    for row in table:
        article = said[row["article"]]
        assert (harmed(row["title"]), row["source"] or None, row["date"] or None) == (
            article["title"],
            article["source"],
            article["date"],
        )


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "＝1", "\n=1", "a\nb", "a\rb", "'x", "\t=1", "x", "", "5%"])
def test_no_cell_is_a_formula_and_every_cell_can_be_read_back(cell: str) -> None:
    assert not harmless(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert harmed(harmless(cell)) == cell
    line = list(as_csv_lines([{"text": cell}]))[1]
    assert harmed(next(csv.reader(io.StringIO(line, newline="")), [""])[0]) == cell


def test_index_counts_what_was_read_and_what_was_not(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "good.txt").write_text("مقال عن السوق", "utf-8")
    (folder / "lines.jsonl").write_text(
        '{"title": "أول", "body": "نص"}\nbroken\n{"title": "ثان", "body": "نص"}\n', "utf-8"
    )
    (folder / "broken.json").write_text('[{"title": "x"', "utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (row,) = shell.rows("index", folder)
    assert (row["articles"], row["added"], row["changed"], row["removed"]) == (3, 3, 0, 0)
    skipped = {(Path(problem["path"]).name, problem["line"]): problem["reason"] for problem in row["skipped"]}
    assert skipped.keys() == {("lines.jsonl", 2), ("broken.json", 1), ("picture.png", None)}
    (again,) = shell.rows("index", folder)
    assert (again["added"], again["skipped"]) == (0, row["skipped"])
    assert {hit["article"] for hit in shell.rows("search", "نص", folder)} == {"lines.jsonl#0", "lines.jsonl#2"}


def test_rebuilding_reads_everything_again(shell: Shell, seeds: Path) -> None:
    (row,) = shell.rows("index", "--rebuild", seeds)
    assert (row["articles"], row["added"]) == (5, 5)


FAULTS = [
    (["search", "x", "/nowhere/at/all"], "/nowhere/at/all"),
    (["show", "nowhere.txt"], "nowhere.txt"),
    (["search", "x AND"], "AND"),
    (["search"], "QUERY"),
    (["figures", "--kind", "colour"], "colour"),
    (["figures", "--min", "much"], "much"),
    (["index"], "PATH"),
    (["/nowhere/at/all"], "/nowhere/at/all"),
]


@pytest.mark.parametrize(("arguments", "named"), FAULTS, ids=[" ".join(a) for a, _ in FAULTS])
def test_an_error_is_a_sentence_on_stderr_that_names_it(shell: Shell, arguments: list[str], named: str) -> None:
    done = shell(*arguments, status=2)
    assert done.stdout == ""
    assert named in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_is_said(shell: Shell, tmp_path: Path) -> None:
    assert str(tmp_path) in shell("list", tmp_path, status=2).stderr


def test_one_article_is_not_told_as_several(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("مقال عن السوق", "utf-8")
    articles, files = shell("index", tmp_path).stdout.splitlines()
    assert articles.startswith("1 article: 1 added, 0 changed")
    assert files == "1 file: 1 read, 0 skipped."


def test_what_could_not_be_read_is_said_while_the_rest_is_answered(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("مقال عن السوق", "utf-8")
    (tmp_path / "bad.json").write_text("{", "utf-8")
    done = shell("search", "السوق", tmp_path)
    assert "good.txt" in done.stdout
    assert "bad.json" in done.stderr


_FULL = Path("/dev/full")


@pytest.mark.skipif(not _FULL.exists(), reason="needs a disk that is full")
def test_results_that_cannot_be_written_are_an_error(shell: Shell) -> None:
    command = [sys.executable, "-m", "tui", "list"]
    with _FULL.open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, env=shell.environment, check=False
        )
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["error: What was found could not be written: No space left on device."]


@pytest.mark.skipif(not _FULL.exists(), reason="needs a disk that is full")
@pytest.mark.parametrize(("redirected", "heard"), [("2>/dev/full", True), ("2>&-", True), (">&-", False)])
def test_a_stream_nobody_wants_costs_neither_the_other_nor_the_status(
    shell: Shell, seeds: Path, tmp_path: Path, redirected: str, heard: bool
) -> None:
    (tmp_path / "bad.json").write_text("{", "utf-8")  # a complaint for stderr
    command = f"{sys.executable} -m tui search H100 {seeds} {tmp_path} {redirected}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, env=shell.environment, check=False)
    assert done.returncode == 0
    assert bool(done.stdout) is heard
    assert b"Traceback" not in done.stderr


def test_a_reader_who_has_seen_enough_is_no_failure(shell: Shell, tmp_path: Path) -> None:
    """Of more than a pipe holds, `head` takes a line."""
    rows = [{"title": f"مقال {number}", "content": "نص"} for number in range(5_000)]
    (tmp_path / "many.json").write_text(json.dumps(rows), "utf-8")
    command = [sys.executable, "-m", "tui", "list", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=shell.environment) as listing:
        assert listing.stdout is not None
        assert listing.stderr is not None
        assert listing.stdout.readline().startswith(b"many.json#0")
        listing.stdout.close()
        assert listing.stderr.read() == b""
    assert listing.returncode == 0


def test_doctor_tells_what_was_read_with_a_doubt_from_what_was_left_out(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("مقال عن السوق", "utf-8")
    (tmp_path / "holed.txt").write_bytes("مقال عن السوق والنفط في الرياض ".encode() * 20 + b"\xff\xfe\xff")
    (tmp_path / "empty.txt").write_bytes(b"")
    shell("index", tmp_path)
    said = shell("doctor", tmp_path).stdout
    assert re.search("Read, with a doubt: .*holed.txt", said)
    assert re.search("Left out: .*empty.txt", said)


def test_doctor_reports_and_leaves_well(shell: Shell) -> None:
    shell("list")
    said = shell("doctor").stdout
    assert "5 articles" in said
    assert "✗" not in said


def test_doctor_notices_damage(tmp_path: Path, seeds: Path) -> None:
    shell = Shell(tmp_path)
    shell("index", seeds)
    flat = next((tmp_path / "cache").rglob("*.flat"))
    written = bytearray(flat.read_bytes())
    written[len(written) // 2] ^= 0xFF
    flat.write_bytes(written)
    assert flat.name in shell("doctor", seeds, status=2).stdout
    assert "was damaged" in shell("list", seeds).stderr
    assert shell("list", seeds).stderr == ""


def test_the_corpus_of_the_settings_is_opened_when_no_path_is_given(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.txt").write_text("مقالي", "utf-8")
    settings = tmp_path / "config" / "corpus-tui" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[corpus]\npaths = ["{tmp_path / "mine"}"]\n', "utf-8")
    assert [row["article"] for row in shell.rows("list")] == ["a.txt"]
    settings.write_text("[corpus\n", "utf-8")
    done = shell("list")
    assert "config.toml" in done.stderr
    assert len(done.stdout.splitlines()) == 5


def test_a_reader_that_stops_reading_is_no_error(shell: Shell) -> None:
    command = f"{sys.executable} -m tui list | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=shell.environment, check=True)
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")


def test_help_and_version_need_no_corpus(shell: Shell) -> None:
    said = shell("--help").stdout
    assert all(command in said for command in ("search", "figures", "show", "list", "index", "doctor"))
    assert "0.1.0" in shell("--version").stdout


def test_output_is_utf8_whatever_the_locale(shell: Shell) -> None:
    environment = {**shell.environment, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "tui", "list"]
    said = subprocess.run(command, capture_output=True, env=environment, check=True).stdout
    assert "ماسك" in said.decode("utf-8")


def test_every_command_is_known_before_the_commands_are_loaded() -> None:
    assert set(corpus_tui.commands) == COMMANDS


def test_the_browser_starts_without_what_only_commands_need() -> None:
    code = "import sys, tui.cli; print([name for name in ('click', 'numpy', 'whoosh', 'json') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "lang", "left"),
    [
        (["--lang", "ar", "search", "x"], "ar", ["search", "x"]),
        (["search", "--lang=ar", "x"], "ar", ["search", "x"]),
        (["search", "x", "--lang", "ar"], "ar", ["search", "x"]),
        (["--lang", "en", "list", "--lang=ar"], "ar", ["list"]),
        (["search", "--", "--lang", "ar"], "", ["search", "--", "--lang", "ar"]),
        (["--lang", "xx", "list"], "", ["--lang", "xx", "list"]),
        (["list", "--lang"], "", ["list", "--lang"]),
        ([], "", []),
    ],
)
def test_the_language_is_heard_wherever_it_is_said(arguments: list[str], lang: str, left: list[str]) -> None:
    assert _language(arguments) == (lang, left)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--lang", "ar", "--help"), 0, "الاستعمال:"),
        (("search", "--help", "--lang", "ar"), 0, "البحث"),
        (("--lang", "ar", "search", "زرافةعجيبة"), 1, "لا نتائج"),
        (("list", "/nowhere", "--lang=ar"), 2, "خطأ:"),
        (("list", "--nonsense", "--lang=ar"), 2, "لا خيار"),
        (("--lang", "xx"), 2, "--lang"),
    ],
)
def test_a_command_speaks_the_language_it_is_told(
    shell: Shell, arguments: tuple[str, ...], status: int, said: str
) -> None:
    done = shell(*arguments, status=status)
    assert said in done.stdout + done.stderr


# ---- corpora by name


def test_a_corpus_has_a_name_that_every_command_knows(seeds: Path, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    article = seeds / "000_59986c62a6f88448.txt"
    assert shell("corpus", "list", status=1).stdout == ""
    shell("corpus", "add", "أخبار", article)
    shell("corpus", "add", "أخبار", seeds)
    (listed,) = shell.rows("corpus", "list")
    assert listed == {"corpus": "أخبار", "articles": 0, "paths": [str(article), str(seeds)]}
    assert "not read yet" in shell("corpus", "list").stdout
    assert len(shell.rows("list", "@أخبار")) == len(shell.rows("list", "أخبار")) == 5
    assert all(row["article"].startswith("seeds-2/") for row in shell.rows("search", "H100", "@أخبار"))
    assert shell.rows("corpus", "list")[0]["articles"] == 5
    shell("corpus", "remove", "أخبار", seeds)
    assert shell.rows("index", "@أخبار")[0]["removed"] == 5
    shell("corpus", "remove", "أخبار")
    assert "no corpus أخبار" in shell("list", "@أخبار", status=2).stderr
    assert article.exists()


def test_a_folder_wins_over_a_corpus_of_its_name_and_a_sign_over_both(seeds: Path, tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell("corpus", "add", "news", seeds)
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("مقال", "utf-8")
    assert len(shell.rows("list", "news", cwd=tmp_path)) == 1
    assert len(shell.rows("list", "@news", cwd=tmp_path)) == 5


def test_index_accounts_for_every_file(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("مقال", "utf-8")
    (tmp_path / "b.txt").write_bytes("مقال".encode() + b"\xff" * 3 + "عن شيء".encode())
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (row,) = shell.rows("index", tmp_path)
    assert row["files"] == {"seen": 3, "read": 2, "skipped": 1}
    assert {Path(each["path"]).name: each["kept"] for each in row["skipped"]} == {"b.txt": True, "c.png": False}
