"""Asking the index. A room is named after the question that it answers.

``ranking``: which papers, in what order. ``sql``: the query as SQL. ``lookup``: papers by their
ids. ``evidence``: why one paper, and what awaits a decision. ``review_queue``: which of that comes
next. ``outcomes``: what came of each sighting of a run. ``years``: where the years of digests are
from. ``counts``: how many, of what. ``explain``: how a search came about.
"""
