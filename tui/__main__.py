"""`python -m tui` is `corpus-tui`."""

from tui.cli import main

main()
