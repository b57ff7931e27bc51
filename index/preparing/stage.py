"""What the catalogue keeps of an article besides what its source says of it: its figures, names, its body packed.

A pure function of what articles say, the most expensive stage of a build. So that it can be done anywhere (see
`pool`), it needs no more than bytes and returns no more than plain values, and knows nothing of the index.
"""

import marshal
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from index.articles import Article, ArticleId
from index.catalogue_rows import Prepared, decoded, packed
from index.figures import Figure
from index.figures.extraction import figures_in
from index.figures.parts import parts_of
from index.furniture import Furniture
from index.kept_figures import offsets_and_texts
from index.names.pairs import pairs
from index.names.runs import names_in
from index.phrases import phrase


class Text(NamedTuple):
    """What an article says, as far as it is prepared: its body, also `encoded`, and where it is from."""

    body: str
    encoded: bytes
    source: str
    url: str


def texts(articles: Iterable[tuple[Article, bytes]]) -> list[Text]:
    """What some articles say, which come with their bodies encoded."""
    return [Text(article.body, body, article.source, article.url) for article, body in articles]


def question(asked: Iterable[Text]) -> bytes:
    """Texts on their way to another process: `marshal` is the cheapest by far, and both ends are this program."""
    return marshal.dumps([text[1:] for text in asked])


def answer(asked: bytes) -> bytes:
    """What the other process answers."""
    return marshal.dumps([*prepared([Text(decoded(each[0]), *each) for each in marshal.loads(asked)])])


def answered(given: bytes) -> Prepared:
    """An answer read. Raises what reading a damaged one does."""
    return Prepared(*marshal.loads(given))


def prepared(asked: Sequence[Text]) -> Prepared:
    """What is kept of some texts."""
    bodies = [text.body for text in asked]
    return Prepared(
        bodies=[packed(text.encoded) for text in asked],
        figures=[(place, *offsets_and_texts(figures)) for place, figures in enumerate(_stated(asked)) if figures],
        mentions=[(place, name, kind.value) for place, told in enumerate(names_in(bodies)) for name, kind in told],
        pairs=[(place, *names) for place, body in enumerate(bodies) for names in _pairs(body)],
    )


def _stated(asked: Sequence[Text]) -> Iterator[Sequence[tuple[Figure, str]]]:
    """The figures of each text, and what each counts as a phrase."""
    for (body, _, source, url), parts in zip(asked, parts_of([text.body for text in asked]), strict=True):
        figures = figures_in(Article(_UNNAMED, "", body, source, url=url), skip=Furniture(body).holds, parts=parts)
        yield [(figure, phrase(body[slice(*figure.counted)]) if figure.counted else "") for figure in figures]


_UNNAMED = ArticleId("")


def _pairs(body: str) -> Iterable[tuple[str, str]]:
    told = pairs(body) if "(" in body else ()
    return dict.fromkeys((" ".join(latin), " ".join(arabic)) for latin, arabic in told)
