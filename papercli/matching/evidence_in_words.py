"""The evidence for a pair in plain words, as a person would say it: no bits, no levels.

It repeats no judgment. What it says is what was looked at: the vetoes and rules that held, and the
fields, those that tell most first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from papercli.matching.abstracts import AbstractProfile
from papercli.matching.author_names import NamesLevel
from papercli.matching.comparison import SAME_BITS, WORD_FOR_WORD
from papercli.matching.levels import ComparisonVector, address_level, comparison_vector
from papercli.matching.normalize import normalize, words
from papercli.matching.record import LONGEST_TITLE, Record
from papercli.matching.words import stem
from papercli.model.verdict import Outcome, Verdict
from papercli.text import clean

MOST_WORDS = 8
"""Words of one title that are named; titles that differ in more have little in common."""
MUCH_SHORTER = 0.8
"""Share of the longer abstract's words below which the other is called the shorter one."""

_EDGES = re.compile(r"\A\W+|\W+\Z")

SAME_TEXT = ("the same text",)
"""What is said of two sightings that read the same."""


def in_words(a: Record, b: Record, verdict: Verdict) -> tuple[str, ...]:
    """Short sentences without full stops that say why two records were judged so."""
    if verdict == WORD_FOR_WORD:
        return SAME_TEXT
    seen = comparison_vector(a, b)
    said = [*_ruled_out(verdict), *_identifiers(a, b)]
    said += [*_abstracts(a, b, seen), *_titles(a, b, seen)]
    said += [
        *_names(a, b, seen),
        *_authors(a, b),
        *_years(a, b),
        *_organizations(a, b),
        *_links(seen),
    ]
    return (*said, *_undecided(verdict))


def _ruled_out(verdict: Verdict) -> Iterator[str]:
    if verdict.veto:
        yield f"ruled out: {verdict.veto}"


def _undecided(verdict: Verdict) -> Iterator[str]:
    if verdict.outcome is not Outcome.UNDECIDED:
        return
    reasons = [part.level for part in verdict.evidence if part.field == "review"]
    if reasons:
        yield f"left to you: {'; '.join(reasons)}"
    elif verdict.bits < SAME_BITS:
        yield "undecided: too little speaks for one paper"


def _identifiers(a: Record, b: Record) -> Iterator[str]:
    for kind in sorted({kind for kind, _ in a.identity & b.identity}):
        yield f"one {kind}"
    if address_level(a, b) == "same":
        yield "same address"


def _abstracts(a: Record, b: Record, seen: ComparisonVector) -> Iterator[str]:
    if seen.abstracts is None:
        if bool(a.abstract_profile.words) != bool(b.abstract_profile.words):
            yield "only one has an abstract"
        else:
            yield "no abstract to compare"
        return
    if seen.abstract is None:
        yield "one text is a summary of the other"
        return
    share = seen.abstracts.runs
    if a.compared_abstract == b.compared_abstract:
        yield "same abstract"
    elif share < 0.005:
        yield "the abstracts have nothing in common"
    else:
        percent = min(99, round(share * 100)) if share < 1 else 100
        shorter = _is_much_shorter(a.abstract_profile, b.abstract_profile)
        yield (
            f"{percent} % of the shorter abstract is in the other"
            if shorter
            else f"{percent} % of the abstract is the same"
        )


def _is_much_shorter(a: AbstractProfile, b: AbstractProfile) -> bool:
    lengths = sorted((len(a.words), len(b.words)))
    return lengths[0] < MUCH_SHORTER * lengths[1]


def _titles(a: Record, b: Record, seen: ComparisonVector) -> Iterator[str]:
    titles = [clean(record.title[:LONGEST_TITLE]) for record in (a, b)]
    if titles[0].casefold() == titles[1].casefold():
        yield "same title"
        return
    sides = (seen.titles.only_a, seen.titles.only_b)
    if seen.titles.equal:
        yield "the titles differ in spelling only"
    elif not any(sides):
        yield "the titles differ in spelling or small words only"
    elif max(map(len, sides)) > MOST_WORDS:
        yield "the titles have little in common"
    else:
        only = [_as_written(title, side) for title, side in zip(titles, sides, strict=True)]
        told = " / ".join(filter(None, only))
        yield f"the titles differ in: {told}" if all(only) else f"only one title has: {told}"


def _as_written(title: str, only: Sequence[str]) -> str:
    """The words of a title that the other has not, as they are written in it: neighbors together,
    commas between the others."""
    wanted = set(only)
    runs: list[list[str]] = [[]]
    found: set[str] = set()
    for word in title.split():
        inside = {form for one in words(normalize(word)) for form in (one, stem(one))} & wanted
        found |= inside
        if inside:
            runs[-1].append(_EDGES.sub("", word) or word)
        elif runs[-1]:
            runs.append([])
    # What is a word only beside its neighbors is told as it was compared.
    rest = [word for word in only if word not in found]
    return ", ".join(filter(None, (*map(" ".join, runs), " ".join(rest))))


_NAMES: dict[NamesLevel, str] = {
    "all names": "same authors",
    "all names, many": "same authors",
    "most names": "most authors in common",
    "some names": "some authors in common",
    "no name": "not one author in common",
}


def _names(a: Record, b: Record, seen: ComparisonVector) -> Iterator[str]:
    if seen.names:
        cut = {record.author_count for record in (a, b)} - {
            len(a.authors or ()),
            len(b.authors or ()),
        }
        yield _NAMES[seen.names] + (", as far as named" if cut else "")


def _authors(a: Record, b: Record) -> Iterator[str]:
    if a.author_count is None or b.author_count is None:
        return
    if a.author_count == b.author_count:
        yield f"same number of authors ({a.author_count})"
    else:
        yield f"numbers of authors: {a.author_count} and {b.author_count}"


def _years(a: Record, b: Record) -> Iterator[str]:
    years = [record.published.year if record.published else None for record in (a, b)]
    if None not in years:
        same = years[0] == years[1]
        yield f"same year ({years[0]})" if same else f"years: {years[0]} and {years[1]}"


def _organizations(a: Record, b: Record) -> Iterator[str]:
    if a.organization is None or b.organization is None:
        return
    names = [_named(one.name, one.slug) for one in (a.organization, b.organization)]
    if a.organization.slug.casefold() == b.organization.slug.casefold():
        yield f"same organization ({names[0]})"
    else:
        yield f"organizations differ: {' / '.join(names)}"


def _named(name: str, slug: str) -> str:
    return name or slug


def _links(seen: ComparisonVector) -> Iterable[str]:
    told = {"same": "same link in the abstracts", "differ": "other links in the abstracts"}
    return [told[seen.links]] if seen.links in told else []
