"""A path → articles. One module per family of formats behind one small interface."""
