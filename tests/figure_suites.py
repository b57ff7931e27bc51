"""Other projects' test cases for Arabic figures, each suite as cases a reader answers right or wrong.

The suites lie in the folder `CORPUS_DATA` names and are not copied. What a project expects is put in this project's
terms here: a value, a unit, a bound. `cases/figures_judged.jsonl` lists the cases judged wrong or outside the
guideline, each with the rule it breaks; tables show counts with and without them.
"""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from index.articles import Article, ArticleId
from index.figures import Bound, Figure
from index.figures.extraction import figures_in

Row = dict[str, Any]
JUDGED = Path(__file__).parent / "cases" / "figures_judged.jsonl"
_CLOSE = Decimal("1e-6")


class Score(NamedTuple):
    """Cases of a suite, how many are right, and both again without the judged ones."""

    name: str
    right: int
    cases: int
    judged_right: int
    judged_cases: int


def scores(folder: Path) -> Iterator[Score]:
    """The score of every suite found in `folder`."""
    judged = judged_inputs()
    for name, (file, keep, right) in SUITES.items():
        rows = [row for row in rows_of(folder / f"{file}.jsonl") if keep(row)]
        results = [(right(row), (file, row["input"]) in judged) for row in rows]
        fair = [good for good, skipped in results if not skipped]
        yield Score(name, sum(good for good, _ in results), len(results), sum(fair), len(fair))


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def judged_inputs() -> set[tuple[str, str]]:
    return {(row["suite"], row["input"]) for row in rows_of(JUDGED)}


def read(text: str) -> list[Figure]:
    return figures_in(Article(ArticleId("suite"), "", text))


def is_close(value: object, expected: float | str | Decimal) -> bool:
    wanted = Decimal(str(expected))
    return isinstance(value, Decimal) and abs(value - wanted) <= _CLOSE * max(1, abs(wanted))


def only(text: str) -> Figure | None:
    """The figure of a text that states just one."""
    figures = read(text)
    return figures[0] if len(figures) == 1 else None


def has_value(row: Row) -> bool:
    figure = only(row["input"])
    return figure is not None and is_close(figure.value, row["expected"])


def duckling_numeral(row: Row) -> bool:
    figure = only(row["input"])
    return figure is not None and is_close(figure.value, row["expected"].removeprefix("NumeralValue ").strip("()"))


_CODES = {"Dollar": "USD", "Cent": "USD", "Pound": "EGP"}
_BOUNDS = {"simple": (None,), "under": (Bound.LESS,), "above": (Bound.MORE, Bound.AT_LEAST)}


def duckling_money(row: Row) -> bool:
    how, currency, value = row["expected"].split(" ", 2)
    figure = only(row["input"])
    if figure is None or figure.unit != _CODES.get(currency, currency):
        return False
    if how == "between":
        return figure.value == tuple(Decimal(end) for end in value.strip("()").split(","))
    factor = Decimal("0.01") if currency == "Cent" else Decimal(1)
    return is_close(figure.value, Decimal(value) * factor) and figure.bound in _BOUNDS[how]


def duckling_duration(row: Row) -> bool:
    _, value, unit = row["expected"].split()
    figure = only(row["input"])
    return figure is not None and figure.unit == unit.lower() and is_close(figure.value, value)


_UNITS: dict[str, dict[str, str]] = {
    "Gram": {"g": "1", "kg": "1000", "mg": "0.001"},
    "Degree": {"deg": "1", "degC": "1"},
    "Ounce": {"oz": "1"},
    "Cup": {"cup": "1"},
    "Celsius": {"degC": "1"},
    "Fahrenheit": {"degF": "1"},
    "Millilitre": {"mL": "1"},
    "Litre": {"L": "1"},
    "Gallon": {"gal": "1"},
    "Hectolitre": {"hL": "1"},
}


def duckling_quantity(row: Row) -> bool:
    figure = only(row["input"])
    stated = re.match(r"simple (\S+) \(?(-?[\d.]+)", row["expected"] or "")
    if stated is None:
        return not read(row["input"])
    factor = _UNITS[stated[1]].get(figure.unit or "") if figure else None
    if figure is None or factor is None or not isinstance(figure.value, Decimal):
        return False
    return is_close(figure.value * Decimal(factor), stated[2])


def babel(row: Row) -> bool:
    figure = only(row["input"])
    unit = {"money": row.get("currency"), "percent": "%"}.get(row["kind"])
    return figure is not None and is_close(figure.value, row["expected"]) and (unit is None or figure.unit == unit)


def recognizers(row: Row) -> bool:
    """Every value expected, in order, and no other; units are not part of what a number is there."""
    figures = read(row["input"])
    wanted = [entity["value"]["value"].rstrip("%") for entity in row["expected"]]
    return len(figures) == len(wanted) and all(
        is_close(figure.value, value) for figure, value in zip(figures, wanted, strict=True)
    )


def of_style(kind: str, style: str | None = None) -> Callable[[Row], bool]:
    return lambda row: row["kind"] == kind and row.get("style") == style


def every(_row: Row) -> bool:
    return True


SUITES: dict[str, tuple[str, Callable[[Row], bool], Callable[[Row], bool]]] = {
    "Duckling numerals": ("duckling_Numeral", every, duckling_numeral),
    "Duckling money": ("duckling_AmountOfMoney", every, duckling_money),
    "Duckling durations": ("duckling_Duration", every, duckling_duration),
    "Duckling quantities": ("duckling_Quantity", every, duckling_quantity),
    "Duckling temperatures": ("duckling_Temperature", every, duckling_quantity),
    "Duckling volumes": ("duckling_Volume", every, duckling_quantity),
    "num2words": ("num2words_generated_ar", every, has_value),
    "NeMo cardinals": ("nemo_tn_cardinal", every, has_value),
    "ar-php": ("arphp_str2int", every, has_value),
    "Babel names": ("babel_generated_ar", of_style("money", "name"), babel),
    "Babel symbols": ("babel_generated_ar", of_style("money", "standard"), babel),
    "Babel percents": ("babel_generated_ar", of_style("percent"), babel),
    "Babel numbers": ("babel_generated_ar", of_style("number"), babel),
    "Recognizers numbers": ("recognizers_Number_NumberModel", every, recognizers),
    "Recognizers percents": ("recognizers_Number_PercentModel", every, recognizers),
}
"""Name → the file, which of its cases, and when one is right."""
