"""One searchable index from overlapping digests of papers: the program `papers`."""
