"""The command line: the contract of commands, of JSON and of exit codes.

stdout carries results only, stderr the rest. Exit 0 found, 1 nothing found, 2 error, 130 interrupted. Subcommands win
over paths of the same name. What goes to a terminal is made safe (`tui.safe`); what goes to a file or pipe is exact.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import IO, TYPE_CHECKING, Any

import click

from tui.messages import _, sentence, speak

if TYPE_CHECKING:
    from index.corpus import Article, Corpus, Entry, Figure, Hit, Progress

FOUND, NOTHING, ERROR, INTERRUPTED = 0, 1, 2, 130

_PROBLEMS_SHOWN = 5


def _number(text: str) -> Decimal:
    """A number as people type it: 1000000, 1e9, 1_000_000."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise click.BadParameter(_("{value} is not a number").format(value=text))
    return number


class _Commands(click.Group):
    """The browser is what happens when the first word is no command: `corpus-tui articles/` opens it."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        first = next(iter(arguments), None)
        if first not in self.commands and first not in ("--help", "--version", "-h"):
            arguments = ["open", *arguments]
        return super().parse_args(context, arguments)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, subcommand_metavar="[PATH …]")
@click.version_option(package_name="corpus-tui", prog_name="corpus-tui")
def corpus_tui() -> None:
    """Browse a collection of Arabic articles: where is it written, and who says how much?

    PATH is a text file, a JSON file (an array, or one object a line) or a folder of them; several may be given. Without
    one, the corpus of the settings is opened, else the articles that come with the program.
    """


_paths = click.argument("paths", nargs=-1, metavar="[PATH]...")
_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@corpus_tui.command("open", hidden=True)
@_paths
def open_browser(paths: tuple[str, ...]) -> int:
    """Open the browser."""
    from tui.app import run

    return run(_chosen(paths))


@corpus_tui.command()
@click.argument("words", nargs=-1, metavar="QUERY [PATH]...")
@click.option("--queries", type=click.File("r", "utf-8", "replace"), help="Answer every line of this file, in order.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many articles.")
@_as_json
def search(words: tuple[str, ...], queries: IO[str] | None, limit: int, as_json: bool) -> int:
    """Search, best articles first.

    \b
    ذكاء اصطناعي             any of the words, in any of their forms
    "وحدات معالجة الرسومات"   a phrase
    تسلا AND ماسك NOT إكس     every word; without an article that has this one
    title:تسلا               in titles only
    """
    if queries is None and not words:
        raise click.UsageError(_("QUERY is missing: give words to search for, or --queries FILE."))
    asked = [words[0]] if queries is None else [line.rstrip("\r\n") for line in queries]
    corpus = _open(words[1:] if queries is None else words)
    status = NOTHING
    for query in filter(str.strip, asked):
        results = corpus.search(query, limit=limit)
        for note in results.notes:
            _say(sentence(note))
        for rank, hit in enumerate(results.hits, 1):
            status = FOUND
            _print(_json(_hit(query, rank, hit)) if as_json else _hit_in_words(rank, hit))
    if status == NOTHING:
        _say(_("Nothing found."))
    return status


@corpus_tui.command()
@_paths
@click.option("--article", metavar="ID", help="Only of this article.")
@click.option("--kind", help="Only of this kind: money, percent, count, measure, duration, date, time, ratio …")
@click.option("--unit", help="Only in this unit: USD, %, km, month …")
@click.option("--min", "minimum", type=_number, metavar="X", help="Only values of at least this.")
@click.option("--max", "maximum", type=_number, metavar="X", help="Only values of at most this.")
@click.option("--about", metavar="WORDS", help="Only where the sentence has all these words.")
@click.option("--sort", type=click.Choice(["article", "value", "date"]), default="article", show_default=True)
@_as_json
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values, harmless in a spreadsheet.")
def figures(paths: tuple[str, ...], kind: str | None, as_json: bool, as_csv: bool, **asked: Any) -> int:
    """List the figures the articles state."""
    from index.corpus import Kind

    if kind is not None and kind not in list(Kind):
        kinds = ", ".join(Kind)
        raise click.BadParameter(_("{kind} is no kind of figure. There are: {kinds}.").format(kind=kind, kinds=kinds))
    corpus = _open(paths)
    bodies: dict[str, str] = {}
    rows = []
    for figure in corpus.figures(kind=Kind(kind) if kind else None, **asked):
        if figure.article not in bodies:
            bodies = {figure.article: corpus.article(figure.article).body}
        rows.append(_figure(figure, bodies[figure.article]))
    if as_csv:
        from tui.spreadsheet import as_csv_lines

        for line in as_csv_lines(rows):
            _print(line)
    else:
        for row in rows:
            _print(_json(row) if as_json else _figure_in_words(row))
    if not rows:
        _say(_("No such figure."))
    return FOUND if rows else NOTHING


@corpus_tui.command()
@click.argument("article", metavar="ID")
@_paths
@_as_json
def show(article: str, paths: tuple[str, ...], as_json: bool) -> int:
    """Print one article."""
    found = _open(paths).article(article)
    if as_json:
        _print(_json({**_metadata(found), "characters": len(found.body), "body": found.body}))
    else:
        _print("\n".join([found.title, *filter(None, [_from_whom(found)]), "", found.body]))
    return FOUND


@corpus_tui.command("list")
@_paths
@_as_json
def list_articles(paths: tuple[str, ...], as_json: bool) -> int:
    """List the articles."""
    for entry in _open(paths).entries():
        if as_json:
            _print(_json({**_metadata(entry), "characters": entry.characters}))
        else:
            _print("\t".join([entry.id, entry.title, *filter(None, [_from_whom(entry)])]))
    return FOUND


@corpus_tui.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--rebuild", is_flag=True, help="Read everything again.")
@_as_json
def index(paths: tuple[str, ...], rebuild: bool, as_json: bool) -> int:
    """Build or refresh the index, and say what was read and what was not."""
    from index.corpus import Corpus

    with _progress() as on_progress:
        done = Corpus.open(*paths, refresh=False).refresh(rebuild=rebuild, on_progress=on_progress)
    skipped = [
        {"path": problem.path, "line": problem.line, "reason": problem.reason, "message": sentence(problem)}
        for problem in done.problems
    ]
    counts = {"articles": done.articles, "added": done.added, "changed": done.changed, "removed": done.removed}
    if as_json:
        _print(_json({**counts, "skipped": skipped, "seconds": round(done.seconds, 3)}))
    else:
        for problem in skipped:
            _say(str(problem["message"]))
        said = _("{articles} articles: {added} added, {changed} changed, {removed} removed, in {seconds:.2f} s.")
        _print(said.format(**counts, seconds=done.seconds))
    return FOUND


@corpus_tui.command()
@_paths
def doctor(paths: tuple[str, ...]) -> int:
    """Look at the terminal, the locale, the folders and the index, and say what is amiss."""
    from tui.doctor import report

    well = True
    for line in report(_chosen(paths)):
        well &= line.well
        _print(f"{'✓' if line.well else '✗'} {line.what}: {line.found}")
    return FOUND if well else ERROR


# ---- the corpus that is asked


def _chosen(paths: Sequence[str]) -> tuple[str, ...]:
    """The PATHs given, else those of the settings, else the shipped articles."""
    if paths:
        return tuple(paths)
    from seeds import FOLDER
    from tui import settings

    found = settings.load()
    if found.complaint:
        said = _("The settings in {file} are ignored: {complaint}.")
        _say(said.format(file=settings.settings_file(), complaint=found.complaint))
    return found.paths or (str(FOLDER),)


def _open(paths: Sequence[str]) -> "Corpus":
    """The corpus, up to date; what could not be read is said on stderr."""
    from index.corpus import Corpus

    with _progress() as on_progress:
        corpus = Corpus.open(*_chosen(paths), on_progress=on_progress)
    problems = corpus.problems
    for problem in problems[:_PROBLEMS_SHOWN]:
        _say(sentence(problem))
    if len(problems) > _PROBLEMS_SHOWN:
        _say(_("… and {count} more; `corpus-tui index` lists them all.").format(count=len(problems) - _PROBLEMS_SHOWN))
    return corpus


@contextmanager
def _progress() -> Iterator["Callable[[Progress], None] | None"]:
    """A line on the terminal that tells how far reading has come, once it takes longer than half a second."""
    if not sys.stderr.isatty():
        yield None
        return
    from tui.progress import ProgressLine

    with ProgressLine(sys.stderr) as line:
        yield line.show


# ---- what is printed


def _metadata(article: "Article | Entry") -> dict[str, object]:
    date = article.published.isoformat() if article.published else None
    return {
        "article": article.id,
        "title": article.title,
        "source": article.source or None,
        "author": article.author or None,
        "date": date,
        "url": article.url or None,
        "path": article.path or None,
    }


def _hit(query: str, rank: int, hit: "Hit") -> dict[str, object]:
    known = _metadata(hit.article)
    matches = [{"start": m.span.start, "end": m.span.end, "field": m.field, "why": m.why} for m in hit.matches]
    return {
        "query": query,
        "rank": rank,
        **{name: known[name] for name in ("article", "title", "source", "date", "path")},
        "score": round(hit.score, 6),
        "snippet": hit.snippet.text,
        "matches": matches,
    }


def _hit_in_words(rank: int, hit: "Hit") -> str:
    said = " · ".join(filter(None, [hit.article.title, _from_whom(hit.article)]))
    return f"{rank}. {said}\n   {' '.join(hit.snippet.text.split())}\n   {hit.article.id}"


def _from_whom(article: "Article | Entry") -> str:
    return " · ".join(filter(None, [article.source, article.published.isoformat() if article.published else ""]))


def _figure(figure: "Figure", body: str) -> dict[str, object]:
    from index.corpus import value_as_json

    return {
        "article": figure.article,
        "start": figure.span.start,
        "end": figure.span.end,
        "text": body[slice(*figure.span)],
        "kind": figure.kind,
        "value": value_as_json(figure.value),
        "unit": figure.unit,
        "bound": figure.bound,
        "counted": figure.counted and body[slice(*figure.counted)],
        "product": figure.product,
        "sentence": body[slice(*figure.sentence)],
        "flags": sorted(figure.flags),
    }


def _figure_in_words(row: dict[str, Any]) -> str:
    value = "–".join(map(str, row["value"])) if isinstance(row["value"], list) else row["value"]
    what = " ".join(str(part) for part in (row["bound"], value, row["unit"], row["counted"]) if part is not None)
    return f"{row['article']}\t{row['kind']}\t{what}\t{' '.join(row['text'].split())}"


def _json(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _print(text: str) -> None:
    _write(sys.stdout, text)


def _say(text: str) -> None:
    _write(sys.stderr, text)


def _write(stream: IO[str], text: str) -> None:
    """To a file or pipe exactly; to a terminal with nothing it could obey."""
    if stream.isatty():
        from tui.safe import safe

        text = "\n".join(safe(line) for line in text.split("\n"))
    stream.write(text + "\n")


# ---- the edge


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code; every error on purpose becomes a sentence here, and only here."""
    speak()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        status: int = corpus_tui.main(arguments, standalone_mode=False) or FOUND
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return ERROR
    except (KeyboardInterrupt, click.exceptions.Abort):
        return INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough (`| head`)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except Exception as error:
        from index.corpus import CorpusError  # only now: `--help` should not pay for it

        if not isinstance(error, CorpusError):
            raise
        _say(_("error: {said}").format(said=sentence(error)))
        return ERROR
    return status
