"""Which corpus is meant: a corpus by its name, or the one that lies under some paths.

`@news` is always the corpus called news; `news` is, where there is no such file or folder. (Commands win over paths,
and paths over corpora, of the same name.)
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.corpora import Named
    from index.corpus import Corpus, Progress

_SIGN = "@"


def open_corpus(
    words: Sequence[str | Path],
    *,
    cache: Path | None = None,
    refresh: bool = True,
    on_progress: "Callable[[Progress], None] | None" = None,
) -> "Corpus":
    """The corpus that is meant, as `Corpus.open` opens it. Raises CorpusUnknownError too."""
    from index.corpus import Corpus

    if named := corpus_named(words):
        return Corpus.open_named(named, cache=cache, refresh=refresh, on_progress=on_progress)
    return Corpus.open(*words, cache=cache, refresh=refresh, on_progress=on_progress)


def corpus_named(words: Sequence[str | Path]) -> "Named | None":
    """The corpus that is called so; None where paths are meant. Raises CorpusUnknownError."""
    word = str(words[0]) if len(words) == 1 else ""
    if not word or (os.path.lexists(word) and not word.startswith(_SIGN)):
        return None
    from index.corpora import Corpora

    return Corpora().get(word) if word.startswith(_SIGN) else Corpora().find(word)
