"""What an engine is asked for: the steps of a run, each of which writes one set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from papercli.named_tuples import NamedTuple

if TYPE_CHECKING:
    from papercli.scale.reading import Read, Task
    from papercli.scale.tasks import Constraints

ENGINES = ("local", "duckdb", "spark")


class DayRow(NamedTuple):
    """An entry of a paper that shows a day."""

    paper: int
    month: int
    day: int
    year: int | None
    digest: int


class Settings(NamedTuple):
    """What the user says of the machine."""

    workers: int
    memory: int
    """Bytes."""
    master: str


class Engine(Protocol):
    """Steps are asked for in this order; what an earlier one wrote is in the folder of the run.
    Each returns how many rows it wrote."""

    def read(self, tasks: Sequence[Task], place: Path) -> Iterable[Read]:
        """Read the sources; what came of each task, in any order."""

    def records(self, place: Path) -> int:
        """``sighting, digest, record``: equal contents are one record; known digests left out."""

    def keyed(self, contents: Collection[str]) -> Iterable[tuple[str, int]]:
        """The keys and numbers of the records of some contents."""

    def pairs(self, place: Path) -> int:
        """Pairs of records that share a blocking key, each once."""

    def evidence(self, place: Path) -> int:
        """Pairs that are the same or undecided."""

    def components(self, place: Path, decided: Constraints) -> int:
        """``record, component`` of the records that are connected to others."""

    def clusters(self, place: Path, decided: Constraints) -> int:
        """``record, paper`` of these."""

    def members(self, place: Path) -> int:
        """``record, paper, sighting, path, line``: every sighting with its paper."""

    def days(self) -> Iterator[DayRow]:
        """The entries that show a day, of papers and days of which one leaves the year out; those
        of one paper and day together."""

    def papers(self, place: Path) -> int:
        """The papers, combined."""

    def shards(self, place: Path, count: int) -> int:
        """So many indexes, each of a share of the papers; how many papers were written."""

    def versions(self) -> dict[str, str]:
        """The programs that did the work, with their versions."""

    def close(self) -> None:
        """End what was begun for the run."""
