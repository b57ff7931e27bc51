"""The terminal matrix: the real program in real terminals, their pictures read and kept."""
