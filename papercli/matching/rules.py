"""What stands above the sum of weights: vetoes, and rules that ask for clerical review.

One function a rule; each returns why it holds for a pair, or None. Its docstring gives the reason,
and what leaving out this rule alone would change on the candidate pairs of the labeled data, as
``python benchmarks/rules.py`` prints it. A rule without effect there guards a kind of pair that
fixtures/pairs holds and the labeled data does not.
"""

from __future__ import annotations

from collections.abc import Callable

from papercli.identifiers import apart
from papercli.matching.abstract_agreement import longest_passage
from papercli.matching.levels import ComparisonVector
from papercli.matching.record import Record
from papercli.matching.title_levels import objects_are_apart

NEARLY_EQUAL_RUNS = 0.8
"""Share of trigrams in common from which two abstracts are nearly equal."""
LITTLE_OVERLAP_RUNS = 0.15
"""Share of trigrams in common up to which the abstracts of two titles with and without a number do
not speak for one paper."""
OPENINGS_SHARED = 0.5
"""Share of the shorter opening's words up to which abstracts are not nearly equal."""
MANY_WORDS_SHARED = (0.3, 0.7)
"""Share of the titles' information in common from which titles with words of their own weigh enough
to be merged, and from which that is mostly right."""
ONE_PASSAGE = 0.85
"""Share of the trigrams in common from which they are one passage. Of 447 retitled papers whose
abstracts share 10 to 60 % two are held back by it."""

EarlyVeto = Callable[[Record, Record], str | None]
Rule = Callable[[Record, Record, ComparisonVector], str | None]


def two_identifiers_at_sight(a: Record, b: Record) -> str | None:
    """As `two_identifiers`, where abstracts that begin otherwise, or none, need no closer look.

    Measured: none of the labeled pairs names two.
    """
    kind = apart(a.identity, b.identity) if a.identity else None
    return f"two {kind}s" if kind and not _begin_alike(a, b) else None


def two_identifiers(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """An arXiv id is one paper's, and so is the DOI of a publication; a preprint's stands beside
    it.

    Measured: none of the labeled pairs names two.
    """
    kind = apart(a.identity, b.identity) if a.identity else None
    return f"two {kind}s" if kind and not _agree_in_all(seen) else None


def two_kinds(a: Record, b: Record) -> str | None:
    """A comment, reply or erratum is not the paper that it is about.

    Measured: holds for 112 pairs, and keeps back 1 false merge and 5 true ones.
    """
    kinds = sorted((a.title_profile.kind, b.title_profile.kind))
    if kinds[0] == kinds[1]:
        return None
    return f"{kinds[1]} against {kinds[0]}" if kinds[0] else f"{kinds[1]} on one side only"


def numbers_differ(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Numbers name versions, sizes and parts, unless the abstracts are nearly equal.

    Measured: holds for 320 pairs; no merge depends on it alone.
    """
    return "numbers differ" if seen.numbers == "differ" and not _nearly_equal(seen) else None


def number_on_one_side(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A number that one title has more names a version or a part, where no abstract speaks.

    Measured: holds for 1,768 pairs; no merge depends on it alone.
    """
    alone = seen.abstract is None
    return "a number on one side only" if seen.numbers == "added" and alone else None


def other_title_other_authors(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Duplicates in the digests never differ in their number of authors; a retitled paper with two
    authors more or fewer is a later work of the same people, however much of its abstract it keeps.

    Measured: holds for 298 pairs; no merge depends on it alone.
    """
    if seen.authors == "differ" and seen.title.title_class not in ("alike", "near"):
        return "another title and another number of authors"
    return None


def one_passage(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """One sentence and nothing else in common is what two papers quote from a third.

    Measured: holds for 44 pairs, and keeps back 5 true merges, which go to review.
    """
    abstract = seen.abstract
    if abstract is None or abstract.beside != "unlike" or not 0 < abstract.runs < NEARLY_EQUAL_RUNS:
        return None
    if longest_passage(a.abstract_profile, b.abstract_profile) < ONE_PASSAGE:
        return None
    return "one passage in common, and no word of the titles"


def two_identifiers_for_review(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """One title and one abstract under two arXiv ids or two DOIs of publications is one work that
    was published twice, or a slip; a person looks at it.

    Measured: none of the labeled pairs names two.
    """
    kind = apart(a.identity, b.identity) if a.identity else None
    return f"two {kind}s" if kind else None


def numbers_differ_for_review(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Nearly equal abstracts lift the veto on numbers that differ; a person looks at the pair.

    Measured: holds for 334 pairs, and keeps back 7 true merges, which go to review.
    """
    return "numbers differ" if seen.numbers == "differ" else None


def number_added(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A number that one title has more, beside another name or abstracts that share little.

    Measured: holds for 2,147 pairs, and keeps back 1 false merge and 3 true ones.
    """
    if seen.numbers != "added":
        return None
    abstract = seen.abstract
    little = abstract is None or (not abstract.short and abstract.runs <= LITTLE_OVERLAP_RUNS)
    return "a number on one side only" if little or seen.name == "differ" else None


def opposite_words(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Supervised and unsupervised are two papers, often with one abstract's words.

    Measured: holds for 68 pairs, and keeps back 2 true merges, which go to review.
    """
    return "opposite words" if seen.numbers == "opposite words" else None


def no_name_in_common(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Two papers of one title by other people; or one whose names are written in another script.

    Measured: none of the labeled pairs names authors.
    """
    return "not one author in common" if seen.names == "no name" else None


def survey_on_one_side(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A survey of a subject and a work on it share most words of their titles.

    Measured: holds for 2,112 pairs, and keeps back 29 true merges, which go to review.
    """
    surveys = ["survey" in record.title_profile.content for record in (a, b)]
    if surveys[0] != surveys[1] and not _nearly_equal(seen):
        return "a survey on one side only"
    return None


def longer_title(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A title that goes on is a subtitle dropped or another paper; titles alone cannot tell.

    Measured: holds for 1,138 pairs, and keeps back 1 true merge, which goes to review.
    """
    alone = seen.abstract is None
    if alone and seen.title.kind in ("subtitle", "continued") and not _same_authors(seen):
        return "one title goes on, and no second witness"
    return None


def other_title_one_author_more(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """As `other_title_other_authors`; one author more may be a slip of the count.

    Measured: holds for 291 pairs; no merge depends on it alone.
    """
    if seen.authors == "one off" and seen.title.title_class not in ("alike", "near"):
        return "another title and another number of authors"
    return None


def contrasted_words(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """English and German, detection and tracking: one series of papers on several things.

    Measured: holds for 194 pairs; no merge depends on it alone.
    """
    if seen.numbers == "contrasted words" and seen.abstract is None:
        return "contrasted words, and no second witness"
    return None


def words_differ(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Titles that each have words of their own, where no abstract speaks.

    Measured: holds for 14,497 pairs; no merge depends on it alone.
    """
    low, high = MANY_WORDS_SHARED
    share = seen.title.share
    if seen.abstract is None and seen.title.kind == "words" and low <= (share or 0) < high:
        return "words differ, and no second witness"
    return None


def other_object(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """One sentence about two things is the title of companions, which share much of an abstract.

    Measured: holds for 2,567 pairs, and keeps back 4 false merges and 46 true ones.
    """
    if seen.title.kind != "other object":
        return None
    changed_along = seen.changed_words not in ("none", "in both abstracts")
    if changed_along or objects_are_apart(a.title_profile, b.title_profile):
        return "one sentence about two things"
    return None


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
    other_object,
)
"""Kinds of pairs in which alike titles, and often alike abstracts, are mostly two papers: never
merged without a person. Records that share an identifier come before any rule."""


def early_veto(a: Record, b: Record) -> str | None:
    """Why two records are different papers whatever else they share, or None."""
    for rule in EARLY_VETOES:
        if reason := rule(a, b):
            return reason
    return None


def veto(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """What was seen that says "different" whatever the sum, or None."""
    return _first(VETOES, a, b, seen)


def clerical_review(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Why two records must not be merged without a person, whatever their weight, or None."""
    return _first(REVIEW, a, b, seen)


def _first(rules: tuple[Rule, ...], a: Record, b: Record, seen: ComparisonVector) -> str | None:
    for rule in rules:
        if reason := rule(a, b, seen):
            return reason
    return None


def _begin_alike(a: Record, b: Record) -> bool:
    """Whether the abstracts share most of the words that they begin with."""
    one, other = a.opening, b.opening
    return len(one & other) > OPENINGS_SHARED * min(len(one), len(other))


def _agree_in_all(seen: ComparisonVector) -> bool:
    """Whether titles and abstracts both agree."""
    return seen.title.title_class == "alike" and _nearly_equal(seen)


def _nearly_equal(seen: ComparisonVector) -> bool:
    abstract = seen.abstract
    return abstract is not None and not abstract.short and abstract.runs >= NEARLY_EQUAL_RUNS


def _same_authors(seen: ComparisonVector) -> bool:
    if seen.names:
        return seen.names in ("all names", "all names, many")
    return seen.authors in ("same, few", "same, many")
