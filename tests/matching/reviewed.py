"""Why a rule leaves a pair to a person."""

from __future__ import annotations

REVIEWED = frozenset(
    {
        "one passage in common, and no word of the titles",
        "numbers differ",
        "a number on one side only",
        "opposite words",
        "not one author in common",
        "two arXiv ids",
        "two DOIs",
        "a survey on one side only",
        "one title goes on, and no second witness",
        "another title and another number of authors",
        "contrasted words, and no second witness",
        "words differ, and no second witness",
        "one sentence about two things",
        "one word replaced, and no second witness",
        "words replaced, in the abstracts too",
        "one word added, in the abstract too",
        "another name, in the abstracts too",
        "two teams at one task",
        "words that look alike, each in its own abstract",
        "a number beside the title",
        "one title names no subject",
    }
)
"""Why a rule leaves a pair to a person, in its words: all that there are."""
