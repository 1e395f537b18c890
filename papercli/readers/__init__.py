"""Readers turn one digest format each into sightings; they know nothing of matching.

A new format is one module and one row of the table.
"""

from __future__ import annotations

from papercli.errors import UsageError
from papercli.hashes import fingerprint_of
from papercli.model.digest import Digest, Problem
from papercli.readers import (
    bibtex,
    feed,
    hf_api,
    hf_claim,
    hf_page,
    mail,
    markdown_list,
    metadata,
    notes,
    ris,
)
from papercli.readers.base import (
    Claim,
    Claims,
    IsWord,
    Reader,
    Reading,
    Request,
    UnknownFormatError,
    bounded,
    within_bounds,
)
from papercli.readers.decoding import decode, is_binary
from papercli.readers.markup import source

__all__ = [
    "READERS",
    "Claim",
    "Reader",
    "Reading",
    "UnknownFormatError",
    "line_reader",
    "read_bytes",
]

READERS: list[Reader] = [
    Reader(
        "hf-page",
        "Hugging Face Daily Papers, trending and search pages saved as text",
        hf_claim.claim,
        hf_page.read,
        hf_page.EXAMPLE,
        bounded=True,
    ),
    Reader(
        hf_api.NAME,
        "Hugging Face's API of daily papers (JSON); its pages saved as HTML",
        hf_api.claim,
        hf_api.read,
        hf_api.EXAMPLE,
    ),
    Reader(
        "markdown-list",
        "lists of papers in Markdown: tables, bullets, headings",
        markdown_list.claim,
        markdown_list.read,
        markdown_list.EXAMPLE,
    ),
    Reader(
        "bibtex",
        "BibTeX and biblatex, as Zotero, Mendeley, JabRef and DBLP write it",
        bibtex.claim,
        bibtex.read,
        bibtex.EXAMPLE,
        ends=("}\n",),
    ),
    Reader(
        metadata.NAME,
        "JSON, JSON lines, CSV or TSV of papers, whatever the fields are called",
        metadata.claim,
        metadata.read,
        metadata.EXAMPLE,
        metadata.LINES,
        no_title=metadata.no_title,
    ),
    Reader(
        "notes",
        "Markdown notes with YAML front matter, on a paper or several",
        notes.claim,
        notes.read,
        notes.EXAMPLE,
    ),
    Reader(
        feed.NAME,
        "RSS, Atom or JSON Feed: arXiv's, Hugging Face's, a journal's",
        feed.claim,
        feed.read,
        feed.EXAMPLE,
    ),
    Reader(
        mail.NAME,
        "mails: arXiv's daily lists, Google Scholar's alerts, recommenders'",
        mail.claim,
        mail.read,
        mail.EXAMPLE,
        divider="\n\\\\",
    ),
    Reader(
        "ris",
        "RIS, NBIB of PubMed, exports of Web of Science, RefWorks, EndNote",
        ris.claim,
        ris.read,
        ris.EXAMPLE,
        ends=("\nER  -", "\n\n"),
    ),
]
"""The formats that are read; of equal claims the first reads."""


def read_bytes(
    data: bytes,
    path: str,
    *,
    reader: str | None = None,
    year: int | None = None,
    is_word: IsWord = lambda word: False,
) -> Reading:
    """Read the content of one file; ``path`` only names it in digests and problems.

    The format is found by content unless ``reader`` names it. ``year`` is the year of every digest
    in the file; ``is_word`` tells whether there is such a lower-case word. Raises
    UnknownFormatError where no reader recognizes the content, UsageError for an unknown reader or a
    year that the text contradicts.
    """
    chosen = None if reader is None else named(reader)
    text, damage = decode(data)
    parsed: object = None
    claims: Claims = ()
    if chosen is None:
        chosen, parsed, claims = _strongest(text, is_binary(data, text))
    text, beyond = bounded(text, path) if chosen.bounded else (text, [])
    read = chosen.read(
        text, Request(path, year, named=reader is not None, is_word=is_word, parsed=parsed)
    )
    digests, problems = within_bounds(*read, path, len(text))
    digests = [_with_fingerprint(digest) for digest in digests]
    problems += _untitled(digests, path, chosen, text)
    if chosen.ends or chosen.divider:
        from papercli.readers.other_formats import of_others  # of two formats

        problems += of_others(text, digests, path, chosen, READERS)
    if not digests and not problems:
        hint = "check that the file is complete"
        problems.append(Problem(path, None, "no entry found in the file", hint))
    hint = "save the file again as UTF-8 text if something is missing"
    damaged = [Problem(path, line, problem, hint) for line, problem in damage]
    return Reading(tuple(digests), (*damaged, *problems, *beyond), claims)


def _untitled(digests: list[Digest], path: str, chosen: Reader, text: str) -> list[Problem]:
    lines = [one.line for digest in digests for one in digest.sightings if not one.title]
    if not lines:
        return []
    from papercli.readers.untitled import Untitled  # few files need it

    untitled = Untitled()
    for line in lines:
        untitled.add(line)
    return untitled.told(path, chosen.no_title(text))


def _with_fingerprint(digest: Digest) -> Digest:
    """The digest with the fingerprint of its own text, in the place of that text."""
    if digest.fingerprint:
        return digest  # its reader knows a better one
    return digest._replace(fingerprint=fingerprint_of(digest.own), own=())


def line_reader(beginning: bytes, *, reader: str | None = None) -> Reader | None:
    """The reader of a file that begins so, if it reads it line by line: the one that `read_bytes`
    would take."""
    text, _ = decode(beginning)
    if beginning.count(0) or is_binary(beginning, text):
        return None
    try:
        chosen = _strongest(text, False)[0] if reader is None else named(reader)
    except UnknownFormatError:
        return None
    return chosen if chosen.lines and chosen.lines.claim(text) else None


def named(name: str) -> Reader:
    """The reader of that name; raises UsageError where there is none."""
    for reader in READERS:
        if reader.name == name:
            return reader
    known = ", ".join(reader.name for reader in READERS)
    raise UsageError(f"no reader is named {name!r}", f"readers: {known}")


def _strongest(text: str, binary: bool) -> tuple[Reader, object, Claims]:
    """The reader whose claim is the strongest, what the claim handed on, and all that claim it."""
    if binary and not source(text):
        hint = "name the text files; --reader NAME reads it as text anyway"
        raise UnknownFormatError("not text", hint)
    claims = [(reader.claim(text), reader) for reader in READERS]
    strongest, reader = max(claims, key=lambda claimed: claimed[0].strength)
    if strongest.strength > 0:
        made = [(one.name, claim.strength) for claim, one in claims if claim.strength > 0]
        return reader, strongest.parsed, tuple(sorted(made, key=lambda one: -one[1]))
    if not text.strip():
        raise UnknownFormatError("the file is empty", "nothing was saved or piped into it")
    if kind := source(text):
        raise UnknownFormatError(f"{kind.name}, not the text of a page", kind.hint)
    known = ", ".join(reader.name for reader in READERS)
    hint = f"papers readers describes the formats: {known}"
    raise UnknownFormatError("unrecognized format", hint)
