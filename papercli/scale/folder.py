"""The folder of a run: what is in it is whole, whatever ended a run before.

A set is a folder of Parquet files. It is written under another name and renamed when it is whole;
what is there is never made again, so that a run which was killed goes on where it stopped.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from papercli.errors import PapersError, UsageError, advice
from papercli.scale.lock import hold

RESULTS = ("papers", "members", "evidence", "shards")
"""Sets that are what a run is for; the others stand under ``steps``."""
PLAN, REPORT, STEPS, LOCK = "plan.json", "report.json", "steps", ".lock"
_PARTIAL, _DROPPED = ".partial", ".dropped"


class Folder:
    """The folder named by ``--out``."""

    def __init__(self, path: Path) -> None:
        """Nothing is touched yet."""
        self.path = path.absolute()

    def set(self, name: str) -> Path:
        """Where a set is, or is going to be."""
        return self.path / name if name in RESULTS else self.path / STEPS / name

    def has(self, name: str) -> bool:
        """Whether a set is there, whole."""
        return self.set(name).is_dir()

    @contextmanager
    def making(self, name: str, *, keep: bool = True) -> Iterator[Path]:
        """Give the folder to write a set to, which is renamed at the end. ``keep``: files of a run
        that was ended stay, each of which is whole."""
        place = self.set(name)
        partial = place.with_name(place.name + _PARTIAL)
        if not keep:
            shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True, exist_ok=True)
        for left in partial.glob(".*"):
            left.unlink()
        yield partial
        self.drop(name)
        partial.rename(place)

    def drop(self, name: str) -> None:
        """Remove a set that nothing needs any more; what is half removed has another name."""
        place = self.set(name)
        dropped = place.with_name(place.name + _DROPPED)
        shutil.rmtree(dropped, ignore_errors=True)
        with suppress(FileNotFoundError):
            place.rename(dropped)
        shutil.rmtree(dropped, ignore_errors=True)

    def bytes(self, name: str) -> int:
        """What a set takes on the disk."""
        return sum(file.stat().st_size for file in self.set(name).rglob("*") if file.is_file())

    @contextmanager
    def begun(self, plan: Mapping[str, Any], resume: bool) -> Iterator[dict[str, Any]]:
        """Begin, and keep other runs out of the folder until all is done.

        Raises BusyError where another run is at work in it, and what `begin` raises.
        """
        with self._told():
            self._look(resume)
            self.path.mkdir(parents=True, exist_ok=True)
            lock = hold(self.path / LOCK)
        try:
            yield self.begin(plan, resume)
        finally:
            lock.close()

    def begin(self, plan: Mapping[str, Any], resume: bool) -> dict[str, Any]:
        """Make the folder and note what is to be done in it; gives the plan that holds, with
        ``began`` of the first run.

        Raises UsageError where something is there and ``resume`` is not said, or where it was begun
        with another plan; PapersError where the folder cannot be made.
        """
        file = self.path / PLAN
        with self._told():
            self._look(resume)
            if file.is_file():
                before: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
                _check(before, plan, self.path)
                return before
            self.path.mkdir(parents=True, exist_ok=True)
            self.write(PLAN, plan)
        return dict(plan)

    def _look(self, resume: bool) -> None:
        there = self.path.is_dir() and any(each.name != LOCK for each in self.path.iterdir())
        if there and not resume:
            hint = "name another folder, or go on with what was begun there: --resume"
            raise UsageError(f"{self.path} is not empty", hint)
        if there and not (self.path / PLAN).is_file():
            hint = "name the folder of a run that was begun"
            raise UsageError(f"{self.path} holds no {PLAN}", hint)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise PapersError(f"{self.path}: {error.strerror}", advice(error)) from error
        except ValueError as error:
            hint = "remove the folder, or name another"
            raise PapersError(f"{self.path / PLAN} cannot be read: {error}", hint) from error

    def write(self, name: str, value: Mapping[str, Any]) -> None:
        """Write a file of JSON, whole or not at all."""
        file = self.path / name
        new = file.with_name(f".{name}.{os.getpid()}")
        new.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        new.replace(file)


def _check(before: Mapping[str, Any], now: Mapping[str, Any], path: Path) -> None:
    for name in now:
        if name != "began" and before.get(name) != now[name]:
            hint = "give the options of the first run, or name another folder"
            raise UsageError(f"{path} was begun with other {name}", hint)
