"""Folders so deep that no call takes their path, removed from within."""

import os
import shutil
from pathlib import Path


def remove(folder: Path) -> None:
    """The folder with all that is in it; chains of folders `d` are taken away first."""
    chain_gone(folder)
    shutil.rmtree(folder)


def chain_gone(folder: Path) -> None:
    """Folder by folder from within: the path is longer than any call takes, shutil's included."""
    handle = os.open(folder, os.O_RDONLY)
    depth = 0
    while "d" in os.listdir(handle):
        inner = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle, depth = inner, depth + 1
    for _ in range(depth):
        outer = os.open("..", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        os.rmdir("d", dir_fd=outer)
        handle = outer
    os.close(handle)
