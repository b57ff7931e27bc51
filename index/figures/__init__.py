"""The figures an article states: tokens → numerals → units → figures → what is counted."""

from index.figures.extraction import figures_in
from index.figures.figure import Bound, Figure, Kind, Value
from index.figures.values import decode_value, encode_value, value_as_json

__all__ = ["Bound", "Figure", "Kind", "Value", "decode_value", "encode_value", "figures_in", "value_as_json"]
