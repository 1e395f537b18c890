"""Reader of papers as data: JSON, JSON lines, CSV and TSV, whatever their fields are called.

What the program itself writes (``--format ndjson|json|csv``), daily-arXiv JSON lines, arXiv's
snapshot on Kaggle, CSL-JSON, Zotero and Scopus CSV, answers of Semantic Scholar and OpenAlex.
`aliases` has one row for each name that a field has. What breaks simple parsers in real files:

- an id that is read as a number loses its zeros (2409.10590, 0704.0001): no number is parsed, and
  one that lost them before it was written gets them back;
- a byte order mark before the first column; fields longer than the csv module's limit; ``sep=;``;
  rows over many lines; a quotation that nothing closes, which would swallow the rest of the file;
  an unquoted comma, which would shift title and authors;
- records within objects, by key or by date, answers with counts around them; JSON values one after
  the other; a text cut off in the middle;
- ``comments`` that are a number here and "37 pages" there; ``NaN``; numbers as text;
- ``summary`` that is the abstract in arXiv's words and a summary in ours;
- authors as texts, objects, parts of names, or one text that semicolons, commas or "and" divide,
  with "et al." at its end;
- dates in parts, in RFC 822, in milliseconds, with 00 for what is unknown; a year beside an empty
  date; a title in a list of one; an abstract as an inverted index;
- titles and abstracts wrapped in the middle; NUL and halves of letters as escapes; values of a
  wrong type; objects nested a thousand deep; places of words in the billions.

Of a key that an object has twice the last counts, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from papercli.model.digest import Digest, Problem
from papercli.model.paper import Sighting
from papercli.readers.base import Claim, Lines, Request
from papercli.text.pattern import Pattern

NAME = "metadata"
EXAMPLE = """\
{"arxiv_id": "2405.01234", "title": "Larder: Sorting the KV Cache by How Soon It Is Needed Again", \
"authors": ["Ada Larder", "Ben Shelf"], "published": "2024-05-26", "categories": ["cs.CL"], \
"abstract": "Serving long conversations is limited by the memory of the cache."}
{"doi": "10.1234/kelp.5", "title": "Kelp Forests Seen from Above", "authors": ["Carol Tide", \
"Dan Reef", "Eve Sound"], "year": 2023, "venue": "Journal of Invented Seas"}
"""

_HEAD = 8_000
"""Letters at the beginning by which a file is known."""
_KEY = Pattern(r'"([^\W\d_][\w .:;/()-]{0,40})"\s{0,20}:')
_MOST_LINES = 9
"""Lines of which one is the header of a table."""
_OF_HEADERS = (
    *("title", "titel", "titre", "título", "titulo", "titolo", "display", "paper"),
    *("abstract", "zusammenfassung", "résumé", "resumen", "标题", "题目", "题名", "篇名", "摘要"),
    *("標題", "題名", "書名", "タイトル", "제목", "논문", "название", "заголовок", "resumo"),
    *("arxiv", "eprint", "doi", "openreview", "acl", "name"),
)
_OF_WOS = Pattern(r"\b(?:ti|ab)\b")
"""Title and abstract among the tags of the Web of Science."""
_NOT_OURS = ("jsonfeed.org/version", '"$ref"', '"additionalProperties"')
"""Of a feed, and of schemas, whose properties may be called as those of papers are."""
_OF_ANSWERS = frozenset(
    "upvotes submittedBy numComments discussionId submittedOnDailyBy"
    " submitted_by num_comments discussion_id submitted_on_daily_by".split()
)


def claim(text: str) -> Claim:
    """How surely the text is data on papers: by the names of its first fields or columns."""
    head = text[:_HEAD].lstrip("\ufeff \t\n")
    if head[:1] in ("{", "["):
        if any(sign in head for sign in _NOT_OURS):
            return Claim(0.0)
        from papercli.readers.metadata.plans import strength

        keys = tuple(dict.fromkeys(_KEY.findall(head)))
        # An answer of Hugging Face has a reader of its own.
        most = 0.5 if len(_OF_ANSWERS.intersection(keys)) > 1 else 1.0
        if known := strength(keys):
            return Claim(min(most, known))
        if "title" not in map(str.casefold, keys):
            return Claim(0.0)
        from papercli.readers.metadata.unsure import strength_of_records

        return Claim(min(most, strength_of_records(text)))
    if head.startswith("id\t"):
        from papercli.readers.metadata.facts import is_facts

        if is_facts(head):
            return Claim(0.97)  # a count of authors in it is no sign of a page
    lines = head.replace("\r", "\n").split("\n", _MOST_LINES)
    if not any(map(_may_be_header, lines[:_MOST_LINES])):
        return Claim(0.0)
    from papercli.readers.metadata.headers import header_of
    from papercli.readers.metadata.plans import strength_of_columns

    header = header_of(text)
    if header is None:
        return Claim(0.0)
    if known := strength_of_columns(header.columns):
        return Claim(known)
    from papercli.readers.metadata.unsure import strength_of_rows

    return Claim(strength_of_rows(text, header))


def _may_be_header(line: str) -> bool:
    if not any(sign in line for sign in ",;\t|"):
        return False
    line = line.casefold()
    return any(map(line.__contains__, _OF_HEADERS)) or bool(_OF_WOS.search(line, 0))


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read the one digest of a text; raises UnknownFormatError where it is neither JSON nor a table
    with a header."""
    from papercli.readers.metadata.reading import read as read_text

    return read_text(text, request)


def no_title(text: str) -> str | None:
    """What to say of a text whose records have no title."""
    from papercli.readers.metadata.not_understood import hint_of

    return hint_of(text)


def _is_lines(text: str) -> bool:
    from papercli.readers.metadata.reading import is_lines

    return is_lines(text)


def _read_lines(
    text: str, first: int, problems: list[Problem], request: Request
) -> Iterator[Sighting]:
    from papercli.readers.metadata.reading import Told, of_lines

    return of_lines(text.split("\n"), first, Told(request.path, problems))


LINES = Lines(_is_lines, _read_lines)
