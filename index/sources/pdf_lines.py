"""A page of a PDF → its lines, each glyph by glyph from left to right, as they stand on the paper.

The order in which a page's instructions show its text is only followed from line to line; within a line the places of
the glyphs say what stands beside what. pypdf reads the file, its fonts and its instructions; its own extraction turns
every run of Arabic round, also where it was stored in logical order, so the instructions are followed here.
"""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast

from pypdf import PageObject
from pypdf.generic import ContentStream, DictionaryObject
from pypdf.generic._font import Font

_SAME_LINE = 0.5  # of the size of the letters: how far from its line a glyph may stand (a raised number)
_A_SPACE = 0.12  # of the size: a gap between glyphs that is at least this wide is a space
_WIDE = 0.5  # the same in a line that has spaces of its own
_FORMS_WITHIN = 8  # forms drawn within forms
_UNKNOWN = Font("unknown", encoding=dict(zip(range(256), map(chr, range(256)), strict=True)))

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Line(NamedTuple):
    """A line: its cells from left to right (see `visual_order`), where it begins and ends, its baseline, its size."""

    cells: list[str]
    left: float
    right: float
    baseline: float
    size: float


class _Run(NamedTuple):
    """What one instruction shows: each glyph's text with its left and right end."""

    glyphs: list[tuple[str, float, float]]
    baseline: float
    size: float


class _State(NamedTuple):
    """What PDF calls the text state, with the matrix of the page."""

    page: Matrix = _IDENTITY
    font: Font = _UNKNOWN
    size: float = 1.0
    between_letters: float = 0.0
    between_words: float = 0.0
    width: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Pen:
    """Where the next glyph goes: the state, those that were put aside, and the matrices of the text and its line."""

    state: _State = field(default_factory=_State)
    aside: list[_State] = field(default_factory=list)
    text: Matrix = _IDENTITY
    line: Matrix = _IDENTITY

    def to_line(self, x: float, y: float) -> None:
        self.text = self.line = _times((1.0, 0.0, 0.0, 1.0, x, y), self.line)

    def forward(self, x: float) -> None:
        self.text = _times((1.0, 0.0, 0.0, 1.0, x, 0.0), self.text)


def lines(page: PageObject) -> Iterator[Line]:
    """The lines of a page, in the order in which they are drawn."""
    runs: list[_Run] = []
    contents = page.get_contents()
    if contents is not None:
        for run in _runs(contents, page, _Pen(), 0):
            if runs and not _on_one_line(runs[-1], run):
                yield from _line(runs)
                runs = []
            runs.append(run)
    yield from _line(runs)


def _runs(contents: ContentStream, owner: DictionaryObject, pen: _Pen, depth: int) -> Iterator[_Run]:
    resources = cast(DictionaryObject, _value(owner, "/Resources"))
    fonts = _Fonts(_value(resources, "/Font"))
    for operands, operator in contents.operations:
        if operator in _SHOWING:
            yield from _shown(operator, operands, pen)
        elif operator == b"Tf" and len(operands) > 1:
            pen.state = pen.state._replace(font=fonts[str(operands[0])], size=_number(operands[1]))
        elif operator == b"Do" and operands and depth < _FORMS_WITHIN:
            yield from _form(_value(_value(resources, "/XObject"), str(operands[0])), owner, pen, depth)
        else:
            _obey(operator, operands, pen)


def _form(form: Any, owner: DictionaryObject, pen: _Pen, depth: int) -> Iterator[_Run]:
    """What a form draws; its page's state is as before afterwards."""
    if not isinstance(form, DictionaryObject) or form.get("/Subtype") != "/Form":
        return
    matrix = _matrix(form.get("/Matrix") or _IDENTITY)
    inner = _Pen(pen.state._replace(page=_times(matrix, pen.state.page)))
    owner = form if "/Resources" in form else owner
    yield from _runs(ContentStream(form, getattr(form, "pdf", None)), owner, inner, depth + 1)


class _Fonts:
    """The fonts of a page by their names, each read when it is used."""

    def __init__(self, resources: Any) -> None:
        self._resources, self._read = resources, dict[str, Font]()

    def __getitem__(self, name: str) -> Font:
        if name not in self._read:
            resource = _value(self._resources, name)
            self._read[name] = Font.from_font_resource(resource) if isinstance(resource, DictionaryObject) else _UNKNOWN
        return self._read[name]


_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))


def _obey(operator: bytes, operands: list[Any], pen: _Pen) -> None:
    """An instruction that shows nothing."""
    numbers = [_number(each) for each in operands]
    match operator, numbers:
        case b"q", _:
            pen.aside.append(pen.state)
        case b"Q", _ if pen.aside:
            pen.state = pen.aside.pop()
        case b"cm", [_, _, _, _, _, _]:
            pen.state = pen.state._replace(page=_times(_matrix(numbers), pen.state.page))
        case b"BT", _:
            pen.text = pen.line = _IDENTITY
        case b"Tm", [_, _, _, _, _, _]:
            pen.text = pen.line = _matrix(numbers)
        case b"Td", [x, y]:
            pen.to_line(x, y)
        case b"TD", [x, y]:
            pen.state = pen.state._replace(leading=-y)
            pen.to_line(x, y)
        case b"T*", _:
            pen.to_line(0, -pen.state.leading)
        case ((b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts"), [number]):
            pen.state = _SETTINGS[operator](pen.state, number)


_SETTINGS: dict[bytes, Callable[[_State, float], _State]] = {
    b"Tc": lambda state, number: state._replace(between_letters=number),
    b"Tw": lambda state, number: state._replace(between_words=number),
    b"Tz": lambda state, number: state._replace(width=number / 100),
    b"TL": lambda state, number: state._replace(leading=number),
    b"Ts": lambda state, number: state._replace(rise=number),
}


def _shown(operator: bytes, operands: list[Any], pen: _Pen) -> Iterator[_Run]:
    """The runs of an instruction that shows text. An array moves the pen between its strings."""
    if operator in (b"'", b'"'):
        if operator == b'"' and len(operands) == 3:
            words, letters = map(_number, operands[:2])
            pen.state = pen.state._replace(between_words=words, between_letters=letters)
        pen.to_line(0, -pen.state.leading)
    for operand in operands[-1:] if operator != b"TJ" else operands[0] if operands else ():
        if isinstance(operand, int | float):
            pen.forward(-float(operand) / 1000 * pen.state.size * pen.state.width)
        else:
            data = getattr(operand, "original_bytes", operand)
            if isinstance(data, bytes) and data:
                yield _run(data, pen)


def _run(data: bytes, pen: _Pen) -> _Run:
    state = pen.state
    glyphs: list[tuple[str, float, float]] = []
    for text, width, is_space in _glyphs(data, state.font):
        x, baseline, scale = _place(pen)
        extra = state.between_letters + (state.between_words if is_space else 0.0)
        pen.forward((width / 1000 * state.size + extra) * state.width)
        glyphs.append((text, x, x + width / 1000 * state.size * state.width * scale))
    return _Run(glyphs, baseline, abs(state.size * scale) or 1.0)


def _glyphs(data: bytes, font: Font) -> Iterator[tuple[str, float, bool]]:
    """What each glyph stands for, its width in thousandths of the size, and whether it is the byte of a space."""
    widths, default = font.character_widths, font.character_widths.get("default", 500.0)
    if isinstance(font.encoding, str):
        for code in data.decode(font.encoding, "replace"):
            yield str(font.character_map.get(code, code)), float(widths.get(code, default)), False
        return
    for byte in data:
        named = font.encoding.get(byte, chr(byte))
        text = str(font.character_map.get(named, named))
        yield text, float(widths.get(chr(byte), default)), byte == ord(" ")


def _place(pen: _Pen) -> tuple[float, float, float]:
    """Where the pen is on the page, along the line it writes on and across it, and how much larger it writes."""
    a, b, _, _, x, y = _times(_times((1.0, 0.0, 0.0, 1.0, 0.0, pen.state.rise), pen.text), pen.state.page)
    length = (a * a + b * b) ** 0.5 or 1.0
    return (x * a + y * b) / length, (y * a - x * b) / length, length


def _on_one_line(first: _Run, second: _Run) -> bool:
    return abs(first.baseline - second.baseline) < _SAME_LINE * max(first.size, second.size)


def _line(runs: list[_Run]) -> Iterator[Line]:
    """The runs of one line beside each other, with spaces where there are gaps."""
    shown = sorted(_with_marks(runs), key=lambda run: run.glyphs[0][1])
    if not shown:
        return
    has_spaces = any(" " in text for run in shown for text, _, _ in run.glyphs)
    glyphs: list[tuple[str, float, float]] = []
    for run in shown:
        gap = (_WIDE if has_spaces else _A_SPACE) * run.size
        if glyphs and run.glyphs[0][1] - glyphs[-1][2] > gap:
            glyphs.append((" ", glyphs[-1][2], run.glyphs[0][1]))
        glyphs.extend(run.glyphs)
    cells = [text for text, _, _ in glyphs]
    if any(cell.strip() for cell in cells):
        size = max(run.size for run in shown)
        yield Line(cells, glyphs[0][1], max(right for _, _, right in glyphs), shown[0].baseline, size)


def _with_marks(runs: list[_Run]) -> Iterator[_Run]:
    """The runs with glyphs in them. One of nothing but marks is put before the next, whose first letter they are on:
    so they are drawn, and their places say little, for a mark may be drawn left or right of its own."""
    marks: list[tuple[str, float, float]] = []
    for run in runs:
        if all(unicodedata.category(each) == "Mn" for text, _, _ in run.glyphs for each in text):
            marks += run.glyphs
        else:
            at = run.glyphs[0][1]
            yield run._replace(glyphs=[*((text, at, at) for text, _, _ in marks), *run.glyphs])
            marks.clear()


def _value(owner: Any, name: str) -> Any:
    """What a dictionary holds under a name, found where it lies; nothing where it is none."""
    value = owner.get(name) if isinstance(owner, Mapping) else None
    return value.get_object() if value is not None else None


def _number(operand: Any) -> float:
    return float(operand) if isinstance(operand, int | float) else 0.0


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (_number(each) for each in numbers)
    return a, b, c, d, e, f


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
