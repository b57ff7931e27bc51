"""`corpus-tui corpus`: corpora by name, made, changed and listed on the command line."""

import json
from collections.abc import Iterator

import click

from index.corpora import SIGN, Corpora, Named
from tui.messages import _, indexed
from tui.output import say
from tui.output import show as show_result

FOUND, NOTHING = 0, 1


@click.group("corpus")
def corpus() -> None:
    """Give corpora names, and folders to corpora.

    \b
    corpus-tui corpus add news ~/articles ~/archive    makes it, or adds to it
    corpus-tui @news                                   opens it
    corpus-tui search QUERY @news                      asks it
    """


@corpus.command("add")
@click.argument("name")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
def add(name: str, paths: tuple[str, ...]) -> int:
    """Add folders or files to a corpus; the first ones make it."""
    _tell(Corpora().add(name, paths))
    return FOUND


@corpus.command("remove")
@click.argument("name")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
def remove(name: str, paths: tuple[str, ...]) -> int:
    """Take folders out of a corpus, or without any PATH, forget the corpus. Files stay where they are."""
    if left := Corpora().remove(name, paths):
        _tell(left)
    else:
        say(_("The corpus {name} is forgotten. Its files are where they were.").format(name=name))
    return FOUND


@corpus.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def list_corpora(as_json: bool) -> int:
    """List the corpora with their folders."""
    every = Corpora().all()
    for named, articles in _counted(every):
        paths = [str(folder.path) for folder in named.folders]
        if as_json:
            show_result(json.dumps({"corpus": named.name, "articles": articles, "paths": paths}, ensure_ascii=False))
        else:
            show_result("\t".join([SIGN + named.name, indexed(articles), *paths]))
    if not every:
        say(_("There is no corpus yet. `corpus-tui corpus add NAME PATH` makes one."))
    return FOUND if every else NOTHING


def _counted(every: list[Named]) -> Iterator[tuple[Named, int]]:
    """Each corpus with the number of articles its index has, 0 where none was built yet."""
    from index.corpus import indexed as count

    for named in every:
        yield named, count(named)


def _tell(named: Named) -> None:
    show_result("\t".join([SIGN + named.name, *(str(folder.path) for folder in named.folders)]))
