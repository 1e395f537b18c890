"""Resolving a library that one SQLite file cannot serve: the same judgment on other engines."""
