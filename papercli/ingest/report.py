"""What a run of ingesting has to say, of each digest and in all."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate
from papercli.readers.base import Claims

if TYPE_CHECKING:
    from papercli.search.outcomes import SightingReport


@dataclass(slots=True, repr=False)
class DigestReport:
    """What came of one digest, or of a file that gave none."""

    path: str
    reader: str | None
    date: PartialDate | None
    year_source: str | None
    """One of those that `papercli.dates` names; None where the year is not known."""
    sightings: int
    new_papers: int
    merged: int
    status: str
    """``new``, ``known`` (its text was read before, under whatever path), ``skipped``, or
    ``refused`` (nothing of the run was stored)."""
    undecided: int = 0
    """Pairs of papers awaiting a decision that it added; each counts for one digest."""
    line: int | None = None
    """Where it begins in its file."""
    leaves_out_years: bool = False
    """Whether its format leaves out its own year, so that it may lack one."""


@dataclass(slots=True, repr=False)
class Totals:
    """Counts of one run; ``papers`` is of the index."""

    digests: int = 0
    sightings: int = 0
    papers: int = 0
    new_papers: int = 0
    merged: int = 0
    undecided: int = 0
    """Pairs of papers awaiting a decision that this run added."""
    skipped: int = 0


@dataclass(slots=True, eq=False, repr=False)
class IngestReport:
    """Everything a run has to say."""

    digests: list[DigestReport] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)
    problems: list[Problem] = field(default_factory=list)
    sightings: list["SightingReport"] = field(default_factory=list)
    claims: list[tuple[str, Claims]] = field(default_factory=list)
    """Files that several readers claim."""
    made: bool = False
    """Whether there was no index before."""
    older_rules: bool = False
    """Whether the papers of the index were derived by other rules than the program's."""
    stored: int = 0
    """After an interruption: files, from the first on, all of which is in the index."""


class Done(NamedTuple):
    """How far a run is."""

    bytes: int
    of_bytes: int
    """What a run that reads everything first goes through, it goes through twice."""
    files: int
    of_files: int


def skipped(path: str) -> DigestReport:
    """The report on a file that gave no digest."""
    return DigestReport(path, None, None, None, 0, 0, 0, "skipped")


def compared_with_none(digest: Digest, count: int) -> Problem:
    """What is told of entries that are like too many others to be compared with them."""
    entries = f"{count:,} {'entry is' if count == 1 else 'entries are'}"
    problem = f"{entries} like too many others in all that is looked up: compared with none"
    hint = "check that it is a digest; papers merge joins what is one paper"
    return Problem(digest.path, digest.line, problem, hint)
