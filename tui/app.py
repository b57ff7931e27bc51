"""Starting the browser, fast: what the first picture needs is imported here and nothing before it."""

import gc
from collections.abc import Sequence
from pathlib import Path


def run(paths: Sequence[str | Path], *, cache: Path | None = None, query: str = "") -> int:
    """Open the browser over `paths` and stay until the user quits; the exit status.

    What the last run left is on the screen at once; the sources are looked through behind it. Raises PathMissingError
    before the terminal is touched.
    """
    gc.disable()  # modules and style sheets stay: looking through them for garbage is a tenth of the way to the picture
    try:
        from index.corpus import Corpus
        from tui.program import CorpusApp

        with Corpus.open(*paths, cache=cache, refresh=False) as corpus:
            app = CorpusApp(corpus, query)
            app.run()
            return app.return_code or 0
    finally:
        gc.enable()
