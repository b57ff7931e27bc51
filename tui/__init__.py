"""The terminal program. Start at `tui.cli`, the command line, and `tui.app`, the browser."""
