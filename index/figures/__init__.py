"""The figures an article states: tokens → numerals → units → figures → what is counted.

What travels is here; the grammar and its tables are `index.figures.extraction`, so that naming a figure imports none.
"""

from index.figures.figure import Bound, Figure, Flag, Kind, Value
from index.figures.values import decode_value, encode_value, value_as_json

__all__ = ["Bound", "Figure", "Flag", "Kind", "Value", "decode_value", "encode_value", "value_as_json"]
