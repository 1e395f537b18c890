"""What stands above the sum of weights: vetoes, and rules that ask for clerical review.

One function a rule; each returns why it holds for a pair, or None. Its docstring gives the reason,
and what leaving out this rule alone would change on the candidate pairs of the labeled data, as
``python benchmarks/rules.py`` prints it. A rule without effect there guards a kind of pair that
fixtures/pairs holds and the labeled data does not.
"""

from __future__ import annotations

from collections.abc import Callable

from papercli.matching.abstract_agreement import longest_passage
from papercli.matching.companions import (
    NEARLY_EQUAL_RUNS,
    contrasted_words,
    look_alike_words,
    nearly_equal,
    one_word_apart,
    opposite_words,
    other_name,
    other_object,
    two_teams,
    word_changed_along,
    word_replaced,
)
from papercli.matching.identity_rules import (
    no_name_in_common,
    two_identifiers,
    two_identifiers_at_sight,
    two_identifiers_for_review,
)
from papercli.matching.levels import ComparisonVector
from papercli.matching.record import Record

LITTLE_OVERLAP_RUNS = 0.15
"""Share of trigrams in common up to which the abstracts of two titles with and without a number do
not speak for one paper."""
MANY_WORDS_SHARED = (0.3, 0.7)
"""Share of the titles' information in common from which titles with words of their own weigh enough
to be merged, and from which that is mostly right."""
ONE_PASSAGE = 0.85
"""Share of the trigrams in common from which they are one passage. Of 447 retitled papers whose
abstracts share 10 to 60 % two are held back by it."""


EarlyVeto = Callable[[Record, Record], str | None]
Rule = Callable[[Record, Record, ComparisonVector], str | None]


def two_kinds(a: Record, b: Record) -> str | None:
    """A comment, reply or erratum is not the paper that it is about.

    Measured: holds for 86 pairs, and keeps back 5 true merges.
    """
    left, right = a.title_profile.kind, b.title_profile.kind
    if left == right:
        return None
    one, other = sorted((left, right))
    if one:
        return f"{other} against {one}"
    return None if _speaks_of(other, a, b) else f"{other} on one side only"


_KIND_WORDS = {
    "comment": ("comment",),
    "reply": ("repl", "respon"),
    "rejoinder": ("rejoinder",),
    "discussion": ("discuss",),
    "erratum": ("errat", "corrig", "correct"),
    "addendum": ("addend", "supplement", "append"),
    "retraction": ("retract", "withdraw"),
    "review": ("review",),
}
"""How words begin that speak of a kind."""


def _speaks_of(kind: str, a: Record, b: Record) -> bool:
    """Whether the title without a kind speaks of it all the same, as of a subject: "Correction of
    Exposure Bias" and "Correcting Exposure Bias"."""
    other = b.title_profile if a.title_profile.kind else a.title_profile
    return any(word.startswith(_KIND_WORDS[kind]) for word in other.words)


def numbers_differ(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Numbers name versions, sizes and parts, unless the abstracts are nearly equal.

    Measured: holds for 460 pairs; no merge depends on it alone.
    """
    return "numbers differ" if seen.numbers == "differ" and not nearly_equal(seen) else None


def number_on_one_side(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A number that one title has more names a version or a part, where no abstract speaks.

    Measured: holds for 1,552 pairs; no merge depends on it alone.
    """
    alone = seen.abstract is None
    return "a number on one side only" if seen.numbers == "added" and alone else None


def other_title_other_authors(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Duplicates in the digests never differ in their number of authors; a retitled paper with two
    authors more or fewer is a later work of the same people, however much of its abstract it keeps.

    Measured: holds for 207 pairs; no merge depends on it alone.
    """
    if seen.authors == "differ" and seen.title.title_class not in ("alike", "near"):
        return "another title and another number of authors"
    return None


def one_passage(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """One sentence and nothing else in common is what two papers quote from a third.

    Measured: holds for 28 pairs, and keeps back 6 true merges, which go to review.
    """
    abstract = seen.abstract
    if abstract is None or abstract.beside != "unlike" or not 0 < abstract.runs < NEARLY_EQUAL_RUNS:
        return None
    if longest_passage(a.abstract_profile, b.abstract_profile) < ONE_PASSAGE:
        return None
    return "one passage in common, and no word of the titles"


def numbers_differ_for_review(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Nearly equal abstracts lift the veto on numbers that differ; a person looks at the pair.

    Measured: holds for 471 pairs, and keeps back 2 true merges, which go to review.
    """
    return "numbers differ" if seen.numbers == "differ" else None


def number_added(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A number that one title has more, beside another name or abstracts that share little.

    Measured: holds for 1,880 pairs, and keeps back 1 false merge and 2 true ones.
    """
    if seen.numbers != "added":
        return None
    abstract = seen.abstract
    little = abstract is None or (not abstract.short and abstract.runs <= LITTLE_OVERLAP_RUNS)
    return "a number on one side only" if little or seen.name == "differ" else None


def survey_on_one_side(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A survey of a subject and a work on it share most words of their titles.

    Measured: holds for 1,073 pairs, and keeps back 6 true merges, which go to review.
    """
    surveys = ["survey" in record.title_profile.content for record in (a, b)]
    if surveys[0] == surveys[1] or nearly_equal(seen):
        return None
    # "A surveyon", "a sutvey" and what an ellipsis cut off are on both.
    return None if seen.title.title_class == "alike" else "a survey on one side only"


def longer_title(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A title that goes on is a subtitle dropped or another paper; titles alone cannot tell.

    Measured: holds for 1,191 pairs; no merge depends on it alone.
    """
    alone = seen.abstract is None
    if alone and seen.title.kind in ("subtitle", "continued") and not _same_authors(seen):
        return "one title goes on, and no second witness"
    return None


def other_title_one_author_more(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """As `other_title_other_authors`; one author more may be a slip of the count.

    Measured: holds for 175 pairs; no merge depends on it alone.
    """
    if seen.authors == "one off" and seen.title.title_class not in ("alike", "near"):
        return "another title and another number of authors"
    return None


def words_differ(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Titles that each have words of their own, where no abstract speaks.

    Measured: holds for 12,233 pairs; no merge depends on it alone.
    """
    low, high = MANY_WORDS_SHARED
    share = seen.title.share
    if seen.abstract is None and seen.title.kind == "words" and low <= (share or 0) < high:
        return "words differ, and no second witness"
    return None


def generic_on_one_side(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """An editorial may carry the abstract of a paper of its issue.

    A rule without measure: the labeled data hold no such pair that weighs enough.
    """
    return "one title names no subject" if seen.title.kind == "generic differs" else None


def number_beside(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A number that stands before or behind a title, in a subtitle that the other has not, or that
    may be damage, need not be one of the title's.

    Measured: holds for 54 pairs, and keeps back 10 true merges, which go to review.
    """
    beside = seen.numbers == "beside" and not nearly_equal(seen)
    return "a number beside the title" if beside else None


EARLY_VETOES: tuple[EarlyVeto, ...] = (two_identifiers_at_sight, two_kinds)
"""Vetoes that need no comparison vector."""
VETOES: tuple[Rule, ...] = (
    two_identifiers,
    numbers_differ,
    number_on_one_side,
    other_title_other_authors,
)
"""Vetoes on what was seen."""
REVIEW: tuple[Rule, ...] = (
    two_identifiers_for_review,
    one_passage,
    numbers_differ_for_review,
    number_added,
    opposite_words,
    no_name_in_common,
    survey_on_one_side,
    longer_title,
    other_title_one_author_more,
    contrasted_words,
    words_differ,
    word_replaced,
    other_name,
    two_teams,
    word_changed_along,
    look_alike_words,
    number_beside,
    generic_on_one_side,
    other_object,
)
"""Kinds of pairs in which alike titles, and often alike abstracts, are mostly two papers: never
merged without a person. Records that share an identifier come before any rule."""
OF_EQUAL_TITLES: tuple[tuple[Rule, ...], tuple[Rule, ...]] = (
    (two_identifiers,),
    (two_identifiers_for_review, no_name_in_common),
)
"""Those of the vetoes and of the rules for review that can hold for titles that are equal, numbers
beside them and all; most pairs that come so far have such titles."""
KEPT: tuple[Rule, ...] = (one_word_apart,)
"""Kinds of pairs that are never called different without a person, but by a veto."""


def early_veto(a: Record, b: Record) -> str | None:
    """Why two records are different papers whatever else they share, or None."""
    for rule in EARLY_VETOES:
        if reason := rule(a, b):
            return reason
    return None


def veto(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """What was seen that says "different" whatever the sum, or None."""
    return _first(OF_EQUAL_TITLES[0] if _equal_titles(seen) else VETOES, a, b, seen)


def kept_for_review(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Why a person should look at two records, however little they weigh, or None."""
    return _first(KEPT, a, b, seen)


def clerical_review(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Why two records must not be merged without a person, whatever their weight, or None."""
    return _first(OF_EQUAL_TITLES[1] if _equal_titles(seen) else REVIEW, a, b, seen)


def _equal_titles(seen: ComparisonVector) -> bool:
    return seen.titles.equal and seen.numbers == "agree"


def _first(rules: tuple[Rule, ...], a: Record, b: Record, seen: ComparisonVector) -> str | None:
    for rule in rules:
        if reason := rule(a, b, seen):
            return reason
    return None


def _same_authors(seen: ComparisonVector) -> bool:
    if seen.names:
        return seen.names in ("all names", "all names, many")
    return seen.authors in ("same, few", "same, many")
