"""Review rules for companions: two papers of one hand that have most of a title, and often much of
an abstract, in common.

As in ``rules``: each returns why a pair is not to be merged without a person, or None.
"""

from __future__ import annotations

from papercli.matching.abstract_agreement import changed_places, share_of_both
from papercli.matching.levels import ComparisonVector
from papercli.matching.record import Record
from papercli.matching.title_levels import objects_are_apart
from papercli.text.pattern import Pattern

NEARLY_EQUAL_RUNS = 0.8
"""Share of trigrams in common from which two abstracts are nearly equal."""
LIKE_OBJECTS_RUNS = 0.5
"""Share of trigrams in common up to which the abstracts of one sentence about two things are those
of companions."""
MOSTLY = 0.5
"""Share of the places of changed words from which they were exchanged, and not written anew."""
SEVERAL = 2
"""Places in which a word is not added by chance, nor where one sentence was corrected."""
ANOTHER_TEXT = 0.45
"""Share of the trigrams of both abstracts up to which most of them is another text."""
ONE_WORD_SHARED = 0.6
"""Share of the titles' information in common from which one word is little beside it."""
SHORTEST_WORD = 3
"""Letters below which a word is the designator of a part or a kind ("Ia", "Ib"; "V", "X")."""
_AGAINST = frozenset(("differ", "one only", "one off", "next", "apart", "some names", "no name"))
"""Levels of names, organization, authors and years that tell two papers apart."""
_TASKS = ("task", "challenge", "track")
_TEAM = Pattern(
    r"(?P<team>[^:]{2,40}?) (?:at|@|in|for) (?P<task>[^:]*(?:task|challenge|track)\b[^:]*):"
)


def opposite_words(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Supervised and unsupervised are two papers, often with one abstract's words.

    Measured: holds for 63 pairs, and keeps back 4 true merges, which go to review.
    """
    return "opposite words" if seen.numbers == "opposite words" else None


def contrasted_words(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """English and German, detection and tracking: one series of papers on several things.

    Measured: holds for 111 pairs; no merge depends on it alone.
    """
    if seen.numbers == "contrasted words" and seen.abstract is None:
        return "contrasted words, and no second witness"
    return None


def word_replaced(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """One word in place of another is what companions differ in ("cadmium", "nickel").

    Measured: holds for 1,162 pairs, and keeps back 4 true merges, which go to review.
    """
    if seen.abstract is None and one_word_replaced(seen):
        return "one word replaced, and no second witness"
    return None


def one_word_replaced(seen: ComparisonVector) -> bool:
    """Whether one word of each title is all that they differ in, as far as both go."""
    alone = (len(seen.titles.only_a), len(seen.titles.only_b))
    return alone == (1, 1) and seen.title.kind != "cut short"


def one_word_apart(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Titles that are one word apart are companions as often as one paper, where nothing but they
    speaks: a person looks at them however little they weigh.

    Measured: keeps 267 pairs from being called different, 157 of them one paper.
    """
    if seen.abstract is not None or not one_word_replaced(seen) or seen.numbers != "agree":
        return None
    titles = seen.titles
    every = titles.shared_bits + titles.only_a_bits + titles.only_b_bits
    if titles.shared_bits < ONE_WORD_SHARED * every or _others_speak_against(seen):
        return None
    designators = min(map(len, (*titles.only_a, *titles.only_b))) < SHORTEST_WORD
    return None if designators else "one word replaced, and no second witness"


def other_name(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Two systems of one laboratory are described in the same sentences, each by its own name.

    Measured: holds for 520 pairs, and keeps back 3 true merges, which go to review.
    """
    return "another name, in the abstracts too" if seen.name == "differ" and along(seen) else None


def two_teams(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """The papers of a shared task follow one template, each with its team before the task.

    Measured: holds for 41 pairs, and keeps back 1 false merge.
    """
    if seen.title.title_class in ("alike", "near"):
        return None
    titles = [record.title_profile.normal for record in (a, b)]
    if not all(any(map(title.__contains__, _TASKS)) for title in titles):
        return None
    found = [_TEAM.match(title) for title in titles]
    if found[0] is None or found[1] is None or found[0]["task"] != found[1]["task"]:
        return None
    return "two teams at one task" if found[0]["team"] != found[1]["team"] else None


def word_changed_along(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """Words of a title exchanged, or one added, in the abstract at the same places are those in
    which companions differ; a retitled paper's abstract is written anew around them.

    Measured: holds for 404 pairs, and keeps back 1 false merge and 18 true ones.
    """
    if seen.title.title_class in ("alike", "near") or seen.abstract is None:
        return None
    alone = sorted((len(seen.titles.only_a), len(seen.titles.only_b)))
    if alone[0] and seen.changed_words == "in one abstract only":
        replaced = seen.numbers == "contrasted words" or _exchanged(a, b, seen)
        return "words replaced, in the abstracts too" if replaced else None
    if alone == [0, 1] and seen.changed_words == "one in one abstract only":
        return "one word added, in the abstract too" if _added(a, b, seen) else None
    return None


def _exchanged(a: Record, b: Record, seen: ComparisonVector, least: int = 1) -> bool:
    places = changed_places(seen.titles, a.abstract_profile, b.abstract_profile)
    return places.exchanged >= max(least, MOSTLY * places.fewer)


def _added(a: Record, b: Record, seen: ComparisonVector) -> bool:
    """Whether a word was added wherever an abstract speaks of its subject, or in one of which most
    is another text."""
    if _exchanged(a, b, seen, least=SEVERAL):
        return True
    if nearly_equal(seen):
        return False
    anew = share_of_both(a.abstract_profile, b.abstract_profile) < ANOTHER_TEXT
    return anew or _exchanged(a, b, seen)


def look_alike_words(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """A word that stands in its own abstract is no slip of the other's ("milk", "silk").

    Measured: holds for 6 pairs; no merge depends on it alone.
    """
    if seen.abstract is None or not seen.titles.damaged:
        return None
    sides = a.abstract_profile.vocabulary, b.abstract_profile.vocabulary
    for pair in seen.titles.damaged:
        for one, other in (pair, pair[::-1]):
            if (
                one in sides[0]
                and other in sides[1]
                and one not in sides[1]
                and other not in sides[0]
            ):
                return "words that look alike, each in its own abstract"
    return None


def other_object(a: Record, b: Record, seen: ComparisonVector) -> str | None:
    """One sentence about two things is the title of companions, which share much of an abstract.

    Measured: holds for 1,229 pairs, and keeps back 5 false merges and 35 true ones.
    """
    if seen.title.kind != "other object":
        return None
    nested = not (seen.titles.only_a and seen.titles.only_b)
    if nested and seen.changed_words == "in both abstracts":
        return None  # One title names more fully what both abstracts speak of.
    part = seen.abstract is not None and seen.abstract.runs < LIKE_OBJECTS_RUNS
    if along(seen) or part or objects_are_apart(a.title_profile, b.title_profile):
        return "one sentence about two things"
    return None


def along(seen: ComparisonVector) -> bool:
    """Whether the abstracts changed along with the words in which the titles differ."""
    return seen.changed_words not in ("none", "in both abstracts")


def nearly_equal(seen: ComparisonVector) -> bool:
    """Whether the abstracts are nearly equal, and long enough for that to say something."""
    abstract = seen.abstract
    return abstract is not None and not abstract.short and abstract.runs >= NEARLY_EQUAL_RUNS


def _others_speak_against(seen: ComparisonVector) -> bool:
    """Whether anything but titles and abstracts tells two records apart."""
    against = (seen.name, seen.organization, seen.authors, seen.names, seen.year)
    return not _AGAINST.isdisjoint(against)
