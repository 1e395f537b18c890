"""Keeping the index. A room is named after the table that it keeps; who asks is next door.

``schema``: the tables, and the way from older ones. ``connection``: opening. ``locking``: who waits
for whom. ``errors``: SQLite's errors in our words, ``damage``: an index that is damaged.
``digests``: digests and sightings, and papers derived from them. ``removing``: records taken out.
``records``: contents and texts. ``blocks``: blocking keys. ``verdicts``: judged pairs.
``clusters``: which record is in which paper. ``papers``: papers and their words. ``redirects``:
ids that are no more. ``decisions``: the user's word, ``constraints``: the same as pairs of
records. ``fulltext``: what is searched of a paper. ``columns``: values as columns hold them.
``prepared``: what is worked out before storing, ``lookahead``: what is compared before storing.
``rebuild``: all papers anew.
"""
