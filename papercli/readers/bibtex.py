r"""Reader of BibTeX and biblatex: what Zotero, Mendeley, JabRef, DBLP and the ACL Anthology write.

bibtexparser divides the text (`bibtex_entries`), one entry at a time, but for entries that are
written as nearly all are (`bibtex_regular`). What real files contain that
breaks simple parsers:

- a field twice in one entry, a key twice in one file: both entries are kept, and of two values the
  first that can be read;
- an entry that is not closed, a brace too many, no comma after the key or between two fields, two
  commas, quotation marks within quotation marks, unknown macros: each costs no more than its own
  entry, or its own field;
- ``@string`` macros, joined by ``#``, made of one another without bound; months without quotes;
- ``crossref``: a chapter that has its venue and year from its book;
- text between entries, ``@comment`` of JabRef, lines and entries commented out with ``%`` or by
  ``@comment``; entries that are none, for styles (``@control``) or other entries (``@xdata``);
- braces that keep capitals, accents and quotation marks as TeX (`bibtex_tex`); formulas stay, and
  in addresses TeX has no say: ``%20`` is no comment there;
- arXiv ids in ``eprint`` (also as an address, with a version, without ``archivePrefix``), in
  ``journal``, ``volume``, ``note``, ``url``, ``doi`` and the key; other archives in ``eprint``;
- ``date`` of biblatex beside ``year`` and ``month``; months as words, numbers, or with a day;
- lists of authors that end in "and others", or that hold commas where BibTeX wants "and": such a
  list has no count;
- files that begin with a byte order mark, and ones in Windows-1252.

Papers, theses, books and whatever else there is are kept with their kind.
"""

from __future__ import annotations

import re

from papercli.model.digest import Digest, Problem
from papercli.readers.base import Claim, Request
from papercli.text.pattern import Pattern

NAME = "bibtex"
EXAMPLE = r"""@string{lamps = "Proceedings of the Workshop on Lamps"}

@inproceedings{hansen2024larder,
  title = {{Larder}: Sorting the {KV} Cache by How Soon It Is Needed Again},
  author = {Hansen, J{\o}rgen and Bee, Ann},
  booktitle = lamps,
  year = 2024,
  month = oct,
  eprint = {2410.99901},
  archiveprefix = {arXiv},
}
"""

_LOOKED_AT = 4_000
_ENTRY = Pattern(
    r"^[ \t]*@(?P<type>\w+)[ \t]*[{(]\s*(?:[^\s,{}()=]{0,200}\s*,\s*[\w-]+\s*=|[\w-]+\s*=\s*[{\"]"
    r"|jabref|bibdesk)",
    re.MULTILINE | re.IGNORECASE,
)
_MARKUP = Pattern(r"^(?:#{1,6} |```|~~~|\s*[-*+] |\||<|\s*\\)", re.MULTILINE)


def claim(text: str) -> Claim:
    """How surely the text is BibTeX: by whether an entry begins it, or follows some plain words."""
    start = text[:_LOOKED_AT]
    if "@" not in start:
        return Claim(0.0)
    found = _ENTRY.search(start, 0)
    if found is None:
        return Claim(0.0)
    before = [line.strip() for line in start[: found.start()].split("\n")]
    if all(not line or line.startswith("%") for line in before):
        return Claim(0.95)
    return Claim(0.3 if _MARKUP.search(start[: found.start()], 0) else 0.8)


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read a file of BibTeX as one digest. Raises UnknownFormatError where nothing is an entry."""
    # What other formats need not load: the library alone takes as long as a whole search.
    from papercli.readers.bibtex_entries import entries
    from papercli.readers.bibtex_fields import sighting
    from papercli.readers.digests import of_entries

    return of_entries(text, request, NAME, "BibTeX", entries, sighting)
