r"""Text as read from a digest, made fit to search, to compare and to show.

Digest texts are abstracts written in TeX that lost half of their mark-up on the way: ``$`` is gone,
``\href{A}{B}`` has become ``A{B}``, but ``\%``, ``na\"ive`` and ``{\emph x}`` are still there.
`clean` resolves what can be read in one way only and leaves everything else as it stands.

    pattern    regular expressions that are compiled when first used
    marks      no more combining marks in a row than can be normalized in linear time
    accents    accents and letters as TeX writes them
    tex        commands, styles, links and ties that TeX left
    scripts    numbers below and above the line
    markup     what Markdown and HTML put round words
    cleaning   all of it, until nothing changes any more
    addresses  the links of a text
    letters    what is searched of a text
    parts      where a run of letters and digits falls into words
    spelling   British and American
    folding    keys of names, for filters and for sorting
    hidden     what a terminal would act upon, and what cannot be stored
"""

from __future__ import annotations

from papercli.text.cleaning import clean
from papercli.text.folding import fold
from papercli.text.hidden import REPLACEMENT, encodable, visible, with_hidden
from papercli.text.letters import searchable
from papercli.text.marks import MOST_MARKS, few_marks
from papercli.text.parts import parted
from papercli.text.spelling import american, other_spelling

__all__ = [
    "MOST_MARKS",
    "REPLACEMENT",
    "american",
    "clean",
    "encodable",
    "few_marks",
    "fold",
    "other_spelling",
    "parted",
    "searchable",
    "visible",
    "with_hidden",
]
