"""Keeping the index. A room is named after the table that it keeps; who asks is next door.

``schema``: the tables. ``migrations``: the way from older ones. ``connection``: opening.
``making``: where there is none. ``locking``: who waits for whom. ``errors``: SQLite's errors in our
words. ``damage``: an index that is damaged. ``digests``: digests and sightings as they come.
``digest_lookup``: which digest a person means. ``forgetting``: as they go. ``removal``: records
that go with them. ``years``: the years of digests that show none. ``year_facts``: what tells of
them. ``said_years``: the user's word on them. ``inferred``: years as older versions stored them.
``sightings``: those of a paper, numbered. ``appearances``: those of many papers, as combining sees
them. ``records``: contents and texts. ``blocks``: blocking keys. ``verdicts``: scored pairs.
``clusters``: which record is in which paper. ``papers``: papers and their words. ``redirects``: ids
that are no more. ``decided``: the tables of the user's word. ``decisions``: deciding, and taking
back. ``decision_contents``: of which contents a decision speaks. ``papers_before``: the papers that
it takes them from. ``decisions_in_force``: what holds of all. ``decisions_left``: what that leaves
of each. ``key_sets``: keys in sets that do not overlap. ``contradictions``: decisions of two
indexes that do not agree. ``constraints``: decisions as must-link and cannot-link pairs of records.
``decision_exports``: decisions as lines. ``older_decisions``: those of older versions.
``following``: papers that follow decisions. ``paper_changes``: which paper a sighting is in.
``passed``: pairs that a review passed over. ``rekeying``: sightings moved to other records.
``fulltext``: what is searched of a paper. ``columns``: the rows of the tables, and values as they
hold them. ``paper_rows``: those of papers. ``tables``: what each holds, for people.
``prepared_digests``: what is worked out before storing. ``lookahead``: what is compared before
storing. ``derive``: from records to papers. ``rebuild``: all of them anew. ``shards``: indexes of
papers that were resolved elsewhere.
"""
