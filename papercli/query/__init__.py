"""The query language: a string becomes a tree of conditions; SQL is not known here."""
