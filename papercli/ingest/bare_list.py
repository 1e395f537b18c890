"""A list as people keep it by hand: a title, an id or an address a line, in no format.

An ingest reads no such text, which may be anything. To check it stores nothing.
"""

from __future__ import annotations

from papercli.identifiers import identifiers
from papercli.model.paper import Sighting
from papercli.readers.decoding import decode, is_binary
from papercli.readers.markup import source
from papercli.text.pattern import Pattern

MOST_ODD = 0.1
"""Share of lines that may be no titles."""
_MARK = Pattern(r"\s*(?:[-*+•]\s+|\[[ xX]\]\s+|[0-9]{1,4}[.)]\s+)*")
_COMMENT = "#"
_NO_TITLE = Pattern(r"\A[-+@=<>|&%]|\t|(?<!\d)[,;|]\S|[,;|](?!\d)\S|\d:\d\d\b|[^.]\.\Z")
"""What lines of a patch, a table, a log and a text have, and hardly any title."""
_ROWS = 3
"""Lines that are a table if all have as many commas, at the least."""
_LONGEST = 300
"""Letters of a title."""
_SHORTEST = 2
"""Words of a title, which a single one hardly is."""


def entries(data: bytes) -> list[Sighting] | None:
    """The entries of such a list, by line; None for what does not look like one."""
    text, _ = decode(data)
    if is_binary(data, text) or source(text):
        return None
    found, commas, odd = [], [], 0
    for number, line in enumerate(text.split("\n"), 1):
        said = _MARK.sub("", line, 1).strip()
        if not said or said.startswith(_COMMENT):
            continue
        entry = _entry(number, said)
        if entry is None:
            odd += 1
        else:
            found.append(entry)
            commas.append(0 if entry.title != said else said.count(","))
    is_table = len(found) >= _ROWS and min(commas) == max(commas) > 0
    is_list = found and not is_table and odd <= MOST_ODD * (len(found) + odd)
    return found if is_list else None


def _entry(number: int, said: str) -> Sighting | None:
    """The entry of a line: what its ids name, and the other words of it as the title."""
    words = said.split()
    named = [identifiers(word.strip("()[]<>,;")) for word in words]
    title = " ".join(
        word
        for word, ids in zip(words, named, strict=True)
        if not any(ids) and not word.startswith(("http://", "https://"))
    )
    ids = next(filter(any, named), None)
    if ids is not None:
        return Sighting(
            number,
            title if len(title.split()) >= _SHORTEST else "",
            arxiv_id=ids.arxiv_id,
            version=ids.version,
            doi=ids.doi,
            openreview_id=ids.openreview_id,
            acl_id=ids.acl_id,
        )
    # A line that goes on in small letters is one of a text.
    goes_on = title.split(" ", 1)[0].islower()
    whole = not goes_on and len(title) <= _LONGEST and len(title.split()) >= _SHORTEST
    ends = title[-1:] not in ",;:{}" and not _NO_TITLE.search(said)
    return Sighting(number, title) if whole and ends else None
