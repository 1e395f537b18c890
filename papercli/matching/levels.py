"""Levels of agreement, field by field: what a pair of records is seen to agree on.

A level is a value; what it weighs stands in ``weights`` under its label. The title's levels are
weighed apart for pairs that both have an abstract, because a changed title means something else
when the abstract can speak.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from papercli.matching.abstract_agreement import (
    AbstractAgreement,
    agree_abstracts,
    changed_words_are_apart,
)
from papercli.matching.abstracts import SURELY_AN_ABSTRACT, profile_abstract
from papercli.matching.record import LONGEST_ABSTRACT, Record
from papercli.matching.summaries import MOST_WORDS, OWN_RUNS, is_summary
from papercli.matching.title_agreement import TitleAgreement, agree_titles
from papercli.matching.title_levels import TitleClass, TitleLevel, lower_end, title_level
from papercli.matching.titles import TitleProfile
from papercli.named_tuples import NamedTuple
from papercli.text.addresses import links

if TYPE_CHECKING:
    from typing import Literal

    from papercli.matching.author_names import NamesLevel

    ChangedLevel = Literal[
        "none",
        "in both abstracts",
        "mostly in both abstracts",
        "mostly in one abstract only",
        "in one abstract only",
        "one in one abstract only",
    ]
    NameLevel = Literal["none", "one only", "same", "differ"]
    AuthorsLevel = Literal["missing", "same, few", "same, many", "one off", "differ"]
    YearLevel = Literal["missing", "same", "next", "apart"]
    OrganizationLevel = Literal["missing", "same", "differ"]
    LinksLevel = Literal["none", "same", "differ"]
    AddressLevel = Literal["none", "same"]

SHORT_ABSTRACT = 25
"""Words below which the overlap of abstracts says less."""
ONE_TEXT = 0.6
"""Share of the shorter text's runs from which a summary and another text are one text."""
_RUNS = (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8)
_SHORT_RUNS = (0.1, 0.3, 0.8)


class AbstractLevel(NamedTuple):
    """To which level two abstracts agree."""

    runs: float
    """Share of word trigrams that both have, as the lower end of its band."""
    short: bool
    """Whether the shorter one has too few words for its share to say much."""
    beside: TitleClass
    """How alike the titles are: a shared abstract says less where they differ."""

    @property
    def label(self) -> str:
        """How the level stands in the table of weights and in the evidence."""
        return _label(self)


@lru_cache(maxsize=1 << 10)
def _label(level: AbstractLevel) -> str:
    return f"{'short, ' if level.short else ''}runs >={level.runs:g} beside {level.beside}"


class ComparisonVector(NamedTuple):
    """The levels of a pair, field by field, with the agreements that they were read from."""

    title: TitleLevel
    numbers: str
    """``agree``, ``added``, ``differ``, ``opposite words`` or ``contrasted words``."""
    name: NameLevel
    abstract: AbstractLevel | None
    """None where one side has none, or one that says nothing, or a summary of the other's."""
    changed_words: ChangedLevel
    authors: AuthorsLevel
    names: NamesLevel | None
    """None where one side names no authors; else it is weighed in place of their number."""
    year: YearLevel
    organization: OrganizationLevel
    links: LinksLevel
    address: AddressLevel
    titles: TitleAgreement
    abstracts: AbstractAgreement | None
    """As `abstract`; also where one is a summary of the other."""

    def labels(self) -> dict[str, str]:
        """The label of each level, by field as the table of weights names them."""
        abstract = self.abstract
        authors = ("authors", self.authors) if self.names is None else ("names", self.names)
        return {
            "title" if abstract is None else "title beside abstracts": self.title.label,
            "numbers": self.numbers,
            "name": self.name,
            "abstract": "missing" if abstract is None else abstract.label,
            "changed words": self.changed_words,
            authors[0]: authors[1],
            "year": self.year,
            "organization": self.organization,
            "links": self.links,
            "address": self.address,
        }


def name_level(a: TitleProfile, b: TitleProfile) -> NameLevel:
    """Whether the names before the colon agree ("FedLoRA: ...", "FDLoRA: ...")."""
    if not a.name or not b.name:
        return "none" if not a.name and not b.name else "one only"
    return "same" if a.name == b.name else "differ"


def abstract_level(abstract: AbstractAgreement, beside: TitleClass) -> AbstractLevel:
    """The level of two abstracts, by the word trigrams that both have."""
    short = abstract.words < SHORT_ABSTRACT
    return AbstractLevel(lower_end(abstract.runs, _SHORT_RUNS if short else _RUNS), short, beside)


def changed_level(title: TitleAgreement, a: Record, b: Record) -> ChangedLevel:
    """Whether the abstracts changed along with the words in which the titles differ."""
    if not (title.only_a or title.only_b):
        return "none"
    lacks, has = changed_words_are_apart(title, a.abstract_profile, b.abstract_profile)
    if not lacks and not has:
        return "none"
    if not has:
        return "one in one abstract only" if lacks == 1 else "in one abstract only"
    if not lacks:
        return "in both abstracts"
    return "mostly in one abstract only" if lacks > has else "mostly in both abstracts"


def authors_level(a: Record, b: Record) -> AuthorsLevel:
    """The level of two author counts."""
    if a.author_count is None or b.author_count is None:
        return "missing"
    if a.author_count == b.author_count:
        return "same, many" if a.author_count >= 6 else "same, few"
    return "one off" if abs(a.author_count - b.author_count) == 1 else "differ"


def years_level(a: Record, b: Record) -> YearLevel:
    """The level of two publication years; days are no evidence, sources differ by weeks."""
    if not (a.published and b.published and a.published.year and b.published.year):
        return "missing"
    apart = abs(a.published.year - b.published.year)
    return "same" if apart == 0 else "next" if apart == 1 else "apart"


def organization_level(a: Record, b: Record) -> OrganizationLevel:
    """The level of two organizations."""
    if a.organization is None or b.organization is None:
        return "missing"
    return "same" if a.organization.slug.casefold() == b.organization.slug.casefold() else "differ"


def links_level(a: Record, b: Record) -> LinksLevel:
    """Whether the abstracts point to one address; only addresses of one page each count."""
    texts = a.compared_abstract, b.compared_abstract
    if not ("http" in texts[0] and "http" in texts[1]):
        return "none"
    left, right = ({u.casefold().rstrip("/") for u in links(text)} for text in texts)
    return "same" if left & right else "differ"


def address_level(a: Record, b: Record) -> AddressLevel:
    """Whether both give one address; other addresses say nothing, a paper has many."""
    return "same" if a.url and b.url and a.url.casefold() == b.url.casefold() else "none"


def names_of_both(a: Record, b: Record) -> NamesLevel | None:
    """The level of two lists of authors, None where one side names none."""
    if not (a.authors and b.authors):
        return None
    from papercli.matching.author_names import names_level  # pages count authors

    return names_level(a.authors, b.authors, a.author_count, b.author_count)


def _abstracts(a: Record, b: Record) -> AbstractAgreement | None:
    if a.abstract == b.abstract and a.abstract and len(a.abstract) >= SURELY_AN_ABSTRACT:
        return AbstractAgreement(1.0, a.compared_abstract.count(" ") + 1)
    found = agree_abstracts(a.abstract_profile, b.abstract_profile)
    return found if a.summary is None and b.summary is None else _with_summaries(a, b, found)


def _with_summaries(
    a: Record, b: Record, found: AbstractAgreement | None
) -> AbstractAgreement | None:
    """The agreement of two abstracts, or of a text that one page shows as summary and one that the
    other shows as abstract, if they are the same; other words of a summary say nothing."""
    one, other = (
        [profile_abstract(text[:LONGEST_ABSTRACT]) for text in (r.abstract, r.summary) if text]
        for r in (a, b)
    )
    agreements = (agree_abstracts(x, y) for x in one for y in other)
    said = [each for each in agreements if each and each.runs >= ONE_TEXT]
    return max(said, default=found)


def _is_summary(a: Record, b: Record, title: TitleLevel, abstracts: AbstractAgreement) -> bool:
    if title.kind != "equal" or abstracts.runs >= OWN_RUNS or abstracts.words > MOST_WORDS:
        return False
    return is_summary(a.abstract_profile, b.abstract_profile, long_title=title.length == "long")


def comparison_vector(a: Record, b: Record) -> ComparisonVector:
    """What there is to see of a pair, all that rules and weights are given."""
    left, right = a.title_profile, b.title_profile
    titles = agree_titles(left, right)
    abstracts = _abstracts(a, b)
    title = title_level(left, right, titles)
    told = abstracts is not None and not _is_summary(a, b, title, abstracts)
    return ComparisonVector(
        title,
        "agree" if title.kind == "cut short" else titles.numbers,
        "none" if titles.equal else name_level(left, right),
        abstract_level(abstracts, title.title_class) if abstracts and told else None,
        changed_level(titles, a, b),
        authors_level(a, b),
        names_of_both(a, b),
        years_level(a, b),
        organization_level(a, b),
        links_level(a, b),
        address_level(a, b),
        titles,
        abstracts,
    )
