"""Reader of what Hugging Face's API of daily papers answers, in every form in which it is kept.

    json_entries     arrays, objects, JSON lines: entry by entry
    python_literals  what Python printed in place of JSON
    hf_api_fields    from an entry to a sighting
    hf_api_regular   the same for entries as nearly all are, in less time
    hf_api_lists     from entries to digests, one for each daily list
    hf_api_page      the same entries inside a saved page, or its cards
    hf_api_table     tables of the command line tool

What real files hold that breaks simple parsers:

- an entry around the paper, or the paper alone, in camel case or in snake case (the command line);
- answers wrapped once more (``{"status": ..., "date": ..., "data": [...]}``), one a line, or all of
  a page (``{"dailyPapers": [...], "date": ...}``), of which a search shows ``searchResults`` only;
- entries as strings that hold JSON or what Python prints, and whole files of the latter;
- titles and abstracts with line ends in them (until 2025); ids as numbers, which lost their zeros;
- no organization, no summary and no day of the list in older answers; authors that are hidden;
- downloads that broke off, and entries that something wrote into by hand;
- tables that a terminal cut to its width.
"""

from __future__ import annotations

from papercli.model.digest import Digest, Problem
from papercli.readers.base import Claim, Request
from papercli.readers.markup import source
from papercli.text.pattern import Pattern

NAME = "hf-api"
EXAMPLE = """\
[{"paper": {"id": "2405.90101",
    "title": "Larder: Sorting the KV Cache by How Soon It Is Needed",
    "authors": [{"name": "Ada Quill"}, {"name": "Bo Lindqvist"}],
    "summary": "Long conversations are limited by the memory of a cache.",
    "ai_summary": "A cache sorted by time of use.",
    "publishedAt": "2024-05-26T09:00:00.000Z",
    "submittedOnDailyAt": "2024-05-28T00:00:00.000Z",
    "organization": {"name": "pantry", "fullname": "The Pantry"},
    "githubRepo": "https://github.com/example/larder",
    "upvotes": 12},
  "numComments": 2}]
"""

_LOOKED_AT = 8_000
"""Letters at the beginning in which the names of fields are looked for: authors of one paper may be
hundreds, but they have names of their own."""
_OWN = Pattern(
    r"[\"'](?:paper\\?[\"']\s*:\s*\{|dailyPapers\\?[\"']|hidden\\?[\"']\s*:\s*[tfTF]"
    r"|submittedOnDaily|discussion_?[iI]d\\?[\"']|numComments\\?[\"'])"
)
_FIELDS = tuple(
    Pattern(rf"[\"'](?:{names})\\?[\"']\s*:")
    for names in ("id", "title", "upvotes", "publishedAt|published_at")
)
"""What all of them together are in: no other format has all of these names."""
_TABLE = Pattern(r"(?:id\ttitle\t|ID +TITLE )[^\n]*\b(?:upvotes|UPVOTES)\b")
_PROPS = Pattern(r"\bdata-target=[\"']?(?:DailyPapers|PaperContent)[\"'\s>]")
_CARD = Pattern(
    r"<a\s[^<>]{0,400}\bhref=[\"']?(?:https://huggingface\.co)?/papers/\d{4}\.\d{4,5}\b"
)


def claim(text: str) -> Claim:
    """How surely a text is such an answer: by the names of its fields, or by what a page embeds."""
    head = text[:_LOOKED_AT].lstrip("\ufeff \t\n")
    if head[:1] in {"[", "{"}:
        fields = sum(1 for field in _FIELDS if field.search(head, 0))
        own = _OWN.search(head, 0) is not None
        return Claim(0.95 if own and fields > 1 else 0.7 if fields == len(_FIELDS) else 0.0)
    if head.startswith(("id\t", "ID ")) and _TABLE.match(head, 0):
        return Claim(0.95)
    kind = source(text)
    if kind is not None and kind.is_archive and "huggingface.co" in text:
        from papercli.readers.mime import page_of  # what it holds is encoded

        page = page_of(text)
        return Claim(_of_page(page.text), page)
    return Claim(_of_page(text) if head.startswith("<") else 0.0)


def _of_page(text: str) -> float:
    if "data-props" in text and _PROPS.search(text, 0):
        return 0.95
    known = "huggingface" in text and _CARD.search(text, 0)
    return 0.6 if known else 0.0


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read all entries; a file gives a digest for each day of the list that it holds.

    Raises UsageError where the text contradicts the year that is said.
    """
    head = text[:_LOOKED_AT].lstrip("\ufeff \t\n")
    if _TABLE.match(head, 0):
        from papercli.readers.hf_api_table import read_table

        return read_table(text, NAME, request)
    if head[:1] == "<" or source(text):
        from papercli.readers.hf_api_page import read_page

        return read_page(text, request)
    # An ingest of pages alone imports no JSON.
    from papercli.readers.hf_api_fields import is_entry
    from papercli.readers.hf_api_lists import Lists
    from papercli.readers.json_entries import is_python, take_entries
    from papercli.readers.python_literals import as_json

    if is_python(text):
        text = as_json(text)
    lists = Lists(text, request)
    return lists.digests(take_entries(text, is_entry, lists.take))
