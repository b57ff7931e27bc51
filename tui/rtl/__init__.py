"""Right-to-left text on a grid of cells: bidi levels, joining forms, line layout."""
