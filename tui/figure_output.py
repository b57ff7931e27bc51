"""Figures, sums and comparisons as lines of text, for the command line."""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from index.corpus import Alike, Comparison, FigureTable, Stated, Summary, value_as_json
from tui import messages
from tui.exporting import Row, as_printed, as_row, compared
from tui.figure_notes import notes
from tui.figure_text import figure_text, quantity
from tui.messages import _, ngettext
from tui.spreadsheet import as_csv_lines


def figure_lines(table: FigureTable, form: str) -> Iterator[str]:
    """A line a figure, in `form`: words, json (the contract's fields) or csv (whose figure it is, too)."""
    if form in _FORMS:
        return _formed(map(as_row if form == "csv" else as_printed, table), form)
    return map(_in_words, table)


def comparison_lines(comparison: Comparison, form: str) -> Iterator[str]:
    """In words, the figure and, by value, whoever states what; else a line a figure, with by what it was likened."""
    if form in _FORMS:
        alikes = (alike for group in comparison.groups for alike in group.alikes)
        return _formed(map(compared, alikes), form)
    return _comparison_in_words(comparison)


def summary_lines(summary: Summary, form: str) -> Iterator[str]:
    """How many figures of which kinds and units, least, greatest and sum."""
    row: dict[str, object] = {
        "count": summary.count,
        "articles": summary.articles,
        "by_kind": dict(summary.by_kind),
        "by_unit": dict(summary.by_unit),
        "least": _number(summary.least),
        "greatest": _number(summary.greatest),
        "total": _number(summary.total),
        "summed": summary.summed,
    }
    if form in _FORMS:
        flat = {name: json.dumps(said) if isinstance(said, dict) else said for name, said in row.items()}
        return _formed([row if form == "json" else flat], form)
    return _summary_in_words(summary)


_FORMS = ("json", "csv")


def _formed(rows: Iterable[Row], form: str) -> Iterator[str]:
    return as_csv_lines(rows) if form == "csv" else (json.dumps(row, ensure_ascii=False) for row in rows)


def _number(value: Decimal | None) -> object:
    return None if value is None else value_as_json(value)


def _in_words(stated: Stated) -> str:
    """The article, the kind, what is stated and as it is written there; last, where there is any, what was assumed."""
    figure = stated.figure
    cells = [
        figure.article,
        figure.kind,
        _figure_and_counted(stated),
        _flat(stated.text),
        messages.joined(*notes(figure)),
    ]
    return "\t".join(cells).rstrip("\t")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _comparison_in_words(comparison: Comparison) -> Iterator[str]:
    yield " · ".join([_figure_and_counted(comparison.of), *notes(comparison.of.figure)])
    yield f"  {_flat(comparison.of.sentence)}"
    for group in comparison.groups:
        yield ""
        stated = ngettext("stated once", "stated {count} times", len(group.alikes)).format(count=len(group.alikes))
        yield f"{quantity(group.value, group.unit)}  ({stated})"
        for alike in group.alikes:
            yield from _alike_in_words(alike, comparison.of)
    if comparison.left_out:
        yield ""
        yield _("… and {count} that are less alike.").format(count=f"{comparison.left_out:,}")


def _alike_in_words(alike: Alike, of: Stated) -> Iterator[str]:
    article = alike.stated.article
    day = article.published.isoformat() if article.published else ""
    by = _("the figure itself") if alike.stated == of else _matched(alike)
    place = f"{article.id}:{alike.stated.figure.span.start}"
    said = [_figure_and_counted(alike.stated), *notes(alike.stated.figure), by, _flat(article.source), day, place]
    yield "  " + " · ".join(filter(None, said))
    yield f"    {_flat(alike.stated.sentence)}"


def _matched(alike: Alike) -> str:
    return f"{messages.likeness(alike.by)}: {_flat('، '.join(alike.shared))}"


def _figure_and_counted(stated: Stated) -> str:
    return " ".join(filter(None, [figure_text(stated.figure), _flat(stated.counted or "")]))


def _summary_in_words(summary: Summary) -> Iterator[str]:
    figures = ngettext("one figure", "{count} figures", summary.count).format(count=f"{summary.count:,}")
    articles = ngettext("one article", "{count} articles", summary.articles).format(count=f"{summary.articles:,}")
    yield _("{figures} in {articles}").format(figures=figures, articles=articles)
    yield from _tally({messages.kind(kind): count for kind, count in summary.by_kind.items()})
    yield from _tally({unit: count for unit, count in summary.by_unit.items() if unit})
    unit = next(iter(summary.by_unit), None) or None
    if summary.least is not None and summary.greatest is not None:
        least, greatest = quantity(summary.least, unit), quantity(summary.greatest, unit)
        yield _("from {least} to {greatest}").format(least=least, greatest=greatest)
    if summary.total is not None:
        exact = ngettext("of one exact figure", "of {count} exact figures", summary.summed)
        yield _("sum {total}, {exact}").format(
            total=quantity(summary.total, unit), exact=exact.format(count=f"{summary.summed:,}")
        )


def _tally(counts: Mapping[str, int]) -> Iterator[str]:
    if counts:
        yield " · ".join(f"{name} {count:,}" for name, count in counts.items())
