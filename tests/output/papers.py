"""Invented papers that hold what output has to survive."""

from __future__ import annotations

from papercli.model.paper import DigestReference, Organization, Paper, PartialDate

HOSTILE = (
    "[bold]x[/bold] [/] :smile: \x1b[31mred\x1b]8;;http://e.example\x07\x9b2J "
    "\u202egnp.exe\ttab\nline"
)


def paper(number: int = 1, title: str = "Weaving Short Memories", **fields: object) -> Paper:
    """A paper with nothing known but its title, and what ``fields`` say."""
    values: dict[str, object] = {
        "abstract": None,
        "published": None,
        "author_count": None,
        "authors": None,
        "organization": None,
        "comments": None,
        "upvotes": None,
        "arxiv_id": None,
        "doi": None,
        "url": None,
        **dict.fromkeys(("version", "openreview_id", "acl_id", "venue", "kind")),
        **dict.fromkeys(("categories", "summary")),
        "links": (),
        "digests": (DigestReference("a.txt", PartialDate(None, 3, 17), 9),),
        "sightings": 1,
        "first_seen": None,
        "last_seen": None,
        **fields,
    }
    return Paper(id=number, title=title, **values)  # type: ignore[arg-type]


FULL = paper(
    7,
    "Na\u00efve {Caches} & 50% of \u5927\u8a9e\u8a00\u6a21\u578b",
    abstract="We cache, therefore we are.",
    published=PartialDate(2025, 5, 26),
    author_count=2,
    authors=("Ada Lov\u00e9lace", "Command and Control Group"),
    organization=Organization("kelp", "Kelp Laboratory"),
    comments=0,
    upvotes=31,
    arxiv_id="2505.00001",
    doi="10.1000/a_b",
    url="https://example.org/a_b",
    links=("https://example.org/code",),
    digests=(
        DigestReference("a.txt", PartialDate(2025, 12, 10), 9),
        DigestReference("b; c.txt", None, 120),
    ),
    sightings=2,
    first_seen=PartialDate(2025, 12, 10),
    last_seen=PartialDate(2025, 12, 10),
)
