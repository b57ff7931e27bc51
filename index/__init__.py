"""The corpus: reading, indexing, searching, figures. It has never heard of a terminal; enter by `index.corpus`."""

import warnings

# Whoosh 2.7.4 and PyArabic have `is 0` and unescaped regular expressions, of which Python 3.12 and later warn when they
# first compile them. This package is imported before either, and nothing else needs to know.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r"(.*[/\\])?(whoosh|pyarabic)([/\\.]|$)")
