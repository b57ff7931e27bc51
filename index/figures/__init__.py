"""The figures an article states: tokens → numerals → units → figures → what is counted."""

from index.figures.figure import Bound, Figure, Kind, Value

__all__ = ["Bound", "Figure", "Kind", "Value"]
