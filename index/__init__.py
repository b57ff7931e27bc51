"""The corpus: reading, indexing, searching, figures. It has never heard of a terminal; enter by `index.corpus`."""
