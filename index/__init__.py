"""The corpus: reading, indexing, searching, figures. It has never heard of a terminal; enter by `index.corpus`."""

import os
import warnings

# Whoosh 2.7.4 and PyArabic have `is 0` and unescaped regular expressions, of which Python 3.12 and later warn when they
# first compile them. This package is imported before either, and nothing else needs to know.
warnings.filterwarnings("ignore", category=SyntaxWarning, module=r"(.*[/\\])?(whoosh|pyarabic)([/\\.]|$)")

# NumPy brings a library for linear algebra, which starts a thread for every core when it is loaded: a fifth of the time
# that a first answer takes. There is no linear algebra here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
