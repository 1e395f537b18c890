"""Notes in a folder: found again by the paper that they are of, written as a whole, never over what
somebody else wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from papercli.output import Row
from papercli.output.notes import Note, file_name, note, read_note
from papercli.output_files import write_text

LONGEST = 10_000_000
"""Bytes of a file that may be a note."""


@dataclass(slots=True)
class Written:
    """What became of an export."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left: list[tuple[Path, str]] = field(default_factory=list)
    """Files that were left as they are, and why."""


Found = dict[int, tuple[Path, str, Note]]
"""Notes by the paper that they are of: file, text, and what is the person's in it."""


def write_notes(folder: Path, rows: Iterable[Row], today: Callable[[int], int]) -> Written:
    """Write one note a paper into a folder, which is made where it is missing.

    A note keeps the name that its file has. What is not a note of that paper, or has lost its
    marker, is left as it is. ``today`` tells the id that a paper has by now, so that the note of
    one that was merged into another becomes that one's. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = Written()
    found = _notes_in(folder, today, written)
    for row in rows:
        number = row["id"]
        assert isinstance(number, int)
        if number not in found:
            place = folder / file_name(row)
            if place.exists() or place.is_symlink():
                written.left.append((place, f"it is there already, and no note of paper {number}"))
            else:
                write_text(str(place), note(row))
                written.new += 1
            continue
        place, before, kept = found[number]
        text = note(row, kept)
        if kept.own_text is None:
            written.left.append((place, "its marker is gone: what is yours in it is not known"))
        elif text == before:
            written.unchanged += 1
        else:
            write_text(str(place), text)
            written.changed += 1
    return written


def _notes_in(folder: Path, today: Callable[[int], int], written: Written) -> Found:
    """The notes of a folder; of several of one paper that which was made for it, or the first."""
    notes = [
        (one.id, place, text, one) for place, text in _texts(folder) if (one := read_note(text)).id
    ]
    found: Found = {}
    for number, place, text, one in sorted(notes, key=lambda each: today(each[0]) != each[0]):
        paper = today(number)
        if paper in found:
            other = found[paper][0].name
            written.left.append((place, f"{other} is the note of paper {paper} too"))
        else:
            found[paper] = place, text, one
    return found


def _texts(folder: Path) -> Iterator[tuple[Path, str]]:
    for place in sorted(folder.glob("*.md")):
        if place.is_file() and place.stat().st_size <= LONGEST:
            try:
                yield place, place.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue  # no note that was written here
