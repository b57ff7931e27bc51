"""Source files → their articles, in the order of the files, and a Problem for whatever could not be read.

    file  →  formats: which one  →  families: the reader of that format, here or in a process of its own  →  Article

What a corpus.toml says of a file is put over what the file says of itself, whatever its format.
"""

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

from index.articles import Article, ArticleId
from index.errors import Problem
from index.sources.families import Outcome, Reading, looked_at
from index.sources.formats import FOREIGN
from index.sources.items import of_file
from index.sources.marks import LARGE, AsBefore, Mark
from index.sources.problems import Reason, RefusedError, problem, unreadable
from index.sources.scan import SourceFile
from index.sources.workers import Workers

_AHEAD = 16
"""Files that are looked at, and foreign ones that are begun, before their turn."""

_PROBLEMS = 100  # of one file that are told one by one, but for those it can have but once
_OF_A_FILE = frozenset({Reason.GIVEN_UP, Reason.REPLACED_CHARACTERS, Reason.DOUBTFUL_ENCODING, Reason.MIXED_ENCODINGS})


def read(file: SourceFile) -> Iterator[Outcome]:
    """Every article of one file, and a Problem for whatever of it could not be read; raises nothing."""
    for _, found in read_all([file]):
        yield from found


def read_all(
    files: Iterable[SourceFile],
    workers: Workers | None = None,
    known: Callable[[SourceFile], Sequence[Mark]] | None = None,
) -> Generator[tuple[SourceFile, Iterator[Outcome]]]:
    """Each file with what is in it, which is to be taken before the next file is asked for. Closing it ends the
    processes that read ahead; so does ending the `workers`, for whoever waits for nothing any more. `known` gives the
    marks that a file had when it was read last."""
    begun: deque[tuple[SourceFile, Iterator[Outcome]]] = deque()
    with workers or Workers() as workers:
        for file in files:
            begun.append((file, _begun(file, workers, known)))
            if len(begun) > _AHEAD:
                yield from _in_turn(begun)
        while begun:
            yield from _in_turn(begun)


def _in_turn(begun: deque[tuple[SourceFile, Iterator[Outcome]]]) -> Iterator[tuple[SourceFile, Iterator[Outcome]]]:
    file, found = begun.popleft()
    outcomes = _few_problems(file, (_described(file, each) for each in found))
    yield file, outcomes
    deque(outcomes, maxlen=0)


def _begun(
    file: SourceFile, workers: Workers, known: Callable[[SourceFile], Sequence[Mark]] | None
) -> Iterator[Outcome]:
    """What is in the file: to be read when it is asked for, or being read by now."""
    marks = (lambda: known(file)) if known and file.size >= LARGE else None
    item, asked_for = of_file(file.key, file.name, marks), file.root.only is not None
    try:
        format_ = looked_at(item, asked_for)
    except RefusedError as error:
        return iter([error.about(file.name)])
    except OSError as error:
        return iter([unreadable(file.name, error)])
    if format_ not in FOREIGN:
        return Reading().of(item, format_)
    return _with_key(file, workers.answers(workers.ask(file.name, asked_for)))


def _with_key(file: SourceFile, found: Iterator[Outcome]) -> Iterator[Outcome]:
    """A process that reads a file does not know its key."""
    for each in found:
        yield each._replace(id=ArticleId(file.key + each.id)) if isinstance(each, Article) else each


def _described(file: SourceFile, found: Outcome) -> Outcome:
    """An article as a corpus.toml has it: of a file's one article it says how it is, of many what they leave out."""
    says = file.described
    if says is None or not isinstance(found, Article):
        return found
    is_the_file = found.id == file.key
    first, second = (says, found) if is_the_file else (found, says)
    return found._replace(
        title=(is_the_file and says.title) or found.title,
        source=first.source or second.source,
        author=first.author or second.author,
        published=first.published or second.published,
        url=first.url or second.url,
    )


def _few_problems(file: SourceFile, found: Iterator[Outcome]) -> Iterator[Outcome]:
    """The same with the first `_PROBLEMS` problems, and how many more there were; behind those there are no marks."""
    told = untold = 0
    for each in found:
        if isinstance(each, AsBefore):
            told = each.end.problems
        if isinstance(each, Mark) and untold:
            continue
        if isinstance(each, Problem) and each.reason not in _OF_A_FILE:
            told += 1
            if told > _PROBLEMS:
                untold += 1
                continue
        yield each
    if untold:
        yield problem(file.name, Reason.MORE_PROBLEMS, count=untold)
