"""A path → articles.

    paths  →  roots: Root  →  scan: SourceFile | Problem  →  reading: Article | Problem

Nothing is imported here: naming a corpus needs its roots alone, and the first screen waits for no format's reader.
"""
