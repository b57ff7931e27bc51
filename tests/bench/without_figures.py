"""Builds that leave figures out, for benchmarks of what has nothing to do with them."""

from index import preparers, preparing


def leave_out_figures() -> None:
    """In this process from now on, which then prepares alone: its children would know nothing of it."""
    preparing.figures_in = lambda article, *, skip: []
    preparers.processors = lambda: 1
