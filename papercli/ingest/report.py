"""What a run of ingesting has to say, of each digest and in all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import TYPE_CHECKING, TypeAlias

from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate
from papercli.named_tuples import NamedTuple
from papercli.readers.base import Claims

if TYPE_CHECKING:
    from papercli.search.outcomes import SightingReport


# Namespaces are equal where what they hold is, so that two runs can be compared.
class DigestReport(SimpleNamespace):
    """What came of one digest, or of a file that gave none."""

    def __init__(
        self,
        path: str,
        status: str,
        reader: str | None = None,
        date: PartialDate | None = None,
        sightings: int = 0,
        line: int | None = None,
    ) -> None:
        self.path = path
        self.reader = reader
        self.date = date
        self.year_source: str | None = None
        """One of those that `papercli.dates` names; None where the year is not known."""
        self.sightings = sightings
        self.new_papers = 0
        self.merged = sightings
        self.status = status
        """``new``, ``known`` (its text was read before, under whatever path), ``skipped``, or
        ``refused`` (nothing of the run was stored)."""
        self.undecided = 0
        """Pairs of papers awaiting a decision that it added; each counts for one digest."""
        self.line = line
        """Where it begins in its file."""
        self.leaves_out_years = False
        """Whether its format leaves out its own year, so that it may lack one."""


class Totals(SimpleNamespace):
    """Counts of one run; ``papers`` is of the index."""

    def __init__(self, papers: int = 0, skipped: int = 0) -> None:
        self.digests = 0
        self.sightings = 0
        self.papers = papers
        self.new_papers = 0
        self.merged = 0
        self.undecided = 0
        """Pairs of papers awaiting a decision that this run added."""
        self.skipped = skipped


class IngestReport:
    """Everything a run has to say."""

    def __init__(self, digests: Iterable[DigestReport] = ()) -> None:
        self.digests = list(digests)
        self.totals = Totals()
        self.problems: list[Problem] = []
        self.sightings: list[SightingReport] = []
        self.claims: list[tuple[str, Claims]] = []
        """Files that several readers claim."""
        self.made = False
        """Whether there was no index before."""
        self.older_rules = False
        """Whether the papers of the index were derived by other rules than the program's."""
        self.stored = 0
        """After an interruption: files, from the first on, all of which is in the index."""


class Done(NamedTuple):
    """How far a run is."""

    bytes: int
    of_bytes: int
    """What a run that reads everything first goes through, it goes through twice."""
    files: int
    of_files: int


Progress: TypeAlias = "Callable[[Done], None]"


class HowFar:
    """How far a run is, told after each batch and, of a long file, as it is read."""

    __slots__ = ("_bytes", "_files", "_of_bytes", "_of_files", "_progress", "_rounds")

    def __init__(
        self, progress: Progress | None, of_bytes: int, of_files: int, rounds: int
    ) -> None:
        self._progress, self._rounds = progress, rounds
        self._of_bytes, self._of_files = of_bytes * rounds, of_files
        self._bytes = self._files = 0

    def stored(self, files: int, size: int) -> None:
        """A batch of so many files is done."""
        self._bytes += size
        self._files += files
        self.within(0)

    def within(self, size: int) -> None:
        """So much of the next file is read."""
        if self._progress:
            done = self._bytes + size, self._of_bytes
            self._progress(Done(*done, self._files // self._rounds, self._of_files))


def skipped(path: str) -> DigestReport:
    """The report on a file that gave no digest."""
    return DigestReport(path, "skipped")


def compared_with_none(digest: Digest, count: int) -> Problem:
    """What is told of entries that are like too many others to be compared with them."""
    entries = f"{count:,} {'entry is' if count == 1 else 'entries are'}"
    problem = f"{entries} like too many others in all that is looked up: compared with none"
    hint = "check that it is a digest; papers merge joins what is one paper"
    return Problem(digest.path, digest.line, problem, hint)
