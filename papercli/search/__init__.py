"""Asking the index. A room is named after the question that it answers.

``ranking``: which papers, in what order. ``relevance``: what makes one stand before another.
``wording``: how a paper says the words of a query.
``nearly``: what comes near where little matches. ``corrections``: what was meant by words that no
paper has. ``vocabulary``: the words that the index knows.
``similar``: the papers most like one. ``sql``: the query as SQL. ``expressions``: its texts as the
full text index is asked. ``rare_compounds``: which of them it asks for part by part.
``conditions``: what fields ask.
``lookup``: papers by their ids. ``references``: papers by whatever a person calls them.
``evidence``: why one paper, and why another is not. ``open_pairs``: what awaits a decision.
``review_queue``: which of that comes next. ``origins``: which sighting a field is from.
``digests``: which there are, and what each adds. ``years``: where their years are from.
``arrivals``: what a run has brought, counted. ``outcomes``: what came of each sighting of it.
``counts``: how many, of what. ``explain``: how a search came about. ``suggestions``: names that a
shell may complete. ``shards``: several indexes as one. ``one_score``: what that does to relevance.
"""
