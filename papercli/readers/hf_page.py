"""Reader of Hugging Face Daily Papers pages (daily, trending, search), however they were saved.

An entry is a title, an abstract and metadata: ``• 4 authors`` or an organization's ``slug Name``, a
dot, and a date with the number of comments. A page writes out every year but its own: what it
leaves out is left out here, and follows from all digests together (`papercli.matching.years`).

Whether a text is one, `hf_claim` says. Pages of the regular shape are read straight away
(`hf_fast_path`). All others take more steps:

    spoken_pages  off with what says of each line what it is
    borders       off with what stands before or behind every line
    residues, hard_cuts, run_on_lines
                  off with what a tool left in lines; lines whole, and with one part of an entry
    wiki_markup   off with links, pictures and directives of wikis and notes
    marked_links  off with links, pictures and tags of Markdown, HTML and the like
    lines         off with other mark-up; every line keeps its number
    labels        off with "Title:" and the like
    hf_names      off with lines that name the authors of an entry
    hf_masthead   where each page begins, and its date
    hf_spellings  metadata nearly as the site spells it
    hf_dates      dates, in the spellings of browsers and people
    hf_blocks     metadata blocks, in any dress; they bound the segments of a page
    hf_furniture  menus, footers, headers of tools
    wrapping      which line ends are true ones
    line_evidence what the words and capitals of a line say
    layout        titles, abstracts and what is left out, in each segment
    hf_segments   the lines between two blocks, as the layout sees them
    hf_entries    all of that, for one page
    hf_rows       text, comments and votes of each entry
    hf_arxiv_ids  ids that stand beside or below titles
    hf_affix_signs
                  whether there may be anything for the next
    hf_affixes    off with what stands before or behind every title, or every abstract
    hf_oddities   what there is to report
"""

from __future__ import annotations

from itertools import pairwise

from papercli.dates import is_calendar_date
from papercli.errors import UsageError
from papercli.model.digest import Digest, Problem
from papercli.model.paper import PartialDate, Sighting
from papercli.readers.base import Request, UnknownFormatError, quoted
from papercli.readers.hf_dates import Shown
from papercli.readers.hf_fast_path import Page, Row, read_regular
from papercli.readers.hf_metadata import Head
from papercli.readers.problems import Report

NAME = "hf-page"
EXAMPLE = """\
Daily Papers
byAK and the research community
Dec 10
Larder: Sorting the KV Cache by How Soon It Is Needed Again

Serving long conversations is limited by the memory of the cache, not by arithmetic. We sort \
its entries by how soon they will be needed and keep the first of them close.

  • 4 authors
·
May 26, 2024 2
"""

_NO_HEAD = Head()
_SEVERAL = 3


def read(text: str, request: Request) -> tuple[list[Digest], list[Problem]]:
    """Read all digests of a text whose lines end in ``\\n``.

    Raises UsageError where the text contradicts the year that is said, UnknownFormatError where
    less of it is entries than is not.
    """
    raw = text.split("\n")
    regular = read_regular(list(map(str.strip, raw)))
    if regular is not None:
        report = Report(request.path)
        return [_digest(page, raw, report, request.year) for page in regular], report.problems
    if not request.named:
        _refuse_documents(text, raw)
    return _read_any(raw, request)


def _refuse_documents(text: str, raw: list[str]) -> None:
    """Raise UnknownFormatError for a text in a language of documents, in columns or in one line."""
    from papercli.readers import document_languages as languages
    from papercli.readers.run_on_lines import RUN_ON, WITH_LINES, is_run_on

    if written_in := languages.language(text):
        raise UnknownFormatError(f"{written_in.name}, not the text of a page", languages.AS_TEXT)
    if languages.in_columns(text):
        raise UnknownFormatError(f"{languages.COLUMNS}, not lines", languages.AS_ONE_COLUMN)
    if is_run_on(raw):
        raise UnknownFormatError(f"not read: {RUN_ON}", WITH_LINES)


def _read_any(raw: list[str], request: Request) -> tuple[list[Digest], list[Problem]]:
    from papercli.readers.hf_furniture import front_matter
    from papercli.readers.hf_masthead import find_regions
    from papercli.readers.hf_names import take_names
    from papercli.readers.hf_rows import read_rows
    from papercli.readers.hf_spellings import settle
    from papercli.readers.labels import take_labels
    from papercli.readers.lines import undress
    from papercli.readers.wrapping import Words

    matter = front_matter(raw)
    raw[:matter] = [""] * matter
    lines = undress(raw)
    take_labels(lines)
    total = Report(request.path)
    take_names(lines, total, request.is_word)
    settle(lines, raw, total)
    regions = find_regions(lines)
    for line, following in pairwise(lines):
        if line.index == following.index and raw[line.index].strip() != line.text:
            raw[line.index] = line.text  # the rest of it belongs to what follows
    words = Words(lines, request.is_word)
    digests: list[Digest] = []
    for region in regions:
        report = Report(request.path)
        rows = read_rows(lines, region, raw, words, report)
        index = lines[region.start].index if lines else 0
        if rows and not region.masthead:
            report.add(index, "text without a masthead: the beginning is missing")
        elif region.masthead and region.date is None and rows:
            report.add(index, "no date after the masthead")
        body = lines[region.start : region.end]
        date_line = lines[region.body - 1].index if region.body else 0
        # Of two copies of a page the one that names ids tells more: it is no other's text.
        named = [row.arxiv.id for row in rows if row.arxiv]
        text = [*(line.text for line in body), *named]
        page = Page(index, region.date, date_line, text, rows)
        if rows:
            digests.append(_digest(page, raw, report, request.year))
        elif region.masthead:
            report.add(index, "digest without entries", "check that the file is complete")
        total.problems += sorted(report.problems, key=lambda problem: problem.line or 0)
        total.kept += report.kept
        total.left_out += report.left_out
        total.blocks += report.blocks
    if not request.named:
        masthead = any(region.masthead for region in regions)
        _refuse_other_texts(total, digests, masthead or total.blocks > 0)
    return digests, total.problems


def _refuse_other_texts(total: Report, digests: list[Digest], known: bool) -> None:
    """Raise UnknownFormatError for a text that has something of a page and is none.

    ``known`` says whether a masthead or a metadata block is there.
    """
    if not known:
        hint = f"--reader {NAME} reads it anyway"
        raise UnknownFormatError("not read: neither a masthead nor metadata of entries", hint)
    if total.left_out > total.kept:
        count = sum(len(digest.sightings) for digest in digests)
        share = round(100 * total.left_out / (total.left_out + total.kept))
        entries = f"{count} entries" if count != 1 else "1 entry"
        raise UnknownFormatError(
            f"not read: {share} % of the text is in no entry ({entries} found)",
            f"--reader {NAME} reads it anyway",
        )


def _digest(page: Page, raw: list[str], report: Report, said: int | None) -> Digest:
    date = _digest_date(page, raw, report)
    if said is not None:
        _refuse_contradiction(page, raw, report.path, date, said, _writes_years(page, date))
    leaves_out_years = not _writes_years(page, date)
    sightings = tuple(_sighting(row, raw, report, date, leaves_out_years) for row in page.rows)
    own = tuple(page.text)
    return Digest(
        report.path, NAME, page.start + 1, date, said, "", sightings, leaves_out_years, own
    )


def _writes_years(page: Page, date: PartialDate | None) -> bool:
    """Say whether a tool wrote out every year, the page's own too, as the site never does."""
    if date is None or date.year is None:
        return False
    shown = [row.metadata.date for row in page.rows if row.metadata and row.metadata.date]
    return len(shown) >= _SEVERAL and all(one.date.year is not None for one in shown)


def _digest_date(page: Page, raw: list[str], report: Report) -> PartialDate | None:
    if page.date is None:
        return None
    if page.date.possible:
        return page.date.date
    report.add(page.date_line, f"no calendar has {quoted(raw[page.date_line].strip())}")
    return None


def _refuse_contradiction(
    page: Page, raw: list[str], path: str, date: PartialDate | None, said: int, writes_years: bool
) -> None:
    """Raise UsageError where the digest cannot be of the year the user says."""
    line, reason = 0, ""
    if date and date.year not in {None, said}:
        line, reason = page.date_line + 1, f"the digest is dated {date}"
    elif date and not _fits(date, said):
        line, reason = page.date_line + 1, f"{said} has no {raw[page.date_line].strip()}"
    for row in page.rows:
        shown = row.metadata.date if row.metadata else None
        if reason:
            break
        if row.metadata is None or shown is None or not shown.possible:
            continue
        if shown.date.year is not None and shown.date.year >= said + writes_years:
            line, reason = row.metadata.end, f"an entry is dated {shown.date}"
        elif not _fits(shown.date, said):
            line, reason = row.metadata.end, f"{said} has no {raw[row.metadata.end - 1].strip()}"
    if reason:
        hint = "a page writes out every year but its own: say a later year, or leave --year out"
        raise UsageError(f"{path}:{line}: not of {said}: {reason}", hint)


def _published(
    shown: Shown, digest: PartialDate | None, leaves_out_years: bool
) -> tuple[PartialDate | None, str | None]:
    """Return the date of an entry, with the year that the page writes out for it or for itself, and
    what is wrong with it, if anything."""
    if not shown.possible:
        return None, None  # reported where it was read
    own, year = shown.date, digest and digest.year
    if own.year is not None:
        late = year is not None and own.year >= year + (not leaves_out_years)
        return own, "the digest's own year or later, written out" if late else None
    if digest and _month_day(own) > _month_day(digest):
        return own, "entry dated later than its digest; its year is unknown"
    if year is None or _fits(own, year):
        return PartialDate(year, own.month, own.day), None
    return own, f"{year} has no such day; the year of the entry is unknown"


def _month_day(when: PartialDate) -> tuple[int, int]:
    return when.month or 0, when.day or 0


def _fits(when: PartialDate, year: int) -> bool:
    """Say whether the date's month and day exist in the year, or it has a year of its own."""
    return when.year is not None or is_calendar_date(year, *_month_day(when))


def _sighting(
    row: Row, raw: list[str], report: Report, date: PartialDate | None, leaves_out_years: bool
) -> Sighting:
    metadata = row.metadata
    if metadata is None:
        bare = Sighting(
            row.line + 1, row.title, row.abstract, authors=row.authors, upvotes=row.upvotes
        )
        return _identified(bare, row)
    when = None
    if metadata.date:
        when, wrong = _published(metadata.date, date, leaves_out_years)
        if wrong:
            report.add(metadata.end - 1, wrong)
    head = metadata.head or _NO_HEAD
    sighting = Sighting(
        line=row.line + 1,
        title=row.title,
        abstract=row.abstract,
        author_count=head.author_count,
        authors=row.authors,
        organization=head.organization,
        published=when,
        comments=row.comments,
        metadata="\n".join(raw[metadata.start : metadata.end]),
        upvotes=row.upvotes,
    )
    return _identified(sighting, row)


def _identified(sighting: Sighting, row: Row) -> Sighting:
    if row.arxiv is None:
        return sighting
    return sighting._replace(arxiv_id=row.arxiv.id, version=row.arxiv.version)
