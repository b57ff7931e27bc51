"""The five shipped articles, byte for byte as they were collected, and `corpus.toml`, which says what they are."""

from pathlib import Path

FOLDER = Path(__file__).parent
