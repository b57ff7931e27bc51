"""Loading what finds, NumPy above all, when the first question is asked.

What a module defines lives as long as the process. The collector of cycles does not know that: while modules are
loaded it looks for garbage again and again among ever more of what is none, then whenever it looks at all that is old,
and last when the process ends. An eighth of the time in which a new process gives its first answer went there.
"""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading(module: str) -> Iterator[None]:
    """Nothing is collected while a module is loaded, and what is there afterwards is not looked at again (`gc.freeze`):
    it still goes when nobody refers to it, all but cycles. So that is done the first time alone: later, an index in a
    cycle would hold its files open for ever. Where the collector has been turned off, its owner decides."""
    if module in sys.modules or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
