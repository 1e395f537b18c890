"""Reader of RIS, and of NBIB (PubMed), which is the same but for its names of fields; of what the
Web of Science, RefWorks and EndNote export, too, whose lines begin otherwise (`ris_dialects`).

A line is a tag of two to four letters, two blanks, a hyphen, a blank, and a value; other lines go
on with the value before. What real files contain that breaks simple parsers:

- a byte order mark before the first ``TY``; one blank or none where there should be two;
- no ``ER`` after an entry: the next ``TY`` begins another one all the same; ``ER  -`` without the
  blank behind it; no blank line between entries, and not even a line; ``TY`` with a type of their
  own, or with none;
- lines before the first entry (``Provider: …``), and tags that no specification has (``NOTE - …``);
- values over several lines, indented or not, and lines of an abstract that look like a tag; two
  fields in one line; a field whose hyphen is missing, which reads like more of the one before;
- title in ``TI``, ``T1``, ``CT`` or, shortened, in ``ST`` alone; authors in ``AU``, ``A1`` or all
  in one, joined by "and" or by semicolons; DOI in ``DO``, ``M3``, ``L3`` or an address; abstract in
  ``AB`` or ``N2``; entries of editors alone; a title twice;
- dates as ``2010/11/19/``, ``2003///``, ``2007/08//`` and ``2018 Aug 9``;
- arXiv ids in the journal (``arXiv preprint arXiv:…``), in the pages, in an address;
- names without a blank (``Doe,Jane``), or with a comma at the end.

Papers, theses, books, pages and whatever else there is are kept with their kind.
"""

from __future__ import annotations

import re

from papercli.model.digest import Digest, Problem
from papercli.readers.base import Claim, Request
from papercli.text.pattern import Pattern

NAME = "ris"
EXAMPLE = """\
TY  - CPAPER
TI  - Larder: Sorting the KV Cache by How Soon It Is Needed Again
AU  - Hansen, Jørgen
AU  - Bee, Ann
T2  - Proceedings of the Workshop on Lamps
PY  - 2024
DA  - 2024/10/28/
UR  - https://arxiv.org/abs/2410.99901
AB  - Serving long conversations is limited by the memory of the cache, not by arithmetic.
ER  -
"""

_LOOKED_AT = 4_000
_BEGINNING = Pattern(
    r"^(?:TY[ \t]{0,4}-[ \t]*[A-Z]{2,8}[ \t]*$|PMID[ \t]{0,4}-[ \t]*\d{1,9}[ \t]*$)", re.MULTILINE
)
_TAG = Pattern(r"^[A-Z][A-Z0-9]{1,3}[ \t]{0,4}-", re.MULTILINE)
_FEWEST = 3
"""Lines with a tag, without which what begins like an entry is none."""


_OF_DIALECTS = ("FN ", "VR ", "PT ", "RT ")
"""With what exports of the Web of Science and of RefWorks begin."""


def claim(text: str) -> Claim:
    """How surely the text is RIS or one of its kin: by the tag that begins an entry, and others
    after it."""
    start = text[:_LOOKED_AT].replace("\r", "\n")
    if start.lstrip()[:3] in _OF_DIALECTS or start.lstrip()[:1] == "%":
        from papercli.readers.ris_dialects import dialect_of

        if dialect_of(text):
            return Claim(0.95)
    if "TY" not in start and "PMID" not in start:
        return Claim(0.0)
    found = _BEGINNING.search(start, 0)
    if found is None:
        return Claim(0.0)
    if len(_TAG.findall(start[found.start() :])) < _FEWEST and len(text) > _LOOKED_AT:
        return Claim(0.0)
    return Claim(0.95 if not start[: found.start()].strip() else 0.75)


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read a file of RIS or NBIB as one digest. Raises UnknownFormatError where nothing is an
    entry."""
    # What other formats need not load.
    from papercli.readers import ris_dialects, ris_lines
    from papercli.readers.digests import of_entries
    from papercli.readers.ris_entries import sighting

    text = text.replace("\r", "\n")
    entries = ris_dialects.entries if ris_dialects.dialect_of(text) else ris_lines.entries
    return of_entries(text, request, NAME, "RIS", entries, sighting)
