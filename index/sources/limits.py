"""How much of anything is read: every limit by its name, each with a `Reason` that says it was met.

They are far beyond what articles are, and near enough that whatever meets them costs seconds and not the machine.
"""

LARGEST = 1 << 26
"""Bytes of a page, a message, a text. What is larger is a log or an export, whatever its name says."""

LARGEST_STORY = 1 << 23
"""Bytes of a page up to which the story is told from the rest of it; of a longer one all text is taken."""

PAGES = 10_000
"""Pages of one document."""

NESTING = 4
"""Archives in archives, messages in messages."""

ELEMENTS = 1_000
"""XML elements within each other."""

MEMBERS = 1_000_000
"""Files in one archive."""

RATIO = 200
"""Times its size that something packed may come to; articles come to 20. Counted while it is read, for what an
archive says of its sizes is not to be believed. It holds from `RATIO_FROM` bytes on."""

RATIO_FROM = 1 << 24

SECONDS = 10
"""Of a processor, without an article or a page to show for it."""

WAIT = 60
"""Seconds by the clock, for a reader that waits for a disk; and for all the pages of one document."""

MEMORY = 1 << 30
"""Bytes of address space of a process that reads foreign formats."""
