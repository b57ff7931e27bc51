"""Loading what finds, NumPy above all, when the first question is asked.

What a module defines lives as long as the process. The collector of cycles does not know that: while modules are
loaded it looks for garbage again and again among ever more of what is none, then whenever it looks at all that is old,
and last when the process ends. An eighth of the time in which a new process gives its first answer went there.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Nothing is collected meanwhile, and what is there afterwards is not looked at again (`gc.freeze`): it still goes
    when nobody refers to it, all but cycles. Where the collector has been turned off, its owner decides."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
