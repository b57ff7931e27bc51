"""The commands of the command line: what each asks of the corpus, and how its answer is printed.

stdout carries results only, stderr the rest. What goes to a terminal is made safe (`tui.safe`); what goes to a file or
pipe is exact. Errors are raised: `tui.cli` turns them into sentences and exit codes.
"""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from io import StringIO
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from tui.command_help import speaking
from tui.corpora_commands import corpus as corpus_command
from tui.isolates import plain
from tui.messages import _, alike, ngettext, sentence, why
from tui.opening import open_corpus
from tui.output import say
from tui.output import show as show_result
from tui.settings import CHOICES, Settings, chosen, paths_or_shipped
from tui.typed import first_day, last_day, number, place_of_figure

if TYPE_CHECKING:
    from index.corpus import Article, Corpus, Entry, Hit, Problem, Progress

FOUND, NOTHING, ERROR = 0, 1, 2

_PROBLEMS_SHOWN = 1

_Function = TypeVar("_Function", bound=Callable[..., Any])


class _Commands(click.Group):
    """The browser is what happens when the first word is no command: `corpus-tui articles/` opens it."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        first = next(iter(arguments), None)
        if first not in self.commands and first not in ("--help", "--version", "-h", "--lang"):
            arguments = ["open", *arguments]
        return super().parse_args(context, arguments)

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The options of the browser are told too: nobody would look for them under a command that need not be said."""
        super().format_options(context, formatter)
        options = [
            option.get_help_record(context) for option in open_browser.params if isinstance(option, click.Option)
        ]
        with formatter.section(_("Options of the browser")):
            formatter.write_dl([record for record in options if record])


def _choice(name: str, told: str, **options: Any) -> Callable[[_Function], _Function]:
    """One of the settings that can be said as an option too."""
    return click.option(f"--{name}", type=click.Choice(CHOICES[name].words), help=told, **options)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}, subcommand_metavar="[PATH …]")
@_choice("lang", "The language of the program, with any command; the locale's unless given.", expose_value=False)
@click.version_option(package_name="corpus-tui", prog_name="corpus-tui")
def corpus_tui() -> None:
    """Browse a collection of Arabic articles: where is it written, and who says how much?

    PATH is a file or a folder, several may be given: text, web pages, PDF, Word, EPUB, e-mail, JSON, CSV, feeds, and
    archives of these. @NAME in their place is a corpus that `corpus-tui corpus` gave a name. Without either, the corpus
    of the settings is opened, else the articles that come with the program.
    """


_paths = click.argument("paths", nargs=-1, metavar="[PATH]...")


_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@corpus_tui.command("open", hidden=True)
@_paths
@_choice(
    "bidi", "How right-to-left text is written for this terminal; auto finds out (F4 in the browser lets you see)."
)
@_choice("shape", "Whether Arabic letters are joined by the program (on) or by the terminal (off).")
@_choice("watch", "Whether changes in the folders are noticed while the browser runs; auto where that is cheap.")
@click.pass_obj
def open_browser(settings: Settings, /, paths: tuple[str, ...], **said: str | None) -> int:
    """Open the browser."""
    from tui.app import run

    return run(paths or paths_or_shipped(settings), settings=settings.with_options(**said))


@corpus_tui.command()
@click.argument("words", nargs=-1, metavar="QUERY [PATH]...")
@click.option("--queries", type=click.File("r", "utf-8", "replace"), help="Answer every line of this file, in order.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="At most so many articles.")
@click.option(
    "--width",
    type=click.Choice(["exact", "normal", "wide"]),
    default="normal",
    show_default=True,
    help="How far from the words as typed their other forms may be.",
)
@click.option(
    "--sort",
    type=click.Choice(["rank", "newest", "oldest", "source", "title"]),
    default="rank",
    show_default=True,
    help="What comes first: the best, by the words found, or by day, source or title.",
)
@click.option(
    "--fold", is_flag=True, help="Of articles that are nearly the same only the first, and how many there are."
)
@_as_json
def search(words: tuple[str, ...], queries: IO[str] | None, as_json: bool, **wanted: Any) -> int:
    """Search, best articles first.

    \b
    ذكاء اصطناعي             any of the words, in any of their forms
    "وحدات معالجة الرسومات"   a phrase; with ~5 behind it, at most five other words between
    تسلا AND ماسك NOT إكس     every word; without an article that has this one
    (تسلا | إكس) + ماسك       either, and this one
    +تسلا ماسك -إكس           with this one, better with that one, without the last
    =كتاب  ="كتاب كبير"       as written only
    ~كتاب  كتاب~             also what begins alike or is one typo away; one typo away alone
    كت*  *ية  /كت.?ب/         words that fit a pattern or a regular expression
    title:تسلا               in titles only
    source: author: date:    of a source, an author, a day (2015-08-06, 2015-08..2015-09)
    kind:money value:>1e9USD  that state such a figure
    names:off                names in no other script
    """
    if queries is None and not words:
        raise click.UsageError(_("QUERY is missing: give words to search for, or --queries FILE."))
    asked = [words[0]] if queries is None else [line.rstrip("\r\n") for line in queries]
    corpus = _open(words[1:] if queries is None else words)
    status = NOTHING
    for query in filter(str.strip, asked):
        results = corpus.search(query, **{**wanted, "fold": () if wanted["fold"] else None})
        for note in results.notes:
            say(sentence(note))
        if results.suggestion:
            say(f"{_('Did you mean:')} {results.suggestion}")
        for rank, hit in enumerate(results.hits, 1):
            status = FOUND
            show_result(_json(_hit(query, rank, hit, wanted["fold"])) if as_json else _hit_in_words(rank, hit))
    if status == NOTHING:
        say(_("Nothing found."))
    return status


@corpus_tui.command()
@_paths
@click.option("--article", metavar="ID", help="Only of this article.")
@click.option("--kind", help="Only of this kind: money, percent, count, measure, duration, date, time, ratio …")
@click.option("--unit", help="Only in this unit: USD, %, km, month …")
@click.option("--min", "minimum", type=number, metavar="X", help="Only values of at least this.")
@click.option("--max", "maximum", type=number, metavar="X", help="Only values of at most this.")
@click.option("--about", metavar="WORDS", help="Only where the sentence has all these words.")
@click.option("--counts", metavar="WORDS", help="Only of what these words name: what is counted has them all.")
@click.option("--source", metavar="NAME", help="Only of articles whose source has this in its name.")
@click.option("--since", type=first_day, metavar="DAY", help="Only of articles of this day (year, month) or later.")
@click.option("--until", type=last_day, metavar="DAY", help="Only of articles of this day (year, month) or earlier.")
@click.option("--sort", type=click.Choice(["article", "value", "date"]), default="article", show_default=True)
@click.option("--reverse", is_flag=True, help="Greatest or newest first.")
@click.option("--summary", is_flag=True, help="Not the figures, but how many, of which kinds and units, and their sum.")
@click.option(
    "--like", type=place_of_figure, metavar="ID:START", help="Who states what: figures like the one that starts there."
)
@_as_json
@click.option("--csv", "as_csv", is_flag=True, help="Comma-separated values, harmless in a spreadsheet.")
def figures(
    paths: tuple[str, ...],
    sort: str,
    reverse: bool,
    summary: bool,
    like: tuple[str, int] | None,
    as_json: bool,
    as_csv: bool,
    **asked: Any,
) -> int:
    """List the figures the articles state, sum them up, or compare one with those like it.

    With --like and --about, figures are like that one in whose sentence all the words stand.
    """
    from index.corpus import FigureFilter
    from tui import figure_output
    from tui.figure_filter import unit_called

    form = "csv" if as_csv else "json" if as_json else "words"
    if like:
        return _compare(paths, like, asked["about"], form)
    if asked["unit"]:
        asked["unit"] = unit_called(asked["unit"])
    wanted = FigureFilter(**_known(asked))
    corpus = _open(paths)
    if wanted.article is not None:
        corpus.article(wanted.article)  # an unknown one is an error
    table = corpus.figure_table(wanted, sort=sort, descending=reverse)
    lines = figure_output.summary_lines(table.summary, form) if summary else figure_output.figure_lines(table, form)
    for line in lines if len(table) else ():
        show_result(line)
    if not len(table):
        say(_("No such figure."))
    return FOUND if len(table) else NOTHING


def _known(asked: dict[str, Any]) -> dict[str, Any]:
    """The filters, their kind and article checked: a name mistyped is an error, not an answer without figures."""
    from index.corpus import Kind

    if asked["kind"] is None:
        return asked
    if asked["kind"] not in list(Kind):
        kinds = ", ".join(Kind)
        said = _("{kind} is no kind of figure. There are: {kinds}.")
        raise click.BadParameter(said.format(kind=asked["kind"], kinds=kinds))
    return {**asked, "kind": Kind(asked["kind"])}


def _compare(paths: Sequence[str], place: tuple[str, int], words: str | None, form: str) -> int:
    from index.corpus import FigureMissingError
    from tui import figure_output

    article, start = place
    corpus = _open(paths)
    figure = next((one for one in corpus.figures(article=article) if one.span.start == start), None)
    if figure is None:
        raise FigureMissingError(article=article, start=start)
    for line in figure_output.comparison_lines(corpus.compare(figure, words=words), form):
        show_result(line)
    return FOUND


@corpus_tui.command()
@click.argument("article", metavar="ID")
@_paths
@_as_json
def show(article: str, paths: tuple[str, ...], as_json: bool) -> int:
    """Print one article."""
    found = _open(paths).article(article)
    if as_json:
        show_result(_json({**_metadata(found), "characters": len(found.body), "body": found.body}))
    else:
        show_result("\n".join([found.title, *filter(None, [_from_whom(found)]), "", found.body]))
    return FOUND


@corpus_tui.command()
@_paths
@click.option("--article", metavar="ID", help="Of this article only.")
@_as_json
def names(paths: tuple[str, ...], article: str | None, as_json: bool) -> int:
    """List the names that the articles mention: people, organisations, places, products.

    Of one article with how often it mentions each, of all with how many articles do.
    """
    from tui.name_text import KINDS

    found = _open(paths).names(article)
    for name in found:
        if as_json:
            show_result(_json({**asdict(name), "article": article}))
        else:
            show_result("\t".join([f"{name.count:,}", _(KINDS[name.kind]), name.name, *filter(None, [name.also])]))
    if not found:
        say(_("No names."))
    return FOUND if found else NOTHING


@corpus_tui.command("list")
@_paths
@_as_json
def list_articles(paths: tuple[str, ...], as_json: bool) -> int:
    """List the articles."""
    for entry in _open(paths).entries():
        if as_json:
            show_result(_json({**_metadata(entry), "characters": entry.characters}))
        else:
            show_result("\t".join([entry.id, entry.title, *filter(None, [_from_whom(entry)])]))
    return FOUND


@corpus_tui.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--rebuild", is_flag=True, help="Read everything again.")
@_as_json
def index(paths: tuple[str, ...], rebuild: bool, as_json: bool) -> int:
    """Build or refresh the index, and say what was read and what was not."""
    with _progress() as on_progress:
        done = open_corpus(paths, refresh=False).refresh(rebuild=rebuild, on_progress=on_progress)
    skipped = [_problem(problem) for problem in done.problems]
    files = {"seen": done.files.seen, "read": done.files.read, "skipped": done.files.skipped}
    counts = {"articles": done.articles, "added": done.added, "changed": done.changed, "removed": done.removed}
    if as_json:
        show_result(_json({**counts, "files": files, "skipped": skipped, "seconds": round(done.seconds, 3)}))
    else:
        for problem in skipped:
            say(str(problem["message"]))
        articles = ngettext("{count} article", "{count} articles", done.articles)
        seen = ngettext("{count} file", "{count} files", done.files.seen)
        told = {
            **_grouped({**counts, **files}),
            "articles": articles.format(count=f"{done.articles:,}"),
            "seen": seen.format(count=f"{done.files.seen:,}"),
        }
        said = _("{articles}: {added} added, {changed} changed, {removed} removed, in {seconds:.2f} s.")
        show_result(said.format(**told, seconds=done.seconds))
        show_result(_("{seen}: {read} read, {skipped} skipped.").format(**told))
    return FOUND


@corpus_tui.command()
@_paths
def doctor(paths: tuple[str, ...]) -> int:
    """Look at the terminal, the locale, the folders and the index, and say what is amiss."""
    from tui.doctor import report

    well = True
    for line in report(chosen(paths)):
        well &= line.well
        show_result(f"{'✓' if line.well else '✗'} {line.what}: {line.found}")
    return FOUND if well else ERROR


corpus_tui.add_command(corpus_command)

# ---- the corpus that is asked


def _open(paths: Sequence[str]) -> "Corpus":
    """The corpus, up to date; what could not be read is said on stderr."""
    with _progress() as on_progress:
        corpus = open_corpus(chosen(paths), on_progress=on_progress)
    if corpus.was_damaged:
        say(_("The index was damaged, so it was built again from the articles."))
    problems = corpus.problems
    for problem in problems[:_PROBLEMS_SHOWN]:
        say(sentence(problem))
    if len(problems) > _PROBLEMS_SHOWN:
        say(_("… and {count} more; `corpus-tui index` lists them all.").format(count=len(problems) - _PROBLEMS_SHOWN))
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


def _grouped(counts: dict[str, int]) -> dict[str, str]:
    """Numbers as a person reads them."""
    return {name: f"{count:,}" for name, count in counts.items()}


def _problem(problem: "Problem") -> dict[str, object]:
    """A problem; `kept` says that an article is there in spite of it."""
    from index.corpus import is_doubt

    place = {"path": problem.path, "line": problem.line, "reason": problem.reason}
    return {**place, "kept": is_doubt(problem), "message": plain(sentence(problem))}


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


def _hit(query: str, rank: int, hit: "Hit", is_folded: bool) -> dict[str, object]:
    known = _metadata(hit.article)
    matches = [{"start": m.span.start, "end": m.span.end, "field": m.field, "why": m.why} for m in hit.matches]
    return {
        "query": query,
        "rank": rank,
        **{name: known[name] for name in ("article", "title", "source", "date", "path")},
        "score": round(hit.score, 6),
        "snippet": hit.snippet.text,
        "matches": matches,
        **({"alike": hit.alike} if is_folded else {}),
    }


def _hit_in_words(rank: int, hit: "Hit") -> str:
    more = alike(hit.alike) if hit.alike else ""
    said = " · ".join(filter(None, [hit.article.title, _from_whom(hit.article), more]))
    told = " · ".join([hit.article.id, *map(why, hit.whys)])
    return f"{rank}. {said}\n   {' '.join(hit.snippet.text.split())}\n   {told}"


def _from_whom(article: "Article | Entry") -> str:
    return " · ".join(filter(None, [article.source, article.published.isoformat() if article.published else ""]))


def _json(row: dict[str, object]) -> str:
    return json.dumps(row, ensure_ascii=False)


# ---- the way in


def run(arguments: Sequence[str], settings: Settings) -> int:
    """Run a command; its exit code. Raises KeyboardInterrupt, UnfitError, and what the corpus raises."""
    try:
        with speaking(corpus_tui, settings.wish("lang").value):
            return corpus_tui.main(arguments, standalone_mode=False, obj=settings) or FOUND
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as wrong:
        told = StringIO()
        with speaking(corpus_tui, settings.wish("lang").value):
            wrong.show(told)
        say(told.getvalue().rstrip("\n"))  # it repeats what was typed, which is as outside as an article
        return ERROR
    except click.exceptions.Abort as aborted:
        raise KeyboardInterrupt from aborted
