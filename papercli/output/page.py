"""A page of figures and papers that stands by itself: one file, nothing fetched, no script needed.

Titles and whatever else a digest said may be hostile: every value goes through `text`, addresses
must be of the web, and the page forbids itself any script and style but its own, by their hashes
(Content Security Policy, level 2), should something have been forgotten here.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from papercli.identifiers import ADDRESSES
from papercli.output import Row
from papercli.output.pictures import bars, columns, matrix, text
from papercli.output.rows import MARK, counted, heading, marked
from papercli.stats import Stats, last_months

GENERATOR = '<meta name="generator" content="papers">'
"""Stands at the beginning of every page, so that only a page of ours is ever written over."""
HEAD = f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{GENERATOR}\n'

MOST_MONTHS = 60
"""Columns that can still be told apart on a narrow page."""
MOST_AUTHORS = 40
"""The author count from which papers are counted together."""
MOST_ORGANIZATIONS = 12
MOST_DIGESTS = 12
_LEGEND = f'<p class="quiet">{MARK} before a date: its year is inferred</p>\n'


def page(told: Stats, papers: Sequence[Row], *, query: str, today: date) -> str:
    """The whole page: the figures of a query, and a list of its papers or of some of them.

    ``papers`` are the JSON objects of `papercli.output.rows`.
    """
    return "".join(_parts(told, papers, query, today))


def is_page(start: bytes) -> bool:
    """Whether a file that begins so is such a page, or empty."""
    return not start or start.startswith(HEAD.encode())


def _parts(told: Stats, papers: Sequence[Row], query: str, today: date) -> Iterator[str]:
    style, script = (_file(name) for name in ("page.css", "page.js"))
    title = f"{counted(told.papers, 'paper')}{f': {query}' if query else ''}"
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}';"
        " img-src data:; base-uri 'none'; form-action 'none'"
    )
    yield (
        f'{HEAD}<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        # Or a browser would ask for one where the page came from.
        '<link rel="icon" href="data:,">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<header>\n<h1 dir="auto">{text(title)}</h1>\n'
        f'<p class="quiet">made by papers on {today.isoformat()}</p>\n</header>\n<main>\n'
    )
    yield _totals(told)
    yield f'<div class="figures">\n{"".join(_figures(told))}</div>\n'
    yield from _list(papers, told)
    yield "</main>\n"
    if papers:
        yield f"<script>{script}</script>\n"
    yield "</body>\n</html>\n"


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _hash(source: str) -> str:
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"


def _totals(told: Stats) -> str:
    items = (
        counted(told.papers, "paper"),
        counted(told.sightings, "sighting"),
        counted(told.digests, "digest"),
        f"{told.merged} merged",
        counted(told.undecided, "undecided pair"),
    )
    parted = (item.partition(" ") for item in items)
    cells = "".join(f"<div><dt>{name}</dt><dd>{number}</dd></div>" for number, _, name in parted)
    return f'<dl class="totals">{cells}</dl>\n'


def _figures(told: Stats) -> Iterator[str]:
    if not told.papers:
        return
    years = [(year, number) for year, number in told.by_year.items() if number]
    yield _section("Papers by year", bars(years))
    if told.by_month:
        months = last_months(told.by_month, MOST_MONTHS)
        first = next(month for month, number in months.items() if number)
        shown = {month: number for month, number in months.items() if month >= first}
        earlier = sum(told.by_month.values()) - sum(shown.values())
        note = f'<p class="quiet">and {earlier} before</p>' if earlier else ""
        yield _section("Papers by month", columns(shown) + note)
    if told.by_author_count:
        yield _section(
            "Papers by number of authors", columns(_spread(told.by_author_count), " authors")
        )
    if told.by_organization:
        ranked = list(told.by_organization.items())
        yield _section(
            "Organizations",
            bars(ranked[:MOST_ORGANIZATIONS]) + _more(len(ranked), MOST_ORGANIZATIONS),
        )
    inferred = [("date of an inferred year", told.year_inferred)] if told.year_inferred else []
    known = [
        ("date", told.with_date),
        *inferred,
        ("number of authors", told.with_author_count),
        ("organization", told.with_organization),
    ]
    yield _section("What is known of the papers", bars(known, told.papers))
    if len(told.overlap.digests) > 1:
        yield _overlap(told)


def _section(title: str, body: str) -> str:
    return f"<section>\n<h2>{title}</h2>\n{body}\n</section>\n"


def _more(number: int, most: int) -> str:
    left = number - most
    return f'<p class="quiet">and {left} more</p>' if left > 0 else ""


def _spread(by_count: Mapping[str, int]) -> dict[str, int]:
    """Every number of authors from the least to the most, those with no paper included."""
    numbers = {int(count): papers for count, papers in by_count.items()}
    last = min(max(numbers), MOST_AUTHORS)
    spread = {str(count): numbers.get(count, 0) for count in range(min(*numbers, last), last)}
    many = sum(papers for count, papers in numbers.items() if count >= last)
    return {**spread, f"{last}{' or more' if max(numbers) > last else ''}": many}


def _overlap(told: Stats) -> str:
    """The digests that share most with others, at most so many, in their own order."""
    labels, shared = told.overlap.digests, told.overlap.shared
    ranked = sorted(range(len(labels)), key=lambda n: -(sum(shared[n]) - shared[n][n]))
    kept = sorted(ranked[:MOST_DIGESTS])
    small = [[shared[row][column] for column in kept] for row in kept]
    return _section(
        "Papers that digests share",
        matrix([labels[place] for place in kept], small) + _more(told.digests, MOST_DIGESTS),
    )


def _list(papers: Sequence[Row], told: Stats) -> Iterator[str]:
    total = told.papers
    if not total:
        yield '<p class="quiet">No paper matches.</p>\n'
        return
    whole = len(papers) == total
    heading = "All papers" if whole else f"{len(papers)} of {total} papers"
    yield (
        f"<section>\n<h2>{heading}</h2>\n"
        '<div class="filter" hidden><label for="words">Filter</label>'
        '<input id="words" type="search" autocomplete="off" placeholder="words">'
        '<output id="told" for="words"></output></div>\n'
        f'{_LEGEND if told.year_inferred else ""}<ol class="papers">\n'
    )
    yield from map(_paper, papers)
    yield "</ol>\n</section>\n"


def _paper(row: Row) -> str:
    abstract = row["abstract"]
    folded = (
        f'<details><summary>Abstract</summary><p dir="auto">{text(abstract)}</p></details>'
        if abstract
        else ""
    )
    facts = " · ".join(_facts(row))
    return (
        f'<li><h3 dir="auto">{text(row["title"])}</h3><p class="quiet">{facts}</p>{folded}</li>\n'
    )


def _facts(row: Row) -> Iterator[str]:
    value: Mapping[str, Any] = row
    if value["published"]:
        yield f"<time>{text(marked(row)['published'])}</time>"
    if value["author_count"] is not None:
        yield counted(value["author_count"], "author")
    if value["authors"]:
        yield f"<bdi>{text(', '.join(value['authors']))}</bdi>"
    organization = value["organization"]
    if organization:
        yield f"<bdi>{text(organization['name'] or organization['slug'])}</bdi>"
    yield "seen once" if value["sightings"] == 1 else f"seen {value['sightings']} times"
    yield from (
        f'<a href="{text(address)}" rel="noopener noreferrer">{text(name)}</a>'
        for name, address in _addresses(value)
    )


def _addresses(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What can be followed, by name; nothing but addresses of the web."""
    for name, before in ADDRESSES.items():
        if row[name]:
            yield f"{heading(name)}:{row[name]}", before + quote(row[name])
    for address in dict.fromkeys((row["url"], *row["links"])):
        if address and address.lower().startswith(("http://", "https://")):
            yield address, quote(address, safe="!#$%&'()*+,/:;=?@[]~")
